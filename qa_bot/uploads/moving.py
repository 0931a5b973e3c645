"""A file between the folder of documents and the trash, also where these are on two file systems."""

import errno
import hashlib
import os
import stat
from contextlib import suppress
from io import BufferedReader

from qa_bot.errors import FileRefused
from qa_bot.uploads.names import shown
from qa_bot.uploads.placing import copy, hidden_name, put_in_place, stream_of, written

KEPT = "file"
"""What a file is called in the trash, whatever it was called in the folder."""

_ASIDE = ".aside"


def take(folder: int, name: str, held: int) -> None:
    """Move a file of the folder into a folder of the trash, durably. Both are handles.

    Raises:
        FileRefused: it changed meanwhile, which can only be on another file system; it stays where it is.
        OSError: it cannot be moved; it stays where it is.
    """
    try:
        os.rename(name, KEPT, src_dir_fd=folder, dst_dir_fd=held)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _carry(folder, name, held)
    os.fsync(held)
    os.fsync(folder)


def _carry(folder: int, name: str, held: int) -> None:
    """Move a file to another file system: copy it, and remove it only if what is removed is what was copied."""
    with stream_of(folder, name) as stream:
        before = os.fstat(stream.fileno())
        with written(held, lambda target: copy(stream, target)) as temporary:
            put_in_place(held, temporary, KEPT)
    aside = hidden_name(_ASIDE)  # from here on, nobody writes another file under the name that is removed
    try:
        os.rename(name, aside, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:  # it stays where it is, or somebody else has taken it: then the copy is of nothing that we removed
        os.unlink(KEPT, dir_fd=held)
        raise
    if _identity(before) != _identity(os.stat(aside, dir_fd=folder, follow_symlinks=False)):
        put_in_place(folder, aside, name)
        with suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=folder)
        os.unlink(KEPT, dir_fd=held)
        raise FileRefused(f"{shown(name)} changed while it was taken out: it stays, try again.")
    os.unlink(aside, dir_fd=folder)


def put_back(held: int, folder: int, name: str) -> None:
    """Put a file of the trash into a folder, durably; it stays in the trash too.

    Raises:
        FileExistsError: something has that name; it is left as it is.
        OSError: it cannot be put there.
    """
    try:
        os.link(KEPT, name, src_dir_fd=held, dst_dir_fd=folder, follow_symlinks=False)
        os.fsync(folder)
    except FileExistsError:
        raise
    except OSError:  # on another file system, or on one without hard links: else it is told next what is wrong
        with stream_of(held, KEPT) as stream, written(folder, lambda target: copy(stream, target)) as temporary:
            put_in_place(folder, temporary, name)


def is_same(held: int, folder: int, name: str) -> bool:
    """Whether a name of the folder is a file with the same bytes as one of the trash."""
    with suppress(OSError), stream_of(held, KEPT) as kept, stream_of(folder, name) as present:
        if stat.S_ISREG(os.fstat(present.fileno()).st_mode):
            return _digest(kept) == _digest(present)
    return False


def _digest(stream: BufferedReader) -> bytes:
    return hashlib.file_digest(stream, "sha256").digest()


def has(folder: int, name: str) -> bool:
    """Whether anything has that name in the folder."""
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
