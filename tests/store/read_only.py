"""A process over a read-only mount of a store, as ``python -m tests.store.read_only`` under ``unshare -rm``.

Prints a line for each step: how many copies of generations are in the temporary folder.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from qa_bot.settings import Settings
from qa_bot.store.library import Library
from tests.store.test_library import publish, texts_found


def copies() -> list[Path]:
    return sorted(Path(tempfile.gettempdir()).glob("*/gen-*"))


def main(store: Path, closed: Path, end: str) -> None:
    subprocess.run(["mount", "--bind", str(store), str(closed)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(closed)], check=True)
    writer, reader = Library(Settings(store=store)), Library(Settings(store=closed))
    for text in ("One.", "Two.", "Three."):
        publish(writer, text)
        print(texts_found(reader), len(copies()), flush=True)
    with reader.reading():
        publish(writer, "Four.")
        print(texts_found(reader), len(copies()), flush=True)  # both: one is being read
    print(texts_found(reader), len(copies()), flush=True)
    reader.close()
    print("closed", len(copies()), flush=True)
    print(texts_found(reader), len(copies()), flush=True)
    if end == "killed":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
