"""Compare answers with and without the reader, by set and kind: ``python -m training.evaluate COLLECTED``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy

from qa_bot.answer.candidates import EVIDENCE_SHARE
from training.collect import ANSWERED, COLUMNS, Asked
from training.fit import features, first_right, load

_READ, _EVIDENCE, _ANSWER, _RIGHT, _F1 = (COLUMNS.index(name) for name in ("read", "evidence", "answer", "right", "f1"))


def report(asked: Sequence[Asked], share: float) -> list[str]:
    """Return a line for each set: first sentence right without and with, F1 of the span, AUC of the reader alone."""
    lines = []
    for file in dict.fromkeys(one.file for one in asked):
        of_file = [one for one in asked if one.file == file]
        answered = [one for one in of_file if one.kind == ANSWERED]
        best = [(one, one.rows[(features(one.rows) @ numpy.array([1.0, share])).argmax()]) for one in of_file]
        f1 = [row[_F1] for one, row in best if one.kind == ANSWERED]
        read = [row[_F1] for one in answered for row in one.rows[:, :] if row[_RIGHT] and row[_READ]]
        areas = [
            f"{kind} {area([_doubt(row) for one, row in best if one.kind == ANSWERED], wrong):.3f}"
            for kind in dict.fromkeys(one.kind for one in of_file)
            if kind != ANSWERED and (wrong := [_doubt(row) for one, row in best if one.kind == kind])
        ]
        firsts = f"{first_right(answered, 0):.3f} → {first_right(answered, share):.3f}"
        spans = f"F1 {numpy.mean(f1):.3f}, in the right sentence {numpy.mean(read):.3f}"
        lines.append(f"{file} ({len(answered)}): first {firsts}; {spans}; AUC {', '.join(areas)}")
    return lines


def _doubt(row: "numpy.typing.NDArray[numpy.float64]") -> float:
    return float(row[_EVIDENCE] + row[_ANSWER])


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Return the chance that a value of ``right`` is greater than one of ``wrong``."""
    first, second = numpy.array(right)[:, None], numpy.array(wrong)
    return float(((first > second).mean() + (first >= second).mean()) / 2)


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description="Compare answers with and without the reader.")
    parser.add_argument("collected", type=Path)
    parser.add_argument("--share", type=float, default=EVIDENCE_SHARE)
    options = parser.parse_args()
    print(*report(load(options.collected), options.share), sep="\n")


if __name__ == "__main__":
    main()
