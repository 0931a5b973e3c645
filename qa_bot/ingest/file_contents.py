"""Consistent reads of source files. No other module opens them."""

import hashlib
import os
import stat
from dataclasses import dataclass

from qa_bot.errors import FileUnreadable, FileVanished
from qa_bot.ingest.scan import SourceFile, list_files
from qa_bot.settings import Settings

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes and their SHA-256."""

    data: bytes
    sha256: str


def load(file: SourceFile, largest: int) -> Content:
    """Return the bytes of ``file`` as they were at one moment: a file that changes meanwhile is read again.

    Raises:
        FileVanished: The file no longer exists.
        FileUnreadable: It has a problem, has more than ``largest`` bytes, keeps changing, or cannot be opened.
    """
    if file.problem:
        raise FileUnreadable(file.problem)
    try:
        for _ in range(_ATTEMPTS):
            data = _read_unchanged(file.path, largest)
            if data is not None:
                return Content(data, hashlib.sha256(data).hexdigest())
    except FileNotFoundError:
        raise FileVanished("it vanished while the folder was read") from None
    except OSError as error:
        raise FileUnreadable(f"it cannot be opened ({error.strerror})") from None
    raise FileUnreadable("it changes while it is read: it is tried again at the next run")


def load_named(settings: Settings, source: str) -> Content:
    """Return the bytes of a file by its path relative to the folder of documents.

    Raises:
        FileVanished: The folder has no such file.
        FileUnreadable: See :func:`load`.
        FolderUnusable: The folder cannot be listed.
    """
    files = list_files(settings.seeds, settings.exclude, settings.store)
    found = next((file for file in files if file.source == source), None)
    if found is None:
        raise FileVanished("it is not in the folder any more")
    return load(found, settings.file_megabytes * 1_000_000)


def _read_unchanged(path: str, largest: int) -> bytes | None:
    """Return all bytes of a file, or None if it changed during the read. Links and pipes never block."""
    with open(path, "rb", opener=_open_file) as stream:
        before = os.fstat(stream.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise FileUnreadable("it is not a regular file")
        if before.st_size > largest:
            raise FileUnreadable(_too_large(before.st_size, largest))
        data = stream.read(largest + 1)
        after = os.fstat(stream.fileno())
    if len(data) > largest:
        raise FileUnreadable(_too_large(max(len(data), after.st_size), largest))
    expected = (before.st_mtime_ns, before.st_ctime_ns, len(data))
    return data if expected == (after.st_mtime_ns, after.st_ctime_ns, after.st_size) else None


def _open_file(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _too_large(size: int, largest: int) -> str:
    return f"it has {size / 1e6:,.1f} MB, more than the {largest / 1e6:,.0f} MB allowed (QA_BOT_FILE_MEGABYTES)"
