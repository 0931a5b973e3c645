"""Measure memory during questions: ``python -m benchmarks.memory FOLDER QUESTIONS.jsonl [--store DIR]`` (Linux)."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from qa_bot.bot import Bot
from qa_bot.settings import Settings

_EVERY = 20


def main() -> None:
    """Index the folder in another process, ask each question once, and print the resident memory every 20 questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="documents")
    parser.add_argument("questions", type=Path, help="a JSON object a line, with a question")
    parser.add_argument("--store", type=Path, help="a store to reuse (default: a temporary one)")
    options = parser.parse_args()
    questions = [json.loads(line)["question"] for line in options.questions.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as temporary:
        store = options.store or Path(temporary) / "store"
        command = [sys.executable, "-m", "qa_bot.cli", "index", str(options.folder), "--store", str(store)]
        subprocess.run(command, check=True)
        bot = Bot(Settings.from_environment(seeds=options.folder, store=store))
        bot.warm()
        bot.ask(questions[0])
        print(f"questions  resident MB\n{0:9}  {resident_megabytes():11.0f}")
        for number, question in enumerate(questions, 1):
            bot.ask(question)
            if number % _EVERY == 0:
                print(f"{number:9}  {resident_megabytes():11.0f}", flush=True)
        bot.close()


def resident_megabytes() -> float:
    """Return the resident memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    main()
