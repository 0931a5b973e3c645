import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.ingest.file_contents import load
from qa_bot.ingest.parse import document_id
from qa_bot.ingest.scan import SourceFile, list_files
from qa_bot.store.diff import Changes, compare
from qa_bot.store.manifest import FileRow, Manifest
from qa_bot.store.reports import Pending

LARGEST = 1_000_000
LONG_AGO = 1_500_000_000_000_000_000


def put(folder: Path, name: str, text: str, modified_ns: int = LONG_AGO) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(modified_ns, modified_ns))


def row_of(file: SourceFile, reason: str = "") -> FileRow:
    content = load(file, LARGEST)
    name = "" if reason else document_id(content.data.decode("utf-8"))
    seen = file.size, file.modified_ns, file.changed_ns, file.inode
    return FileRow(file.source, content.sha256, *seen, name, reason)


def indexed(folder: Path, failing: str = "") -> Manifest:
    """The manifest of the folder as it is, its file ``failing`` failed."""
    rows = {file.source: row_of(file, "no" if file.source == failing else "") for file in list_files(folder)}
    return Manifest("gen-000001", "2024-01-01T00:00:00.000+00:00", {}, rows, {})


def changes(folder: Path, manifest: Manifest | None) -> Changes:
    return compare(list_files(folder), manifest, LARGEST)


def to_read(found: Changes) -> list[str]:
    return [file.source for file in found.to_read]


@pytest.fixture
def two(folder: Path) -> Path:
    put(folder, "a.txt", "One.")
    put(folder, "b.txt", "Two.")
    return folder


def test_without_an_index_all_is_new(two: Path) -> None:
    found = changes(two, None)
    assert (found.added, to_read(found), found.pending) == (
        ("a.txt", "b.txt"),
        ["a.txt", "b.txt"],
        Pending(added=("a.txt", "b.txt")),
    )


def test_an_unchanged_folder_has_no_differences(two: Path) -> None:
    found = changes(two, indexed(two))
    assert not found
    assert to_read(found) == []
    assert found.rows == indexed(two).files


def test_new_changed_and_removed_files_are_reported_by_name(two: Path) -> None:
    manifest = indexed(two)
    put(two, "c/c.txt", "Three.")
    put(two, "a.txt", "One is more.")
    (two / "b.txt").unlink()
    found = changes(two, manifest)
    assert (found.added, found.changed, found.removed, found.renamed) == (("c/c.txt",), ("a.txt",), ("b.txt",), ())
    assert found.pending == Pending(("c/c.txt",), ("a.txt",), ("b.txt",))
    assert to_read(found) == ["a.txt", "c/c.txt"]


def test_a_file_under_another_name_is_renamed_and_keeps_its_document(two: Path) -> None:
    manifest = indexed(two)
    (two / "b.txt").rename(two / "z.txt")
    found = changes(two, manifest)
    assert (found.renamed, found.added, found.removed) == ((("b.txt", "z.txt"),), (), ())
    assert found.rows["z.txt"].document_id == manifest.files["b.txt"].document_id
    assert found.pending == Pending(added=("z.txt",), removed=("b.txt",))
    assert to_read(found) == []


def test_a_copy_is_added_with_the_document_that_is_known(two: Path) -> None:
    manifest = indexed(two)
    put(two, "c.txt", "One.")
    found = changes(two, manifest)
    assert (found.added, found.renamed, to_read(found)) == (("c.txt",), (), [])
    assert found.rows["c.txt"].document_id == manifest.files["a.txt"].document_id


def test_copies_under_other_names_are_reported_once_each_and_not_read(two: Path) -> None:
    put(two, "b.txt", "One.")
    manifest = indexed(two)
    (two / "a.txt").rename(two / "x.txt")
    (two / "b.txt").rename(two / "y.txt")
    found = changes(two, manifest)
    reported = [*(name for pair in found.renamed for name in pair), *found.added, *found.removed]
    assert sorted(reported) == ["a.txt", "b.txt", "x.txt", "y.txt"]
    assert to_read(found) == []


def test_names_that_are_swapped_are_two_changes_and_nothing_is_read(two: Path) -> None:
    manifest = indexed(two)
    put(two, "a.txt", "Two.", LONG_AGO + 1_000_000_000)
    put(two, "b.txt", "One.", LONG_AGO + 1_000_000_000)
    found = changes(two, manifest)
    assert (found.changed, found.renamed, to_read(found)) == (("a.txt", "b.txt"), (), [])
    assert found.rows["a.txt"].document_id == manifest.files["b.txt"].document_id


def test_a_file_that_was_only_touched_is_not_changed(two: Path) -> None:
    manifest = indexed(two)
    put(two, "a.txt", "One.", LONG_AGO + 7_000_000_000)
    found = changes(two, manifest)
    assert not found
    assert found.rows["a.txt"].document_id == manifest.files["a.txt"].document_id


def test_size_times_and_inode_spare_the_hashing(two: Path) -> None:
    manifest = indexed(two)
    nowhere = [file._replace(path=str(two / "nowhere")) for file in list_files(two)]  # opened, they would be gone
    assert not compare(nowhere, manifest, LARGEST)


def test_a_file_of_the_same_size_and_time_is_changed_where_its_content_is(two: Path) -> None:
    manifest = indexed(two)
    while (
        list_files(two)[0].changed_ns == manifest.files["a.txt"].changed_ns
    ):  # the clock of a file system ticks slowly
        put(two, "a.txt", "Six.")
    assert changes(two, manifest).changed == ("a.txt",)


@pytest.mark.parametrize("seen", ["size", "modified_ns", "changed_ns", "inode"])
def test_each_of_what_is_seen_of_a_file_makes_it_be_hashed_and_its_content_decides(two: Path, seen: str) -> None:
    manifest = indexed(two)
    files = [file._replace(**{seen: getattr(file, seen) + 1}) for file in list_files(two)]
    assert not compare(files, manifest, LARGEST)
    put(two, "a.txt", "Six.")
    assert compare(files, manifest, LARGEST).changed == ("a.txt",)


def test_a_folder_that_was_copied_differs_in_nothing_and_is_hashed_once(two: Path, tmp_path: Path) -> None:
    manifest = indexed(two)
    copied = Path(shutil.copytree(two, tmp_path / "copied"))
    files = [file._replace(changed_ns=LONG_AGO) for file in list_files(copied)]  # as some seconds later
    found = compare(files, manifest, LARGEST)
    assert not found
    assert found.rows != manifest.files
    nowhere = [file._replace(path="nowhere") for file in files]
    assert not compare(nowhere, replace(manifest, files=found.rows), LARGEST)


def test_a_file_with_a_time_in_the_future_is_hashed_once(folder: Path) -> None:
    put(folder, "a.txt", "One.", time.time_ns() + 10**18)  # some thirty years from now
    files = [file._replace(changed_ns=LONG_AGO) for file in list_files(folder)]
    rows = compare(files, indexed(folder), LARGEST).rows
    nowhere = [file._replace(path="nowhere") for file in files]
    assert not compare(nowhere, replace(indexed(folder), files=rows), LARGEST)


def test_a_file_that_has_just_changed_is_hashed_by_the_next_comparison_too(folder: Path) -> None:
    put(folder, "a.txt", "One.")  # within one tick it may change again, and tell nothing of it
    files = list_files(folder)
    rows = compare(files, None, LARGEST).rows
    known = replace(indexed(folder), files={"a.txt": rows["a.txt"]._replace(document_id="of One.")})
    (folder / "a.txt").write_text("Six.", encoding="utf-8")
    assert compare(files, known, LARGEST).changed == ("a.txt",)


def test_a_file_that_failed_is_not_tried_again_until_it_changes(two: Path) -> None:
    manifest = indexed(two, failing="b.txt")
    found = changes(two, manifest)
    assert not found
    assert to_read(found) == []
    assert found.rows["b.txt"].reason == "no"
    put(two, "b.txt", "Mended.")
    found = changes(two, manifest)
    assert (found.changed, to_read(found)) == (("b.txt",), ["b.txt"])
    assert found.rows["b.txt"].reason == ""


def test_a_failed_file_under_another_name_is_known_by_its_content(two: Path) -> None:
    manifest = indexed(two, failing="b.txt")
    (two / "b.txt").rename(two / "c.txt")
    found = changes(two, manifest)
    assert (found.added, found.removed, found.failed) == (("c.txt",), ("b.txt",), ("c.txt",))
    assert to_read(found) == []
    assert found.rows["c.txt"].reason == "no"


def test_failed_files_are_read_again_on_request(two: Path) -> None:
    manifest = indexed(two, failing="b.txt")
    found = compare(list_files(two), manifest, LARGEST, retry=True)
    assert found
    assert (to_read(found), found.pending) == (["b.txt"], Pending())
    assert not compare(list_files(two), indexed(two), LARGEST, retry=True)


def test_the_same_bytes_under_another_ending_are_read_as_what_that_says(two: Path) -> None:
    manifest = indexed(two)
    (two / "b.txt").rename(two / "b.csv")
    found = changes(two, manifest)
    assert (found.renamed, to_read(found)) == ((("b.txt", "b.csv"),), ["b.csv"])
    assert found.rows["b.csv"].document_id == ""


def test_a_file_that_vanishes_while_the_folder_is_compared_is_not_there(two: Path) -> None:
    manifest = indexed(two)
    files = list_files(two)
    put(two, "a.txt", "One is more.")
    (two / "a.txt").unlink()
    files = [file._replace(modified_ns=file.modified_ns + 1) for file in files]  # both are to be opened
    found = compare(files, manifest, LARGEST)
    assert (found.removed, found.changed, to_read(found)) == (("a.txt",), (), [])


def test_what_is_in_a_folder_that_is_closed_keeps_its_document(folder: Path) -> None:
    put(folder, "a.txt", "One.")
    put(folder, "sub/b.txt", "Two.")
    put(folder, "sub.txt", "Three.")
    manifest = indexed(folder)
    closed = SourceFile("sub/", str(folder / "sub"), problem="it cannot be listed (Permission denied)")
    files = [file for file in list_files(folder) if file.source != "sub/b.txt"] + [closed]
    found = compare(files, manifest, LARGEST)
    assert (found.removed, found.added) == ((), ("sub/",))
    assert found.rows["sub/b.txt"].document_id == manifest.files["sub/b.txt"].document_id
    assert found.rows["sub/b.txt"].reason == "its folder is closed: it cannot be listed (Permission denied)"
    assert found.rows["sub.txt"].reason == ""
    opened = changes(folder, replace(manifest, files=found.rows))
    assert (opened.removed, opened.rows["sub/b.txt"].reason) == (("sub/",), "")


def test_a_failed_file_under_another_ending_is_tried_again(two: Path) -> None:
    manifest = indexed(two, failing="b.txt")
    (two / "b.txt").rename(two / "c.md")
    found = changes(two, manifest)
    assert (found.added, found.removed, found.renamed) == (("c.md",), ("b.txt",), ())
    assert to_read(found) == ["c.md"]


def test_a_file_that_cannot_be_opened_keeps_its_document_and_is_reported_once(two: Path) -> None:
    manifest = indexed(two)
    (two / "b.txt").unlink()
    os.mkfifo(two / "b.txt")
    found = changes(two, manifest)
    assert found.failed == ("b.txt",)
    assert found
    assert found.pending == Pending()
    assert found.rows["b.txt"].reason == "it is not a regular file but a pipe"
    assert found.rows["b.txt"].document_id == manifest.files["b.txt"].document_id
    again = changes(two, replace(manifest, files=found.rows))
    assert not again
    assert again.rows["b.txt"].document_id == manifest.files["b.txt"].document_id


def test_a_file_that_can_be_opened_again_is_changed_back(two: Path) -> None:
    manifest = indexed(two)
    (two / "b.txt").rename(two / ".kept")
    os.mkfifo(two / "b.txt")
    failed = replace(manifest, files=changes(two, manifest).rows)
    (two / ".kept").rename(two / "b.txt")
    found = changes(two, failed)
    assert found.changed == ("b.txt",)
    assert to_read(found) == ["b.txt"]


def test_a_file_that_grew_too_large_is_reported(two: Path) -> None:
    manifest = indexed(two)
    put(two, "b.txt", "x" * 2_000_000)
    found = changes(two, manifest)
    assert found.failed == ("b.txt",)
    assert "2.0 MB" in found.rows["b.txt"].reason


def test_an_empty_folder_has_lost_every_file(two: Path) -> None:
    manifest = indexed(two)
    assert compare([], manifest, LARGEST).removed == ("a.txt", "b.txt")
