import hashlib
import os
import threading
from pathlib import Path

import pytest

from qa_bot.errors import FileUnreadable, FileVanished
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.scan import SourceFile, list_files

MEGABYTE = 1_000_000


def listed(folder: Path) -> SourceFile:
    (file,) = list_files(folder)
    return file


def test_a_file_s_bytes_come_with_their_hash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text\r\n\0")
    content = load(listed(tmp_path), MEGABYTE)
    assert (content.data, content.sha256) == (b"text\r\n\0", hashlib.sha256(b"text\r\n\0").hexdigest())


def test_a_file_whose_name_is_not_utf8_is_opened(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as stream:  # noqa: PTH123
        stream.write(b"It is open.")
    assert load(listed(tmp_path), MEGABYTE).data == b"It is open."


def test_a_file_with_a_problem_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(FileUnreadable, match="it is not a regular file but a pipe"):
        load(listed(tmp_path), MEGABYTE)


def test_a_file_replaced_by_a_pipe_or_a_link_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    file = listed(tmp_path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(FileUnreadable, match="it is not a regular file"):
        load(file, MEGABYTE)
    path.unlink()
    path.symlink_to("/etc/hostname")
    with pytest.raises(FileUnreadable, match=r"it cannot be opened \(Too many levels of symbolic links\)"):
        load(file, MEGABYTE)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"x" * 2_000_001)
    with pytest.raises(FileUnreadable, match=r"it has 2\.0 MB, more than the 1 MB allowed \(QA_BOT_FILE_MEGABYTES\)"):
        load(listed(tmp_path), MEGABYTE)
    assert len(load(listed(tmp_path), 2_000_001).data) == 2_000_001


def test_a_deleted_file_has_vanished(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    file = listed(tmp_path)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(FileVanished):
        load(file, MEGABYTE)


def load_on(file: SourceFile, largest: int) -> None:
    """Load a file again and again: where the machine is busy, it may rest for as long as one reading takes."""
    while True:
        load(file, largest)


def test_a_growing_file_is_reported_and_read_once_it_is_stable(tmp_path: Path) -> None:
    path = tmp_path / "growing.txt"
    path.write_bytes(b"line\n" * 4_000_000)
    file, enough = listed(tmp_path), threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as stream:
            while not enough.is_set():
                stream.write(b"line\n")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(FileUnreadable, match="it changes while it is read: it is tried again at the next run"):
            load_on(file, 100 * MEGABYTE)
    finally:
        enough.set()
        writer.join()
    assert load(file, 100 * MEGABYTE).data == path.read_bytes()
