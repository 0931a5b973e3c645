"""A question as the reader of passages sees it: its tokens and words with their weights, and what it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy
import numpy.typing

from qa_bot.answer.answer_types import AnswerType, asked_for
from qa_bot.models.encoder import TokenVectors

Numbers = numpy.typing.NDArray[Any]

_COMMON_WEIGHT = 0.05  # a stop word still helps to tell two sentences apart
_WORD = re.compile(r"\w+")


class Vocabulary(Protocol):
    """The words of the corpus."""

    def rarity(self, word: str) -> float:
        """How rare a word is, from 0 (everywhere, or a stop word) to 1 (nowhere)."""

    def terms(self, text: str) -> Sequence[str]:
        """The words of a text as the corpus knows them: folded, by their stems, without stop words."""


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """A question, ready to be compared.

    Attributes:
        text: Its words.
        tokens: Its tokens, read by the model.
        weights: A weight for each token, together 1: its word's rarity.
        words: Its words but stop words, each as the terms that stand for it, with its rarity.
        kind: The kind of answer that it asks for, if its words tell.
    """

    text: str
    tokens: TokenVectors
    weights: Numbers
    words: tuple[tuple[frozenset[str], float], ...]
    kind: AnswerType | None

    def coverage(self, terms: frozenset[str]) -> float:
        """The share of the question's words that are among ``terms``, weighed by their rarity, from 0 to 1."""
        total = sum(rarity for _, rarity in self.words)
        return sum(rarity for word, rarity in self.words if word <= terms) / total if total else 0.0

    def brought_by(self, text: str) -> bool:
        """Whether ``text`` brings the kind of answer that is asked for; true where no kind is."""
        return self.kind is None or self.kind.brought_by(text, self.text)


def asked(question: str, tokens: TokenVectors, vocabulary: Vocabulary) -> EncodedQuestion:
    """The question with its weights in this corpus; ``tokens`` are those of ``question``."""
    words = {word: frozenset(vocabulary.terms(word)) for word in _WORD.findall(question)}
    return EncodedQuestion(
        text=question,
        tokens=tokens,
        weights=_weights(question, tokens, vocabulary),
        words=tuple((terms, vocabulary.rarity(word)) for word, terms in words.items() if terms),
        kind=asked_for(question),
    )


def _weights(question: str, tokens: TokenVectors, vocabulary: Vocabulary) -> Numbers:
    if not len(tokens.ids):
        return numpy.zeros(0)
    words = [_word_at(question, int(start), int(end)) for start, end in tokens.offsets]
    rarity = {word: vocabulary.rarity(word) for word in words}
    weights = numpy.array([_COMMON_WEIGHT + rarity[word] for word in words])
    return numpy.asarray(weights / weights.sum())


def _word_at(text: str, start: int, end: int) -> str:
    """The whole word that a token is a piece of."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
