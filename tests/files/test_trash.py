import datetime
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from qa_bot.documents.folder import list_files
from qa_bot.errors import FileRefused
from qa_bot.files.trash import TRASH, Removed, Trash
from qa_bot.settings import Settings
from tests.files.folders import Tree, at_once, refusal, tree
from tests.processes import Begun

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a file system of its own, on Linux


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> Settings:
    return Settings(seeds=folder, store=tmp_path / "store", exclude="draft-*")


@pytest.fixture
def trash(settings: Settings) -> Trash:
    return Trash(settings)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the folder of documents."""
    if not SHARED_MEMORY.is_dir() or SHARED_MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second file system to write on")
    made = Path(tempfile.mkdtemp(prefix="qa-bot-", dir=SHARED_MEMORY))
    yield made
    shutil.rmtree(made)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_file_that_is_removed_can_be_put_back(trash: Trash, folder: Path) -> None:
    write(folder, a_txt="one", sub__deep__b_txt="two")
    os.utime(folder / "sub/deep/b.txt", ns=(7, 1_600_000_000_123_456_789))
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    removed = trash.remove("sub/deep/b.txt")
    assert (removed.source, removed.size) == ("sub/deep/b.txt", 3)
    at = datetime.datetime.fromisoformat(removed.removed_at)
    assert at.utcoffset() == datetime.timedelta(0)
    assert before <= at <= datetime.datetime.now(datetime.UTC)
    assert tree(folder) == {"a.txt": b"one"}
    assert trash.listed() == (removed,)
    shutil.rmtree(folder / "sub")
    assert trash.restore(removed.id) == "sub/deep/b.txt"
    assert tree(folder) == {"a.txt": b"one", "sub/deep/b.txt": b"two"}
    assert (folder / "sub/deep/b.txt").stat().st_mtime_ns == 1_600_000_000_123_456_789
    assert (folder / "sub/deep/b.txt").stat().st_nlink == 1
    assert trash.listed() == ()


def test_what_is_erased_is_gone(trash: Trash, settings: Settings, folder: Path) -> None:
    write(folder, a_txt="one", b_txt="two")
    first, second = trash.remove("a.txt"), trash.remove("b.txt")
    trash.erase(first.id)
    assert trash.listed() == (second,)
    assert b"one" not in tree(settings.store).values()
    assert "not in the trash any more" in refusal(lambda: trash.erase(first.id))
    assert "not in the trash any more" in refusal(lambda: trash.restore(first.id))
    assert tree(folder) == {}


def test_nothing_is_in_a_trash_that_was_never_used(trash: Trash, settings: Settings) -> None:
    assert trash.listed() == ()
    assert not settings.store.exists()


def test_the_newest_comes_first_and_one_name_may_be_there_again_and_again(trash: Trash, folder: Path) -> None:
    removed = []
    for number in range(5):
        write(folder, a_txt=f"text {number}", b_txt="b")
        removed += [trash.remove("a.txt"), trash.remove("b.txt")]
    assert trash.listed() == tuple(reversed(removed))
    assert len({one.id for one in removed}) == 10
    assert trash.restore(removed[4].id) == "a.txt"
    assert tree(folder) == {"a.txt": b"text 2"}


@pytest.mark.parametrize(
    "source",
    [
        "",
        ".",
        "..",
        "/",
        "../outside.txt",
        "../documents/a.txt",
        "sub/../a.txt",
        "sub/../../outside.txt",
        "./a.txt",
        "sub//b.txt",
        "/a.txt",
        "..\\outside.txt",
        "a.txt\0",
        "a.txt\n",
        "\u202ea.txt",
        "a.txt/",
        "sub",
        "sub/",
        ".hidden.txt",
        "draft-1.txt",
        "A.TXT",
        "missing.txt",
        "x" * 300,
    ],
)
def test_only_files_that_are_listed_can_be_removed(source: str, trash: Trash, folder: Path, tmp_path: Path) -> None:
    write(folder, a_txt="one", sub__b_txt="two")
    for name in (".hidden.txt", "draft-1.txt"):
        (folder / name).write_bytes(b"passed over")
    (tmp_path / "outside.txt").write_bytes(b"outside")
    before = tree(tmp_path)
    assert "is not among the documents" in refusal(lambda: trash.remove(source))
    assert "is not among the documents" in refusal(lambda: trash.remove(str(tmp_path / "outside.txt")))
    assert "is not among the documents" in refusal(lambda: trash.remove(str(folder / "a.txt")))
    assert tree(tmp_path) == before


def test_names_as_people_give_them_go_and_come_back(trash: Trash, folder: Path) -> None:
    names = [
        "-rf.txt",
        'it\'s "so" $(ls) `ls`;.txt',
        "a\nb\u202e\x1b.txt",
        "{{x}} <b>.txt",
        "a\\b.txt",
        "ü" * 125 + ".txt",
    ]
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")
    before = tree(folder)
    removed = [trash.remove(name) for name in names]
    assert tree(folder) == {}
    assert [trash.restore(one.id) for one in removed] == names
    assert tree(folder) == before


def test_a_name_that_is_no_utf8_comes_back_as_it_was(trash: Trash, folder: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt"))
    path.write_bytes(b"It is open.")
    removed = trash.remove(r"caf\xe9.txt")
    assert removed.source == r"caf\xe9.txt"
    assert (path.exists(), trash.listed()) == (False, (removed,))
    assert trash.restore(removed.id) == r"caf\xe9.txt"
    assert path.read_bytes() == b"It is open."


def test_what_can_be_no_document_is_left_to_its_owner(trash: Trash, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "nowhere.txt").symlink_to("gone.txt")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    assert "a pipe" in refusal(lambda: trash.remove("pipe.txt"))
    assert "leads nowhere" in refusal(lambda: trash.remove("nowhere.txt"))
    assert "a link out of the folder" in refusal(lambda: trash.remove("outside.txt"))
    assert {path.name for path in folder.iterdir()} == {"pipe.txt", "nowhere.txt", "outside.txt"}


def test_neither_a_link_nor_what_lies_behind_one_is_removed(trash: Trash, folder: Path) -> None:
    write(folder, real__a_txt="one", b_txt="two")
    (folder / "real" / "link.txt").symlink_to("../b.txt")
    (folder / "linked").symlink_to("real")
    (folder / "absolute.txt").symlink_to(folder / "b.txt")
    before = tree(folder)
    listed = {file.source for file in list_files(folder) if not file.problem}
    behind = {"real/link.txt", "linked/a.txt", "absolute.txt"}
    assert behind < listed
    for source in behind:
        assert "a link or lies behind one" in refusal(partial(trash.remove, source))
    assert tree(folder) == before
    assert trash.listed() == ()
    assert trash.remove("real/a.txt").size == 3


def test_the_folder_itself_may_be_a_link(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "link").symlink_to("documents")
    write(folder, a_txt="one")
    trash = Trash(Settings(seeds=tmp_path / "link", store=tmp_path / "store"))
    assert trash.restore(trash.remove("a.txt").id) == "a.txt"
    assert tree(folder) == {"a.txt": b"one"}


def test_folders_may_be_named_from_where_one_is(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, a_txt="one", sub__b_txt="two")
    monkeypatch.chdir(folder)
    for seeds in (".", "../documents", "./sub/.."):
        trash = Trash(Settings(seeds=Path(seeds), store=Path("../store")))
        assert [trash.restore(trash.remove(name).id) for name in ("a.txt", "sub/b.txt")] == ["a.txt", "sub/b.txt"]


def test_another_file_in_its_place_is_not_written_over(trash: Trash, folder: Path) -> None:
    write(folder, a_txt="one")
    removed = trash.remove("a.txt")
    write(folder, a_txt="two")
    assert refusal(lambda: trash.restore(removed.id)).startswith("Another a.txt is in the folder by now")
    assert tree(folder) == {"a.txt": b"two"}
    assert trash.listed() == (removed,)
    write(folder, a_txt="one")
    assert trash.restore(removed.id) == "a.txt"
    assert tree(folder) == {"a.txt": b"one"}
    assert trash.listed() == ()


@pytest.mark.parametrize("target", ["b.txt", "../outside.txt", "nowhere.txt"])
def test_nothing_is_put_back_through_a_link(target: str, trash: Trash, folder: Path, tmp_path: Path) -> None:
    write(folder, a_txt="one", b_txt="one")
    (tmp_path / "outside.txt").write_bytes(b"one")
    removed = trash.remove("a.txt")
    (folder / "a.txt").symlink_to(target)
    before = tree(tmp_path)
    assert "Another a.txt is in the folder" in refusal(lambda: trash.restore(removed.id))
    assert tree(tmp_path) == before


@pytest.mark.parametrize("kind", ["link out", "link inside", "file"])
def test_a_folder_that_is_none_any_more_is_told(kind: str, trash: Trash, folder: Path, tmp_path: Path) -> None:
    write(folder, sub__a_txt="one", other__b_txt="two")
    (tmp_path / "outside").mkdir()
    removed = trash.remove("sub/a.txt")
    (folder / "sub").rmdir()
    if kind == "file":
        (folder / "sub").write_bytes(b"a file")
    else:
        (folder / "sub").symlink_to("../outside" if kind == "link out" else "other")
    before = tree(tmp_path)
    assert "its folder is a link or a file by now" in refusal(lambda: trash.restore(removed.id))
    assert tree(tmp_path) == before
    assert trash.listed() == (removed,)


@pytest.mark.parametrize("name", ["", ".", "..", "../..", "../texts", "/", "a/b", "\0", "damaged", "../.trash/damaged"])
def test_an_id_is_one_of_those_that_are_listed(name: str, trash: Trash, settings: Settings, folder: Path) -> None:
    write(folder, a_txt="one")
    removed = trash.remove("a.txt")
    write(settings.store, texts__file="two", **{f"{TRASH}__damaged__file": "three"})
    before = tree(settings.store)
    for wrong in (name, f"{removed.id}/", f"../{TRASH}/{removed.id}", removed.id.upper() + "."):
        assert "not in the trash any more" in refusal(partial(trash.restore, wrong))
        assert "not in the trash any more" in refusal(partial(trash.erase, wrong))
    assert tree(settings.store) == before
    assert tree(folder) == {}


NOTE = {"path": "a.txt", "removed_at": "2025-01-02T03:04:05.678+00:00"}


def entry(settings: Settings, name: str, note: str | bytes | None, file: bytes | None = b"text") -> None:
    place = settings.store / TRASH / name
    place.mkdir(parents=True)
    if note is not None:
        (place / "note.json").write_bytes(note if isinstance(note, bytes) else note.encode())
    if file is not None:
        (place / "file").write_bytes(file)


def test_an_entry_is_a_note_and_a_file(trash: Trash, settings: Settings, folder: Path) -> None:
    entry(settings, "by hand", json.dumps(NOTE))
    assert trash.listed() == (Removed("by hand", "a.txt", "2025-01-02T03:04:05.678+00:00", 4),)
    assert trash.restore("by hand") == "a.txt"
    assert tree(folder) == {"a.txt": b"text"}


@pytest.mark.parametrize(
    "note",
    [
        None,
        b"",
        b"\xff\xfe",
        "{",
        "[]",
        "null",
        "3",
        "{}",
        "[" * 60_000,
        " " * 70_000 + json.dumps(NOTE),
        json.dumps(NOTE | {"path": 3}),
        json.dumps(NOTE | {"path": ["a.txt"]}),
        *(
            json.dumps(NOTE | {"path": path})
            for path in ("", "/", "a//b", "a/", "../a.txt", "/etc/a.txt", "a/../../b", "a/./b", ".hidden", "\0")
        ),
        json.dumps(NOTE | {"path": "\ud800.txt"}),
        *(json.dumps(NOTE | {"removed_at": at}) for at in (3, None, "", "yesterday", "0001-01-01T00:00:00+14:00")),
    ],
)
def test_a_damaged_note_is_passed_over_and_left_alone(
    note: str | bytes | None, trash: Trash, settings: Settings, folder: Path
) -> None:
    write(folder, b_txt="two")
    removed = trash.remove("b.txt")
    entry(settings, "damaged", note)
    before = tree(settings.store / TRASH / "damaged")
    assert trash.listed() == (removed,)
    refusal(lambda: trash.restore("damaged"))
    refusal(lambda: trash.erase("damaged"))
    trash.erase(removed.id)
    assert tree(settings.store / TRASH / "damaged") == before


def test_what_is_no_entry_is_passed_over_and_left_alone(trash: Trash, settings: Settings, tmp_path: Path) -> None:
    note = json.dumps(NOTE)
    entry(settings, "no file", note, None)
    entry(settings, "a folder", note, None)
    (settings.store / TRASH / "a folder" / "file").mkdir()
    entry(settings, "a link", note, None)
    (tmp_path / "outside.txt").write_bytes(b"outside")
    (settings.store / TRASH / "a link" / "file").symlink_to(tmp_path / "outside.txt")
    entry(settings, "a linked note", None)
    (tmp_path / "note.json").write_text(note, encoding="utf-8")
    (settings.store / TRASH / "a linked note" / "note.json").symlink_to(tmp_path / "note.json")
    entry(settings, "a pipe", None)
    os.mkfifo(settings.store / TRASH / "a pipe" / "note.json")
    (settings.store / TRASH / "a file").write_bytes(b"a file")
    (settings.store / TRASH / "linked").symlink_to("no file")
    before = tree(tmp_path)
    assert trash.listed() == ()
    assert tree(tmp_path) == before


def test_a_trash_that_cannot_be_used_is_told_and_nothing_is_taken(
    trash: Trash, settings: Settings, folder: Path
) -> None:
    write(folder, a_txt="one")
    settings.store.mkdir()
    (settings.store / TRASH).write_bytes(b"a file")
    assert "The trash cannot be listed" in refusal(trash.listed)
    assert "a.txt cannot be removed" in refusal(lambda: trash.remove("a.txt"))
    assert tree(folder) == {"a.txt": b"one"}


def test_where_the_store_lies_in_the_folder_the_trash_is_not_listed_and_the_store_stays(folder: Path) -> None:
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


def test_a_store_on_another_file_system_gets_a_copy(folder: Path, elsewhere: Path) -> None:
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
    ("change", "told", "left"),
    [
        (Path.replace, "a.txt changed while it was taken out: it stays, try again.", {"a.txt": b"new"}),
        (lambda new, old: old.unlink(), "a.txt cannot be removed (No such file or directory)", {"draft-a": b"new"}),
    ],
)
def test_a_file_that_changes_while_it_is_copied_is_not_taken(
    change: Callable[[Path, Path], object], told: str, left: Tree, folder: Path, elsewhere: Path
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
    assert min(outcome).startswith(told)
    assert tree(folder) == left
    assert tree(elsewhere) == {}


def test_of_two_who_remove_one_file_at_once_one_does(trash: Trash, settings: Settings, folder: Path) -> None:
    for _ in range(20):
        write(folder, a_txt="one")
        told = at_once(*(partial(trash.remove, "a.txt") for _ in range(2)))
        assert sum(line.startswith("Removed(") for line in told) == 1
        (removed,) = trash.listed()
        told = at_once(*(partial(trash.restore, removed.id) for _ in range(2)))
        assert "a.txt" in told
        assert tree(folder) == {"a.txt": b"one"}
        assert tree(settings.store) == {}


def times_killed(action: str, folder: Path, store: Path) -> int:
    arguments = ("-m", "tests.files.killed", action, str(folder), str(store))
    result = Begun(*arguments, folder=folder.parent, TMPDIR=str(folder.parent)).result()
    assert (result.code, result.err) == (0, "")
    return int(result.out)


@pytest.mark.parametrize("action", ["remove", "restore", "replace"])
def test_whenever_it_is_killed_the_file_is_whole_in_the_folder_or_in_the_trash(action: str, tmp_path: Path) -> None:
    assert times_killed(action, tmp_path / "documents", tmp_path / "store") > 5


@pytest.mark.parametrize("action", ["remove", "restore", "replace"])
def test_so_it_is_on_two_file_systems(action: str, tmp_path: Path, elsewhere: Path) -> None:
    assert times_killed(action, tmp_path / "documents", elsewhere / "store") > 20
