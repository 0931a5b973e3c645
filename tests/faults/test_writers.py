"""Two processes index into one store at the same moment."""

from pathlib import Path
from typing import Any

import pytest

from qa_bot.bot import Bot
from qa_bot.settings import Settings
from tests.faults.hash_embedding import LOG
from tests.faults.stage import Stage

EMBEDDING = "tests.faults.hash_embedding:HashEmbedding"
TEXTS = 400
"""Passages that take .8 s to embed: the second writer comes while the first is at work."""


def settings_of(tmp_path: Path, wait_seconds: float) -> dict[str, Any]:
    folder = tmp_path / "documents"
    folder.mkdir(exist_ok=True)
    for number in range(TEXTS):
        (folder / f"{number}.txt").write_text(f"Note {number} of {wait_seconds}.", encoding="utf-8")
    return {
        "seeds": str(folder),
        "store": str(tmp_path / "store"),
        "embedding": EMBEDDING,
        "wait_seconds": wait_seconds,
    }


def bot_of(settings: dict[str, Any]) -> Bot:
    return Bot(Settings(Path(settings["seeds"]), Path(settings["store"]), EMBEDDING))


@pytest.mark.faults
def test_of_two_writers_one_waits_or_says_who_it_waits_for(tmp_path: Path) -> None:
    log = {LOG: str(tmp_path / "embedded.log")}
    with Stage(tmp_path, **log) as one, Stage(tmp_path, **log) as other:
        patient = settings_of(tmp_path, 60.0)
        one.begin(patient)
        other.begin(patient)
        assert (one.status(), other.status()) == (0, 0), one.errors()
        impatient = settings_of(tmp_path, 0.0)
        first, second = one.begin(impatient), other.begin(impatient)
        assert sorted((one.status(), other.status())) == [0, 3]
        errors = one.errors()
    bot = bot_of(patient)
    assert bot.status().documents == TEXTS
    assert bot.status().generation == "gen-000002"
    assert bot.verify().problems == ()
    bot.close()
    (line,) = errors.splitlines()
    assert any(
        line == f"Process {writer} is indexing into {tmp_path / 'store'}: wait until it is done."
        for writer in (first, second)
    )
