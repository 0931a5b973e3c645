"""The candidate sentences of an answer, as rerankers give them and writers take them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy
import numpy.typing

from qa_bot.answer.sentence_roles import Role
from qa_bot.records import Hit, Passage, Span

Numbers = numpy.typing.NDArray[Any]

_LIKENESS_SHARE = 0.7

EVIDENCE_SHARE = 0.03
"""Chosen on questions of SQuAD and Wikipedia, see docs/evidence.md."""
MOST_EVIDENCE = 9.0
"""Log-odds; more counts as this much, and what was not read as so much against it."""
MOST_GAIN = EVIDENCE_SHARE * MOST_EVIDENCE


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of a sentence.

    Attributes:
        evidence: How far it answers, as log-odds against that nothing in its window does.
        answer: How far ``span`` answers, likewise.
        span: The part of it that answers, in the document's characters.
    """

    evidence: float
    answer: float
    span: Span

    @property
    def span_chance(self) -> float:
        """The chance that ``span`` answers, from 0 to 1."""
        return float(1 / (1 + numpy.exp(-self.answer)))


def gain(reading: Reading | None) -> float:
    """Return what a reading, or that a sentence is not among those read, adds to the sentence's score."""
    evidence = -MOST_EVIDENCE if reading is None else reading.evidence
    return EVIDENCE_SHARE * max(-MOST_EVIDENCE, min(evidence, MOST_EVIDENCE))


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a retrieved passage, scored for a question.

    Attributes:
        passage: The passage that it is a sentence of.
        span: Its characters in the document's text.
        score: What sentences are ranked by.
        likeness: How close it comes to the question, from 0 to 1.
        matched: The part of ``likeness`` that each part of the question contributes, in one order for all sentences.
        weakest: How close it comes to the worst matched of the question's important tokens, from 0 to 1.
        coverage: The share of the question's words in it and its context, weighted by rarity.
        before: The sentence before it in the passage, None for the first.
        heading: The heading or question above it in the passage, None without one.
        heading_likeness: How close that heading comes to the question, from 0 to 1.
        role: What it is for: only a statement answers.
        context_gain: The part of ``likeness`` that only the sentence before contributes.
        type_fit: How well it fits the expected answer type, from 0 to 1.
        aboutness: How far it is about the codes, numbers and years that the question names, from 0 to 1.
        answer_span: The words of it that answer, in the document's text, where the reranker proposes some.
        reading: What the reader says of it, None where it was not read.
        reading_gain: What that, or not being read, adds to its score; rows and lines of a log gain as much as any.
        word_likeness: How close it comes, with its context, to each of the question's telling and counted words: a
            cosine from -1 to 1.
        fingerprint: That of the model on whose scale the likeness is, "" where the reranker's holds for all.
    """

    passage: Passage
    span: Span
    score: float
    likeness: float
    matched: Numbers = field(default_factory=lambda: numpy.zeros(0), compare=False)
    weakest: float = 0.0
    coverage: float = 0.0
    before: Span | None = None
    heading: Span | None = None
    heading_likeness: float = 0.0
    role: Role = "statement"
    context_gain: float = 0.0
    type_fit: float = 1.0
    aboutness: float = 1.0
    answer_span: Span | None = None
    reading: Reading | None = None
    reading_gain: float = 0.0
    fingerprint: str = ""
    word_likeness: Mapping[str, float] = field(default_factory=dict, compare=False)

    @property
    def unread_score(self) -> float:
        """The score without what the reader says."""
        return self.score - self.reading_gain

    @property
    def quote(self) -> str:
        """The sentence, word for word."""
        return self.passage.slice(self.span)


def rescore(hits: Sequence[Hit], sentences: Sequence[ScoredSentence], count: int) -> tuple[Hit, ...]:
    """Return the ``count`` best of ``hits``, best first, scored also by the likeness of their best sentence.

    With that, the right passage is among the first five for 94 % of 250 questions on Wikipedia articles and 83 % of the
    gold ones, against 92 % and 82 % without.
    """
    likeness: dict[str, float] = {}
    for one in sentences:
        likeness[one.passage.id] = max(likeness.get(one.passage.id, 0.0), one.likeness)
    scores = [(1 - _LIKENESS_SHARE) * hit.score + _LIKENESS_SHARE * likeness.get(hit.passage.id, 0.0) for hit in hits]
    rescored = (replace(hit, score=score) for hit, score in zip(hits, scores, strict=True))
    return tuple(sorted(rescored, key=lambda hit: -hit.score)[:count])
