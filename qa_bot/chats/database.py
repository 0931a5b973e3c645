"""The SQLite file of the chats, with a new name for each damaged one."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from qa_bot.errors import StoreUnusable
from qa_bot.store.sqlite_files import SqliteFile, code_of, is_busy, set_aside
from qa_bot.text.wording import one_line

Clock = Callable[[], datetime]
"""Returns the time in UTC."""

VERSION = 2
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
    CREATE TABLE IF NOT EXISTS notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL REFERENCES chats ON DELETE CASCADE,
        position INTEGER NOT NULL, pinned_at TEXT NOT NULL, comment TEXT NOT NULL, quote BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS notes_by_chat ON notes (chat, position);
    PRAGMA user_version = {VERSION};
    COMMIT;
"""


class Database(SqliteFile):
    """The chats of a store."""

    PRAGMAS = ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL", "cell_size_check = ON")

    def __init__(
        self, path: Path, before: Callable[[sqlite3.Connection], object], clock: Clock, timeout: float
    ) -> None:
        """Open nothing yet; ``before`` runs before each action, outside its transaction."""
        super().__init__(path, timeout)
        self._before = before
        self._clock = clock

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        """Make the tables.

        Raises:
            StoreUnusable: a later version has written the file.
        """
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            line = f"The chats in {self._path} were written by a newer qa-bot: start that one, or name another store."
            raise StoreUnusable(one_line(line))
        if version < VERSION:
            connection.executescript(_TABLES)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Run ``before``; if the file is busy or read-only, a later action does."""
        try:
            self._before(connection)
        except sqlite3.OperationalError as error:
            if not is_busy(error) and code_of(error) != sqlite3.SQLITE_READONLY:
                raise

    def _move_aside(self) -> None:
        with FileLock(f"{self._path}.lock", timeout=self._timeout):
            super()._move_aside()

    def _set_aside(self) -> None:
        name = aside = f"{self._path.name}.damaged-{self._clock():%Y%m%dT%H%M%SZ}"
        count = 1
        while self._path.with_name(aside).exists():
            count += 1
            aside = f"{name}-{count}"
        set_aside(self._path, self._path.with_name(aside))

    def _problem(self, error: Exception) -> str:
        return (
            f"The chats in {self._path} cannot be used ({error}): free space and allow reading and writing there, "
            "or move that file away."
        )
