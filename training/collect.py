"""Ask questions of sets that were not trained on, and keep what the reader and the rest say of each sentence.

``python -m training.collect OUT FILE:PARAGRAPHS …`` indexes that number of paragraphs of an article at a time, every
third one left out, as ``benchmarks/confidence.py`` does. ``training/fit.py`` and ``training/evaluate.py`` read OUT.
"""

import argparse
import pickle
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy

from qa_bot.answer.candidates import Numbers, ScoredSentence
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.answer.stages import Reranker
from qa_bot.bot import Bot, default_stages
from qa_bot.records import Hit
from qa_bot.settings import Settings
from training.data import read_json

ANSWERED, LEFT_OUT, MISLEADING, OTHER_TOPIC = "answered", "left out", "misleading", "other topic"
COLUMNS = ("base", "likeness", "weakest", "coverage", "type_fit", "read", "evidence", "answer", "right", "f1")
"""What is kept of a sentence. ``base`` is its score without the reader; ``right`` is 1 if it holds the answer, and
``f1`` compares the reader's span with the answers by their words, as SQuAD's measure does."""
_KEPT = 24
_OF_A_CORPUS = 30
_SEED = 11


class Asked(NamedTuple):
    """A question, what it is, and a row for each of its best sentences."""

    file: str
    kind: str
    question: str
    lacks_name: bool
    rows: Numbers


class Recorder:
    """A reranker that keeps what another one returned."""

    def __init__(self, reranker: Reranker) -> None:
        """Record ``reranker``."""
        self._reranker = reranker
        self.fingerprint = reranker.fingerprint
        self.sentences: list[ScoredSentence] = []
        self.lacks_name = False

    def warm(self) -> None:
        """Load the models."""
        self._reranker.warm()

    def rerank(
        self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: Callable[[], object]
    ) -> list[ScoredSentence]:
        """Return what the other one does."""
        self.lacks_name = bool(question.unknown_names)
        self.sentences = self._reranker.rerank(question, hits, on_step)
        return self.sentences


def collect(path: Path, size: int, most: int, barred: frozenset[str] = frozenset()) -> Iterator[Asked]:
    """Yield at most about ``most`` questions of a file, ``size`` paragraphs at a time; no articles named ``barred``."""
    generator = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    articles = [article["paragraphs"] for article in read_json(path) if article.get("title") not in barred]
    parts = (article[start : start + size] for article in articles for start in range(0, len(article), size))
    groups = [part for part in parts if len(part) > size // 2]
    generator.shuffle(groups)
    count = 0
    for number, group in enumerate(groups):
        if count >= most:
            return
        others = groups[(number + len(groups) // 2) % len(groups)]
        asked = [*_questions(group, generator)]
        foreign = [("", OTHER_TOPIC, one) for paragraph in others for one in paragraph["qas"]]
        asked += generator.sample(foreign, min(len(foreign), len(asked) // 8))
        count += len(asked)
        yield from _answers(path.name, group, asked)


def _questions(group: Sequence[Any], generator: random.Random) -> Iterator[tuple[str, str, Any]]:
    """Yield a sample of the questions of a group: the file that answers, the kind, the question."""
    found = []
    for number, paragraph in enumerate(group):
        for one in paragraph["qas"]:
            kind = MISLEADING if one.get("is_impossible") else LEFT_OUT if is_left_out(number, group) else ANSWERED
            if one["question"].strip():
                found.append((f"{number:04}.txt", kind, one))
    yield from generator.sample(found, min(len(found), _OF_A_CORPUS))


def is_left_out(number: int, group: Sequence[Any]) -> bool:
    """Return whether a paragraph of a group is not indexed."""
    return len(group) > 2 and number % 3 == 1


def _answers(name: str, group: Sequence[Any], asked: Sequence[tuple[str, str, Any]]) -> Iterator[Asked]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "documents"
        folder.mkdir()
        for number, paragraph in enumerate(group):
            if not is_left_out(number, group):
                (folder / f"{number:04}.txt").write_text(paragraph["context"], encoding="utf-8", newline="")
        settings = Settings(seeds=folder, store=Path(place) / "store")
        stages = default_stages(settings)
        recorder = Recorder(stages.reranker)
        bot = Bot(settings, replace(stages, reranker=recorder))
        bot.index()
        for source, kind, one in asked:
            recorder.sentences = []
            bot.ask(one["question"])
            answers = one["answers"] if kind == ANSWERED else []
            rows = [row_of(sentence, source, answers) for sentence in recorder.sentences[:_KEPT]]
            if rows:
                yield Asked(name, kind, one["question"], recorder.lacks_name, numpy.array(rows))
        bot.close()


def row_of(sentence: ScoredSentence, source: str, answers: Sequence[Any]) -> list[float]:
    """Return the columns of a sentence."""
    reading = sentence.reading
    is_right = sentence.passage.source == source and any(
        answer["answer_start"] < sentence.span.end and answer["answer_start"] >= sentence.span.start
        for answer in answers
    )
    start = sentence.passage.span.start
    said = sentence.passage.text[reading.span.start - start : reading.span.end - start] if reading else ""
    return [
        sentence.unread_score,
        sentence.likeness,
        sentence.weakest,
        sentence.coverage,
        sentence.type_fit,
        float(reading is not None),
        reading.evidence if reading else 0.0,
        reading.answer if reading else 0.0,
        float(is_right),
        max((f1(said, answer["text"]) for answer in answers), default=0.0),
    ]


def f1(said: str, answer: str) -> float:
    """Return the F1 of the words of two texts, without articles and punctuation."""
    one, other = (Counter(_words(text)) for text in (said, answer))
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values())) if shared else 0.0


def _words(text: str) -> list[str]:
    bare = "".join(character if character.isalnum() or character.isspace() else "" for character in text.casefold())
    return [word for word in bare.split() if word not in ("a", "an", "the")]


def main() -> None:
    """Read the command line and collect."""
    parser = argparse.ArgumentParser(description="Collect what the reader says of sentences.")
    parser.add_argument("out", type=Path)
    parser.add_argument("sets", nargs="+", metavar="FILE:PARAGRAPHS")
    parser.add_argument("--most", type=int, default=300, help="questions of a file (default: %(default)s)")
    parser.add_argument("--without", type=Path, help="a file whose articles are left out")
    options = parser.parse_args()
    barred = frozenset(article["title"] for article in read_json(options.without)) if options.without else frozenset()
    found: list[Asked] = []
    for one in options.sets:
        path, _, size = one.rpartition(":")
        found += collect(Path(path), int(size), options.most, barred)
        with options.out.open("wb") as file:
            pickle.dump([tuple(asked) for asked in found], file)
        print(one, len(found), flush=True)


if __name__ == "__main__":
    main()
