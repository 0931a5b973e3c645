"""One thread compares the folder with the index, whoever asks and however often."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.web.folder_monitor import FolderMonitor
from tests.audits import Access, listers, recorded
from tests.conftest import MakeBot
from tests.waiting import wait_until

BAKU = "Baku is the capital of Azerbaijan."
NEVER = 3600.0


@pytest.fixture
def looks(folder: Path) -> Iterator[list[Access]]:
    """Each listing of the folder, and each file of it that is opened."""
    with recorded(folder) as found:
        yield found


@pytest.fixture
def make_monitor(folder: Path, make_bot: MakeBot) -> Iterator[Callable[[float], FolderMonitor]]:
    """Over one indexed document, looked at so often (in seconds)."""
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    made: list[FolderMonitor] = []

    def make(look_seconds: float) -> FolderMonitor:
        bot: Bot = make_bot(folder, look_seconds=look_seconds)
        bot.index()
        made.append(FolderMonitor(bot))
        return made[-1]

    yield make
    for monitor in made:
        monitor.close()


def test_changes_of_the_folder_are_reported_without_a_comparison_by_visitors(
    make_monitor: Callable[[float], FolderMonitor], folder: Path, looks: list[Access]
) -> None:
    monitor = make_monitor(0.2)
    looks.clear()
    assert not monitor.status().pending
    (folder / "quito.txt").write_text("Quito is the capital of Ecuador.", encoding="utf-8")
    wait_until(lambda: monitor.status().pending.added == ("quito.txt",))
    assert set(listers(looks)) == {"folder"}


def test_the_files_are_listed_once_a_generation(make_monitor: Callable[[float], FolderMonitor]) -> None:
    monitor = make_monitor(NEVER)
    assert monitor.status().files is monitor.status().files is monitor._bot.status().files


def test_many_who_ask_at_once_share_one_look(
    make_monitor: Callable[[float], FolderMonitor], looks: list[Access]
) -> None:
    monitor = make_monitor(NEVER)
    looks.clear()
    askers = [threading.Thread(target=monitor.status) for _ in range(20)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert listers(looks) == ["folder"]


def test_a_change_by_the_page_itself_is_reported_immediately(
    make_monitor: Callable[[float], FolderMonitor], folder: Path
) -> None:
    monitor = make_monitor(NEVER)
    assert not monitor.status().pending
    (folder / "baku.txt").unlink()
    assert not monitor.status().pending
    monitor.refresh()
    assert monitor.status().pending.removed == ("baku.txt",)


def test_a_new_index_is_reported_immediately_with_its_own_comparison(
    make_monitor: Callable[[float], FolderMonitor], folder: Path
) -> None:
    monitor = make_monitor(NEVER)
    (folder / "quito.txt").write_text("Quito is the capital of Ecuador.", encoding="utf-8")
    assert monitor.status().pending.added == ("quito.txt",)
    monitor._bot.index()
    status = monitor.status()
    assert (status.documents, bool(status.pending)) == (2, False)


def test_a_folder_without_visitors_is_not_compared(
    make_monitor: Callable[[float], FolderMonitor], looks: list[Access]
) -> None:
    monitor = make_monitor(0.2)
    monitor.status()
    wait_until(monitor._is_idle)
    looks.clear()
    time.sleep(0.6)  # three periods
    assert looks == []
    monitor.status()
    assert listers(looks) == ["folder"]


def test_a_folder_that_disappears_and_returns_is_reported(
    make_monitor: Callable[[float], FolderMonitor], folder: Path
) -> None:
    monitor = make_monitor(0.2)
    assert monitor.status().folder_problem == ""
    shutil.rmtree(folder)
    wait_until(lambda: "does not exist" in monitor.status().folder_problem)
    assert monitor.status().pending.removed == ("baku.txt",)
    folder.mkdir()
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    wait_until(lambda: monitor.status().folder_problem == "" and not monitor.status().pending)


def test_a_monitor_that_is_closed_has_no_thread_and_still_answers(
    make_monitor: Callable[[float], FolderMonitor], looks: list[Access]
) -> None:
    monitor = make_monitor(0.2)
    monitor.status()
    monitor.close()
    looks.clear()
    assert monitor.status().documents == 1
    monitor.refresh()
    assert looks == []
    assert "folder" not in {thread.name for thread in threading.enumerate()}
