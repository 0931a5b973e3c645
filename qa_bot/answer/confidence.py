"""The chance, from 0 to 1, that the best sentence answers the question.

A logistic regression on features that do not depend on the embedding: with another one, the nearest passages may be
others, but their sentences are scored by the same reranker. ``benchmarks/confidence.py`` fits it to the features in
``benchmarks/confidence.csv`` and says of which questions these are; no gold question is among them.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa_bot.answer.candidates import ScoredSentence

BIAS = -3.58
WEIGHTS = (3.58, 2.17, 2.17, 1.3, -0.7, 0.52)
"""Those of ``type_fit`` and ``lacks_name`` are given, not fitted: too few of the questions tell of them."""


@dataclass(frozen=True, slots=True)
class ConfidenceFeatures:
    """The features of the regression, each from 0 to 1.

    Attributes:
        likeness: How close the best sentence comes to the question.
        weakest: How close the best sentence comes to the worst matched of the question's parts that carry it.
        coverage: The share of the question's words in the best sentence and its context, weighted by rarity.
        type_fit: How well the best sentence fits the expected answer type.
        lacks_name: 1 if the question has a name that no passage has, else 0.
        margin: By how much the best sentence's score exceeds the next one's.
    """

    likeness: float
    weakest: float
    coverage: float
    type_fit: float
    lacks_name: float
    margin: float


def confidence_features(sentences: Sequence[ScoredSentence], *, lacks_name: bool) -> ConfidenceFeatures:
    """Return the features of a question; ``sentences`` come best first."""
    if not sentences:
        return ConfidenceFeatures(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    best = sentences[0]
    margin = best.score - sentences[1].score if len(sentences) > 1 else 0.0
    return ConfidenceFeatures(best.likeness, best.weakest, best.coverage, best.type_fit, float(lacks_name), margin)


def confidence(features: ConfidenceFeatures) -> float:
    """Return the chance, from 0 to 1, that a question with these features is answered."""
    weighted = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, astuple(features), strict=True))
    return 1 / (1 + math.exp(-weighted))
