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
def indexer(folder: Path, make_bot: MakeBot) -> Indexer:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    made = Indexer(make_bot(folder))
    made.bot.index()
    return made


@pytest.fixture
def worn(indexer: Indexer, folder: Path, tmp_path: Path) -> Indexer:
    """An indexer whose store lacks its texts, after an interrupted erasure."""
    shutil.rmtree(tmp_path / "store" / "texts")
    indexer.erasures.add(Erasure("", "quito.txt"))
    return indexer


def test_a_damaged_store_is_repaired_and_an_erasure_finished(worn: Indexer, problems: list[str]) -> None:
    wait_until(lambda: not worn.bot.status().damage and not worn.erasures)
    assert problems == []


@pytest.fixture
def problems(indexer: Indexer) -> Iterator[list[str]]:
    """Problems reported by a watcher that runs during the test."""
    lines: list[str] = []
    watch = Watcher(indexer, lines.append)
    watch.start()
    yield lines
    watch.stop()


def documents(indexer: Indexer) -> int:
    return indexer.bot.status().documents


def test_a_file_that_settles_is_indexed_automatically(problems: list[str], folder: Path, indexer: Indexer) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "quito.txt").write_text(QUITO, encoding="utf-8")
    wait_until(lambda: documents(indexer) == 2)
    assert indexer.last is not None
    assert indexer.last.asker == "watch"
    assert indexer.bot.ask("Which is the capital of Ecuador?").citations[0].source == "sub/quito.txt"
    (folder / "baku.txt").unlink()
    wait_until(lambda: documents(indexer) == 1)
    assert problems == []


def test_a_file_that_is_being_written_is_indexed_once_it_is_complete(
    problems: list[str], folder: Path, indexer: Indexer
) -> None:
    (folder / "first.txt").write_text("The watch is awake.", encoding="utf-8")
    wait_until(lambda: documents(indexer) == 2)
    live = indexer.bot.settings.store / "CURRENT"
    generation = live.read_text(encoding="utf-8")
    with (folder / "quito.txt").open("w", encoding="utf-8") as stream:
        for letter in QUITO:
            print(letter, end="", file=stream, flush=True)
            time.sleep(0.03)  # a slow download, of which no pause comes near the time that files are given to settle
            assert live.read_text(encoding="utf-8") == generation
    wait_until(lambda: documents(indexer) == 3)
    assert indexer.last is not None
    wait_until(indexer.last.ended.is_set)  # the run tidies up after its index is live
    assert indexer.last.report is not None
    assert indexer.last.report.added == ("quito.txt",)


def test_what_changed_before_the_watch_began_is_indexed_too(folder: Path, indexer: Indexer) -> None:
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    watch = Watcher(indexer, lambda _: None)
    watch.start()
    wait_until(lambda: documents(indexer) == 2)
    watch.stop()


def test_what_changes_while_the_first_look_indexes_is_not_missed(folder: Path, indexer: Indexer) -> None:
    paragraphs = [f"Paragraph {number} tells of the harbour and its ships. " * 15 for number in range(40)]
    (folder / "long.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    watch = Watcher(indexer, lambda _: None)
    watch.start()
    wait_until(lambda: bool(indexer.last and indexer.last.progress and indexer.last.progress.step == "embedding"))
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    wait_until(lambda: documents(indexer) == 3)
    watch.stop()


def test_a_folder_that_goes_away_is_reported_and_the_index_stays(
    problems: list[str], folder: Path, indexer: Indexer
) -> None:
    wait_until(lambda: threading.active_count() > 1)
    shutil.rmtree(folder)
    wait_until(lambda: indexer.last is not None and not indexer.last.is_running)
    assert indexer.last is not None
    assert "does not exist" in indexer.last.problem
    assert documents(indexer) == 1
