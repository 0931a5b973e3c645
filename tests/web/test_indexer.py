import threading
from pathlib import Path

import pytest

from qa_bot.errors import FolderUnusable, Stopped
from qa_bot.settings import Settings
from qa_bot.store.erasures import Erasure
from qa_bot.store.reports import Progress
from qa_bot.web.indexer import UNEXPECTED, BackgroundRun, Indexer, error_line, indexer_of
from tests.conftest import MakeBot
from tests.waiting import wait_until

BAKU = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea."


@pytest.fixture
def indexer(folder: Path, make_bot: MakeBot) -> Indexer:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    return Indexer(make_bot(folder))


def test_a_run_ends_with_its_report(indexer: Indexer) -> None:
    assert not indexer.is_running
    run = indexer.start()
    assert run.ended.wait(60)
    assert run.report is not None
    assert run.report.added == ("baku.txt",)
    assert (run.problem, run.is_running, indexer.is_running, indexer.last) == ("", False, False, run)


def test_who_comes_while_a_run_is_under_way_gets_that_run(indexer: Indexer) -> None:
    runs = [indexer.start() for _ in range(5)]
    assert runs[0].ended.wait(60)
    assert all(run is runs[0] for run in runs)
    assert indexer.start("watch") is not runs[0]
    assert indexer.last is not None
    assert indexer.last.ended.wait(60)
    assert indexer.last.asker == "watch"


def test_what_is_to_be_erased_while_a_run_is_under_way_is_erased_when_it_ends(folder: Path, indexer: Indexer) -> None:
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Note {number} of the harbour. " * 30, encoding="utf-8")
    run = indexer.start()
    wait_until(lambda: run.progress is not None and run.progress.passages > 0)
    indexer.erasures.add(Erasure("", "quito.txt"))  # the run has looked already whether anything is to be erased
    assert run.is_running
    assert run.ended.wait(60)
    assert run.problem == ""
    assert run.report is not None
    assert run.report.rebuilt == "What was erased was taken out"
    assert not indexer.erasures


def test_a_run_can_start_from_nothing(indexer: Indexer) -> None:
    assert indexer.start().ended.wait(60)
    run = indexer.start(rebuild=True)
    assert run.ended.wait(60)
    assert run.report is not None
    assert run.report.added == ("baku.txt",)


def test_a_problem_is_reported_in_a_line(folder: Path, make_bot: MakeBot) -> None:
    indexer = Indexer(make_bot(folder))
    run = indexer.start()
    assert run.ended.wait(60)
    assert run.report is None
    assert "holds no files" in run.problem


def test_a_run_that_is_stopped_leaves_the_old_index_and_keeps_what_it_embedded(folder: Path, indexer: Indexer) -> None:
    assert indexer.start().ended.wait(60)
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Note {number} of the harbour. " * 30, encoding="utf-8")
    run = indexer.start()
    reached = threading.Event()
    follow = run.follow
    while run.progress is None or run.progress.passages < 3:
        assert not reached.wait(0.005)
        assert run.is_running
    indexer.stop()
    assert run.ended.wait(60)
    assert follow is not None
    assert run.problem.startswith("Stopped: the index is unchanged")
    assert indexer.bot.status().documents == 1
    again = indexer.start()
    assert again.ended.wait(120)
    assert again.report is not None
    assert len(again.report.added) == 30
    assert again.report.embedded < again.report.passages - 3


def test_a_stopped_run_ends_at_its_next_step() -> None:
    run = BackgroundRun()
    run.follow(Progress("reading"))
    run.stop()
    with pytest.raises(Stopped):
        run.follow(Progress("embedding"))
    assert run.progress == Progress("embedding")


def test_there_is_one_indexer_for_the_same_settings(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "documents", tmp_path / "store")
    assert indexer_of(settings) is indexer_of(Settings(tmp_path / "documents", tmp_path / "store"))
    assert indexer_of(settings) is not indexer_of(Settings(tmp_path / "documents", tmp_path / "other"))


def test_no_exception_passes_the_outermost_handler(caplog: pytest.LogCaptureFixture) -> None:
    def unusable() -> None:
        raise FolderUnusable("The folder is gone: make one.")

    def explode() -> None:
        raise LookupError("secret")

    assert error_line(lambda: None) == ""
    assert error_line(unusable) == "The folder is gone: make one."
    assert error_line(explode) == UNEXPECTED
    assert "secret" in caplog.text
