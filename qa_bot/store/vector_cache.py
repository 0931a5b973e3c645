"""Vectors that were made once, by the text that they are of, so that no text is ever embedded twice.

They outlive the run that made them, also one that was stopped or killed, and stand beside every generation and every
vector store. A file that is lost or damaged costs time and nothing else: each vector bears a checksum. One that only
cannot be used just now (busy, full, interrupted) is told, and kept.
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
from qa_bot.store.sqlite_files import identity, is_busy, is_damage, remove, set_aside

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
_LOOK = "SELECT vector, checksum FROM vectors WHERE text = ?"
_BUSY_SECONDS = 30.0


class VectorCache:
    """The file of vectors of one store and one model. Threads may share it."""

    def __init__(self, folder: Path, model: str, patience: float = _BUSY_SECONDS) -> None:
        """Nothing is opened yet.

        ``folder`` is the store's, ``model`` the name of what makes the vectors, ``patience`` how long to wait for
        another process that is writing, in seconds.
        """
        self._path = folder / FILE
        self._aside = folder / f"{FILE}.damaged"
        self._file: tuple[int, int] | None = None
        self._model = model
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def known(self, texts: Sequence[str]) -> dict[str, Vector]:
        """The vectors of those texts that have one, (dimensions,) each."""

        def look(connection: sqlite3.Connection) -> dict[str, Vector]:
            found = {}
            for text in texts:
                row = connection.execute(
                    "SELECT vector, checksum FROM vectors WHERE text = ?", (_key(text),)
                ).fetchone()
                if row and zlib.crc32(row[0]) == row[1]:
                    found[text] = numpy.frombuffer(row[0], dtype=numpy.float32)
            return found

        return self._do(look) if self._path.exists() else {}

    def of(self, passage: Passage) -> Vector | None:
        """A passage's vector, if it is kept."""
        return self.known([passage.text]).get(passage.text)

    def keep(self, document_id: str, vectors: Mapping[str, Sequence[float] | Vector]) -> None:
        """Keep the vectors of a document's texts; they are safe when this returns, also from a killed process."""
        rows = []
        for text, vector in vectors.items():
            data = numpy.asarray(vector, dtype=numpy.float32).tobytes()
            rows.append((document_id, _key(text), data, zlib.crc32(data)))
        self._do(lambda connection: connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows))

    def forget(self, document_ids: Iterable[str]) -> None:
        """Drop the vectors of documents that are in no index any more; also a damaged file, which may hold them."""
        rows = [(name,) for name in document_ids]
        if rows:
            remove(self._aside)
        self._do(lambda connection: connection.executemany("DELETE FROM vectors WHERE document_id = ?", rows))

    def keep_only(self, document_ids: Iterable[str]) -> None:
        """Drop all vectors but those of these documents, and leave no trace of them, nor a damaged file."""
        kept = json.dumps(list(document_ids))
        self._do(
            lambda connection: connection.execute(
                "DELETE FROM vectors WHERE document_id NOT IN (SELECT value FROM json_each(?))", (kept,)
            )
        )
        self._do(lambda connection: connection.execute("VACUUM"))
        remove(self._aside)

    def close(self) -> None:
        """Let go of the file; it is opened anew when it is needed."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection:
                connection.close()

    def _do(self, action: Callable[[sqlite3.Connection], Result]) -> Result:
        """What ``action`` gives, done as a whole; a damaged file is set aside, the last one kept, and begun anew.

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
            # A killed process loses nothing by it; after a power failure the file may be damaged: checksums tell.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA secure_delete = ON")  # a vector tells much of its text
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
