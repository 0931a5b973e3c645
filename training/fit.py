"""Fit how much the reader counts in the choice of a sentence: ``python -m training.fit COLLECTED``.

A conditional logit: of a question's sentences, the one that holds the answer is chosen in proportion to the exponential
of ``base + share · evidence``, times a scale. Prints the share for ``qa_bot/answer/reading.py``, and how often the
first sentence is right with several shares.
"""

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy
import numpy.typing

from qa_bot.answer.candidates import MOST_EVIDENCE
from training.collect import ANSWERED, COLUMNS, Asked

Numbers = numpy.typing.NDArray[numpy.float64]

_ROUNDS, _RIDGE = 200, 1e-3
_BASE, _READ, _EVIDENCE, _RIGHT = (COLUMNS.index(name) for name in ("base", "read", "evidence", "right"))


def load(path: Path) -> list[Asked]:
    """Return the questions of a collected file."""
    with path.open("rb") as file:
        return [Asked(*one) for one in pickle.load(file)]  # noqa: S301 - a file of our own


def features(rows: Numbers) -> Numbers:
    """Return the score without the reader, and the evidence, of each sentence."""
    evidence = numpy.where(rows[:, _READ] > 0, rows[:, _EVIDENCE], -MOST_EVIDENCE)
    return numpy.stack([rows[:, _BASE], evidence.clip(-MOST_EVIDENCE, MOST_EVIDENCE)], axis=1)


def fit(asked: Sequence[Asked]) -> Numbers:
    """Return the weights of the features, by Newton's method."""
    groups = [(features(one.rows), one.rows[:, _RIGHT]) for one in answerable(asked)]
    weights = numpy.array([10.0, 0.1])
    for _ in range(_ROUNDS):
        slope, bend = -_RIDGE * weights, _RIDGE * numpy.eye(2)
        for values, right in groups:
            chances = _softmax(values @ weights)
            wanted = chances * right / (chances * right).sum()
            mean = chances @ values
            slope = slope + (wanted - chances) @ values
            bend = bend + (values * chances[:, None]).T @ values - numpy.outer(mean, mean)
        step = numpy.linalg.solve(bend, slope)
        weights = weights + numpy.clip(step, -2, 2)
        if numpy.abs(step).max() < 1e-6:
            break
    return weights


def answerable(asked: Sequence[Asked]) -> list[Asked]:
    """Return the questions of which a sentence holds the answer."""
    return [one for one in asked if one.kind == ANSWERED and one.rows[:, _RIGHT].any()]


def first_right(asked: Sequence[Asked], share: float) -> float:
    """Return for which share of the answered questions the first sentence holds the answer."""
    weights = numpy.array([1.0, share])
    right = [one.rows[(features(one.rows) @ weights).argmax(), _RIGHT] for one in asked if one.kind == ANSWERED]
    return float(numpy.mean(right))


def _softmax(values: Numbers) -> Numbers:
    raised = numpy.exp(values - values.max())
    return numpy.asarray(raised / raised.sum())


def main() -> None:
    """Read the command line, fit and print."""
    parser = argparse.ArgumentParser(description="Fit the weights of the reader in the choice of a sentence.")
    parser.add_argument("collected", type=Path)
    options = parser.parse_args()
    asked = load(options.collected)
    for file in (*dict.fromkeys(one.file for one in asked), ""):
        kept = [one for one in asked if one.file != file]
        base, evidence = fit(kept)
        among = [one for one in asked if file in ("", one.file)]
        right = {share: round(first_right(among, share), 3) for share in (0.0, 0.005, 0.01, 0.02, evidence / base)}
        print(f"fitted without {file or 'none'}: share {evidence / base:.4f}; first right there: {right}")


if __name__ == "__main__":
    main()
