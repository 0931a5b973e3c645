import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from qa_bot.ingest.scan import list_files
from qa_bot.uploads.files import claim, link, open_folder, publish, remove_leftovers, temporary_file
from tests.uploads.folders import tree

Way = Callable[[int, str, str], None]
WAYS = pytest.mark.parametrize("way", [link, claim, publish])


def put(way: Way, folder: Path, name: str, data: bytes) -> None:
    with open_folder(folder) as at, temporary_file(at, lambda stream: stream.write(data)) as temporary:
        way(at, temporary, name)


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let the system refuse to write larger files, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@WAYS
def test_a_published_file_leaves_nothing_else(way: Way, folder: Path) -> None:
    put(way, folder, "a.txt", b"whole")
    assert tree(folder) == {"a.txt": b"whole"}
    assert (folder / "a.txt").stat().st_nlink == 1


@WAYS
def test_an_entry_of_that_name_is_unchanged(way: Way, folder: Path) -> None:
    (folder / "file").write_bytes(b"old")
    (folder / "folder").mkdir()
    (folder / "target").write_bytes(b"target")
    (folder / "link").symlink_to("target")
    (folder / "dangling").symlink_to("nowhere")
    before = tree(folder)
    for name in ("file", "folder", "link", "dangling"):
        with pytest.raises(FileExistsError):
            put(way, folder, name, b"new")
    assert tree(folder) == before


@WAYS
def test_one_of_several_writers_of_one_name_gets_it(way: Way, folder: Path) -> None:
    won: list[bytes] = []
    start = threading.Barrier(4)

    def run(number: int) -> None:
        for turn in range(25):
            start.wait()
            try:
                put(way, folder, f"{turn}.txt", b"%d" % number)
            except FileExistsError:
                continue
            won.append(b"%d of %d" % (number, turn))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == sorted(b"%s of %d" % ((folder / f"{turn}.txt").read_bytes(), turn) for turn in range(25))


def test_no_name_is_claimed_for_a_file_that_is_gone(folder: Path) -> None:
    with open_folder(folder) as at, pytest.raises(FileNotFoundError):
        publish(at, "gone", "a.txt")
    assert tree(folder) == {}


def test_a_file_that_is_being_written_is_not_listed(folder: Path) -> None:
    with open_folder(folder) as at, temporary_file(at, lambda stream: stream.write(b"half")) as temporary:
        assert tree(folder) == {temporary: b"half"}
        assert list_files(folder) == []
    assert tree(folder) == {}


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_nothing_is_left_of_a_file_that_cannot_be_written(error: BaseException, folder: Path) -> None:
    def fail(stream: object) -> None:
        raise error

    with open_folder(folder) as at, pytest.raises(type(error)), temporary_file(at, fail):
        pass
    assert tree(folder) == {}


def test_nothing_is_left_of_a_file_that_does_not_fit(folder: Path) -> None:
    def fill(stream: IO[bytes]) -> None:
        stream.write(bytes(1_000_001))

    with (
        open_folder(folder) as at,
        files_up_to(1_000_000),
        pytest.raises(OSError, match="too large"),
        temporary_file(at, fill),
    ):
        pass
    assert tree(folder) == {}


def test_leftovers_of_killed_processes_are_removed_but_not_a_file_being_written(folder: Path) -> None:
    with open_folder(folder) as at, temporary_file(at, lambda stream: stream.write(b"first")) as first:
        os.utime(folder / first, (0, 0))  # a copy bears its original's time, and is no leftover
        (folder / "a.txt").touch()
        (folder / ".qa-bot-kept.aside").touch()
        with temporary_file(at, lambda stream: stream.write(b"second")):
            assert (folder / first).read_bytes() == b"first"
        remove_leftovers(at, time.time() + 60)  # noqa: TID251 - as of then
        assert tree(folder) == {"a.txt": b"", ".qa-bot-kept.aside": b""}


def test_no_link_is_followed_on_the_way_to_a_folder(tmp_path: Path, folder: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    (folder / "inside").mkdir()
    (folder / "inner").symlink_to("inside")
    (folder / "file").touch()
    for parts in (["link"], ["link", "made"], ["inner"], ["inside", "..", "link"], ["file"]):
        with pytest.raises(NotADirectoryError), open_folder(folder, parts, create=True):
            pass
    assert list(outside.iterdir()) == []


def test_missing_folders_are_created_only_on_request(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_folder(tmp_path / "a" / "b"):
        pass
    with open_folder(tmp_path / "a" / "b", ["c", "d"], create=True) as at:
        os.mkdir("e", dir_fd=at)
    with pytest.raises(FileNotFoundError), open_folder(tmp_path / "a", ["b", "x"]):
        pass
    assert (tmp_path / "a" / "b" / "c" / "d" / "e").is_dir()


def descriptors() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def test_every_file_descriptor_is_closed(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    before = descriptors()
    with open_folder(folder, ["a", "b"]):
        pass
    with pytest.raises(FileNotFoundError), open_folder(folder, ["a", "x"]):
        pass
    with pytest.raises(FileExistsError):
        put(publish, folder, "a", b"text")
    assert descriptors() == before
