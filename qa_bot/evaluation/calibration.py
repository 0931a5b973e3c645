"""Calibration of confidence, and the risk of wrong answers against the share of questions answered."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10

Prediction = tuple[float, bool]
"""A confidence, from 0 to 1, and whether the predicted event occurred."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions with a confidence in ``[low, high)`` (the last bin includes 1).

    ``confidence`` is their mean and ``share`` the share whose event occurred; both are None in an empty bin.
    """

    low: float
    high: float
    count: int
    confidence: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """The effect of answering only questions with at least the confidence ``threshold``.

    ``coverage`` is the share of all questions that are answered, ``risk`` the share of the answers that are wrong.
    """

    threshold: float
    coverage: float
    risk: float


def bins(predictions: Sequence[Prediction]) -> tuple[Bin, ...]:
    """Return ten bins of equal width over confidence."""
    binned: list[list[Prediction]] = [[] for _ in range(BINS)]
    for one in predictions:
        binned[min(int(one[0] * BINS), BINS - 1)].append(one)
    return tuple(_bin(number, inside) for number, inside in enumerate(binned))


def _bin(number: int, inside: Sequence[Prediction]) -> Bin:
    low, high = number / BINS, (number + 1) / BINS
    if not inside:
        return Bin(low, high, 0, None, None)
    confidence, share = (statistics.fmean(side) for side in zip(*inside, strict=True))
    return Bin(low, high, len(inside), confidence, share)


def calibration_error(predictions: Sequence[Prediction]) -> float | None:
    """Return the expected calibration error, from 0 (best) to 1; None without questions.

    The mean distance between confidence and share over the bins, weighted by their questions: Naeini, Cooper and
    Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015; here with bins of equal
    width.
    """
    filled = [(one.count, one.confidence, one.share) for one in bins(predictions)]
    gaps = [count * abs(mean - share) for count, mean, share in filled if mean is not None and share is not None]
    return sum(gaps) / len(predictions) if predictions else None


def brier(predictions: Sequence[Prediction]) -> float | None:
    """Return the mean squared distance between confidence and the event (1 or 0); None without questions.

    Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78 (1950). A constant
    .5 gives .25.
    """
    return (
        statistics.fmean((confidence - occurred) ** 2 for confidence, occurred in predictions) if predictions else None
    )


def risk_curve(answered: Sequence[tuple[float, bool]], asked: int) -> tuple[RiskPoint, ...]:
    """Return risk against coverage, a point for each confidence that occurs, from the highest (least coverage) down.

    El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 11 (2010). The curve ends
    at the bot's own threshold: what it would have answered to a refused question is unknown.

    Args:
        answered: The confidence of each answer, and whether the answer is wrong.
        asked: The number of questions, including refused ones.
    """
    return tuple(_risk_points(sorted(answered, reverse=True), asked))


def _risk_points(falling: Sequence[tuple[float, bool]], asked: int) -> Iterator[RiskPoint]:
    count = wrong = 0
    for threshold, tied in groupby(falling, key=lambda one: one[0]):  # no threshold separates equal confidences
        for _, is_wrong in tied:
            count, wrong = count + 1, wrong + is_wrong
        yield RiskPoint(threshold, count / asked, wrong / count)


def risk_area(curve: Sequence[RiskPoint]) -> float | None:
    """Return the area under a risk/coverage curve over the coverage it reaches, from 0 to 1; None without a curve.

    It is the mean risk over all thresholds, weighted by the coverage that each adds, and smaller where confidence puts
    right answers first.
    """
    area = reached = 0.0
    for point in curve:
        area, reached = area + (point.coverage - reached) * point.risk, point.coverage
    return area / reached if reached else None


def marked_points(curve: Sequence[RiskPoint]) -> list[RiskPoint]:
    """Return the last point at or above each of the confidences .9, .8, … .3, and the end of the curve."""
    reached = ([point for point in curve if point.threshold >= tenths / 10][-1:] for tenths in range(9, 2, -1))
    return list(dict.fromkeys(point for points in (*reached, curve[-1:]) for point in points))
