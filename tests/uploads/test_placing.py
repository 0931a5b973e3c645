import errno
import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from qa_bot.errors import FileRefused
from qa_bot.ingest.scan import list_files
from qa_bot.uploads.placing import by_claim, by_link, opened, put_in_place, sweep, told, written
from tests.uploads.folders import refusal, tree

Place = Callable[[int, str, str], None]
WAYS = pytest.mark.parametrize("place", [by_link, by_claim, put_in_place])


def placed(place: Place, folder: Path, name: str, data: bytes) -> None:
    with opened(folder) as at, written(at, lambda stream: stream.write(data)) as temporary:
        place(at, temporary, name)


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """The system refuses to write files of more bytes, as it does where a disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@WAYS
def test_a_file_gets_its_name_and_nothing_else_is_left(place: Place, folder: Path) -> None:
    placed(place, folder, "a.txt", b"whole")
    assert tree(folder) == {"a.txt": b"whole"}
    assert (folder / "a.txt").stat().st_nlink == 1


@WAYS
def test_what_has_the_name_is_left_as_it_is(place: Place, folder: Path) -> None:
    (folder / "file").write_bytes(b"old")
    (folder / "folder").mkdir()
    (folder / "target").write_bytes(b"target")
    (folder / "link").symlink_to("target")
    (folder / "dangling").symlink_to("nowhere")
    before = tree(folder)
    for name in ("file", "folder", "link", "dangling"):
        with pytest.raises(FileExistsError):
            placed(place, folder, name, b"new")
    assert tree(folder) == before


@WAYS
def test_of_many_that_want_one_name_one_gets_it(place: Place, folder: Path) -> None:
    won: list[bytes] = []
    start = threading.Barrier(4)

    def run(number: int) -> None:
        for turn in range(25):
            start.wait()
            try:
                placed(place, folder, f"{turn}.txt", b"%d" % number)
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
    with opened(folder) as at, pytest.raises(FileNotFoundError):
        put_in_place(at, "gone", "a.txt")
    assert tree(folder) == {}


def test_a_file_that_is_being_written_is_not_listed(folder: Path) -> None:
    with opened(folder) as at, written(at, lambda stream: stream.write(b"half")) as temporary:
        assert tree(folder) == {temporary: b"half"}
        assert list_files(folder) == []
    assert tree(folder) == {}


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_nothing_is_left_of_a_file_that_cannot_be_written(error: BaseException, folder: Path) -> None:
    def fail(stream: object) -> None:
        raise error

    with opened(folder) as at, pytest.raises(type(error)), written(at, fail):
        pass
    assert tree(folder) == {}


def test_nothing_is_left_of_a_file_for_which_there_is_no_room(folder: Path) -> None:
    def fill(stream: IO[bytes]) -> None:
        stream.write(bytes(1_000_001))

    with opened(folder) as at, files_up_to(1_000_000), pytest.raises(OSError, match="too large"), written(at, fill):
        pass
    assert tree(folder) == {}


def test_what_killed_processes_left_is_swept_but_not_what_is_being_written(folder: Path) -> None:
    with opened(folder) as at, written(at, lambda stream: stream.write(b"first")) as first:
        os.utime(folder / first, (0, 0))  # a copy bears its original's time, and is no leftover
        (folder / "a.txt").touch()
        (folder / ".qa-bot-kept.aside").touch()
        with written(at, lambda stream: stream.write(b"second")):
            assert (folder / first).read_bytes() == b"first"
        sweep(at, time.time() + 60)  # noqa: TID251 - as of then
        assert tree(folder) == {"a.txt": b"", ".qa-bot-kept.aside": b""}


def test_no_link_is_followed_on_the_way_to_a_folder(tmp_path: Path, folder: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    (folder / "inside").mkdir()
    (folder / "inner").symlink_to("inside")
    (folder / "file").touch()
    for parts in (["link"], ["link", "made"], ["inner"], ["inside", "..", "link"], ["file"]):
        with pytest.raises(NotADirectoryError), opened(folder, parts, make=True):
            pass
    assert list(outside.iterdir()) == []


def test_what_is_missing_on_the_way_is_made_only_where_that_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), opened(tmp_path / "a" / "b"):
        pass
    with opened(tmp_path / "a" / "b", ["c", "d"], make=True) as at:
        os.mkdir("e", dir_fd=at)
    with pytest.raises(FileNotFoundError), opened(tmp_path / "a", ["b", "x"]):
        pass
    assert (tmp_path / "a" / "b" / "c" / "d" / "e").is_dir()


def handles() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def test_handles_are_given_back(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    before = handles()
    with opened(folder, ["a", "b"]):
        pass
    with pytest.raises(FileNotFoundError), opened(folder, ["a", "x"]):
        pass
    with pytest.raises(FileExistsError):
        placed(put_in_place, folder, "a", b"text")
    assert handles() == before


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("ENOSPC", "It failed (No space left on device): make room on its disk, and try again."),
        ("EROFS", "It failed (Read-only file system): allow writing there."),
        ("EIO", "It failed (Input/output error): check the folder, and try again."),
    ],
)
def test_what_the_system_says_is_told_in_one_line(number: str, line: str) -> None:
    def fail() -> None:
        code: int = getattr(errno, number)
        with told("It failed"):
            raise OSError(code, os.strerror(code))

    assert refusal(fail) == line


def test_an_error_of_another_kind_is_not_told_as_the_system_s() -> None:
    with pytest.raises(FileRefused, match="own words"), told("It failed"):
        raise FileRefused("own words")
