"""The nearest vectors of one generation, in a Chroma folder of its own."""

import os
import shutil
import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings

from qa_bot.records import Passage
from qa_bot.search.chroma_rows import GRAPH, PAGE, ChromaRows
from qa_bot.search.store_name import StoreName
from qa_bot.search.vector_search import Near

_COLLECTION = "passages"
_HEADER, _LENGTH_BYTES = struct.Struct("<i4Q"), 4


class ChromaVectorSearch:
    """Passages with their vectors in a local Chroma folder; see :class:`qa_bot.search.vector_search.VectorSearch`.

    One folder belongs to one generation: Chroma caches its clients by path, so a folder that changes under a reader is
    not seen to change.
    """

    def __init__(self, folder: Path, page: int = PAGE) -> None:
        """Open the folder, making it where it is not there; ``page`` is how many rows are read back at a time.

        Raises:
            StoreUnusable: it is damaged, or cannot be made or written (Chroma writes even to read).
        """
        self._site = StoreName(f"the vector store {folder}", folder)
        self._folder, self._page = folder, page
        with self._site.told(ValueError):
            self._client = _client(folder)
        try:
            self._rows = self._opened()
        except BaseException:
            self._client.close()
            raise

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.add`."""
        self._rows.add(passages, vectors)

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`.

        Where nothing is left, the collection is made anew: Chroma writes the files of a graph that holds nothing again
        whenever it is searched, and a generation's files do not change.
        """
        self._rows.remove(document_ids, passage_ids)
        if self._rows.is_empty():
            with self._site.told():
                self._client.delete_collection(_COLLECTION)
                for graph in filter(Path.is_dir, self._folder.iterdir()):
                    shutil.rmtree(graph)  # Chroma leaves it there
            self._rows = self._opened()

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[Near]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.nearest`."""
        return self._rows.nearest(vector, count, within)

    def stored(self) -> Iterator[tuple[Passage, list[float]]]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.stored`."""
        return self._rows.stored()

    def missing(self, known: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.missing`."""
        return self._rows.missing(known)

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()

    def _opened(self) -> ChromaRows:
        with self._site.told():
            collection = self._client.get_or_create_collection(
                _COLLECTION, configuration=GRAPH, embedding_function=None
            )
        return ChromaRows(collection, self._site, self._page)


def blank_unused(folder: Path) -> None:
    """Blank what the files of a closed graph hold beyond its vectors.

    hnswlib writes all the memory that it has reserved, also what it has never used: anything that this process knew
    may be in it, also what was erased. Its header tells the reserved and the used elements, and the bytes of one.
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
    # Neither telemetry nor a model of Chroma's own: both would go to the network.
    settings = ChromaSettings(anonymized_telemetry=False)
    try:
        return chromadb.PersistentClient(str(folder), settings)
    except AttributeError:
        # A client that could not start stays in chromadb's cache, and only stumbling over it there takes it out.
        return chromadb.PersistentClient(str(folder), settings)
