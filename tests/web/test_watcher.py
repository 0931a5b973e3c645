import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.store.erasures import Erasure
from qa_bot.web.indexer import Indexer
from qa_bot.web.watcher import Watcher
from tests.conftest import MakeBot
from tests.waiting import wait_until

BAKU = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea."
QUITO = "Quito is the capital of Ecuador. It lies in the Andes."


@pytest.fixture
def learner(folder: Path, make_bot: MakeBot) -> Indexer:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    made = Indexer(make_bot(folder))
    made.bot.index()
    return made


@pytest.fixture
def worn(learner: Indexer, folder: Path, tmp_path: Path) -> Indexer:
    """A learner whose store lacks its texts; and an erasing was broken off."""
    shutil.rmtree(tmp_path / "store" / "texts")
    learner.erasures.add(Erasure("", "quito.txt"))
    return learner


def test_a_damaged_store_is_mended_and_an_erasing_finished(worn: Indexer, told: list[str]) -> None:
    wait_until(lambda: not worn.bot.status().damage and not worn.erasures)
    assert told == []


@pytest.fixture
def told(learner: Indexer) -> Iterator[list[str]]:
    """What a watch on the folder has told; it watches while the test runs."""
    lines: list[str] = []
    watch = Watcher(learner, lines.append)
    watch.start()
    yield lines
    watch.stop()


def documents(learner: Indexer) -> int:
    return learner.bot.status().documents


def test_a_file_that_settles_is_indexed_by_itself(told: list[str], folder: Path, learner: Indexer) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "quito.txt").write_text(QUITO, encoding="utf-8")
    wait_until(lambda: documents(learner) == 2)
    assert learner.last is not None
    assert learner.last.asker == "watch"
    assert learner.bot.ask("Which is the capital of Ecuador?").citations[0].source == "sub/quito.txt"
    (folder / "baku.txt").unlink()
    wait_until(lambda: documents(learner) == 1)
    assert told == []


def test_a_file_that_is_being_written_is_read_once_it_is_whole(told: list[str], folder: Path, learner: Indexer) -> None:
    (folder / "first.txt").write_text("The watch is awake.", encoding="utf-8")
    wait_until(lambda: documents(learner) == 2)
    live = learner.bot.settings.store / "CURRENT"
    generation = live.read_text(encoding="utf-8")
    with (folder / "quito.txt").open("w", encoding="utf-8") as stream:
        for letter in QUITO:
            print(letter, end="", file=stream, flush=True)
            time.sleep(0.03)  # a slow download, of which no pause comes near the time that files are given to settle
            assert live.read_text(encoding="utf-8") == generation
    wait_until(lambda: documents(learner) == 3)
    assert learner.last is not None
    wait_until(learner.last.ended.is_set)  # the run tidies up after its index is live
    assert learner.last.report is not None
    assert learner.last.report.added == ("quito.txt",)


def test_what_changed_before_the_watch_began_is_indexed_too(folder: Path, learner: Indexer) -> None:
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    watch = Watcher(learner, lambda _: None)
    watch.start()
    wait_until(lambda: documents(learner) == 2)
    watch.stop()


def test_what_changes_while_the_first_look_indexes_is_not_missed(folder: Path, learner: Indexer) -> None:
    paragraphs = [f"Paragraph {number} tells of the harbour and its ships. " * 15 for number in range(40)]
    (folder / "long.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    watch = Watcher(learner, lambda _: None)
    watch.start()
    wait_until(lambda: bool(learner.last and learner.last.progress and learner.last.progress.step == "embedding"))
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    wait_until(lambda: documents(learner) == 3)
    watch.stop()


def test_a_folder_that_goes_away_is_told_and_the_index_stays(told: list[str], folder: Path, learner: Indexer) -> None:
    wait_until(lambda: threading.active_count() > 1)
    shutil.rmtree(folder)
    wait_until(lambda: learner.last is not None and not learner.last.is_running)
    assert learner.last is not None
    assert "does not exist" in learner.last.problem
    assert documents(learner) == 1
