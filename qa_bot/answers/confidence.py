"""How far an answer can be trusted, from 0 to 1."""

import math
from collections.abc import Sequence

from qa_bot.answers.evidence import Evidence, Rarity

FEATURES = ("bias", "likeness", "cosine", "coverage")
COEFFICIENTS = (-9.0, 9.0, 4.0, 2.0)


def features(
    words: Sequence[str], cosine: float, evidence: Sequence[Evidence], rarity: Rarity, terms_of
) -> tuple[float, ...]:
    """bias, the best likeness, the best cosine of a passage, and the share of the question's rare words it has."""
    if not evidence:
        return (1.0, 0.0, 0.0, 0.0)
    best = max(evidence, key=lambda one: one.score)
    have = set(terms_of(best.passage.text + " " + best.passage.title))
    weights = {word: rarity(word) for word in words}
    total = sum(weights.values())
    coverage = sum(w for word, w in weights.items() if set(terms_of(word)) <= have and w) / total if total else 0.0
    return (1.0, best.likeness, cosine, coverage)


def confidence(values: Sequence[float]) -> float:
    """The logistic of the features' weighted sum."""
    return 1 / (1 + math.exp(-sum(c * v for c, v in zip(COEFFICIENTS, values, strict=True))))
