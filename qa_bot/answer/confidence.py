"""How far an answer can be trusted: the chance, from 0 to 1, that what was found answers the question.

A logistic regression on what is known of a question once its best sentence is. ``benchmarks/confidence.py`` fits it to
the signs in ``benchmarks/confidence.csv``: 460 questions that their documents answer (60 gold ones, 200 on Wikipedia
articles, 200 of SQuAD 2.0) and 480 that these do not (20 gold ones, 200 of SQuAD 2.0 written to mislead, and questions
asked of other documents than theirs), three of four taken to be answerable.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa_bot.answer.encoded_question import EncodedQuestion, Vocabulary
from qa_bot.answer.sentence_scorer import ScoredSentence

BIAS = -4.01
WEIGHTS = (1.93, 2.44, 2.61, 1.22, 1.29)
_HEAVY = 0.3
"""Of the heaviest token's weight: tokens from here on carry the question."""


@dataclass(frozen=True, slots=True)
class ConfidenceFeatures:
    """What speaks for an answer, each from 0 to 1.

    Attributes:
        likeness: How near the best sentence comes to the question (late interaction).
        cosine: How near the nearest passage comes to the question.
        coverage: The share of the question's words that the best sentence's passage has, weighed by their rarity.
        weakest: How near the best sentence comes to that token of the question which it matches worst, of those that
            carry the question.
        on_kind: 1 where the best sentence brings the kind of answer that is asked for, or none is; else 0.
    """

    likeness: float
    cosine: float
    coverage: float
    weakest: float
    on_kind: float


def confidence_features(
    question: EncodedQuestion, cosine: float, evidence: Sequence[ScoredSentence], vocabulary: Vocabulary
) -> ConfidenceFeatures:
    """The signs for a question, its evidence coming best first; ``cosine`` is that of the nearest passage."""
    if not evidence:
        return ConfidenceFeatures(0.0, 0.0, 0.0, 0.0, 0.0)
    best = evidence[0]
    there = frozenset(vocabulary.terms(f"{best.passage.title} {best.passage.text}"))
    return ConfidenceFeatures(
        best.likeness, cosine, question.coverage(there), _weakest(question, best), float(best.on_kind)
    )


def _weakest(question: EncodedQuestion, best: ScoredSentence) -> float:
    if not len(question.weights):
        return 0.0
    heavy = question.weights >= _HEAVY * question.weights.max()
    return max(0.0, float((best.matched[heavy] / question.weights[heavy]).min()))


def confidence(seen: ConfidenceFeatures) -> float:
    """The chance, from 0 to 1, that a question with these signs is answered."""
    weighed = BIAS + sum(weight * sign for weight, sign in zip(WEIGHTS, astuple(seen), strict=True))
    return 1 / (1 + math.exp(-weighed))
