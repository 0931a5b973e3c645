"""Fit the confidence: ``python -m benchmarks.confidence --right GOLD CORPUS --wrong GOLD CORPUS`` (any number of each).

``--right`` names questions and the folder that answers them; its lines of the kind "unanswerable" count as wrong.
``--wrong`` names questions and a folder that does not answer them. Every file has the same weight on its side, however
many questions it holds. Prints the coefficients, and what share of each file is answered at several thresholds.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy
import numpy.typing

from qa_bot.answers.confidence import Signs
from qa_bot.bot import Bot
from qa_bot.evaluation.gold import Question, read_questions
from qa_bot.settings import Settings

Numbers = numpy.typing.NDArray[numpy.float64]
Group = tuple[str, bool, Numbers]
"""What the questions are, whether they are answered, and a row for each: 1 and its signs."""

_RIDGE = 0.003
_ROUNDS = 100
_THRESHOLDS = (0.2, 0.25, 0.3, 0.4, 0.5)


def main() -> None:
    """Read the command line, fit and print."""
    parser = argparse.ArgumentParser(description="Fit the coefficients of the confidence.")
    for side in ("--right", "--wrong"):
        parser.add_argument(side, nargs=2, action="append", default=[], type=Path, metavar=("GOLD", "CORPUS"))
    parser.add_argument("--most", type=int, default=200, help="questions of a file (default: %(default)s)")
    options = parser.parse_args()
    groups = [group for gold, corpus in options.right for group in _groups(gold, corpus, True, options.most)]
    groups += [group for gold, corpus in options.wrong for group in _groups(gold, corpus, False, options.most)]
    fitted = fit(groups)
    print(dict(zip(["bias", *(field.name for field in fields(Signs))], fitted.round(2).tolist(), strict=True)))
    for name, answered, rows in groups:
        trust = 1 / (1 + numpy.exp(-rows @ fitted))
        shares = "  ".join(f"{float((trust >= threshold).mean()):.3f}" for threshold in _THRESHOLDS)
        print(f"{'answered' if answered else 'not     '}  {len(rows):4}  {shares}  {name}")


def fit(groups: Sequence[Group]) -> Numbers:
    """The coefficients of a logistic regression with a small ridge, by Newton's method."""
    rows = numpy.concatenate([rows for _, _, rows in groups])
    truth = numpy.concatenate([numpy.full(len(rows), float(answered)) for _, answered, rows in groups])
    sides = {side: sum(answered == side for _, answered, _ in groups) for side in (True, False)}
    weights = numpy.concatenate([numpy.full(len(rows), 0.5 / sides[side] / len(rows)) for _, side, rows in groups])
    fitted = numpy.zeros(rows.shape[1])
    ridge = _RIDGE * numpy.diag(numpy.arange(len(fitted)) > 0)  # all but the bias
    for _ in range(_ROUNDS):
        trust = 1 / (1 + numpy.exp(-rows @ fitted))
        slope = rows.T @ (weights * (trust - truth)) + ridge @ fitted
        bend = (rows * (weights * trust * (1 - trust))[:, None]).T @ rows + ridge
        fitted = fitted - numpy.linalg.solve(bend, slope)
    return numpy.asarray(fitted)


def _groups(gold: Path, corpus: Path, answered: bool, most: int) -> list[Group]:
    questions = read_questions(gold)
    answerable = [question for question in questions if question.kind != "unanswerable"][:most]
    others = [question for question in questions if question.kind == "unanswerable"][:most]
    with tempfile.TemporaryDirectory() as store:
        bot = Bot(Settings(seeds=corpus, store=Path(store), threshold=0.0))
        bot.learn()
        found = [(f"{gold.name} asked of {corpus.name}", answered, _rows(bot, answerable))]
        if answered and others:
            found.append((f"{gold.name} asked of {corpus.name}, unanswerable", False, _rows(bot, others)))
    return found


def _rows(bot: Bot, questions: Sequence[Question]) -> Numbers:
    signs = [bot.signs(question.question, question.history) for question in questions]
    return numpy.array([(1.0, *astuple(seen)) for seen in signs])


if __name__ == "__main__":
    main()
