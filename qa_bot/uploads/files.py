"""Safe file operations relative to open folders: nothing is overwritten, no link is followed, no file is half written.

Folders are file descriptors, not paths, so that moving a folder or replacing it by a link meanwhile redirects nothing.
Every function may raise ``OSError``.
"""

import errno
import hashlib
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import IO

from qa_bot.errors import FileRefused
from qa_bot.uploads.file_names import printed

CONTENT = "file"
"""The name of every removed file in its folder of the trash."""

_PREFIX, _PART, _ASIDE = ".qa-bot-", ".part", ".aside"
_STALE_SECONDS = 3600
"""A temporary file of this age was left by a killed process."""


@contextmanager
def open_folder(top: Path, parts: Sequence[str] = (), create: bool = False) -> Iterator[int]:
    """Open the folder below ``top`` to which ``parts`` lead; none of them may be a link.

    Raises:
        OSError: it cannot be opened or created; ``ENOTDIR`` or ``ELOOP`` where a part is a link or not a folder.
    """
    if create:
        top.mkdir(parents=True, exist_ok=True)
    folder = os.open(top, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts:
            if create:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=folder)
                    os.fsync(folder)
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        yield folder
    finally:
        os.close(folder)


def open_file(folder: int, name: str) -> BufferedReader:
    """Open a file for reading, without following a link or waiting for a pipe."""
    return os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder), "rb")


def exists(folder: int, name: str) -> bool:
    """Return whether the folder has an entry of that name, of any kind."""
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


@contextmanager
def temporary_file(folder: int, write: Callable[[IO[bytes]], object]) -> Iterator[str]:
    """Write a durable file under a hidden name, yield the name, and remove it when the block ends."""
    remove_leftovers(folder, time.time() - _STALE_SECONDS)
    name = _hidden_name(_PART)
    try:
        with os.fdopen(_create(folder, name), "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        yield name
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)


def publish(folder: int, temporary: str, name: str) -> None:
    """Give a complete file of the folder its name, atomically and durably.

    Raises:
        FileExistsError: the name is taken, if only by a broken link; that entry is unchanged.
    """
    try:
        link(folder, temporary, name)
    except FileExistsError:
        raise
    except OSError:  # file systems without hard links report that in different ways; any other error recurs
        claim(folder, temporary, name)
    os.fsync(folder)


def link(folder: int, temporary: str, name: str) -> None:
    """Give the file a second name; the caller removes the first."""
    os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)


def claim(folder: int, temporary: str, name: str) -> None:
    """Rename the file onto an empty one that claims the name, for file systems without hard links."""
    os.close(_create(folder, name))
    try:
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise


def move_out(folder: int, name: str, trash: int) -> None:
    """Move a file durably into a folder of the trash.

    Raises:
        FileRefused: it changed while it was copied to another file system; it stays where it is.
        OSError: it cannot be moved; it stays where it is.
    """
    try:
        os.rename(name, CONTENT, src_dir_fd=folder, dst_dir_fd=trash)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _move_across(folder, name, trash)
    os.fsync(trash)
    os.fsync(folder)


def _move_across(folder: int, name: str, trash: int) -> None:
    """Copy a file to another file system, then remove the original only if it is still the one that was copied."""
    with open_file(folder, name) as stream:
        copied = _version(os.fstat(stream.fileno()))
        with temporary_file(trash, lambda target: _copy(stream, target)) as temporary:
            publish(trash, temporary, CONTENT)
    aside = _hidden_name(
        _ASIDE
    )  # renamed first, so that no other process can replace it between the comparison and the removal
    try:
        os.rename(name, aside, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:  # it stays, or somebody else has removed it
        os.unlink(CONTENT, dir_fd=trash)
        raise
    if copied != _version(os.stat(aside, dir_fd=folder, follow_symlinks=False)):
        publish(folder, aside, name)
        os.unlink(CONTENT, dir_fd=trash)
        with suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=folder)
        raise FileRefused(f"{printed(name)} changed while it was being removed: it stays, try again.")
    os.unlink(aside, dir_fd=folder)


def copy_back(trash: int, folder: int, name: str) -> None:
    """Put a file of the trash into a folder, durably; it remains in the trash too.

    Raises:
        FileExistsError: the name is taken; that entry is unchanged.
    """
    try:
        os.link(CONTENT, name, src_dir_fd=trash, dst_dir_fd=folder, follow_symlinks=False)
        os.fsync(folder)
    except FileExistsError:
        raise
    except OSError:  # another file system, or one without hard links; any other error recurs
        with open_file(trash, CONTENT) as stream, temporary_file(folder, lambda target: _copy(stream, target)) as copy:
            publish(folder, copy, name)


def is_copied_back(trash: int, folder: int, name: str) -> bool:
    """Return whether a name of the folder is a regular file with the same bytes as the file in the trash."""
    with suppress(OSError), open_file(trash, CONTENT) as removed, open_file(folder, name) as present:
        if stat.S_ISREG(os.fstat(present.fileno()).st_mode):
            first, second = (hashlib.file_digest(stream, "sha256").digest() for stream in (removed, present))
            return first == second
    return False


def remove_leftovers(folder: int, before: float) -> None:
    """Remove temporary files last changed before a time (seconds, ``st_ctime``, which no copying sets back)."""
    for name in os.listdir(folder):
        if name.startswith(_PREFIX) and name.endswith(_PART):
            with suppress(OSError):
                if os.stat(name, dir_fd=folder, follow_symlinks=False).st_ctime < before:
                    os.unlink(name, dir_fd=folder)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy a file's bytes and modification time."""
    shutil.copyfileobj(source, target)
    target.flush()
    found = os.fstat(source.fileno())
    os.utime(target.fileno(), ns=(found.st_atime_ns, found.st_mtime_ns))


def _hidden_name(ending: str) -> str:
    return f"{_PREFIX}{secrets.token_hex(8)}{ending}"


def _create(folder: int, name: str) -> int:
    """Open a new, empty file; O_EXCL refuses an existing link too."""
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=folder)


def _version(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
