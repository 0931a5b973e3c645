import threading
from pathlib import Path

import pytest

from qa_bot.errors import FolderUnusable, Stopped
from qa_bot.settings import Settings
from qa_bot.store.erasures import Erasure
from qa_bot.store.reports import Progress
from qa_bot.web.indexer import UNEXPECTED, BackgroundRun, Indexer, indexer_of, told
from tests.conftest import MakeBot
from tests.waiting import wait_until

BAKU = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea."


@pytest.fixture
def learner(folder: Path, make_bot: MakeBot) -> Indexer:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    return Indexer(make_bot(folder))


def test_a_run_ends_with_its_report(learner: Indexer) -> None:
    assert not learner.is_running
    learning = learner.start()
    assert learning.ended.wait(60)
    assert learning.report is not None
    assert learning.report.added == ("baku.txt",)
    assert (learning.problem, learning.is_running, learner.is_running, learner.last) == ("", False, False, learning)


def test_who_comes_while_a_run_is_under_way_gets_that_run(learner: Indexer) -> None:
    runs = [learner.start() for _ in range(5)]
    assert runs[0].ended.wait(60)
    assert all(run is runs[0] for run in runs)
    assert learner.start("watch") is not runs[0]
    assert learner.last is not None
    assert learner.last.ended.wait(60)
    assert learner.last.asker == "watch"


def test_what_is_to_be_erased_while_a_run_is_under_way_is_erased_when_it_ends(folder: Path, learner: Indexer) -> None:
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Note {number} of the harbour. " * 30, encoding="utf-8")
    learning = learner.start()
    wait_until(lambda: learning.progress is not None and learning.progress.passages > 0)
    learner.erasures.add(Erasure("", "quito.txt"))  # the run has looked already whether anything is to be erased
    assert learning.is_running
    assert learning.ended.wait(60)
    assert learning.problem == ""
    assert learning.report is not None
    assert learning.report.rebuilt == "What was erased was taken out"
    assert not learner.erasures


def test_a_run_can_start_from_nothing(learner: Indexer) -> None:
    assert learner.start().ended.wait(60)
    learning = learner.start(rebuild=True)
    assert learning.ended.wait(60)
    assert learning.report is not None
    assert learning.report.added == ("baku.txt",)


def test_a_problem_is_told_in_a_line(folder: Path, make_bot: MakeBot) -> None:
    learner = Indexer(make_bot(folder))
    learning = learner.start()
    assert learning.ended.wait(60)
    assert learning.report is None
    assert "holds no files" in learning.problem


def test_a_run_that_is_stopped_leaves_the_old_index_and_keeps_what_it_embedded(folder: Path, learner: Indexer) -> None:
    assert learner.start().ended.wait(60)
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Note {number} of the harbour. " * 30, encoding="utf-8")
    learning = learner.start()
    reached = threading.Event()
    follow = learning.follow
    while learning.progress is None or learning.progress.passages < 3:
        assert not reached.wait(0.005)
        assert learning.is_running
    learner.stop()
    assert learning.ended.wait(60)
    assert follow is not None
    assert learning.problem.startswith("Stopped: the index is as it was")
    assert learner.bot.status().documents == 1
    again = learner.start()
    assert again.ended.wait(120)
    assert again.report is not None
    assert len(again.report.added) == 30
    assert again.report.embedded < again.report.passages - 3


def test_a_stopped_run_ends_at_its_next_step() -> None:
    learning = BackgroundRun()
    learning.follow(Progress("reading"))
    learning.stop()
    with pytest.raises(Stopped):
        learning.follow(Progress("embedding"))
    assert learning.progress == Progress("embedding")


def test_there_is_one_learner_for_the_same_settings(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "documents", tmp_path / "store")
    assert indexer_of(settings) is indexer_of(Settings(tmp_path / "documents", tmp_path / "store"))
    assert indexer_of(settings) is not indexer_of(Settings(tmp_path / "documents", tmp_path / "other"))


def test_nothing_gets_past_the_outermost_door(caplog: pytest.LogCaptureFixture) -> None:
    def unusable() -> None:
        raise FolderUnusable("The folder is gone: make one.")

    def explode() -> None:
        raise LookupError("secret")

    assert told(lambda: None) == ""
    assert told(unusable) == "The folder is gone: make one."
    assert told(explode) == UNEXPECTED
    assert "secret" in caplog.text
