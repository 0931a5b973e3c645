"""The SQLite file of the chats: opened on demand, shared by threads and processes, moved aside when damaged."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from filelock import FileLock

from qa_bot.errors import StoreBusy, StoreUnusable
from qa_bot.store.sqlite_files import identity, is_busy, is_damage, set_aside
from qa_bot.text.wording import one_line

Result = TypeVar("Result")
Clock = Callable[[], datetime]
"""Returns the time in UTC."""

VERSION = 1
"""Of the tables below; a file with a later version is refused."""

# The searched columns precede the answers: SQLite reads a row up to the requested column.
_TABLES = f"""
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS chats (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, touched INTEGER NOT NULL, begun_at TEXT NOT NULL, deleted_at REAL,
        title TEXT NOT NULL, folded TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS by_owner ON chats (owner, touched);
    CREATE TABLE IF NOT EXISTS exchanges (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL REFERENCES chats ON DELETE CASCADE,
        asked_at TEXT NOT NULL, helpful INTEGER, remark TEXT NOT NULL DEFAULT '', folded TEXT NOT NULL,
        question TEXT NOT NULL, within BLOB NOT NULL, failure TEXT NOT NULL, answer BLOB
    );
    CREATE INDEX IF NOT EXISTS by_chat ON exchanges (chat);
    PRAGMA user_version = {VERSION};
    COMMIT;
"""
_PRAGMAS = ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL", "cell_size_check = ON")


class Database:
    """One file. Threads may share an instance; each process has its own."""

    def __init__(
        self, path: Path, before: Callable[[sqlite3.Connection], object], clock: Clock, timeout: float
    ) -> None:
        """Open nothing yet.

        ``before`` runs before each action, outside its transaction. ``timeout`` is how long to wait for another process
        that is writing, in seconds.
        """
        self._path = path
        self._before = before
        self._clock = clock
        self._timeout = timeout
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def read(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        """Run an action that only reads; where there is no file, it reads empty tables, and none is created.

        Raises:
            StoreUnusable: the file cannot be read.
        """
        return self._do(action, "BEGIN")

    def write(self, action: Callable[[sqlite3.Connection], Result], vacuum: bool = False) -> Result:
        """Run an action; when this returns, everything or nothing of what it writes is on the disk.

        ``vacuum`` rewrites the file afterwards: SQLite leaves copies of rows where it has moved them from.

        Raises:
            StoreUnusable: the file cannot be written.
        """
        return self._do(action, "BEGIN IMMEDIATE", "VACUUM" if vacuum else "")

    def close(self) -> None:
        """Close the file; it is opened again on demand."""
        with self._lock:
            self._close()

    def _do(
        self, action: Callable[[sqlite3.Connection], Result], begin: Literal["BEGIN", "BEGIN IMMEDIATE"], then: str = ""
    ) -> Result:
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
                raise self._unusable(error) from error

    def _run(self, action: Callable[[sqlite3.Connection], Result], begin: str, then: str) -> Result:
        if begin == "BEGIN" and identity(self._path) is None:
            with closing(_connected(":memory:", 0)) as empty:
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

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Run ``before``; if the file is busy or read-only, a later action does."""
        try:
            self._before(connection)
        except sqlite3.OperationalError as error:
            if not is_busy(error) and error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise

    def _opened(self) -> sqlite3.Connection:
        """Return a connection to the file now at the path: another process may have moved a damaged one aside."""
        if self._connection is None or self._file != identity(self._path):
            self._close()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if identity(self._path) is None:
                self._path.touch()
            self._file = identity(self._path)
            self._connection = _connected(self._path, self._timeout)
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _move_aside(self) -> None:
        """Rename the damaged file, with its journal, to a free name."""
        with FileLock(f"{self._path}.lock", timeout=self._timeout):
            if identity(self._path) != self._file:
                return  # another process has done it
            name = aside = f"{self._path.name}.damaged-{self._clock():%Y%m%dT%H%M%SZ}"
            count = 1
            while self._path.with_name(aside).exists():
                count += 1
                aside = f"{name}-{count}"
            set_aside(self._path, self._path.with_name(aside))

    def _unusable(self, error: Exception) -> StoreUnusable:
        if is_busy(error):
            return StoreBusy(one_line(f"Another process is writing to {self._path}: try again in a moment."))
        return StoreUnusable(
            one_line(
                f"The chats in {self._path} cannot be used ({error}): make room and allow reading and writing there, "
                "or move that file away."
            )
        )


def _connected(path: Path | str, timeout: float) -> sqlite3.Connection:
    """Return a connection to the file, with its tables created if missing.

    Raises:
        StoreUnusable: a later version has written it.
    """
    connection = sqlite3.connect(path, timeout=timeout, check_same_thread=False, isolation_level=None)
    try:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _make_tables(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection, path: Path | str) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        line = f"The chats in {path} were written by a newer qa-bot: start that one, or name another store."
        raise StoreUnusable(one_line(line))
    if version < VERSION:
        connection.executescript(_TABLES)
