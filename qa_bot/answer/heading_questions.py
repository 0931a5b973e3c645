"""Whether the heading above a sentence asks the question: then what stands below it is the answer. Pure."""

import re
from collections.abc import Set as AbstractSet

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.proof.words import are_same_word
from qa_bot.answer.subjects import content_words
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english_comparison import MEASURE_WORDS

_QUESTION = re.compile(
    rf"[\W\d]*(?:Q\W+)?(?:{alternation(ENGLISH.question_words | ENGLISH.auxiliaries)})\b", re.IGNORECASE
)
_SAME = 0.75
"""A heading asks the question if it comes at least so close to it."""


def heading_asks(question: str, sentence: ScoredSentence) -> bool:
    """Return whether the heading has the meaning of the question, or its words but those of the document's title."""
    if sentence.heading is None:
        return False
    if sentence.heading_likeness >= _SAME:
        return True
    heading = sentence.passage.slice(sentence.heading)
    if not _QUESTION.match(heading):
        return False
    asked, heads = (content_words(text) - MEASURE_WORDS for text in (question, heading))
    known = heads | content_words(sentence.passage.title)
    return bool(heads) and _are_among(heads, asked) and _are_among(asked, known)


def _are_among(words: AbstractSet[str], others: AbstractSet[str]) -> bool:
    return all(any(are_same_word(word, other) for other in others) for word in words)
