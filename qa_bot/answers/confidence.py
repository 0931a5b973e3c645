"""How far an answer can be trusted: the chance, from 0 to 1, that what was found answers the question.

A logistic regression on three things that are known of a question once its best sentence is. Fitted by
``benchmarks/confidence.py`` on 260 questions that their documents answer (60 gold ones, 200 on Wikipedia articles) and
280 that these do not (20 gold ones, and both sets asked of each other's documents), every set with the same weight.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_bot.answers.evidence import Evidence, Rarity

_BIAS, _LIKENESS, _COSINE, _COVERAGE = -4.22, 2.59, 2.92, 4.01
_WORD = re.compile(r"\w+")

TermsOf = Callable[[str], Sequence[str]]
"""The words of a text as the index knows them: folded, by their stems, without stop words."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer, each from 0 to 1.

    Attributes:
        likeness: How near the best sentence comes to the question (late interaction).
        cosine: How near the nearest passage comes to the question.
        coverage: The share of the question's words that the best sentence's passage has, weighed by their rarity.
    """

    likeness: float
    cosine: float
    coverage: float


def signs(question: str, cosine: float, evidence: Sequence[Evidence], rarity: Rarity, terms_of: TermsOf) -> Signs:
    """The signs for a question, its evidence coming best first."""
    if not evidence:
        return Signs(0.0, 0.0, 0.0)
    best = evidence[0]
    there = set(terms_of(f"{best.passage.title} {best.passage.text}"))
    weights = {word: rarity(word) for word in _WORD.findall(question)}
    covered = sum(weight for word, weight in weights.items() if weight and there.issuperset(terms_of(word)))
    total = sum(weights.values())
    return Signs(best.likeness, cosine, covered / total if total else 0.0)


def confidence(seen: Signs) -> float:
    """The chance, from 0 to 1, that a question with these signs is answered."""
    weighed = _BIAS + _LIKENESS * seen.likeness + _COSINE * seen.cosine + _COVERAGE * seen.coverage
    return 1 / (1 + math.exp(-weighed))
