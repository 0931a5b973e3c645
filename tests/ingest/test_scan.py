import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa_bot.errors import FolderUnusable
from qa_bot.ingest.scan import SourceFile, list_files


def names(folder: Path, exclude: str = "") -> list[str]:
    return [file.source for file in list_files(folder, exclude) if not file.problem]


def problems(folder: Path) -> dict[str, str]:
    return {file.source: file.problem for file in list_files(folder) if file.problem}


def write(folder: Path, *files: str) -> None:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"text of {name}", encoding="utf-8")


def test_files_of_sub_folders_are_listed_by_name_and_hidden_ones_are_not(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/config.txt", "a/.DS_Store", "Ünï name.txt")
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "Ünï name.txt"]


def test_temporary_files_of_programs_and_systems_are_skipped(tmp_path: Path) -> None:
    clutter = ("~$plan.docx", "a/~$Rents.XLSX", ".~lock.plan.docx#", "~WRL0001.tmp", "__MACOSX/._a.txt", "._a.txt")
    write(
        tmp_path, *clutter, "Thumbs.db", "a/ehthumbs.db", "Desktop.ini", "a/.DS_Store", "plan~$.docx", "thumbs.db.txt"
    )
    assert [file.source for file in list_files(tmp_path)] == ["plan~$.docx", "thumbs.db.txt"]


def test_a_listed_file_has_size_and_times(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    os.utime(path, ns=(7, 1_600_000_000_123_456_789))
    found = path.stat()
    assert list_files(tmp_path) == [
        SourceFile("a.txt", str(path), 5, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    ]


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    assert names(tmp_path) == []
    write(tmp_path, "x.txt/y.txt")
    assert names(tmp_path) == ["x.txt/y.txt"]


def test_a_name_that_is_not_utf8_is_escaped(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as stream:  # noqa: PTH123
        stream.write(b"It is open.")
    assert names(tmp_path) == [r"caf\xe9.txt"]


def test_escaped_names_are_made_unique(tmp_path: Path) -> None:
    write(tmp_path, r"caf\xe9.txt", r"caf\xe9.txt (2)", r"\xff/a.txt")
    for name in (b"caf\xe9.txt", b"\xff/a.txt"):
        path = os.fsencode(tmp_path) + b"/" + name
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(path, "wb") as stream:  # noqa: PTH123
            stream.write(b"text")
    found = {file.source: file.problem for file in list_files(tmp_path)}
    problem = "its name is no UTF-8, and reads like another file's: rename it"
    assert found == {
        r"\xff/a.txt": "",
        r"\xff/a.txt (2)": problem,
        r"caf\xe9.txt": "",
        r"caf\xe9.txt (2)": "",
        r"caf\xe9.txt (3)": problem,
    }
    taken = next(file for file in list_files(tmp_path) if file.source == r"caf\xe9.txt")
    assert taken.path == str(tmp_path / r"caf\xe9.txt")


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        ("", ["a.bak", "a.txt", "drafts/b.txt", "sub/drafts/c.txt", "sub/keep.bak"]),
        ("*.bak", ["a.txt", "drafts/b.txt", "sub/drafts/c.txt"]),
        ("*.bak,!sub/keep.bak", ["a.txt", "drafts/b.txt", "sub/drafts/c.txt", "sub/keep.bak"]),
        ("drafts/", ["a.bak", "a.txt", "sub/keep.bak"]),
        ("/drafts/\n# a comment\n*.txt", ["a.bak", "sub/keep.bak"]),
        ("drafts/,!drafts/b.txt", ["a.bak", "a.txt", "sub/keep.bak"]),  # as git: nothing comes back out of it
        ("sub/**/c.*", ["a.bak", "a.txt", "drafts/b.txt", "sub/keep.bak"]),
        ("*", []),
    ],
)
def test_excluded_files_are_skipped(tmp_path: Path, exclude: str, left: list[str]) -> None:
    write(tmp_path, "a.txt", "a.bak", "drafts/b.txt", "sub/drafts/c.txt", "sub/keep.bak")
    assert names(tmp_path, exclude) == left


def test_excluded_folders_are_not_entered(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "big/b.txt")
    (tmp_path / "big" / "pipe").symlink_to(tmp_path / "nowhere")
    assert [file.source for file in list_files(tmp_path, "big")] == ["a.txt"]


def test_links_are_followed_inside_the_folder_and_reported_otherwise(tmp_path: Path) -> None:
    folder, outside = tmp_path / "documents", tmp_path / "documents-else"
    write(folder, "a.txt", "sub/b.txt")
    write(outside, "secret.txt")
    (folder / "linked.txt").symlink_to("a.txt")
    (folder / "linked").symlink_to(folder / "sub")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "out").symlink_to(outside)
    (folder / "nowhere.txt").symlink_to(folder / "none.txt")
    (folder / "self").symlink_to(".")
    assert names(folder) == ["a.txt", "linked.txt", "linked/b.txt", "sub/b.txt"]
    assert problems(folder) == {
        "out.txt": "it is a link out of the folder, which is not followed",
        "out": "it is a link out of the folder, which is not followed",
        "nowhere.txt": "it is a link that leads nowhere (No such file or directory)",
        "self": "it is a link to the folder itself, which is not followed",
    }
    by_name = {file.source: file for file in list_files(folder)}
    assert by_name["linked.txt"].path == str(folder / "a.txt")


def test_loops_of_links_end(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt", "b/two.txt", "c/three.txt")
    for here in "abc":
        for there in "abc":
            (tmp_path / here / f"to_{there}").symlink_to(tmp_path / there)
    (tmp_path / "round").symlink_to("round")
    found = names(tmp_path)
    assert {name.rsplit("/", 1)[-1] for name in found} == {"one.txt", "two.txt", "three.txt"}
    assert len(found) <= 6  # each folder by its own name, and once at most through links
    assert problems(tmp_path)["a/to_a"] == "it is a link to a folder that holds it"
    assert "it is a link that leads nowhere" in problems(tmp_path)["round"]


def test_special_files_are_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket.txt"))  # the name of a socket may have 107 bytes
        found = problems(tmp_path)
    assert found == {
        "pipe.txt": "it is not a regular file but a pipe",
        "socket.txt": "it is not a regular file but a socket",
    }


def test_folders_may_lie_deeper_than_python_recurses(tmp_path: Path) -> None:
    folders = [tmp_path / "/".join("d" * (depth + 1)) for depth in range(1200)]
    for folder in folders:
        folder.mkdir()
    (folders[-1] / "a.txt").write_bytes(b"text")
    found = names(tmp_path)
    (folders[-1] / "a.txt").unlink()
    for folder in reversed(folders):  # pytest's own clearing up recurses
        folder.rmdir()
    assert found == ["d/" * 1200 + "a.txt"]


@pytest.fixture
def bare_folder() -> Iterator[Path]:
    """A folder that a user other than this process's may look into."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder


@contextmanager
def as_other_user() -> Iterator[None]:
    """Run the block as somebody who is not root: root may look into everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_an_unreadable_sub_folder_is_reported_and_the_others_are_listed(bare_folder: Path) -> None:
    write(bare_folder, "a.txt", "closed/b.txt", "open/c.txt")
    (bare_folder / "closed").chmod(0)
    with as_other_user():
        found = {file.source: file.problem for file in list_files(bare_folder)}
    (bare_folder / "closed").chmod(0o755)
    assert found == {"a.txt": "", "closed/": "it cannot be listed (Permission denied)", "open/c.txt": ""}


def test_an_unreadable_folder_is_reported(bare_folder: Path) -> None:
    (bare_folder / "in").mkdir(mode=0)
    with as_other_user(), pytest.raises(FolderUnusable, match=r"in cannot be listed \(Permission denied\)"):
        list_files(bare_folder / "in")


def test_a_missing_folder_is_reported_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable, match=r"none does not exist: create it, or name another with --seeds"):
        list_files(tmp_path / "none")
    (tmp_path / "file.txt").write_bytes(b"text")
    with pytest.raises(FolderUnusable, match=r"file\.txt is not a folder"):
        list_files(tmp_path / "file.txt")


def test_a_store_inside_the_folder_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "index" / "texts").mkdir(parents=True)
    (tmp_path / "index" / "texts" / "a.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "notes" / "index").mkdir(parents=True)
    (tmp_path / "notes" / "index" / "b.txt").write_text("a document", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path / "index")
    assert [file.source for file in list_files(tmp_path, store=tmp_path / "notes" / ".." / "index")] == [
        "notes/index/b.txt"
    ]
    assert "index/texts/a.txt" in [file.source for file in list_files(tmp_path)]
