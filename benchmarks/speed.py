"""Measure the speed of indexing and answering: ``python -m benchmarks.speed [FOLDER] [--questions GOLD.jsonl]``.

Indexes a folder (the seeds by default) into a new store and asks the gold questions twice: the first time each passage
is encoded, the second time most are cached.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TOP = Path(__file__).parent.parent


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description="Measure indexing and answering.")
    parser.add_argument("folder", nargs="?", type=Path, default=TOP / "seeds")
    parser.add_argument("--questions", type=Path, default=TOP / "tests" / "golden" / "gold.jsonl")
    parser.add_argument("--limit", type=int, default=200, help="questions (default: %(default)s)")
    options = parser.parse_args()

    started = time.perf_counter()
    from qa_bot.bot import Bot
    from qa_bot.evaluation.gold import read_questions
    from qa_bot.settings import Settings

    imported = time.perf_counter()
    questions = [question.question for question in read_questions(options.questions)][: options.limit]
    with tempfile.TemporaryDirectory() as store:
        bot = Bot(Settings.from_environment(seeds=options.folder, store=Path(store)))
        bot.warm()
        loaded = time.perf_counter()
        report = bot.index()
        print(f"import                {imported - started:8.2f} s")
        print(f"load the model        {loaded - imported:8.2f} s")
        print(f"index                 {report.passages / report.seconds:8.1f} passages/s ({report.passages} passages)")
        for name in ("first", "again"):
            times = _times(bot.ask, questions)
            print(f"a question, {name}     {statistics.median(times):8.1f} ms (p95 {_p95(times):.1f} ms)")


def _times(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the milliseconds of each question."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
