"""Moves to and from a trash, across file systems, concurrent or killed: the file is always complete in one place."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from qa_bot.errors import FileRefused
from qa_bot.ingest.scan import list_files
from qa_bot.settings import Settings
from qa_bot.uploads.trash import Trash
from tests.processes import Begun
from tests.uploads.folders import Tree, at_once, refusal, tree, write


def test_a_store_inside_the_folder_is_not_listed(folder: Path) -> None:
    trash = Trash(Settings(seeds=folder, store=folder / "store"))
    write(folder, a_txt="one", b_txt="two", store__texts__c_txt="three", **{"store-2__d_txt": "four"})
    removed = trash.remove("a.txt")
    assert [file.source for file in list_files(folder, store=folder / "store")] == ["b.txt", "store-2/d.txt"]
    assert "is not among the documents" in refusal(lambda: trash.remove("store/texts/c.txt"))
    assert trash.remove("store-2/d.txt").size == 4
    assert trash.restore(removed.id) == "a.txt"


def test_the_folder_may_lie_in_the_store(tmp_path: Path) -> None:
    write(tmp_path / "store", documents__a_txt="one")
    trash = Trash(Settings(seeds=tmp_path / "store" / "documents", store=tmp_path / "store"))
    assert trash.restore(trash.remove("a.txt").id) == "a.txt"


def test_a_file_moves_to_a_store_on_another_file_system(folder: Path, elsewhere: Path) -> None:
    trash = Trash(Settings(seeds=folder, store=elsewhere / "store"))
    write(folder, sub__a_txt="one" * 100_000)
    os.utime(folder / "sub/a.txt", ns=(7, 1_600_000_000_123_456_789))
    before = tree(folder)
    removed = trash.remove("sub/a.txt")
    assert tree(folder) == {}
    assert trash.listed() == (removed,)
    assert trash.restore(removed.id) == "sub/a.txt"
    assert tree(folder) == before
    assert (folder / "sub/a.txt").stat().st_mtime_ns == 1_600_000_000_123_456_789
    assert tree(elsewhere) == {}
    write(folder, b_txt="one")
    removed = trash.remove("b.txt")
    write(folder, b_txt="two")
    assert "Another b.txt" in refusal(lambda: trash.restore(removed.id))
    assert tree(folder) == before | {"b.txt": b"two"}


def once_it_is_copied(trash: Path, change: Callable[[], object], ended: threading.Event) -> str:
    """Do ``change`` once some of a large file has been copied into a folder of ``trash``."""
    while not ended.is_set():
        for path in trash.rglob(".qa-bot-*"):
            with suppress(FileNotFoundError):
                if path.stat().st_size > 1_000_000:
                    change()
                    return "changed"
    return "too late"


@pytest.mark.parametrize(
    ("change", "message", "left"),
    [
        (Path.replace, "a.txt changed while it was being removed: it stays, try again.", {"a.txt": b"new"}),
        (lambda new, old: old.unlink(), "a.txt cannot be removed (No such file or directory)", {"draft-a": b"new"}),
    ],
)
def test_a_file_that_changes_while_it_is_copied_is_not_removed(
    change: Callable[[Path, Path], object], message: str, left: Tree, folder: Path, elsewhere: Path
) -> None:
    trash = Trash(Settings(seeds=folder, store=elsewhere / "store"))
    ended = threading.Event()
    paths = folder / "draft-a", folder / "a.txt"

    def remove() -> str:
        try:
            return trash.remove("a.txt").source
        except FileRefused as error:
            return str(error)
        finally:
            ended.set()

    outcome = ["too late"]
    while "too late" in outcome or "a.txt" in outcome:  # it was removed before it could be changed
        for removed in trash.listed():
            trash.erase(removed.id)
        (folder / "a.txt").write_bytes(bytes(30_000_000))
        (folder / "draft-a").write_bytes(b"new")
        ended.clear()
        outcome = at_once(remove, partial(once_it_is_copied, elsewhere, partial(change, *paths), ended))
    assert min(outcome).startswith(message)
    assert tree(folder) == left
    assert tree(elsewhere) == {}


def test_of_two_simultaneous_removals_one_succeeds(trash: Trash, settings: Settings, folder: Path) -> None:
    for _ in range(20):
        write(folder, a_txt="one")
        outcomes = at_once(*(partial(trash.remove, "a.txt") for _ in range(2)))
        assert sum(line.startswith("Removed(") for line in outcomes) == 1
        (removed,) = trash.listed()
        outcomes = at_once(*(partial(trash.restore, removed.id) for _ in range(2)))
        assert "a.txt" in outcomes
        assert tree(folder) == {"a.txt": b"one"}
        assert tree(settings.store) == {}


def times_killed(action: str, folder: Path, store: Path) -> int:
    arguments = ("-m", "tests.uploads.killed", action, str(folder), str(store))
    result = Begun(*arguments, folder=folder.parent, TMPDIR=str(folder.parent)).result()
    assert (result.code, result.err) == (0, "")
    return int(result.out)


@pytest.mark.parametrize("action", ["remove", "restore", "replace"])
def test_whenever_it_is_killed_the_file_is_whole_in_the_folder_or_in_the_trash(action: str, tmp_path: Path) -> None:
    assert times_killed(action, tmp_path / "documents", tmp_path / "store") > 5


@pytest.mark.parametrize("action", ["remove", "restore", "replace"])
def test_the_same_holds_across_file_systems(action: str, tmp_path: Path, elsewhere: Path) -> None:
    assert times_killed(action, tmp_path / "documents", elsewhere / "store") > 20
