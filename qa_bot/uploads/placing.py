"""Files put in place whole: nothing is written over, no link is followed, and nothing half written is ever seen.

All is done by handles on folders, never by paths: whoever moves a folder or puts a link in its place meanwhile leads
nothing astray.
"""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import IO

from qa_bot.errors import FileRefused

_HIDDEN = ".qa-bot-"
_PART = ".part"
_STALE_SECONDS = 3600
"""A file that has been half written for so long is what a killed process left."""

_ALLOW = "allow writing there"
_ROOM = "make room on its disk, and try again"
_WAYS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EROFS: _ALLOW,
    errno.EACCES: _ALLOW,
    errno.EPERM: _ALLOW,
    errno.ENAMETOOLONG: "give the file a shorter name",
}


@contextmanager
def told(what: str) -> Iterator[None]:
    """Tell in one line what the system has against what is done in the block; ``what`` begins the line.

    Raises:
        FileRefused: what happened, and what to do next.
    """
    try:
        yield
    except OSError as error:
        way = _WAYS.get(error.errno or 0, "check the folder, and try again")
        raise FileRefused(f"{what} ({error.strerror or error.__class__.__name__}): {way}.") from None


@contextmanager
def opened(top: Path, parts: Sequence[str] = (), make: bool = False) -> Iterator[int]:
    """A handle on a folder: ``parts`` lead from ``top`` down to it, none of them a link; ``make`` makes what lacks.

    Raises:
        OSError: it cannot be opened or made; ``ENOTDIR`` or ``ELOOP`` where a part is a link or no folder.
    """
    if make:
        top.mkdir(parents=True, exist_ok=True)
    folder = os.open(top, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts:
            if make:
                _make(folder, part)
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        yield folder
    finally:
        os.close(folder)


def stream_of(folder: int, name: str) -> BufferedReader:
    """A file of the folder, opened to be read; neither a link nor a pipe is followed or waited for.

    Raises:
        OSError: it cannot be opened.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    return os.fdopen(os.open(name, flags, dir_fd=folder), "rb")


@contextmanager
def written(folder: int, fill: Callable[[IO[bytes]], object]) -> Iterator[str]:
    """A file that is whole and durable, for the block, under a name that no listing of documents shows.

    ``fill`` writes what it holds. What is left of it when the block ends, however it ends, is removed.

    Raises:
        OSError: it cannot be written.
    """
    sweep(folder, time.time() - _STALE_SECONDS)
    name = hidden_name(_PART)
    try:
        with os.fdopen(_made(folder, name), "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        yield name
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)


def put_in_place(folder: int, temporary: str, name: str) -> None:
    """Give a whole file of the folder its name, at one stroke and for good.

    Raises:
        FileExistsError: something has that name, be it a link that leads nowhere; it is left as it is.
        OSError: it cannot be done.
    """
    try:
        by_link(folder, temporary, name)
    except FileExistsError:
        raise
    except OSError:  # each file system without hard links says so in its own way; what is wrong else is told next
        by_claim(folder, temporary, name)
    os.fsync(folder)


def by_link(folder: int, temporary: str, name: str) -> None:
    """Give the file its name by a second hard link; the first is for the caller to remove."""
    os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)


def by_claim(folder: int, temporary: str, name: str) -> None:
    """Give the file its name where there are no hard links: an empty file claims the name, and is replaced at once."""
    os.close(_made(folder, name))
    try:
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy a file's bytes and its time of change."""
    shutil.copyfileobj(source, target)
    target.flush()
    found = os.fstat(source.fileno())
    os.utime(target.fileno(), ns=(found.st_atime_ns, found.st_mtime_ns))


def hidden_name(ending: str) -> str:
    """A new name that no listing of documents shows."""
    return f"{_HIDDEN}{secrets.token_hex(8)}{ending}"


def sweep(folder: int, before: float) -> None:
    """Remove what processes that were killed have left half written, if nobody touched it since ``before``.

    Args:
        folder: A handle on the folder.
        before: Seconds, as of :func:`time.time`; compared with the time that no copy sets back (``st_ctime``).
    """
    for name in os.listdir(folder):
        if name.startswith(_HIDDEN) and name.endswith(_PART):
            with suppress(OSError):
                if os.stat(name, dir_fd=folder, follow_symlinks=False).st_ctime < before:
                    os.unlink(name, dir_fd=folder)


def _made(folder: int, name: str) -> int:
    """A handle on a new, empty file; a link of that name is not followed but counts as a file (O_EXCL)."""
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=folder)


def _make(folder: int, name: str) -> None:
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=folder)
        os.fsync(folder)
