"""Each document's text and places as they were read, by content: what citations are proven against."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from qa_bot.errors import StoreDamaged
from qa_bot.ingest.parse import document_id
from qa_bot.records import Document, Place, Span
from qa_bot.store import atomic_files

_CACHED = 64
_TEXT, _PLACES = ".txt", ".places.json"


class Texts:
    """The folder of texts. A text never changes under its name, so readers need no lock.

    ``get`` is :meth:`read` and ``get_places`` is :meth:`places` without those of markup, both with a cache.
    """

    def __init__(self, folder: Path) -> None:
        """Open and make nothing yet."""
        self._folder = folder
        self.get = lru_cache(maxsize=_CACHED)(self.read)
        self.get_places = lru_cache(maxsize=_CACHED)(self._places_without_markup)

    def put(self, document: Document) -> str:
        """Write a document's text and places unless they are there; return the places' checksum, "" for no places."""
        self._write(self._path(document.id, _TEXT), document.text.encode("utf-8"))
        if not document.places:
            return ""
        places = _serialized(document.places)
        self._write(self._path(document.id, _PLACES), places)
        return hashlib.sha256(places).hexdigest()

    def read(self, name: str) -> str:
        """Return the text of the document ``name`` (id), its hash compared with the id.

        Raises:
            StoreDamaged: it is absent, or not what was written.
        """
        path = self._path(name, _TEXT)
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, ValueError):  # no such file, no such name, or no UTF-8
            text = ""
        if document_id(text) != name:
            raise _damaged(path)
        return text

    def places(self, name: str, checksum: str) -> tuple[Place, ...]:
        """Return the places of the document ``name`` (id), compared with the ``checksum`` that :meth:`put` returned.

        Raises:
            StoreDamaged: they are absent, or not what was written.
        """
        if not checksum:
            return ()
        path = self._path(name, _PLACES)
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            data = b""
        if hashlib.sha256(data).hexdigest() != checksum:
            raise _damaged(path)
        return tuple(
            Place(kind, label, number, Span(start, end)) for kind, label, number, start, end in json.loads(data)
        )

    def _places_without_markup(self, name: str, checksum: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places(name, checksum) if place.kind != "markup")

    def document(self, name: str, source: str, title: str, checksum: str) -> Document:
        """Return the document ``name`` as it was read from ``source``; ``title`` "" means the source's name.

        Raises:
            StoreDamaged: its text or its places are not what was written.
        """
        return Document(name, source, title or source, self.read(name), self.places(name, checksum))

    def unchanged_since(self, moment_ns: int) -> set[str]:
        """Return the names of the files that were written at ``moment_ns`` or before."""
        try:
            folder = os.open(self._folder, os.O_RDONLY)  # a file is found faster relative to its open folder
        except FileNotFoundError:
            return set()
        try:
            with os.scandir(folder) as entries:
                return {entry.name for entry in entries if entry.stat().st_mtime_ns <= moment_ns}
        finally:
            os.close(folder)

    def files(self) -> list[str]:
        """Return the names of all files."""
        try:
            return os.listdir(self._folder)  # noqa: PTH208 - no object for each of 10,000 files
        except FileNotFoundError:
            return []

    def remove(self, files: Iterable[str]) -> None:
        """Remove these files, also from the cache."""
        for name in files:
            (self._folder / name).unlink(missing_ok=True)
        self.get.cache_clear()
        self.get_places.cache_clear()

    def _write(self, target: Path, data: bytes) -> None:
        try:
            if target.read_bytes() == data:
                return
        except OSError:
            self._folder.mkdir(parents=True, exist_ok=True)
        atomic_files.write(target, data, sync_folder=False)

    def _path(self, name: str, extension: str) -> Path:
        return self._folder / f"{Path(name).name}{extension}"


def document_of(file: str) -> str:
    """Return the id of the document that a file belongs to, "" for one that a killed writer left unfinished."""
    return "" if file.endswith(".writing") else file.partition(".")[0]


def _serialized(places: Sequence[Place]) -> bytes:
    rows = [(place.kind, place.name, place.number, place.span.start, place.span.end) for place in places]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(f"{path} is missing or damaged: run `qa-bot index --rebuild`.")
