"""What a generation holds, and what it was made with: one JSON file, written into it last."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from qa_bot.errors import StoreDamaged, StoreMismatch, StoreOutdated
from qa_bot.ingest import formats
from qa_bot.ingest.formats.ocr_languages import languages_of
from qa_bot.models.embedding import fingerprint, published_name
from qa_bot.search import keyword_search
from qa_bot.settings import Settings
from qa_bot.store import atomic_files
from qa_bot.store.reports import Failure, IndexedFile
from qa_bot.text import passages, sentences

FILE = "manifest.json"
LAYOUT = 5
"""The layout of a generation on disk; to be raised when an older program could not read a newer one."""

Configuration = Mapping[str, str | int]
Checksum = tuple[int, str]
"""A file's size in bytes and its SHA-256; -1 and "" where it cannot be read."""

_KEYS = {"configuration": "shape", "checksums": "sealed"}
"""Keys of the file that differ from the names here: programs of other versions read it."""
_HEAD, _TAIL = b'{"sha256": "%s", "manifest":\n', b"\n}\n"
_PROGRAM = ("layout", "sentences", "passages", "formats", "words")
"""What of a configuration the program determines; the user determines the rest."""
_MODEL = frozenset(("embedding", "model"))
"""What of it is the embedding's: where only this differs, the next run builds the index again."""


def configuration_of(settings: Settings) -> Configuration:
    """Return what an index is made with: two indexes are interchangeable only where all of it is equal."""
    return {
        "layout": LAYOUT,
        "embedding": published_name(settings.embedding),
        "model": fingerprint(settings.embedding),
        "vectors": settings.vectors,
        "passage_characters": settings.passage_characters,
        "sentences": sentences.VERSION,
        "passages": passages.VERSION,
        "formats": formats.VERSION,
        "words": keyword_search.VERSION,
    }


def limits_of(settings: Settings) -> str:
    """Return what decides whether a file can be read: where it differs, failed and partly read files are read again."""
    sizes = (settings.file_megabytes, settings.file_pages, settings.expanded_megabytes, settings.archive_ratio)
    bounds = (settings.file_seconds, settings.reading_megabytes, settings.readers)
    ocr = (settings.ocr_seconds, languages_of(settings.ocr, settings.ocr_languages))
    return " ".join(map(str, (*sizes, *bounds, *ocr)))


class FileRow(NamedTuple):  # a run makes 10,000 of each kind: a frozen dataclass takes several times as long
    """A file as it was when it was read.

    ``sha256`` is of its bytes ("" where they could not be read). Size, times and inode are those of
    :class:`qa_bot.ingest.scan.SourceFile`, and only spare the hashing; ``changed_ns`` is 0 where they cannot.
    ``reason`` says why the file failed, "" where it did not. ``document_id`` is "" where it gave no document; a file
    that merely could not be opened this time keeps its document. ``note`` is the document's.
    """

    source: str
    sha256: str
    size: int
    modified_ns: int
    changed_ns: int = 0
    inode: int = 0
    document_id: str = ""
    reason: str = ""
    note: str = ""


class DocumentRow(NamedTuple):
    """A text of the index.

    ``title`` is its own ("" where it has none), ``places`` the checksum of its places ("" where it has none),
    ``indexed_at`` the moment of its indexing (ISO 8601 in UTC), ``language`` the code of its language ("" for none).
    """

    title: str
    passages: int
    places: str = ""
    indexed_at: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files (by source) and the documents (by id) of one generation.

    ``reading`` is :func:`limits_of` its settings, ``collection`` the name of its collection in a shared vector store
    ("" for a local one), ``checksums`` those of the generation's immutable files, by their paths in its folder.
    ``folder`` is :func:`qa_bot.ingest.scan.identity` of the folder of documents.
    """

    generation: str
    made_at: str
    configuration: Configuration
    files: Mapping[str, FileRow] = field(default_factory=dict)
    documents: Mapping[str, DocumentRow] = field(default_factory=dict)
    reading: str = ""
    collection: str = ""
    checksums: Mapping[str, Checksum] = field(default_factory=dict)
    folder: str = ""

    @property
    def passages(self) -> int:
        """The number of passages."""
        return sum(row.passages for row in self.documents.values())

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read, with the reasons."""
        return tuple(Failure(row.source, row.reason) for row in self.files.values() if row.reason)

    def listed(self) -> tuple[IndexedFile, ...]:
        """Return every file that has a document, by name."""
        rows = ((row, self.documents[row.document_id]) for row in self.files.values() if row.document_id)
        return tuple(
            IndexedFile(
                source=row.source,
                document_id=row.document_id,
                title=document.title or row.source,
                size=row.size,
                passages=document.passages,
                note=row.note,
                indexed_at=document.indexed_at,
                language=document.language,
            )
            for row, document in rows
        )

    def sources(self) -> dict[str, str]:
        """Return the file that each document is shown under: the first by name, where several have the same text."""
        found: dict[str, str] = {}
        for row in self.files.values():
            if row.document_id:
                found.setdefault(row.document_id, row.source)
        return found


def without(manifest: Manifest, documents: Collection[str]) -> Manifest:
    """Return ``manifest`` as if the files of these documents (ids) had not been read yet."""
    unread = {
        source: row._replace(document_id="", reason="", note="") if row.document_id in documents else row
        for source, row in manifest.files.items()
    }
    others = {name: row for name, row in manifest.documents.items() if name not in documents}
    return replace(manifest, files=unread, documents=others)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest`` into a generation's folder atomically, with its checksum."""
    atomic_files.write(folder / FILE, _with_checksum(orjson.dumps(_plain_of(manifest), default=tuple)))


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a generation's folder.

    Raises:
        StoreDamaged: it is absent or not as it was written.
        StoreOutdated: an older qa-bot wrote it.
        StoreMismatch: a newer one did.
    """
    try:
        data = (folder / FILE).read_bytes()
        plain = orjson.loads(data)
        plain = plain.get("manifest", plain)
        _check_program({"layout": plain[_KEYS["configuration"]]["layout"]}, {"layout": LAYOUT})
        manifest = _manifest_of(plain)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreDamaged(
            f"{folder / FILE} cannot be read ({error.__class__.__name__}): run `qa-bot index --rebuild`."
        ) from None
    if data != _with_checksum(data.partition(b"\n")[2].removesuffix(_TAIL)):
        raise StoreDamaged(f"{folder / FILE} is not as it was written: run `qa-bot index --rebuild`.")
    return manifest


def _with_checksum(body: bytes) -> bytes:
    return _HEAD % hashlib.sha256(body).hexdigest().encode() + body + _TAIL


def _plain_of(manifest: Manifest) -> dict[str, Any]:
    """Return the manifest for JSON; a row is the list of its values, which halves the size and the time."""
    plain = {_KEYS.get(part.name, part.name): getattr(manifest, part.name) for part in fields(manifest)}
    return plain | {"files": list(manifest.files.values())}


def _manifest_of(plain: dict[str, Any]) -> Manifest:
    found = plain | {name: plain[key] for name, key in _KEYS.items() if key in plain}
    found["files"] = {row[0]: FileRow(*row) for row in plain["files"]}
    found["documents"] = {name: DocumentRow(*row) for name, row in plain["documents"].items()}
    return Manifest(**{name: value for name, value in found.items() if name not in _KEYS.values()})


def check_configuration(manifest: Manifest, wanted: Configuration) -> None:
    """Refuse an index made with other settings, or by another version of the program.

    Raises:
        StoreOutdated: an older program made it, or its vectors are of another embedding.
        StoreMismatch: a newer one made it, or the settings differ; the message says which, and what to do.
    """
    _check_program(manifest.configuration, wanted)
    found = manifest.configuration
    differing = {name for name in wanted if found.get(name) != wanted[name]}
    if differing and differing <= _MODEL:
        models = f"{found.get('embedding')}, now {wanted['embedding']}"
        raise StoreOutdated(f"The store was built with another embedding ({models}): run `qa-bot index`.")
    if differing:
        settings = ", ".join(f"{name} {found.get(name)!r}, now {wanted[name]!r}" for name in sorted(differing))
        raise StoreMismatch(
            f"The store was built with other settings ({settings}): set them back, or run `qa-bot index --rebuild`."
        )


def _check_program(found: Configuration, wanted: Configuration) -> None:
    pairs = [(name, int(found.get(name, 0)), int(wanted[name])) for name in _PROGRAM if name in wanted]
    newer = [f"{name} {there}, here {here}" for name, there, here in pairs if there > here]
    if newer:
        raise StoreMismatch(
            f"The store was built by a newer qa-bot ({', '.join(newer)}): update this one, or name another --store."
        )
    older = [f"{name} {there}, now {here}" for name, there, here in pairs if there < here]
    if older:
        raise StoreOutdated(f"The store was built by an older qa-bot ({', '.join(older)}): run `qa-bot index`.")
