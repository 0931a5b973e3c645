import datetime
import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from qa_bot.ingest.scan import list_files
from qa_bot.settings import Settings
from qa_bot.uploads.trash import TRASH, Trash
from tests.uploads.folders import refusal, tree, write


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


def test_an_erased_file_is_gone(trash: Trash, settings: Settings, folder: Path) -> None:
    write(folder, a_txt="one", b_txt="two")
    first, second = trash.remove("a.txt"), trash.remove("b.txt")
    trash.erase(first.id)
    assert trash.listed() == (second,)
    assert b"one" not in tree(settings.store).values()
    assert "not in the trash any more" in refusal(lambda: trash.erase(first.id))
    assert "not in the trash any more" in refusal(lambda: trash.restore(first.id))
    assert tree(folder) == {}


def test_a_removed_file_keeps_its_document_id(trash: Trash, folder: Path) -> None:
    write(folder, a_txt="one", b_txt="two")
    removed = trash.remove("a.txt", "0a1b")
    assert removed.document_id == "0a1b"
    assert trash.get(removed.id) == removed
    assert trash.remove("b.txt").document_id == ""
    trash.erase(removed.id)
    assert "not in the trash any more" in refusal(lambda: trash.get(removed.id))


def test_an_unused_trash_is_empty_and_not_created(trash: Trash, settings: Settings) -> None:
    assert trash.listed() == ()
    assert not settings.store.exists()


def test_the_newest_removal_comes_first_and_names_may_repeat(trash: Trash, folder: Path) -> None:
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


def test_unusual_names_are_removed_and_restored(trash: Trash, folder: Path) -> None:
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


def test_a_name_that_is_not_utf8_is_restored_exactly(trash: Trash, folder: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt"))
    path.write_bytes(b"It is open.")
    removed = trash.remove(r"caf\xe9.txt")
    assert removed.source == r"caf\xe9.txt"
    assert (path.exists(), trash.listed()) == (False, (removed,))
    assert trash.restore(removed.id) == r"caf\xe9.txt"
    assert path.read_bytes() == b"It is open."


def test_pipes_and_broken_links_are_not_removed(trash: Trash, folder: Path) -> None:
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
        assert "a link or in a linked folder" in refusal(partial(trash.remove, source))
    assert tree(folder) == before
    assert trash.listed() == ()
    assert trash.remove("real/a.txt").size == 3


def test_the_folder_itself_may_be_a_link(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "link").symlink_to("documents")
    write(folder, a_txt="one")
    trash = Trash(Settings(seeds=tmp_path / "link", store=tmp_path / "store"))
    assert trash.restore(trash.remove("a.txt").id) == "a.txt"
    assert tree(folder) == {"a.txt": b"one"}


def test_the_folders_may_be_relative_paths(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, a_txt="one", sub__b_txt="two")
    monkeypatch.chdir(folder)
    for seeds in (".", "../documents", "./sub/.."):
        trash = Trash(Settings(seeds=Path(seeds), store=Path("../store")))
        assert [trash.restore(trash.remove(name).id) for name in ("a.txt", "sub/b.txt")] == ["a.txt", "sub/b.txt"]


def test_restoring_does_not_overwrite_another_file(trash: Trash, folder: Path) -> None:
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
def test_nothing_is_restored_through_a_link(target: str, trash: Trash, folder: Path, tmp_path: Path) -> None:
    write(folder, a_txt="one", b_txt="one")
    (tmp_path / "outside.txt").write_bytes(b"one")
    removed = trash.remove("a.txt")
    (folder / "a.txt").symlink_to(target)
    before = tree(tmp_path)
    assert "Another a.txt is in the folder" in refusal(lambda: trash.restore(removed.id))
    assert tree(tmp_path) == before


@pytest.mark.parametrize("kind", ["link out", "link inside", "file"])
def test_a_folder_replaced_by_a_link_or_file_is_reported(kind: str, trash: Trash, folder: Path, tmp_path: Path) -> None:
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
def test_only_the_id_of_a_listed_file_is_accepted(name: str, trash: Trash, settings: Settings, folder: Path) -> None:
    write(folder, a_txt="one")
    removed = trash.remove("a.txt")
    write(settings.store, texts__file="two", **{f"{TRASH}__damaged__file": "three"})
    before = tree(settings.store)
    for wrong in (name, f"{removed.id}/", f"../{TRASH}/{removed.id}", removed.id.upper() + "."):
        assert "not in the trash any more" in refusal(partial(trash.restore, wrong))
        assert "not in the trash any more" in refusal(partial(trash.erase, wrong))
    assert tree(settings.store) == before
    assert tree(folder) == {}
