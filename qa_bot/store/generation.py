"""One generation: opened to be read, or as a draft that is being built.

A generation is a folder that never changes once ``CURRENT`` names it. Who reads it holds a shared lock on a file in it.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
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
from qa_bot.store.manifest import FILE, Manifest, Seal, read_manifest
from qa_bot.store.reports import Status
from qa_bot.store.vector_cache import Vector
from qa_bot.store.vector_storage import ADDING, VectorStorage

LOCK = "readers.lock"

_WORDS = "words"
_WORDS_PART = "words/meta.json"
_UNSEALED = (LOCK, FILE, ADDING, "chroma.sqlite3", ".tantivy-meta.lock", ".tantivy-writer.lock")
"""What is written after the seal, or changes when a generation is opened: SQLite notes that, and tantivy locks."""


class Generation:
    """One generation, opened to read: its manifest and both ways of searching it."""

    def __init__(self, folder: Path, home: VectorStorage) -> None:
        """Open the generation in ``folder``, whose shared lock is held already; ``held`` is closed with it.

        Raises:
            StoreDamaged: its manifest cannot be read, or a part is missing.
        """
        self.held = ExitStack()
        self.folder = folder
        self.readers = 0
        self.manifest = read_manifest(folder)
        self.sources = self.manifest.sources()
        check_parts(folder, home)
        _check_sizes(folder, self.manifest)
        self.vectors = home.opened(folder, self.manifest)
        self.keywords = KeywordSearch(folder / _WORDS)

    @property
    def name(self) -> str:
        """Its folder's name."""
        return self.manifest.generation

    @cached_property
    def status(self) -> Status:
        """What the generation holds, without how the folder differs; its files are listed once."""
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
        """A passage of it under its file's present name: a renamed file keeps its passages as they are on disk."""
        source = self.sources.get(passage.document_id, passage.source)
        row = self.manifest.documents.get(passage.document_id)
        return replace(passage, source=source, title=row.title or source if row else passage.title)

    def close(self) -> None:
        """Let go of its files and of what keeps them."""
        self.vectors.close()
        self.held.close()


@dataclass(slots=True)
class Draft:
    """A generation being built; nobody reads it before it is published."""

    folder: Path
    home: VectorStorage
    vectors: VectorSearch
    keywords: KeywordSearch

    @property
    def name(self) -> str:
        """Its folder's name."""
        return self.folder.name

    def begin(self, documents: Iterable[str]) -> None:
        """``documents`` (ids) are what will be put in; to be told before the first is."""
        self.home.begun(self.folder, documents)

    def change(self, removed: Sequence[str], added: Sequence[Passage], vectors: Sequence[Vector]) -> None:
        """Take out the documents ``removed`` and put in the passages ``added`` with their vectors."""
        if removed:
            self.home.removed(self.vectors, removed, self.keywords.passages_of(removed))
        if added:
            pairs = zip(added, vectors, strict=True)
            self.vectors.add(added, [jitter(vector, passage.id).tolist() for passage, vector in pairs])
        if removed or added:
            self.keywords.change(removed, added)

    def sealed(self, manifest: Manifest, before: Manifest | None) -> Manifest:
        """``manifest`` with what only the draft's folder tells; ``before`` knows the files that the two share."""
        blank_unused(self.folder / "chroma")
        known = before.sealed if before else {}
        shared = {name: seal for name, seal in known.items() if name.startswith(_WORDS) and not _is_rewritten(name)}
        paths = [path for path in sorted(self.folder.rglob("*")) if path.is_file() and path.name not in _UNSEALED]
        names = {path.relative_to(self.folder).as_posix(): path for path in paths}
        seals = {name: shared.get(name) or seal_of(path) for name, path in names.items()}
        return replace(manifest, sealed=seals, collection=self.home.collection(self.folder))

    def close(self) -> None:
        """Let go of its files."""
        self.vectors.close()


def draft_in(folder: Path, home: VectorStorage, live: Path | None, manifest: Manifest | None) -> Draft:
    """A draft in the new ``folder`` that begins as a copy of ``live``, or with nothing.

    Raises:
        StoreDamaged: the live generation lacks a part.
    """
    if live:
        check_parts(live, home)
    folder.mkdir()
    (folder / LOCK).touch()
    if live:
        # Segments are immutable, so they are shared; what tantivy rewrites, it writes anew and renames.
        shutil.copytree(live / _WORDS, folder / _WORDS, copy_function=_linked)
    return Draft(folder, home, home.drafted(folder, live, manifest), KeywordSearch(folder / _WORDS))


def check_parts(folder: Path, home: VectorStorage) -> None:
    """Refuse a generation that lacks a part: opening it would make an empty one."""
    if not all((folder / name).exists() for name in (*home.parts, _WORDS_PART)):
        raise StoreDamaged(f"A part of {folder} is missing: run `qa-bot index --rebuild`.")


def lock_shared(folder: Path) -> IO[bytes] | None:
    """A shared lock on a generation, or None where it is gone or being swept."""
    return _locked(folder, fcntl.LOCK_SH)


def lock_alone(folder: Path) -> IO[bytes] | None:
    """The only lock on a generation, or None where somebody reads it; a draft that died early gets its lock first."""
    (folder / LOCK).touch()
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
    """Whether tantivy writes a file anew under its old name; all others never change."""
    return name.endswith((".json", ".lock"))


def _linked(source: str, target: str) -> None:
    if _is_rewritten(source):
        shutil.copy2(source, target)
    else:
        os.link(source, target)


def damaged(folder: Path, manifest: Manifest) -> list[str]:
    """The sealed files of a generation that are not what was published.

    To be looked at before they are opened: Chroma takes a damaged file for a whole one, and the process down with it.
    """
    return [name for name, seal in manifest.sealed.items() if seal_of(folder / name) != tuple(seal)]


def _check_sizes(folder: Path, manifest: Manifest) -> None:
    """Refuse a generation with a file that was cut short: Chroma would take the process down with it."""
    for name, (size, _) in manifest.sealed.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise StoreDamaged(f"{path} is missing or damaged: run `qa-bot index --rebuild`.")


def seal_of(path: Path) -> Seal:
    """A file's size and hash as they are now."""
    try:
        with path.open("rb") as stream:
            return os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return -1, ""
