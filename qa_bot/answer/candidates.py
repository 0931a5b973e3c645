"""The candidate sentences of an answer, as rerankers give them and writers take them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy
import numpy.typing

from qa_bot.records import Passage, Span

Numbers = numpy.typing.NDArray[Any]


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a retrieved passage, scored for a question.

    Attributes:
        passage: The passage that it is a sentence of.
        span: Its characters in the document's text.
        score: What sentences are ranked by.
        likeness: How close it comes to the question, from 0 to 1.
        matched: The part of ``likeness`` that each part of the question contributes, in one order for all sentences.
        weakest: How close it comes to the worst matched of the parts that carry the question, from 0 to 1.
        before: The sentence before it in the passage, None for the first.
        context_gain: The part of ``likeness`` that only the sentence before contributes.
        fits_answer_type: Whether it holds an answer of the expected type.
    """

    passage: Passage
    span: Span
    score: float
    likeness: float
    matched: Numbers = field(default_factory=lambda: numpy.zeros(0), compare=False)
    weakest: float = 0.0
    before: Span | None = None
    context_gain: float = 0.0
    fits_answer_type: bool = True

    @property
    def quote(self) -> str:
        """The sentence, word for word."""
        return self.passage.slice(self.span)


def best_likeness(sentences: Sequence[ScoredSentence]) -> dict[str, float]:
    """Return the likeness of the best sentence of each passage, by passage id."""
    best: dict[str, float] = {}
    for one in sentences:
        best[one.passage.id] = max(best.get(one.passage.id, 0.0), one.likeness)
    return best
