import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import StoreUnusable
from qa_bot.store.copies import copy_folder
from tests.conftest import MakeBot


def rows(path: Path) -> list[tuple[int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT number FROM numbers").fetchall()


@pytest.fixture
def live(tmp_path: Path) -> Path:
    (tmp_path / "live" / "inner").mkdir(parents=True)
    (tmp_path / "live" / "inner" / "other.bin").write_bytes(b"\0other")
    with closing(sqlite3.connect(tmp_path / "live" / "chroma.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE numbers (number INTEGER)")
        connection.execute("INSERT INTO numbers VALUES (1)")
    return tmp_path / "live"


def test_a_copy_holds_what_is_committed_and_no_journal_of_a_writer(live: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(live / "chroma.sqlite3")) as writer:
        writer.execute("INSERT INTO numbers VALUES (2)")
        assert (live / "chroma.sqlite3-journal").exists()
        made = copy_folder(live, tmp_path / "copy")
    assert sorted(path.name for path in made.rglob("*")) == ["chroma.sqlite3", "inner", "other.bin"]
    assert rows(made / "chroma.sqlite3") == [(1,)]
    assert (made / "inner" / "other.bin").read_bytes() == b"\0other"


def test_a_journal_that_vanishes_while_it_is_copied_does_no_harm(live: Path, tmp_path: Path) -> None:
    (live / "chroma.sqlite3-journal").symlink_to(tmp_path / "gone")  # listed, and cannot be opened
    with pytest.raises(shutil.Error, match="No such file"):
        shutil.copytree(live, tmp_path / "plain")
    assert not (copy_folder(live, tmp_path / "copy") / "chroma.sqlite3-journal").exists()


def test_a_damaged_database_is_reported(live: Path, tmp_path: Path) -> None:
    (live / "chroma.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(StoreUnusable, match=r"not a database.*--rebuild"):
        copy_folder(live, tmp_path / "copy")


def test_a_copy_of_read_only_files_can_be_written(live: Path, tmp_path: Path) -> None:
    paths = [live, *live.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    made = copy_folder(live, tmp_path / "copy")
    for path in paths:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)  # so that the test's folder can be removed
    assert all(path.stat().st_mode & stat.S_IWUSR for path in (made, *made.rglob("*")))


def test_a_database_waits_to_be_copied_until_a_writer_is_done(live: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(live / "chroma.sqlite3", isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN EXCLUSIVE")
    writer.execute("INSERT INTO numbers VALUES (2)")
    done = threading.Timer(0.3, lambda: writer.execute("COMMIT"))
    done.start()
    made = copy_folder(live, tmp_path / "copy")
    done.join()
    writer.close()
    assert rows(made / "chroma.sqlite3") == [(1,), (2,)]


def test_a_reader_keeps_writers_from_chroma_s_database(bot: Bot, tmp_path: Path) -> None:
    """It would not in the journal mode WAL, and the copy might be torn."""
    (database,) = (tmp_path / "store").rglob("chroma.sqlite3")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_run_is_not_disturbed_by_who_is_opening_the_live_generation(make_bot: MakeBot, tmp_path: Path) -> None:
    documents, store = tmp_path / "documents", tmp_path / "store"
    documents.mkdir()
    (documents / "one.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    bot = make_bot(documents, store=store)
    live = store / bot.index().generation
    (documents / "two.txt").write_text("Quito lies high above the sea.", encoding="utf-8")
    with closing(sqlite3.connect(live / "chroma" / "chroma.sqlite3")) as reader:
        reader.execute("CREATE TABLE opening (number INTEGER)")  # begun, and not committed
        made = store / bot.index().generation
    assert made != live
    assert not list(made.rglob("*-journal"))
    assert bot.verify().problems == ()
