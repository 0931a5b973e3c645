"""Fit the confidence of answers.

``python -m benchmarks.confidence collect FILE:PARAGRAPHS …`` reads question sets in SQuAD's format, indexes that number
of paragraphs of an article at a time, every third one left out, asks questions, and writes their features to
``benchmarks/confidence_*.csv``, a committed file for each offline model (``--embedding``). The groups of a file:
questions that the indexed paragraphs answer ("answered"), that a paragraph left out answers ("left out"), that were
written to mislead ("misleading"), and questions on another article ("other topic").

``python -m benchmarks.confidence fit`` prints the coefficients that fit this file, and the share of each group that is
answered at several thresholds. The groups of a side have equal weights, the answerable side three quarters.
``python -m benchmarks.confidence test`` fits to all files but one, for each, and prints the AUC on that one.
"""

import argparse
import csv
import gzip
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import numpy.typing

from qa_bot.answer.confidence import ConfidenceFeatures
from qa_bot.bot import Bot
from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.settings import DEFAULT_EMBEDDING, Settings

Numbers = numpy.typing.NDArray[numpy.float64]

_ANSWERED = "answered"
_OTHER_TOPIC = "other topic"
_ANSWERABLE = 0.75
_BIAS = "bias"
_GIVEN = {"type_fit": 1.3, "lacks_name": -0.7}
"""Coefficients that are not fitted: a missing type or name is rare in these questions, and not in people's."""
_RIDGE = 0.003
_ROUNDS = 100
_THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6)
_DIGITS = 4
_OF_A_CORPUS = 60
"""Questions asked of one set of paragraphs."""
_SEED = 11


class Group(NamedTuple):
    """Questions of one file and kind, a row for each: 1 and its features."""

    file: str
    kind: str
    rows: Numbers


def main() -> None:
    """Read the command line, and collect, fit or test."""
    parser = argparse.ArgumentParser(description="Fit the coefficients of the confidence.")
    commands = parser.add_subparsers(required=True)
    collecting = commands.add_parser("collect", help="ask the questions and write their features")
    collecting.add_argument("sets", nargs="+", metavar="FILE:PARAGRAPHS")
    collecting.add_argument("--most", type=int, default=450, help="questions of a file (default: %(default)s)")
    collecting.set_defaults(run=_collect)
    commands.add_parser("fit", help="fit to the features that were written").set_defaults(run=_fit)
    commands.add_parser("test", help="fit to all files but one, and measure on it").set_defaults(run=_test)
    for command in commands.choices.values():
        command.add_argument("--embedding", choices=OFFLINE_MODELS, default=DEFAULT_EMBEDDING)
    options = parser.parse_args()
    options.run(options)


def _collect(options: argparse.Namespace) -> None:
    with _file_of(options.embedding).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "kind", *(field.name for field in fields(ConfidenceFeatures))])
        for one in options.sets:
            path, _, size = one.rpartition(":")
            for kind, features in _asked(Path(path), int(size), options.most, options.embedding):
                row = (round(float(value), _DIGITS) for value in astuple(features))
                writer.writerow([f"{Path(path).name.partition('.')[0]} {size}", kind, *row])


def _file_of(embedding: str) -> Path:
    return Path(__file__).with_name(f"confidence_{embedding}.csv")


def _asked(path: Path, size: int, most: int, embedding: str) -> Iterator[tuple[str, ConfidenceFeatures]]:
    """Yield kind and features of at most about ``most`` questions of a file, ``size`` paragraphs at a time."""
    generator = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        articles = [article["paragraphs"] for article in json.load(file)["data"]]
    parts = (article[start : start + size] for article in articles for start in range(0, len(article), size))
    groups = [part for part in parts if len(part) > size // 2]
    generator.shuffle(groups)
    count = 0
    for number, group in enumerate(groups):
        if count >= most:
            break
        others = groups[(number + len(groups) // 2) % len(groups)]
        asked = list(_questions(group, others, generator))
        count += len(asked)
        yield from _features(group, asked, embedding)


def _questions(group: Sequence[Any], others: Sequence[Any], generator: random.Random) -> Iterator[tuple[str, str]]:
    """Yield kind and text of a sample of the questions of a group of paragraphs, and some of another group."""
    asked = []
    for number, paragraph in enumerate(group):
        for question in paragraph["qas"]:
            kind = "misleading" if question.get("is_impossible") else "left out" if _is_left_out(number) else _ANSWERED
            asked.append((kind, question["question"]))
    yield from generator.sample(asked, min(len(asked), _OF_A_CORPUS))
    foreign = [question["question"] for paragraph in others for question in paragraph["qas"]]
    yield from ((_OTHER_TOPIC, text) for text in generator.sample(foreign, min(len(foreign), _OF_A_CORPUS // 6)))


def _is_left_out(number: int) -> bool:
    return number % 3 == 1


def _features(
    group: Sequence[Any], asked: Sequence[tuple[str, str]], embedding: str
) -> Iterator[tuple[str, ConfidenceFeatures]]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "documents"
        folder.mkdir()
        for number, paragraph in enumerate(group):
            if not _is_left_out(number):
                (folder / f"{number:04}.txt").write_text(paragraph["context"], encoding="utf-8")
        bot = Bot(Settings(seeds=folder, store=Path(place) / "store", embedding=embedding))
        bot.index()
        for kind, text in asked:
            if text.strip():
                yield kind, bot.answerer.confidence_features(text)
        bot.close()


def _fit(options: argparse.Namespace) -> None:
    groups = collected(options.embedding)
    fitted = fit(groups)
    names = [_BIAS, *(field.name for field in fields(ConfidenceFeatures))]
    print(dict(zip(names, fitted.round(2).tolist(), strict=True)))
    print("answered at", *_THRESHOLDS)
    for file, kind, rows in groups:
        shares = "  ".join(f"{float((_chances(rows, fitted) >= threshold).mean()):.3f}" for threshold in _THRESHOLDS)
        print(f"{len(rows):4}  {shares}  {kind}, {file}")


def _test(options: argparse.Namespace) -> None:
    groups = collected(options.embedding)
    for file in dict.fromkeys(group.file for group in groups):
        fitted = fit([group for group in groups if group.file != file])
        scores = {group.kind: _chances(group.rows, fitted) for group in groups if group.file == file}
        areas = {kind: _area(scores[_ANSWERED], found) for kind, found in scores.items() if kind != _ANSWERED}
        print(f"{file}:", ", ".join(f"AUC answered over {kind} {area:.3f}" for kind, area in areas.items()))


def collected(embedding: str) -> list[Group]:
    """Return the groups of the committed file of an offline model."""
    groups: dict[tuple[str, str], list[list[float]]] = {}
    with _file_of(embedding).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, kind, *values in rows:
            groups.setdefault((name, kind), []).append([1.0, *map(float, values)])
    return [Group(name, kind, numpy.array(rows)) for (name, kind), rows in groups.items()]


def without_words(groups: Sequence[Group]) -> list[Group]:
    """Return the groups with 0 for the features that depend on words which question and sentence have in common."""
    kept = numpy.array(
        [1.0, *(field.name in ("likeness", "weakest", "type_fit") for field in fields(ConfidenceFeatures))]
    )
    return [Group(file, kind, rows * kept) for file, kind, rows in groups]


def fit(groups: Sequence[Group]) -> Numbers:
    """Return the bias and coefficients of a logistic regression with a small ridge, by Newton's method."""
    sides = [group.kind == _ANSWERED for group in groups]
    shares = {True: _ANSWERABLE / sides.count(True), False: (1 - _ANSWERABLE) / sides.count(False)}
    lengths = [len(group.rows) for group in groups]
    rows = numpy.concatenate([group.rows for group in groups])
    truth = numpy.repeat(numpy.array(sides, dtype=float), lengths)
    weights = numpy.repeat([shares[side] / length for side, length in zip(sides, lengths, strict=True)], lengths)
    names = [_BIAS, *(field.name for field in fields(ConfidenceFeatures))]
    fitted = numpy.array([_GIVEN.get(name, 0.0) for name in names])
    free = numpy.array([name not in _GIVEN for name in names])
    ridge = _RIDGE * numpy.diag(numpy.array(names)[free] != _BIAS)
    for _ in range(_ROUNDS):
        chances = _chances(rows, fitted)
        slope = rows[:, free].T @ (weights * (chances - truth)) + ridge @ fitted[free]
        bend = (rows[:, free] * (weights * chances * (1 - chances))[:, None]).T @ rows[:, free] + ridge
        fitted[free] -= numpy.linalg.solve(bend, slope)
    return fitted


def _chances(rows: Numbers, fitted: Numbers) -> Numbers:
    return numpy.asarray(1 / (1 + numpy.exp(-rows @ fitted)))


def _area(right: Numbers, wrong: Numbers) -> float:
    """Return the chance that a value of ``right`` is greater than one of ``wrong`` (the area under the ROC curve)."""
    return float(((right[:, None] > wrong).mean() + (right[:, None] >= wrong).mean()) / 2)


if __name__ == "__main__":
    main()
