"""A cache of vectors by text, so that no text is ever embedded twice.

It outlives the run that filled it, also a killed one, and is independent of generations and vector stores. A lost or
damaged file costs time and nothing else: each vector has a checksum. A file that cannot be used for the moment (busy,
full, interrupted) raises an error, and is kept.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy
import numpy.typing

from qa_bot.records import Passage
from qa_bot.store.sqlite_files import SqliteFile, remove, set_aside

FILE = "embedded.sqlite3"

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


class VectorCache(SqliteFile):
    """The cached vectors of one store and one model. Threads may share it."""

    # A killed process loses nothing; after a power failure the file may be damaged, which checksums show. A vector
    # reveals much of its text: what is removed is written over.
    PRAGMAS = ("synchronous = OFF", "secure_delete = ON")

    def __init__(self, folder: Path, model: str, patience: float = _BUSY_SECONDS) -> None:
        """Open nothing yet; ``patience`` is how many seconds to wait for another process that is writing."""
        super().__init__(folder / FILE, patience)
        self._aside = folder / f"{FILE}.damaged"
        self._model = model

    def vectors_of(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Return the vectors of those texts that have one, (dimensions,) each."""

        def select(connection: sqlite3.Connection) -> dict[str, Vector]:
            found = {}
            for text in texts:
                row = connection.execute(_SELECT, (_key(text),)).fetchone()
                if row and zlib.crc32(row[0]) == row[1]:
                    found[text] = numpy.frombuffer(row[0], dtype=numpy.float32)
            return found

        return self.read(select)

    def vector_of(self, passage: Passage) -> Vector | None:
        """Return a passage's vector, None where it is not cached."""
        return self.vectors_of([passage.searched]).get(passage.searched)

    def add(self, document_id: str, vectors: Mapping[str, Sequence[float] | Vector]) -> None:
        """Add the vectors of a document's texts; they outlive the process from here on, even if it is killed."""
        rows = []
        for text, vector in vectors.items():
            data = numpy.asarray(vector, dtype=numpy.float32).tobytes()
            rows.append((document_id, _key(text), data, zlib.crc32(data)))
        self.write(
            lambda connection: connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)
        )

    def remove(self, document_ids: Iterable[str]) -> None:
        """Remove the vectors of documents that no index has any more; also a damaged file, which may hold them."""
        rows = [(name,) for name in document_ids]
        if rows:
            remove(self._aside)
        self.write(lambda connection: connection.executemany("DELETE FROM vectors WHERE document_id = ?", rows))

    def keep_only(self, document_ids: Iterable[str]) -> None:
        """Remove all vectors but those of these documents without a trace, and a damaged file."""
        kept = json.dumps(list(document_ids))
        self.write(
            lambda connection: connection.execute(
                "DELETE FROM vectors WHERE document_id NOT IN (SELECT value FROM json_each(?))", (kept,)
            ),
            vacuum=True,
        )
        remove(self._aside)

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        connection.executescript(_SCHEMA)
        if connection.execute("SELECT name FROM model").fetchall() != [(self._model,)]:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM vectors")
            connection.execute("DELETE FROM model")
            connection.execute("INSERT INTO model VALUES (?)", (self._model,))
            connection.execute("COMMIT")

    def _set_aside(self) -> None:
        set_aside(self._path, self._aside)

    def _problem(self, error: Exception) -> str:
        return f"{self._path} cannot be used ({error}): free space and allow writing there, or remove that file."


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8")).digest()
