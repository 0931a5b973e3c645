"""Damage to a store, as far as names, sizes and times show it: cheap enough for every run.

Files written after their generation's manifest are hashed; :mod:`qa_bot.store.verify` reads every byte of all of them.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa_bot.errors import StoreDamaged
from qa_bot.store.generation import checksum_of
from qa_bot.store.manifest import FILE, Checksum, Manifest
from qa_bot.store.texts import Texts
from qa_bot.store.vector_storage import DATABASE, RECORD
from qa_bot.text.wording import counted

_MAGIC, _HEADER_BYTES = b"SQLite format 3\0", 100


@dataclass(frozen=True, slots=True)
class Damage:
    """The documents (ids) whose text or places are damaged, and the damaged files of the generation."""

    documents: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is damaged."""
        return bool(self.documents or self.files)

    def __str__(self) -> str:
        """A clause: ``2 texts and 1 file of the index are missing or damaged``; "" for no damage."""
        counts = ((len(self.documents), "text"), (len(self.files), "file"))
        parts = [counted(count, noun) for count, noun in counts if count]
        verb = "is" if sum(count for count, _ in counts) == 1 else "are"
        return f"{' and '.join(parts)} of the index {verb} missing or damaged" if parts else ""


def find_damage(folder: Path, manifest: Manifest, texts: Texts) -> Damage:
    """Examine the generation in ``folder`` and the texts of its documents."""
    try:
        published_ns = (folder / FILE).stat().st_mtime_ns
    except OSError:
        return Damage(files=(FILE,))
    return Damage(
        frozenset(_damaged_documents(manifest, texts, published_ns)),
        tuple(_damaged_files(folder, manifest, published_ns)),
    )


def _damaged_documents(manifest: Manifest, texts: Texts, published_ns: int) -> Iterator[str]:
    unchanged = texts.unchanged_since(published_ns)
    for name, row in manifest.documents.items():
        if f"{name}.txt" in unchanged and (not row.places or f"{name}.places.json" in unchanged):
            continue
        try:
            texts.read(name)
            texts.places(name, row.places)
        except StoreDamaged:
            yield name


def _damaged_files(folder: Path, manifest: Manifest, published_ns: int) -> Iterator[str]:
    for name, checksum in manifest.checksums.items():
        if not _is_unchanged(folder / name, checksum, published_ns):
            yield name
    if manifest.collection:
        if not (folder / RECORD).exists():
            yield RECORD
    elif not _is_database(folder / DATABASE):  # it has no checksum: opening it writes to it
        yield DATABASE


def _is_unchanged(path: Path, checksum: Checksum, published_ns: int) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_size == checksum[0] and (found.st_mtime_ns <= published_ns or checksum_of(path) == tuple(checksum))


def _is_database(path: Path) -> bool:
    """Return whether a file is as long as the SQLite header in it says."""
    try:
        with path.open("rb") as stream:
            header, size = stream.read(_HEADER_BYTES), os.fstat(stream.fileno()).st_size
    except OSError:
        return False
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return header.startswith(_MAGIC) and size >= (65_536 if page == 1 else page) * pages
