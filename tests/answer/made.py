"""Questions, passages and scored sentences, made for the tests of answers."""

from collections.abc import Sequence

import numpy

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.question import AnalyzedQuestion, analyze
from qa_bot.ingest.parse import document_id
from qa_bot.records import Document, Passage
from qa_bot.text.passages import split

STOP_WORDS = ("the", "was", "when", "of", "a")


class Words:
    """A vocabulary in which every word is rare but the stop words and those that are named."""

    def __init__(self, **rarity: float) -> None:
        self._rarity = rarity

    def rarity(self, word: str) -> float:
        return 0.0 if word.casefold() in STOP_WORDS else self._rarity.get(word.casefold(), 1.0)

    def has_language(self, code: str) -> bool:
        return code == "en"

    def terms(self, text: str) -> Sequence[str]:
        words = (word.strip("?.,:;()") for word in text.casefold().split())
        return [word for word in words if word and word not in STOP_WORDS]


def passage(text: str, source: str = "a.txt", title: str = "A title") -> Passage:
    (found,) = split(Document(document_id(source + text), source, title, text), 4000)
    return found


def scored_sentences(
    text: str, *scores: float, source: str = "a.txt", context_gain: float = 0.0
) -> list[ScoredSentence]:
    """The sentences of a document of one passage with these scores, best first; each matches something of its own."""
    whole = passage(text, source)
    found = []
    for number, (span, score) in enumerate(zip(whole.sentences, scores, strict=False)):
        matched = numpy.zeros(len(whole.sentences))
        matched[number] = 0.001
        before = whole.sentences[number - 1] if number else None
        found.append(ScoredSentence(whole, span, score, score, matched, before=before, context_gain=context_gain))
    return sorted(found, key=lambda one: -one.score)


def analyzed(question: str, words: Words | None = None) -> AnalyzedQuestion:
    """The question as it is scored for, its names and words as they are."""
    return analyze(question, question, words or Words())
