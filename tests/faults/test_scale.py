"""Ten thousand small documents: what one change costs, and that damage to many vectors is found."""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.settings import Settings
from tests.faults.stage import ROOT

FEW, MANY = 1_000, 10_000
TURNS = 9
EMBEDDING = "tests.faults.hash_embedding:HashEmbedding"
WORDS = (ROOT / "seeds" / "001_e00cb28dce447f98.txt").read_text(encoding="utf-8").split()


def indexed(folder: Path, count: int) -> Bot:
    """A bot that has indexed ``count`` notes of a dozen words, by an embedding that costs nothing."""
    chance = random.Random(count)
    (folder / "documents").mkdir(parents=True)
    for number in range(count):
        text = f"Note {number}. {' '.join(chance.choices(WORDS, k=8))}."
        (folder / "documents" / f"{number:05d}.txt").write_text(text, encoding="utf-8")
    bot = Bot(Settings(folder / "documents", folder / "store", EMBEDDING))
    report = bot.index()
    assert (len(report.added), report.documents, report.embedded) == (count, count, count)
    return bot


@pytest.fixture(scope="module")
def bots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Bot]]:
    made = {count: indexed(tmp_path_factory.mktemp("scale"), count) for count in (FEW, MANY)}
    yield made
    for bot in made.values():
        bot.close()


@pytest.mark.faults
@pytest.mark.timeout(400)
def test_one_change_among_ten_thousand_costs_little_more_than_among_a_thousand(bots: dict[int, Bot]) -> None:
    seconds: dict[int, list[float]] = {FEW: [], MANY: []}
    for turn in range(TURNS):
        for count, bot in bots.items():  # in turns, so that what else the machine does meets both
            (bot.settings.seeds / f"{turn:05d}.txt").write_text(f"Change {turn} among {count}.", encoding="utf-8")
            started = time.monotonic()
            report = bot.index()
            seconds[count].append(time.monotonic() - started)
            assert (report.changed, report.embedded, report.unchanged) == ((f"{turn:05d}.txt",), 1, count - 1)
    few, many = statistics.median(seconds[FEW]), statistics.median(seconds[MANY])
    print(f"one change among {FEW}: {few:.2f} s, among {MANY}: {many:.2f} s, {many / few:.2f} times")
    assert many < 3
    assert many <= 2.5 * few  # 2 where nothing else runs: what else the machine does meets the longer one more


@pytest.mark.faults
@pytest.mark.timeout(300)
def test_noise_in_the_vectors_is_reported_by_verify_before_chroma_crashes(bots: dict[int, Bot]) -> None:
    bot = bots[FEW]
    bot.close()
    store = bot.settings.store
    (vectors,) = (store / str(bot._library.current())).glob("chroma/*/data_level0.bin")
    whole = vectors.read_bytes()
    noise = random.Random(5).randbytes(200_000)
    vectors.write_bytes(whole[:100_000] + noise + whole[100_000 + len(noise) :])
    command = [sys.executable, "-m", "qa_bot.cli", "verify", "--seeds", str(bot.settings.seeds), "--store", str(store)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QA_BOT_EMBEDDING": EMBEDDING}
    failed = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert failed.returncode == 1
    assert "run `qa-bot index --rebuild`" in failed.stderr.splitlines()[-1]
    report = bot.index(rebuild=True)
    assert (report.embedded, report.documents) == (0, FEW)
    assert bot.verify().problems == ()
