"""What an error of SQLite's says of a database file, and the way to set a damaged one aside."""

import sqlite3
from contextlib import suppress
from pathlib import Path

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_ENDS = ("-journal", "")
"""Of a database's files: the journal goes first, beside another file it would be written into that."""


def is_damage(error: Exception) -> bool:
    """Whether it says that the file is damaged; SQLite's message may quote bytes of the file that are no text."""
    return isinstance(error, UnicodeDecodeError) or _code(error) in _DAMAGED


def is_busy(error: Exception) -> bool:
    """Whether it says that another connection is writing."""
    return _code(error) in _BUSY


def identity(path: Path) -> tuple[int, int] | None:
    """Which file the path names, None where it names none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def set_aside(path: Path, aside: Path) -> None:
    """Rename a database with its journal, in the place of what ``aside`` was."""
    remove(aside)
    for end in _ENDS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(aside.with_name(aside.name + end))


def remove(path: Path) -> None:
    """Remove a database with its journal, if it is there."""
    for end in _ENDS:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _code(error: Exception) -> int:
    """SQLite's primary result code, which is the low byte of an extended one; 0 for what is no error of SQLite's."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
