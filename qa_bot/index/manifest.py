"""What a generation holds, and which settings made it: one JSON file, the last thing that is written into it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from qa_bot import passages, sentences
from qa_bot.errors import StoreDamaged, StoreMismatch
from qa_bot.index import by_words
from qa_bot.records import Failure, IndexedFile
from qa_bot.settings import Settings

FILE = "manifest.json"
LAYOUT = 1
"""The layout of a generation on disk; to be raised when an older program could not read a newer one."""

Shape = Mapping[str, str | int]


def shape_of(settings: Settings) -> Shape:
    """What an index is made with: two indexes can stand in for each other only where all of it is equal."""
    return {
        "layout": LAYOUT,
        "embedding": settings.embedding,
        "passage_characters": settings.passage_characters,
        "sentences": sentences.VERSION,
        "passages": passages.VERSION,
        "words": by_words.VERSION,
    }


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it was when it was read.

    ``sha256`` is of its bytes ("" where they could not be read). Size and time of change only spare the hashing.
    ``reason`` tells why the file failed, "" where it did not. ``document_id`` is "" where no document came of it; a
    file that merely could not be opened this time keeps the document that it had.
    """

    source: str
    sha256: str
    size: int
    modified_ns: int
    document_id: str = ""
    reason: str = ""

    @property
    def failed(self) -> bool:
        """Whether the file could not be read."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A text of the index: the title that it bears ("" where it bears none) and how many passages it has."""

    title: str
    passages: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files, by source, and the documents, by id, of one generation."""

    generation: str
    made_at: str
    shape: Shape
    files: Mapping[str, FileRow] = field(default_factory=dict)
    documents: Mapping[str, DocumentRow] = field(default_factory=dict)

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return sum(row.passages for row in self.documents.values())

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read, with the reasons."""
        return tuple(Failure(row.source, row.reason) for row in self.files.values() if row.failed)

    def listed(self) -> tuple[IndexedFile, ...]:
        """Every file that a document came of, by name."""
        rows = ((row, self.documents[row.document_id]) for row in self.files.values() if row.document_id)
        return tuple(
            IndexedFile(row.source, row.document_id, document.title or row.source, row.size, document.passages)
            for row, document in rows
        )

    def sources(self) -> dict[str, str]:
        """The file that each document is shown under: the first by name, where several hold the same text."""
        found: dict[str, str] = {}
        for row in self.files.values():
            if row.document_id:
                found.setdefault(row.document_id, row.source)
        return found


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest`` into a generation's folder."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation's folder.

    Raises:
        StoreDamaged: it is not there or not as it was written.
    """
    try:
        return _manifest_of(json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(
            f"{folder / FILE} cannot be read ({error.__class__.__name__}): run `qa-bot index --rebuild`."
        ) from None


def _manifest_of(plain: dict[str, Any]) -> Manifest:
    return Manifest(
        generation=plain["generation"],
        made_at=plain["made_at"],
        shape=plain["shape"],
        files={source: FileRow(**row) for source, row in plain["files"].items()},
        documents={name: DocumentRow(**row) for name, row in plain["documents"].items()},
    )


def check_shape(manifest: Manifest, wanted: Shape) -> None:
    """Refuse an index made with other settings.

    Raises:
        StoreMismatch: with what differs, and the way out.
    """
    differing = [name for name in wanted if manifest.shape.get(name) != wanted[name]]
    if differing:
        told = ", ".join(f"{name} {manifest.shape.get(name)!r}, now {wanted[name]!r}" for name in differing)
        raise StoreMismatch(
            f"The store was built with other settings ({told}): set them back, or run `qa-bot index --rebuild`."
        )
