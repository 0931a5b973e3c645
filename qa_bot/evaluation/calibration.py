"""What confidence is worth: how far it keeps its word, and how well it picks the answers that are right."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10

Foretold = tuple[float, bool]
"""A confidence, from 0 to 1, and whether what it foretells came true."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies in ``[low, high)`` (the last one holds 1 too).

    ``confidence`` is their mean and ``share`` how many of them came true, both None in an empty bin.
    """

    low: float
    high: float
    count: int
    confidence: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What happens if only questions with at least the confidence ``threshold`` are answered.

    ``coverage`` is the share of all questions that are answered then, ``risk`` the share of these that are wrong.
    """

    threshold: float
    coverage: float
    risk: float


def bins(foretold: Sequence[Foretold]) -> tuple[Bin, ...]:
    """Ten bins of equal width over confidence."""
    binned: list[list[Foretold]] = [[] for _ in range(BINS)]
    for one in foretold:
        binned[min(int(one[0] * BINS), BINS - 1)].append(one)
    return tuple(_bin(number, inside) for number, inside in enumerate(binned))


def _bin(number: int, inside: Sequence[Foretold]) -> Bin:
    low, high = number / BINS, (number + 1) / BINS
    if not inside:
        return Bin(low, high, 0, None, None)
    confidence, share = (statistics.fmean(side) for side in zip(*inside, strict=True))
    return Bin(low, high, len(inside), confidence, share)


def calibration_error(foretold: Sequence[Foretold]) -> float | None:
    """The expected calibration error, from 0 (confidence keeps its word) to 1; None without questions.

    Over the bins, the mean distance between confidence and the share that came true, each bin weighed by its questions:
    Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015; here
    with bins of equal width.
    """
    filled = [(one.count, one.confidence, one.share) for one in bins(foretold)]
    gaps = [count * abs(mean - share) for count, mean, share in filled if mean is not None and share is not None]
    return sum(gaps) / len(foretold) if foretold else None


def brier(foretold: Sequence[Foretold]) -> float | None:
    """The mean squared distance between confidence and what came true (1 or 0), from 0 to 1; None without questions.

    Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78 (1950). Always
    saying .5 gives .25.
    """
    return statistics.fmean((confidence - came_true) ** 2 for confidence, came_true in foretold) if foretold else None


def risk_curve(answered: Sequence[tuple[float, bool]], asked: int) -> tuple[RiskPoint, ...]:
    """Risk against coverage, a point for each confidence that occurs, from the highest (least coverage) down.

    El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 11 (2010). The curve ends
    where the bot's own threshold does: what it would have said to a question that it refused is not known.

    Args:
        answered: The confidence of each answer that was given, and whether it is wrong.
        asked: How many questions were asked, those included that were refused.
    """
    return tuple(_risk_points(sorted(answered, reverse=True), asked))


def _risk_points(falling: Sequence[tuple[float, bool]], asked: int) -> Iterator[RiskPoint]:
    taken = wrong = 0
    for threshold, tied in groupby(falling, key=lambda one: one[0]):  # no threshold can part equal confidences
        for _, is_wrong in tied:
            taken, wrong = taken + 1, wrong + is_wrong
        yield RiskPoint(threshold, taken / asked, wrong / taken)


def risk_area(curve: Sequence[RiskPoint]) -> float | None:
    """The area under a risk/coverage curve over the coverage that it reaches, from 0 to 1; None without a curve.

    That is the mean risk over all thresholds, each weighed by the coverage it adds: a bot whose confidence puts right
    answers first has a smaller area than one that answers as well in any order.
    """
    area = reached = 0.0
    for point in curve:
        area, reached = area + (point.coverage - reached) * point.risk, point.coverage
    return area / reached if reached else None
