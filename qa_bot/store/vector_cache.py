"""A cache of vectors by text, so that no text is ever embedded twice.

It outlives the run that filled it, also a killed one, and is independent of generations and vector stores. A lost or
damaged file costs time and nothing else: each vector has a checksum. A file that cannot be used for the moment (busy,
full, interrupted) raises an error, and is kept.
"""

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy
import numpy.typing

from qa_bot.errors import StoreBusy, StoreUnusable
from qa_bot.records import Passage
from qa_bot.store import sqlite_files
from qa_bot.store.sqlite_files import identity, is_busy, is_damage, set_aside

FILE = "embedded.sqlite3"

Result = TypeVar("Result")
Vector = numpy.typing.NDArray[numpy.float32]

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS model (name TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS vectors (
        document_id TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, checksum INTEGER NOT NULL,
        PRIMARY KEY (document_id, text)
    );
    CREATE INDEX IF NOT EXISTS by_text ON vectors (text);
"""
_SELECT = "SELECT vector, checksum FROM vectors WHERE text = ?"
_BUSY_SECONDS = 30.0


class VectorCache:
    """The cached vectors of one store and one model. Threads may share it."""

    def __init__(self, folder: Path, model: str, patience: float = _BUSY_SECONDS) -> None:
        """Nothing is opened yet; ``patience`` is how many seconds to wait for another process that is writing."""
        self._path = folder / FILE
        self._aside = folder / f"{FILE}.damaged"
        self._file: tuple[int, int] | None = None
        self._model = model
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def vectors_of(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Return the vectors of those texts that have one, (dimensions,) each."""

        def select(connection: sqlite3.Connection) -> dict[str, Vector]:
            found = {}
            for text in texts:
                row = connection.execute(_SELECT, (_key(text),)).fetchone()
                if row and zlib.crc32(row[0]) == row[1]:
                    found[text] = numpy.frombuffer(row[0], dtype=numpy.float32)
            return found

        return self._do(select) if self._path.exists() else {}

    def vector_of(self, passage: Passage) -> Vector | None:
        """Return a passage's vector, None where it is not cached."""
        return self.vectors_of([passage.text]).get(passage.text)

    def add(self, document_id: str, vectors: Mapping[str, Sequence[float] | Vector]) -> None:
        """Add the vectors of a document's texts; they outlive the process from here on, even if it is killed."""
        rows = []
        for text, vector in vectors.items():
            data = numpy.asarray(vector, dtype=numpy.float32).tobytes()
            rows.append((document_id, _key(text), data, zlib.crc32(data)))
        self._do(lambda connection: connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows))

    def remove(self, document_ids: Iterable[str]) -> None:
        """Remove the vectors of documents that no index has any more; also a damaged file, which may hold them."""
        rows = [(name,) for name in document_ids]
        if rows:
            sqlite_files.remove(self._aside)
        self._do(lambda connection: connection.executemany("DELETE FROM vectors WHERE document_id = ?", rows))

    def keep_only(self, document_ids: Iterable[str]) -> None:
        """Remove all vectors but those of these documents without a trace, and a damaged file."""
        kept = json.dumps(list(document_ids))
        self._do(
            lambda connection: connection.execute(
                "DELETE FROM vectors WHERE document_id NOT IN (SELECT value FROM json_each(?))", (kept,)
            )
        )
        self._do(lambda connection: connection.execute("VACUUM"))
        sqlite_files.remove(self._aside)

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection:
                connection.close()

    def _do(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        """Return what ``action`` returns, run in a transaction; a damaged file is moved aside and a new one created.

        Raises:
            StoreBusy: another process goes on writing.
            StoreUnusable: the file cannot be written or read.
        """
        try:
            try:
                return self._done(action)
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                self.close()
                if not is_damage(error):
                    raise
                if identity(self._path) == self._file:  # or another process has done it
                    set_aside(self._path, self._aside)
                return self._done(action)
        except (sqlite3.DatabaseError, OSError) as error:
            self.close()
            if is_busy(error):
                raise StoreBusy(f"Another process is writing to {self._path}: try again in a moment.") from None
            raise StoreUnusable(
                f"{self._path} cannot be used ({error}): make room and allow writing there, or remove that file."
            ) from None

    def _done(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        with self._lock:
            if self._connection is None:
                self._connection = self._connected()
            with self._connection as connection:
                return action(connection)

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=self._patience, check_same_thread=False)
        self._file = identity(self._path)
        try:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            # A killed process loses nothing; after a power failure the file may be damaged, which checksums show.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA secure_delete = ON")  # a vector reveals much of its text
            connection.executescript(_SCHEMA)
            if connection.execute("SELECT name FROM model").fetchall() != [(self._model,)]:
                with connection:
                    connection.execute("DELETE FROM vectors")
                    connection.execute("DELETE FROM model")
                    connection.execute("INSERT INTO model VALUES (?)", (self._model,))
        except BaseException:
            connection.close()
            raise
        return connection


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8")).digest()
