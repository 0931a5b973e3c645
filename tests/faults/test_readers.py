"""Four processes ask without pause while the folder is re-indexed thirty times."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qa_bot.bot import Bot
from qa_bot.settings import Settings
from tests.faults.stage import ROOT

READERS, RUNS = 4, 30
TOWNS = ("Baku", "Quito", "Paris", "Ankara", "Nairobi", "Lima")
QUESTIONS = [f"How many people live in {town}?" for town in TOWNS[:3]]
COUNT = re.compile(r"by count (\d+)\.")


def write(folder: Path, version: int) -> None:
    """Every file tells of the same version; a third of the towns has another name in each."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for number, town in enumerate(TOWNS):
        name = f"{town} {version}.txt" if number % 3 == version % 3 else f"{town}.txt"
        text = f"In {town} live {1000 + version} people, by count {version}."
        (folder / name).write_text(text, encoding="utf-8")


def begin(settings: dict[str, Any]) -> subprocess.Popen[str]:
    """All readers, as one process that has become four."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.reader", json.dumps(settings)],
        stdin=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        text=True,
    )


def lines(out: Path) -> list[str]:
    """The lines of a reader: ``ready``, and then its answers."""
    return out.read_text(encoding="utf-8").splitlines() if out.exists() else []


def wait_beside(readers: subprocess.Popen[str]) -> None:
    """Leave the machine to the readers for a moment."""
    assert readers.poll() is None
    time.sleep(0.02)


@pytest.mark.faults
@pytest.mark.timeout(300)
def test_readers_never_fail_and_never_see_two_generations_at_once(tmp_path: Path) -> None:
    documents, store = tmp_path / "documents", tmp_path / "store"
    embedding = "tests.faults.hash_embedding:HashEmbedding"
    bot = Bot(Settings(documents, store, embedding))
    versions: dict[str, int] = {}
    write(documents, 0)
    versions[bot.index().generation] = 0
    outs = [tmp_path / f"reader {number}" for number in range(READERS)]
    settings = {"seeds": str(documents), "store": str(store), "embedding": embedding, "questions": QUESTIONS}
    readers = begin(settings | {"outs": [str(out) for out in outs]})
    try:
        while not all("ready" in lines(out) for out in outs):
            wait_beside(readers)
        for version in range(1, RUNS + 1):
            heard = {out: len(lines(out)) for out in outs}
            write(documents, version)
            versions[bot.index().generation] = version
            while any(len(lines(out)) < heard[out] + 3 for out in outs):
                wait_beside(readers)
    finally:
        readers.communicate("", timeout=60)
    answers = [json.loads(line) for out in outs for line in lines(out) if line != "ready"]
    assert [answer["problem"] for answer in answers if "problem" in answer] == []
    for answer in answers:
        version = versions[answer["generation"]]
        assert answer["found"], answer
        assert answer["proven"], answer
        assert len(answer["passages"]) == len(TOWNS)
        assert {int(count) for text in answer["passages"] for count in COUNT.findall(text)} == {version}
        town = answer["question"].removesuffix("?").rsplit(" ", 1)[1]
        assert f"In {town} live {1000 + version} people, by count {version}." in answer["quotes"]
    seen = Counter(answer["generation"] for answer in answers)
    seconds = [answer["seconds"] for answer in answers]
    print(f"{len(answers)} answers from {len(seen)} generations, {statistics.median(seconds) * 1000:.0f} ms the median")
    assert len(seen) > RUNS / 2
    assert readers.returncode == 0
    bot.index()
    assert bot.verify().problems == ()
    bot.close()
    bot.index()
    assert sorted(path.name for path in store.glob("gen-*")) == [bot.status().generation]
    bot.close()
