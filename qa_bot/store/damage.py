"""What of a store is missing or damaged, as far as names, sizes and times tell: cheap enough for every run.

A file that was written after its generation's manifest is hashed; that of all others only :mod:`qa_bot.store.verify`
reads every byte.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa_bot.errors import StoreDamaged
from qa_bot.store.generation import seal_of
from qa_bot.store.manifest import FILE, Manifest, Seal
from qa_bot.store.texts import Texts
from qa_bot.store.vector_storage import ADDING
from qa_bot.text.wording import counted

_DATABASE = "chroma/chroma.sqlite3"
_MAGIC, _HEADER_BYTES = b"SQLite format 3\0", 100


@dataclass(frozen=True, slots=True)
class Damage:
    """``documents`` (ids) whose text or places are damaged, and ``files`` of the generation that are."""

    documents: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is damaged."""
        return bool(self.documents or self.files)

    def __str__(self) -> str:
        """What it is, as a clause: ``2 texts and 1 file of the index are missing or damaged``; "" for nothing."""
        counts = ((len(self.documents), "text"), (len(self.files), "file"))
        parts = [counted(count, noun) for count, noun in counts if count]
        verb = "is" if sum(count for count, _ in counts) == 1 else "are"
        return f"{' and '.join(parts)} of the index {verb} missing or damaged" if parts else ""


def find_damage(folder: Path, manifest: Manifest, texts: Texts) -> Damage:
    """Look at the generation in ``folder`` and at the texts of its documents."""
    try:
        published_ns = (folder / FILE).stat().st_mtime_ns
    except OSError:
        return Damage(files=(FILE,))
    return Damage(
        frozenset(_damaged_documents(manifest, texts, published_ns)),
        tuple(_damaged_files(folder, manifest, published_ns)),
    )


def _damaged_documents(manifest: Manifest, texts: Texts, published_ns: int) -> Iterator[str]:
    whole = {file for file, written_ns in texts.times().items() if written_ns <= published_ns}
    for name, row in manifest.documents.items():
        if f"{name}.txt" in whole and (not row.places or f"{name}.places.json" in whole):
            continue
        try:
            texts.read(name)
            texts.places(name, row.places)
        except StoreDamaged:
            yield name


def _damaged_files(folder: Path, manifest: Manifest, published_ns: int) -> Iterator[str]:
    for name, (size, sha256) in manifest.sealed.items():
        if not _is_whole(folder / name, (size, sha256), published_ns):
            yield name
    if manifest.collection:
        if not (folder / ADDING).exists():
            yield ADDING
    elif not _is_database(folder / _DATABASE):  # not sealed: whoever opens it writes to it
        yield _DATABASE


def _is_whole(path: Path, seal: Seal, published_ns: int) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_size == seal[0] and (found.st_mtime_ns <= published_ns or seal_of(path) == seal)


def _is_database(path: Path) -> bool:
    """Whether a file is as long as the SQLite header in it says."""
    try:
        with path.open("rb") as stream:
            header, size = stream.read(_HEADER_BYTES), os.fstat(stream.fileno()).st_size
    except OSError:
        return False
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return header.startswith(_MAGIC) and size >= (65_536 if page == 1 else page) * pages
