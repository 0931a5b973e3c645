"""Runs where it is root over its own mounts (``unshare -rm``): a store on a small disk that gets full, then read-only.

It prints one JSON object: what each run said, and what was answered after it.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

QUESTION = "How many people live in Baku?"
DISK = "160m"
NOTES = 15
"""Of 50,000 characters each."""


def main() -> None:
    place = Path(sys.argv[1])
    disk, folder = place / "disk", place / "documents"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(disk)], check=True)
    from qa_bot.bot import Bot
    from qa_bot.settings import Settings

    folder.mkdir()
    (folder / "baku.txt").write_text("In Baku live 2300500 people.", encoding="utf-8")
    settings = Settings(folder, disk / "store", "tests.faults.hash_embedding:HashEmbedding", threshold=0.0)
    bot = Bot(settings)
    bot.index()
    report: dict[str, Any] = {"full": [], "before": _seen(Bot(settings))}
    for number in range(NOTES):
        (folder / f"new {number}.txt").write_text(f"Note {number}. " * 4000, encoding="utf-8")
    for free in [0, 20_000, 60_000, 120_000, 250_000, 400_000, 600_000, 1_000_000, 1_500_000, 2_500_000, 4_000_000]:
        _fill(disk, free)
        problem = _problem(bot)
        report["full"].append({"free": free, "problem": problem, "seen": _seen(Bot(settings)), "held": _seen(bot)})
        (disk / "filling").unlink()
        if not problem:
            break
    report["room"] = _problem(bot)
    report["after"] = _seen(bot)
    bot.close()
    (folder / "baku.txt").write_text("In Baku live 2300501 people.", encoding="utf-8")
    closed = place / "closed"
    closed.mkdir()
    subprocess.run(["mount", "--bind", str(disk), str(closed)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(closed)], check=True)
    reader = Bot(replace(settings, store=closed / "store"))
    report["read_only"] = {"problem": _problem(reader), "seen": _seen(reader)}
    reader.close()
    report["writable"] = _problem(bot)
    report["end"] = _seen(bot)
    report["left"] = sorted(path.name for path in (disk / "store").glob("gen-*"))
    print(json.dumps(report))


def _fill(disk: Path, free: int) -> None:
    """Leave ``free`` bytes."""
    with (disk / "filling").open("wb") as stream:
        stream.write(bytes(max(0, shutil.disk_usage(disk).free - free)))


def _problem(bot: Any) -> str:
    from qa_bot.errors import QaBotError

    try:
        bot.index()
    except QaBotError as error:
        return str(error)
    return ""


def _seen(bot: Any) -> Any:
    from qa_bot.errors import QaBotError

    try:
        quotes = [citation.quote for citation in bot.ask(QUESTION).citations]
        return [bot.status().generation, quotes, bot.verify().problems]
    except QaBotError as error:
        return str(error)


if __name__ == "__main__":
    main()
