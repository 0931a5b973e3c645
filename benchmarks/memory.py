"""How much memory questions take: ``python -m benchmarks.memory FOLDER QUESTIONS.jsonl [--store DIR]`` (Linux)."""

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
    """Index the folder in a process of its own, ask each question once, and print what is resident on the way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="documents")
    parser.add_argument("questions", type=Path, help="a JSON object a line, with a question")
    parser.add_argument("--store", type=Path, help="a store to be used again; a temporary one otherwise")
    given = parser.parse_args()
    questions = [json.loads(line)["question"] for line in given.questions.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as temporary:
        store = given.store or Path(temporary) / "store"
        command = [sys.executable, "-m", "qa_bot.cli", "index", str(given.folder), "--store", str(store)]
        subprocess.run(command, check=True)
        bot = Bot(Settings(given.folder, store))
        bot.warm()
        bot.ask(questions[0])
        print(f"questions  resident MB\n{0:9}  {resident_megabytes():11.0f}")
        for number, question in enumerate(questions, 1):
            bot.ask(question)
            if number % _EVERY == 0:
                print(f"{number:9}  {resident_megabytes():11.0f}", flush=True)
        bot.close()


def resident_megabytes() -> float:
    """The memory of this process that is in the machine's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    main()
