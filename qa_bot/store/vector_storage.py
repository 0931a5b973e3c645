"""Where the vectors of the generations are: in a folder of each, or in a collection that all of them share.

In a shared collection a generation is the set of its documents' ids, and readers ignore every other row. A run adds the
rows of new documents and publishes; rows of documents that no generation has go after that, with their texts. A crash
at any moment therefore leaves rows that no reader returns, and that the next run removes.
"""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import orjson

from qa_bot.records import Passage
from qa_bot.search.chroma import ChromaVectorSearch
from qa_bot.search.remote.shared_vector_search import SharedVectorSearch, drop_collection, open_collection
from qa_bot.search.vector_search import VectorSearch
from qa_bot.settings import LOCAL
from qa_bot.store import atomic_files
from qa_bot.store.copies import copy_folder
from qa_bot.store.jitter import jitter
from qa_bot.store.manifest import Manifest
from qa_bot.store.vector_cache import VectorCache

RECORD = "adding.json"
"""The file in a generation's folder that names its shared collection."""
DATABASE = "chroma/chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class CollectionRecord:
    """The content of :data:`RECORD`: the setting ``vectors``, and the collection's name, "" for a local generation."""

    setting: str = LOCAL
    name: str = ""

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        atomic_files.write(folder / RECORD, orjson.dumps({"setting": self.setting, "collection": self.name}))

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read it; the one of a local generation where there is none."""
        try:
            found = orjson.loads((folder / RECORD).read_bytes())
            return cls(found["setting"], found["collection"])
        except (OSError, ValueError, TypeError, LookupError):
            return cls()


class VectorStorage:
    """The storage of the vectors of all generations of a store.

    ``is_shared`` says whether they share a collection (of a Chroma server, or of any other LlamaIndex vector store);
    otherwise each has a Chroma folder. ``part`` is the file without which a generation has no vectors.
    """

    def __init__(self, setting: str, vector_cache: VectorCache) -> None:
        """``setting`` is :attr:`qa_bot.settings.Settings.vectors`; nothing is opened yet."""
        self._setting = setting
        self._vector_cache = vector_cache
        self.is_shared = setting != LOCAL
        self.part = RECORD if self.is_shared else DATABASE

    def open(self, folder: Path, manifest: Manifest) -> VectorSearch:
        """Open the vectors of the generation in ``folder`` for reading."""
        if not self.is_shared:
            return ChromaVectorSearch(folder / "chroma")
        collection = open_collection(self._setting, manifest.collection, self._vector_of, create=False)
        return SharedVectorSearch(collection, manifest.documents)

    def draft(self, folder: Path, live: Path | None, manifest: Manifest | None) -> VectorSearch:
        """Open the vectors of a draft in ``folder`` for changes, beginning with those of ``live``.

        A local folder is copied, since Chroma changes its files in place. The shared collection is used by the draft
        too, since filling another is slow (``docs/scale.md``). A new collection gets a name that no run has used, since
        requests of a killed run may reach the server late.
        """
        if not self.is_shared:
            if live:
                copy_folder(live / "chroma", folder / "chroma")
            return ChromaVectorSearch(folder / "chroma")
        name = manifest.collection if live and manifest else f"qa_bot_{uuid.uuid4().hex}"
        CollectionRecord(self._setting, name).write(folder)
        return SharedVectorSearch(open_collection(self._setting, name, self._vector_of), ())

    def remove(self, manifest: Manifest, documents: Sequence[str]) -> None:
        """Remove documents (ids) that no generation has from a shared collection; local drafts have removed them."""
        if self.is_shared:
            opened = open_collection(self._setting, manifest.collection, self._vector_of, create=False)
            with closing(opened) as collection:
                collection.remove(documents)

    def _vector_of(self, passage: Passage) -> list[float] | None:
        vector = self._vector_cache.vector_of(passage)
        return None if vector is None else jitter(vector, passage.id).tolist()


def storage_in(folder: Path, vector_cache: VectorCache) -> VectorStorage:
    """Return the storage that the generation in ``folder`` was made with, which the present setting may not name."""
    return VectorStorage(CollectionRecord.read(folder).setting, vector_cache)


def drop_vectors(folder: Path, others: Iterable[Manifest]) -> None:
    """Delete the collection of the generation in ``folder`` unless one of the ``others`` shares it.

    Raises:
        StoreUnusable: the vector store cannot be reached.
    """
    record = CollectionRecord.read(folder)
    if record.name and all(manifest.collection != record.name for manifest in others):
        drop_collection(record.setting, record.name)
