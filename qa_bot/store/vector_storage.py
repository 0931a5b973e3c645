"""Where a generation's vectors live: in its own folder, or in a collection that all generations share.

In a shared collection a generation is the set of its documents' ids. What a run adds is written down first, then put
in, then made live by the swap, and what is not needed any more is taken out last. So a crash at any moment leaves only
garbage, which readers filter out, and which goes with the folder of the generation that named it. What a process has
asked of a server may still come about when it is dead: so long that folder stays, to be swept again.
"""

import time
import uuid
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import orjson

from qa_bot.records import Passage
from qa_bot.search.chroma import ChromaVectorSearch
from qa_bot.search.remote.shared_vector_search import SECONDS, SharedVectorSearch, drop_collection, open_vector_store
from qa_bot.search.vector_search import VectorSearch
from qa_bot.settings import LOCAL
from qa_bot.store import atomic_files
from qa_bot.store.copies import copied
from qa_bot.store.jitter import jitter
from qa_bot.store.manifest import FILE, Manifest, read_manifest
from qa_bot.store.vector_cache import VectorCache

ADDING = "adding.json"
"""In the folder of a generation with shared vectors: the collection, and the documents that are put into it."""
LINGERING = SECONDS
"""So many seconds what a dead process has asked of a server may come late: as long as a request may take."""

_DIED = "died"
"""In the folder of a draft that died: since when that is known."""


@dataclass(frozen=True, slots=True)
class _Adding:
    """What stands in :data:`ADDING`: the setting, the collection, and the documents."""

    setting: str = LOCAL
    collection: str = ""
    documents: Collection[str] = ()

    def write(self, folder: Path) -> None:
        atomic_files.write(folder / ADDING, orjson.dumps(self))

    @classmethod
    def read(cls, folder: Path) -> Self:
        try:
            return cls(**orjson.loads((folder / ADDING).read_bytes()))
        except (OSError, ValueError, TypeError):  # a local one, or one that died before it had put anything in
            return cls()


class VectorStorage(Protocol):
    """One way of keeping the vectors of all generations of a store."""

    parts: tuple[str, ...]
    """The files without which a generation has no vectors."""

    def opened(self, folder: Path, manifest: Manifest) -> VectorSearch:
        """The vectors of the generation in ``folder``, to be read."""

    def drafted(self, folder: Path, live: Path | None, manifest: Manifest | None) -> VectorSearch:
        """The vectors of a generation that is being built in ``folder``, to be changed; at first those of ``live``."""

    def begun(self, folder: Path, documents: Iterable[str]) -> None:
        """``documents`` are about to be put into the draft in ``folder``."""

    def removed(self, vectors: VectorSearch, documents: Sequence[str], passages: Sequence[str]) -> None:
        """``documents`` are in no file any more: take their ``passages`` (ids) out, if nobody reads them."""

    def collection(self, folder: Path) -> str:
        """Where the vectors of ``folder`` are in the shared store, "" where nothing is shared."""

    def swept(self, folder: Path, kept: Iterable[Manifest]) -> bool:
        """The generation in ``folder`` is about to go: take out what only it has; whether nothing more can come of it.

        Otherwise the folder, which tells what that is, has to stay, and is to be swept again.
        """


class LocalVectorStorage:
    """A Chroma folder for each generation."""

    parts: tuple[str, ...] = ("chroma/chroma.sqlite3",)

    def opened(self, folder: Path, manifest: Manifest) -> VectorSearch:
        """The Chroma folder of the generation."""
        return ChromaVectorSearch(folder / "chroma")

    def drafted(self, folder: Path, live: Path | None, manifest: Manifest | None) -> VectorSearch:
        """A copy of the live one's: Chroma changes its files in place, so they cannot be shared."""
        if live:
            copied(live / "chroma", folder / "chroma")
        return ChromaVectorSearch(folder / "chroma")

    def begun(self, folder: Path, documents: Iterable[str]) -> None:
        """Nothing to be written down: a draft that dies goes with its folder."""

    def removed(self, vectors: VectorSearch, documents: Sequence[str], passages: Sequence[str]) -> None:
        """Take them out: nobody else reads the draft."""
        vectors.remove(documents, passages)

    def collection(self, folder: Path) -> str:
        """Nothing is shared."""
        return ""

    def swept(self, folder: Path, kept: Iterable[Manifest]) -> bool:
        """Nothing to do: the vectors go with the folder."""
        return True


class SharedVectorStorage:
    """A collection of a Chroma server, or of any other LlamaIndex vector store."""

    parts: tuple[str, ...] = (ADDING,)

    def __init__(self, setting: str, embedded: VectorCache) -> None:
        """``setting`` is what :class:`qa_bot.settings.Settings` calls ``vectors``; nothing is opened yet."""
        self._setting = setting
        self._embedded = embedded

    def opened(self, folder: Path, manifest: Manifest) -> VectorSearch:
        """The collection, as far as it belongs to the generation."""
        return self._meaning(manifest.collection, manifest.documents.keys(), create=False)

    def drafted(self, folder: Path, live: Path | None, manifest: Manifest | None) -> VectorSearch:
        """The live one's collection, or a new one where the index is built from nothing."""
        name = manifest.collection if live and manifest else f"qa_bot_{uuid.uuid4().hex}"
        _Adding(self._setting, name).write(folder)
        return self._meaning(name, (), create=True)

    def begun(self, folder: Path, documents: Iterable[str]) -> None:
        """Write down what is added, so that it can be taken out again if this run dies."""
        _Adding(self._setting, self.collection(folder), list(documents)).write(folder)

    def removed(self, vectors: VectorSearch, documents: Sequence[str], passages: Sequence[str]) -> None:
        """Nothing: readers of the live generation need them until it is swept."""

    def collection(self, folder: Path) -> str:
        """The collection's name."""
        return _Adding.read(folder).collection

    def swept(self, folder: Path, kept: Iterable[Manifest]) -> bool:
        """Take out the documents that no other generation has, or the whole collection where none uses it.

        A whole generation has been answered all that it asked for. Of a draft that died a request may be under way: it
        is swept when it is found, and once more when nothing can come any more.
        """
        is_whole, died = (folder / FILE).exists(), folder / _DIED
        if died.exists() and time.time() - died.stat().st_mtime < LINGERING:
            return False
        is_over = is_whole or died.exists()
        adding = _Adding.read(folder)
        sharing = [manifest for manifest in kept if manifest.collection == adding.collection]
        if sharing:
            documents = {*adding.documents, *(read_manifest(folder).documents if is_whole else ())}
            self._take_out(adding.collection, documents.difference(*(manifest.documents for manifest in sharing)))
        else:
            drop_collection(self._setting, adding.collection)
        if not is_over:
            died.touch()
        return is_over

    def _take_out(self, collection: str, garbage: Collection[str]) -> None:
        if garbage:
            with closing(self._meaning(collection, (), create=False)) as vectors:
                vectors.remove(sorted(garbage))

    def _meaning(self, collection: str, documents: Collection[str], create: bool) -> VectorSearch:
        return SharedVectorSearch(open_vector_store(self._setting, collection, create), documents, self._vector_of)

    def _vector_of(self, passage: Passage) -> list[float] | None:
        vector = self._embedded.of(passage)
        return None if vector is None else jitter(vector, passage.id).tolist()


def storage_of(setting: str, embedded: VectorCache) -> VectorStorage:
    """The home that the setting ``vectors`` names."""
    return LocalVectorStorage() if setting == LOCAL else SharedVectorStorage(setting, embedded)


def storage_in(folder: Path, embedded: VectorCache) -> VectorStorage:
    """The home that the generation in ``folder`` was made with, whatever the setting is by now."""
    return storage_of(_Adding.read(folder).setting, embedded)
