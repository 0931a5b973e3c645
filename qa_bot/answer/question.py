"""What a question says before anything is retrieved for it: its words, their weights, and its answer type. Pure."""

import re
from dataclasses import dataclass

from qa_bot.answer.answer_types import AnswerType, expected_answer_type
from qa_bot.answer.vocabulary import Vocabulary

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class AnalyzedQuestion:
    """A rewritten question and what its words say.

    Attributes:
        text: The question in the documents' spelling: what sentences are scored for.
        search_text: ``text`` with the documents' other names for what it names: what is searched for.
        vocabulary: The words of the corpus, with their weights for this question.
        words: The words of ``text`` but stop words, each as its terms, with its rarity.
        answer_type: The type of answer that it asks for, None where its words do not say.
    """

    text: str
    search_text: str
    vocabulary: Vocabulary
    words: tuple[tuple[frozenset[str], float], ...]
    answer_type: AnswerType | None

    def coverage(self, terms: frozenset[str]) -> float:
        """Return the share of the question's words that are among ``terms``, weighted by rarity, from 0 to 1."""
        total = sum(rarity for _, rarity in self.words)
        return sum(rarity for word, rarity in self.words if word <= terms) / total if total else 0.0

    def fits_answer_type(self, text: str) -> bool:
        """Return whether ``text`` holds an answer of the expected type; true where none is expected."""
        return self.answer_type is None or self.answer_type.is_found_in(text, self.text)


def analyze(text: str, search_text: str, vocabulary: Vocabulary) -> AnalyzedQuestion:
    """Return the question with the weights of its words in this corpus."""
    words = {word: frozenset(vocabulary.terms(word)) for word in _WORD.findall(text)}
    return AnalyzedQuestion(
        text=text,
        search_text=search_text,
        vocabulary=vocabulary,
        words=tuple((terms, vocabulary.rarity(word)) for word, terms in words.items() if terms),
        answer_type=expected_answer_type(text),
    )
