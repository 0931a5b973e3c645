"""An SQLite file: opened on demand, shared by threads and processes, moved aside when damaged."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import ClassVar, Literal, TypeVar

from qa_bot.errors import StoreBusy, StoreUnusable
from qa_bot.text.wording import one_line

Result = TypeVar("Result")
Action = Callable[[sqlite3.Connection], Result]

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_ENDS = ("-journal", "")
"""Suffixes of a database's files, the journal first: beside another database it would be written into that."""


class SqliteFile:
    """One file. Threads may share an instance; each process has its own.

    A subclass has the ``PRAGMAS``, and makes the tables; it names a damaged file and words the errors.
    """

    PRAGMAS: ClassVar[Sequence[str]] = ()

    def __init__(self, path: Path, timeout: float) -> None:
        """Open nothing yet; ``timeout`` is how long to wait for another process that is writing, in seconds."""
        self._path = path
        self._timeout = timeout
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def read(self, action: Action[Result]) -> Result:
        """Run an action that only reads; where there is no file, it reads empty tables, and none is created.

        Raises:
            StoreUnusable: the file cannot be read.
        """
        return self._do(action, "BEGIN")

    def write(self, action: Action[Result], vacuum: bool = False) -> Result:
        """Run an action; when this returns, all that it writes is in the file, and after an error nothing.

        ``vacuum`` rewrites the file afterwards: SQLite leaves copies of rows where it has moved them from.

        Raises:
            StoreUnusable: the file cannot be written.
        """
        return self._do(action, "BEGIN IMMEDIATE", "VACUUM" if vacuum else "")

    def close(self) -> None:
        """Close the file; it is opened again on demand."""
        with self._lock:
            self._close()

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        """Make what tables the file lacks."""
        raise NotImplementedError

    def _set_aside(self) -> None:
        """Rename the damaged file, with its journal."""
        raise NotImplementedError

    def _problem(self, error: Exception) -> str:
        """Return the message of an error: what cannot be used, and what to do."""
        raise NotImplementedError

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Do what precedes each action, outside its transaction."""

    def _do(self, action: Action[Result], begin: Literal["BEGIN", "BEGIN IMMEDIATE"], then: str = "") -> Result:
        with self._lock:
            try:
                try:
                    return self._run(action, begin, then)
                except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                    if not is_damage(error):
                        raise
                self._close()
                self._move_aside()
                return self._run(action, begin, then)
            except (sqlite3.Error, OSError) as error:
                self._close()
                if is_busy(error):
                    busy = f"Another process is writing to {self._path}: try again in a moment."
                    raise StoreBusy(one_line(busy)) from error
                raise StoreUnusable(one_line(self._problem(error))) from error

    def _run(self, action: Action[Result], begin: str, then: str) -> Result:
        if begin == "BEGIN" and identity(self._path) is None:
            with closing(self._connected(":memory:")) as empty:
                return action(empty)
        connection = self._opened()
        self._prepare(connection)
        connection.execute(begin)
        try:
            result = action(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # some failures have ended it already
                connection.execute("ROLLBACK")
            raise
        connection.execute(then)
        return result

    def _opened(self) -> sqlite3.Connection:
        """Return a connection to the file now at the path: another process may have moved a damaged one aside."""
        if self._connection is None or self._file != identity(self._path):
            self._close()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if identity(self._path) is None:
                self._path.touch()
            self._file = identity(self._path)
            self._connection = self._connected(self._path)
        return self._connection

    def _connected(self, path: Path | str) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=self._timeout, check_same_thread=False, isolation_level=None)
        try:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            for pragma in self.PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            self._make_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _move_aside(self) -> None:
        if identity(self._path) == self._file:  # or another process has done it
            self._set_aside()


def is_damage(error: Exception) -> bool:
    """Return whether the error means a damaged file; SQLite's message may quote bytes of the file that are no UTF-8."""
    return isinstance(error, UnicodeDecodeError) or code_of(error) in _DAMAGED


def is_busy(error: Exception) -> bool:
    """Return whether the error means that another connection is writing."""
    return code_of(error) in _BUSY


def code_of(error: Exception) -> int:
    """Return SQLite's primary result code, the low byte of an extended one; 0 for other errors."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


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
