"""One generation: opened for reading, or as a draft that is being built.

A generation is a folder that never changes once ``CURRENT`` names it. Its readers hold a shared lock on a file in it.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO

from qa_bot.errors import StoreDamaged
from qa_bot.records import Passage
from qa_bot.search.chroma import blank_unused
from qa_bot.search.keyword_search import KeywordSearch
from qa_bot.search.vector_search import VectorSearch
from qa_bot.store.jitter import jitter
from qa_bot.store.manifest import FILE, Checksum, Manifest, read_manifest
from qa_bot.store.reports import Status
from qa_bot.store.vector_cache import Vector
from qa_bot.store.vector_storage import RECORD, CollectionRecord, VectorStorage

LOCK = "readers.lock"

_WORDS = "words"
_WORDS_PART = "words/meta.json"
_WITHOUT_CHECKSUM = (LOCK, FILE, RECORD, "chroma.sqlite3", ".tantivy-meta.lock", ".tantivy-writer.lock")
"""Files written after the checksums, or changed by opening a generation: SQLite records that, tantivy locks."""


class Generation:
    """One generation, opened for reading: its manifest and both ways of searching it."""

    def __init__(self, folder: Path, storage: VectorStorage) -> None:
        """Open the generation in ``folder``, whose shared lock is held; ``held`` is closed with the generation.

        Raises:
            StoreDamaged: its manifest cannot be read, or a part is missing.
        """
        self.held = ExitStack()
        self.folder = folder
        self.readers = 0
        self.manifest = read_manifest(folder)
        self.sources = self.manifest.sources()
        check_parts(folder, storage)
        _check_sizes(folder, self.manifest)
        self.vectors = storage.open(folder, self.manifest)
        self.keywords = KeywordSearch(folder / _WORDS)

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.manifest.generation

    @cached_property
    def status(self) -> Status:
        """What the generation holds, without the differences of the folder of documents."""
        manifest = self.manifest
        files = manifest.listed()
        return Status(
            generation=manifest.generation,
            documents=len(files),
            passages=manifest.passages,
            indexed_at=manifest.made_at,
            model=str(manifest.configuration["embedding"]),
            failed=manifest.failures,
            files=files,
        )

    def named(self, passage: Passage) -> Passage:
        """Return ``passage`` with the present name of its file: renaming a file leaves its passages on disk alone."""
        source = self.sources.get(passage.document_id, passage.source)
        row = self.manifest.documents.get(passage.document_id)
        return replace(passage, source=source, title=row.title or source if row else passage.title)

    def close(self) -> None:
        """Release its files and its lock."""
        self.vectors.close()
        self.held.close()


@dataclass(slots=True)
class Draft:
    """A generation being built; it has no readers before it is published."""

    folder: Path
    storage: VectorStorage
    vectors: VectorSearch
    keywords: KeywordSearch

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    def change(self, removed: Sequence[str], added: Sequence[Passage], vectors: Sequence[Vector]) -> None:
        """Remove the documents ``removed`` (ids) and add the passages ``added`` with their vectors."""
        if removed and not self.storage.is_shared:
            self.vectors.remove(removed, self.keywords.passage_ids(removed))
        if added:
            pairs = zip(added, vectors, strict=True)
            self.vectors.add(added, [jitter(vector, passage.id).tolist() for passage, vector in pairs])
        if removed or added:
            self.keywords.change(removed, added)

    def completed(self, manifest: Manifest, before: Manifest | None) -> Manifest:
        """Return ``manifest`` with what the draft's folder says; ``before`` has the checksums of files shared with it.

        The draft must be closed.
        """
        blank_unused(self.folder / "chroma")
        known = before.checksums if before else {}
        shared = {name: found for name, found in known.items() if name.startswith(_WORDS) and not _is_rewritten(name)}
        paths = [path for path in sorted(self.folder.rglob("*")) if path.is_file()]
        names = {path.relative_to(self.folder).as_posix(): path for path in paths if path.name not in _WITHOUT_CHECKSUM}
        checksums = {name: shared.get(name) or checksum_of(path) for name, path in names.items()}
        return replace(manifest, checksums=checksums, collection=CollectionRecord.read(self.folder).name)

    def close(self) -> None:
        """Release its files."""
        self.vectors.close()


def draft_in(folder: Path, storage: VectorStorage, live: Path | None, manifest: Manifest | None) -> Draft:
    """Return a draft in the new ``folder``: a copy of ``live``, or empty.

    Raises:
        StoreDamaged: the live generation lacks a part.
    """
    if live:
        check_parts(live, storage)
    folder.mkdir()
    (folder / LOCK).touch()
    if live:
        # tantivy's segments are immutable, so they are shared; it replaces other files by renaming new ones.
        shutil.copytree(live / _WORDS, folder / _WORDS, copy_function=_linked)
    return Draft(folder, storage, storage.draft(folder, live, manifest), KeywordSearch(folder / _WORDS))


def check_parts(folder: Path, storage: VectorStorage) -> None:
    """Refuse a generation that lacks a part: opening it would make an empty one.

    Raises:
        StoreDamaged: it does.
    """
    if not all((folder / name).exists() for name in (storage.part, _WORDS_PART)):
        raise StoreDamaged(f"A part of {folder} is missing: run `qa-bot index --rebuild`.")


def lock_shared(folder: Path) -> IO[bytes] | None:
    """Return a shared lock on a generation, None where it is absent or being removed."""
    return _locked(folder, fcntl.LOCK_SH)


def lock_exclusive(folder: Path) -> IO[bytes] | None:
    """Return the exclusive lock on a generation, None where it has readers."""
    (folder / LOCK).touch()  # a draft may have been killed before it had one
    return _locked(folder, fcntl.LOCK_EX)


def _locked(folder: Path, kind: int) -> IO[bytes] | None:
    try:
        lock = (folder / LOCK).open("rb")
    except OSError:
        return None
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _is_rewritten(name: str) -> bool:
    """Return whether tantivy replaces the file of this name; all others never change."""
    return name.endswith((".json", ".lock"))


def _linked(source: str, target: str) -> None:
    if _is_rewritten(source):
        shutil.copy2(source, target)
    else:
        os.link(source, target)


def damaged_files(folder: Path, manifest: Manifest) -> list[str]:
    """Return the files of a generation whose content is not what was published.

    To be called before they are opened: Chroma takes a damaged file for a whole one, and crashes the process.
    """
    return [name for name, found in manifest.checksums.items() if checksum_of(folder / name) != tuple(found)]


def _check_sizes(folder: Path, manifest: Manifest) -> None:
    """Refuse a generation with a truncated file: Chroma would crash the process."""
    for name, (size, _) in manifest.checksums.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise StoreDamaged(f"{path} is missing or damaged: run `qa-bot index --rebuild`.")


def checksum_of(path: Path) -> Checksum:
    """Return a file's present size and hash."""
    try:
        with path.open("rb") as stream:
            return os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return -1, ""
