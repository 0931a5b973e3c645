"""Fit the confidence of answers.

``python -m benchmarks.confidence collect --right GOLD CORPUS --wrong GOLD CORPUS`` asks questions (any number of files)
and writes the features of each to ``benchmarks/confidence.csv``, which is committed. ``--right`` names questions and
the folder that answers them; its questions of the kind "unanswerable" form two groups of their own: those on the
corpus' topics ("hard") and the others. ``--wrong`` names questions and a folder that does not answer them.

``python -m benchmarks.confidence fit`` reads that file and prints the coefficients and the share of each group that is
answered at several thresholds. The groups of a side have equal weight, however many questions they hold, and the
answerable side has three quarters of all: most questions are answerable, as among the gold questions.
"""

import argparse
import csv
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy
import numpy.typing

from qa_bot.answer.confidence import ConfidenceFeatures
from qa_bot.bot import Bot
from qa_bot.evaluation.gold import Question, read_questions
from qa_bot.settings import Settings

Numbers = numpy.typing.NDArray[numpy.float64]
Group = tuple[str, bool, Numbers]
"""A name, whether the questions are answerable, and a row for each: 1 and its features."""

COLLECTED = Path(__file__).with_suffix(".csv")
_ANSWERABLE = 0.75
_RIDGE = 0.003
_ROUNDS = 100
_THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.6)
_DIGITS = 4


def main() -> None:
    """Read the command line, and collect or fit."""
    parser = argparse.ArgumentParser(description="Fit the coefficients of the confidence.")
    commands = parser.add_subparsers(required=True)
    collecting = commands.add_parser("collect", help="ask the questions and write their features")
    for side in ("--right", "--wrong"):
        collecting.add_argument(side, nargs=2, action="append", default=[], type=Path, metavar=("GOLD", "CORPUS"))
    collecting.add_argument("--most", type=int, default=200, help="questions of a group (default: %(default)s)")
    collecting.set_defaults(run=_collect)
    commands.add_parser("fit", help="fit to the features that were written").set_defaults(run=_fit)
    options = parser.parse_args()
    options.run(options)


def _collect(options: argparse.Namespace) -> None:
    groups = [group for gold, corpus in options.right for group in _groups(gold, corpus, True, options.most)]
    groups += [group for gold, corpus in options.wrong for group in _groups(gold, corpus, False, options.most)]
    with COLLECTED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["group", "answered", *(field.name for field in fields(ConfidenceFeatures))])
        for name, answered, rows in groups:
            writer.writerows(
                [name, int(answered), *(round(float(value), _DIGITS) for value in row[1:])] for row in rows
            )


def _fit(_: argparse.Namespace) -> None:
    groups = collected()
    fitted = fit(groups)
    print(
        dict(
            zip(["bias", *(field.name for field in fields(ConfidenceFeatures))], fitted.round(2).tolist(), strict=True)
        )
    )
    print("answered at", *_THRESHOLDS)
    for name, answered, rows in groups:
        confidence = 1 / (1 + numpy.exp(-rows @ fitted))
        shares = "  ".join(f"{float((confidence >= threshold).mean()):.3f}" for threshold in _THRESHOLDS)
        print(f"{'answered' if answered else 'not     '}  {len(rows):4}  {shares}  {name}")


def collected() -> list[Group]:
    """Return the groups of the committed file."""
    groups: dict[tuple[str, bool], list[list[float]]] = {}
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, answered, *values in rows:
            groups.setdefault((name, answered == "1"), []).append([1.0, *map(float, values)])
    return [(name, answered, numpy.array(rows)) for (name, answered), rows in groups.items()]


def fit(groups: Sequence[Group]) -> Numbers:
    """Return the bias and coefficients of a logistic regression with a small ridge, by Newton's method."""
    rows = numpy.concatenate([rows for _, _, rows in groups])
    truth = numpy.concatenate([numpy.full(len(rows), float(answered)) for _, answered, rows in groups])
    counts = {side: sum(answered == side for _, answered, _ in groups) for side in (True, False)}
    shares = {True: _ANSWERABLE / counts[True], False: (1 - _ANSWERABLE) / counts[False]}
    weights = numpy.concatenate([numpy.full(len(rows), shares[side] / len(rows)) for _, side, rows in groups])
    fitted = numpy.zeros(rows.shape[1])
    ridge = _RIDGE * numpy.diag(numpy.arange(len(fitted)) > 0)  # all but the bias
    for _ in range(_ROUNDS):
        confidence = 1 / (1 + numpy.exp(-rows @ fitted))
        gradient = rows.T @ (weights * (confidence - truth)) + ridge @ fitted
        hessian = (rows * (weights * confidence * (1 - confidence))[:, None]).T @ rows + ridge
        fitted = fitted - numpy.linalg.solve(hessian, gradient)
    return numpy.asarray(fitted)


def _groups(gold: Path, corpus: Path, answered: bool, most: int) -> Iterator[Group]:
    questions = read_questions(gold)
    answerable = [question for question in questions if question.kind != "unanswerable"]
    others = [question for question in questions if question.kind == "unanswerable"] if answered else []
    hard = [question for question in others if "hard" in question.note]
    off_topic = [question for question in others if "hard" not in question.note]
    asked = f"{_named(gold)} asked of {_named(corpus)}"
    with tempfile.TemporaryDirectory() as store:
        bot = Bot(Settings(seeds=corpus, store=Path(store), threshold=0.0))
        bot.index()
        for what, truth, some in (("", answered, answerable), (", hard", False, hard), (", off", False, off_topic)):
            if some:
                yield asked + what, truth, _rows(bot, some[:most])


def _named(path: Path) -> str:
    return path.parent.name if path.stem in ("gold", "q", "corpus") else path.stem


def _rows(bot: Bot, questions: Sequence[Question]) -> Numbers:
    found = [bot.answerer.confidence_features(question.question, question.history) for question in questions]
    return numpy.array([(1.0, *astuple(features)) for features in found])


if __name__ == "__main__":
    main()
