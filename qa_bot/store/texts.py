"""Each document's text and places as they were read, by content: what a citation is proven against."""

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

_KEPT = 64


class Texts:
    """The folder of texts. A text never changes under its name, so no reader needs a lock.

    ``get`` is :meth:`read` and ``get_places`` is :meth:`places`, the last ones kept in memory.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made yet."""
        self._folder = folder
        self.get = lru_cache(maxsize=_KEPT)(self.read)
        self.get_places = lru_cache(maxsize=_KEPT)(self._places_to_be_sent_to)

    def put(self, document: Document) -> str:
        """Keep a document's text and places, where they are not kept already and whole; the places' checksum.

        The checksum is "" for a document without places.
        """
        text, places = document.text.encode("utf-8"), _packed(document.places)
        self._keep(self._path(document.id), text)
        if not document.places:
            return ""
        self._keep(self._places_path(document.id), places)
        return hashlib.sha256(places).hexdigest()

    def read(self, name: str) -> str:
        """The text of the document ``name``, its hash compared with the name.

        Raises:
            StoreDamaged: it is not there, or is not what was kept.
        """
        path = self._path(name)
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, ValueError):  # no such file, no such name, or no UTF-8
            text = ""
        if document_id(text) != name:
            raise _damaged(path)
        return text

    def places(self, name: str, checksum: str) -> tuple[Place, ...]:
        """The places of the document ``name``, compared with the ``checksum`` that :meth:`put` gave.

        Raises:
            StoreDamaged: they are not there, or are not what was kept.
        """
        if not checksum:
            return ()
        path = self._places_path(name)
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            data = b""
        if hashlib.sha256(data).hexdigest() != checksum:
            raise _damaged(path)
        return tuple(
            Place(kind, label, number, Span(start, end)) for kind, label, number, start, end in json.loads(data)
        )

    def _places_to_be_sent_to(self, name: str, checksum: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places(name, checksum) if place.kind != "markup")

    def document(self, name: str, source: str, title: str, checksum: str) -> Document:
        """The document ``name`` as it was read, shown under ``source`` (and bearing its name where ``title`` is "").

        Raises:
            StoreDamaged: its text or its places are not what was kept.
        """
        return Document(name, source, title or source, self.read(name), self.places(name, checksum))

    def times(self) -> dict[str, int]:
        """When each file was written (nanoseconds), by its name."""
        try:
            with os.scandir(self._folder) as entries:
                return {entry.name: entry.stat().st_mtime_ns for entry in entries}
        except FileNotFoundError:
            return {}

    def names(self) -> set[str]:
        """The ids of all documents whose text or places are kept."""
        try:
            with os.scandir(self._folder) as entries:
                names = [entry.name for entry in entries]
        except FileNotFoundError:
            return set()
        return {name.partition(".")[0] for name in names if name.endswith((".txt", ".places.json"))}

    def remove(self, names: Iterable[str]) -> None:
        """Remove the texts and places of these documents, also from memory."""
        for name in names:
            self._path(name).unlink(missing_ok=True)
            self._places_path(name).unlink(missing_ok=True)
            self.get.cache_clear()
            self.get_places.cache_clear()

    def sweep(self) -> None:
        """Remove what a writer that died left half written; only for the one who may write."""
        for left in self._folder.glob("*.writing"):
            left.unlink(missing_ok=True)

    def _keep(self, target: Path, data: bytes) -> None:
        try:
            if target.read_bytes() == data:
                return
        except OSError:
            self._folder.mkdir(parents=True, exist_ok=True)
        atomic_files.write(target, data, sync_folder=False)

    def _path(self, name: str) -> Path:
        return self._folder / f"{Path(name).name}.txt"

    def _places_path(self, name: str) -> Path:
        return self._folder / f"{Path(name).name}.places.json"


def _packed(places: Sequence[Place]) -> bytes:
    rows = [(place.kind, place.name, place.number, place.span.start, place.span.end) for place in places]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(f"{path} is missing or damaged: run `qa-bot index --rebuild`.")
