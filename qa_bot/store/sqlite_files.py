"""Meaning of SQLite's errors for a database file, and removal of damaged files."""

import sqlite3
from contextlib import suppress
from pathlib import Path

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_ENDS = ("-journal", "")
"""Suffixes of a database's files, the journal first: beside another database it would be written into that."""


def is_damage(error: Exception) -> bool:
    """Whether the error means a damaged file; SQLite's message may quote bytes of the file that are no UTF-8."""
    return isinstance(error, UnicodeDecodeError) or _code(error) in _DAMAGED


def is_busy(error: Exception) -> bool:
    """Whether the error means that another connection is writing."""
    return _code(error) in _BUSY


def identity(path: Path) -> tuple[int, int] | None:
    """Return what identifies the file at ``path``, None where there is none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def set_aside(path: Path, aside: Path) -> None:
    """Rename a database with its journal to ``aside``, replacing what is there."""
    remove(aside)
    for end in _ENDS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(aside.with_name(aside.name + end))


def remove(path: Path) -> None:
    """Remove a database with its journal, if it exists."""
    for end in _ENDS:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _code(error: Exception) -> int:
    """Return SQLite's primary result code, the low byte of an extended one; 0 for other errors."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
