"""The chance, from 0 to 1, that the best sentence answers the question.

A logistic regression. ``benchmarks/confidence.py`` fits it to the features in ``benchmarks/confidence.csv``: 460
questions that their documents answer (60 gold ones, 200 on Wikipedia articles, 200 of SQuAD 2.0) and 480 that they do
not (20 gold ones, 200 of SQuAD 2.0 written to mislead, and questions asked of other documents than theirs), weighted so
that three of four are answerable.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.question import AnalyzedQuestion

BIAS = -4.01
WEIGHTS = (1.93, 2.44, 2.61, 1.22, 1.29)


@dataclass(frozen=True, slots=True)
class ConfidenceFeatures:
    """The features of the regression, each from 0 to 1.

    Attributes:
        likeness: How close the best sentence comes to the question.
        cosine: How close the nearest passage's vector comes to the question's.
        coverage: The share of the question's words in the best sentence's passage, weighted by rarity.
        weakest: How close the best sentence comes to the worst matched of the question's parts that carry it.
        fits_answer_type: 1 if the best sentence holds an answer of the expected type, or none is expected; else 0.
    """

    likeness: float
    cosine: float
    coverage: float
    weakest: float
    fits_answer_type: float


def confidence_features(
    question: AnalyzedQuestion, cosine: float, sentences: Sequence[ScoredSentence]
) -> ConfidenceFeatures:
    """Return the features of a question; ``sentences`` come best first, ``cosine`` is that of the nearest passage."""
    if not sentences:
        return ConfidenceFeatures(0.0, 0.0, 0.0, 0.0, 0.0)
    best = sentences[0]
    terms = frozenset(question.vocabulary.terms(f"{best.passage.title} {best.passage.text}"))
    fits = float(best.fits_answer_type)
    return ConfidenceFeatures(best.likeness, cosine, question.coverage(terms), best.weakest, fits)


def confidence(features: ConfidenceFeatures) -> float:
    """Return the chance, from 0 to 1, that a question with these features is answered."""
    weighted = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, astuple(features), strict=True))
    return 1 / (1 + math.exp(-weighted))
