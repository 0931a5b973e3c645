"""Vector search over a Chroma folder that belongs to one generation."""

import os
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings

from qa_bot.search.chroma_collection import CONFIGURATION, PAGE, ChromaCollection
from qa_bot.search.store_name import StoreName

_COLLECTION = "passages"
_HEADER, _LENGTH_BYTES = struct.Struct("<i4Q"), 4


class ChromaVectorSearch(ChromaCollection):
    """Passages with their vectors in a local Chroma folder; see :class:`qa_bot.search.vector_search.VectorSearch`.

    A folder belongs to one generation: Chroma caches its clients by path, and would not notice a changed folder.
    """

    def __init__(self, folder: Path, page: int = PAGE) -> None:
        """Open the folder, or make it; ``page`` is the number of rows read at a time.

        Raises:
            StoreUnusable: it is damaged, or cannot be made or written (Chroma writes even to read).
        """
        name = StoreName(f"the vector store {folder}", folder)
        with name.translated_errors(ValueError):
            self._client = _client(folder)
        self._folder = folder
        try:
            with name.translated_errors():
                super().__init__(self._passages(), name, page)
        except BaseException:
            self._client.close()
            raise

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`.

        An empty collection is created again: Chroma rewrites the files of an empty graph whenever it is searched, and a
        generation's files must not change.
        """
        super().remove(document_ids, passage_ids)
        with self._name.translated_errors():
            if not self._collection.count():
                self._client.delete_collection(_COLLECTION)
                for graph in filter(Path.is_dir, self._folder.iterdir()):
                    shutil.rmtree(graph)  # Chroma leaves it there
                self._collection = self._passages()

    def close(self) -> None:
        """Release the folder's files."""
        self._client.close()

    def _passages(self) -> Any:
        return self._client.get_or_create_collection(_COLLECTION, configuration=CONFIGURATION, embedding_function=None)


def blank_unused(folder: Path) -> None:
    """Zero the parts of a closed graph's files that hold no vectors.

    hnswlib writes all the memory that it has reserved: anything that this process had in memory may be in it, also what
    was erased. The header of its files holds the reserved and the used elements, and the bytes of one.
    """
    for header in folder.glob("*/header.bin"):
        _, _, reserved, used, size = _HEADER.unpack_from(header.read_bytes())
        for name, element_bytes in (("data_level0.bin", size), ("length.bin", _LENGTH_BYTES)):
            path = header.with_name(name)
            if path.stat().st_size == reserved * element_bytes:
                os.truncate(path, used * element_bytes)
                os.truncate(path, reserved * element_bytes)


def _client(folder: Path) -> Any:
    folder.mkdir(parents=True, exist_ok=True)
    # Neither telemetry nor Chroma's own model: both would use the network.
    settings = ChromaSettings(anonymized_telemetry=False)
    try:
        return chromadb.PersistentClient(str(folder), settings)
    except AttributeError:
        # A client that failed to start stays in chromadb's cache; failing over it there removes it.
        return chromadb.PersistentClient(str(folder), settings)
