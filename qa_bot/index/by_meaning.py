"""The nearest vectors: a LlamaIndex vector store, local Chroma by default."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)
from llama_index.core.vector_stores.utils import metadata_dict_to_node
from llama_index.vector_stores.chroma import ChromaVectorStore

from qa_bot.index.nodes import from_node, to_node
from qa_bot.records import Passage

_COLLECTION = "passages"
_PAGE = 10_000  # Chroma's get() with metadata fails above 32,766 rows


class ByMeaning:
    """Passages with their vectors in a local Chroma folder, reached through LlamaIndex's vector store contract.

    One folder belongs to one generation: Chroma caches its clients by path, so a folder that changes under a reader is
    not seen to change.
    """

    def __init__(self, folder: Path, page: int = _PAGE) -> None:
        """Open the folder, making it where it is not there; ``page`` is how many rows are read back at a time."""
        self._page = page
        folder.mkdir(parents=True, exist_ok=True)
        # Neither telemetry nor a model of Chroma's own: both would go to the network.
        self._client: Any = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
        self._collection = self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        self.store: BasePydanticVectorStore = ChromaVectorStore.from_collection(self._collection)

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """Put in passages, each with its vector; the ids must be new."""
        if passages:
            self.store.add([to_node(passage, vector) for passage, vector in zip(passages, vectors, strict=True)])

    def remove(self, document_id: str) -> None:
        """Take out every passage of a document."""
        self.store.delete(document_id)

    def nearest(
        self, vector: list[float], count: int, within: Sequence[str] | None = None
    ) -> list[tuple[Passage, float]]:
        """The ``count`` nearest passages, best first, each with its cosine; ``within`` keeps to these documents."""
        filters = None
        if within is not None and not within:  # Chroma refuses an empty list
            return []
        if within is not None:
            only = MetadataFilter(key="document_id", value=list(within), operator=FilterOperator.IN)
            filters = MetadataFilters(filters=[only])
        query = VectorStoreQuery(query_embedding=vector, similarity_top_k=count, filters=filters)
        result = self.store.query(query)
        # The contract's Chroma adapter gives exp(-distance), and the distance is 1 - cosine.
        cosines = [1.0 + math.log(max(similarity, 1e-9)) for similarity in result.similarities or []]
        return [(from_node(node), cosine) for node, cosine in zip(result.nodes or [], cosines, strict=True)]

    def passages(self) -> Iterator[Passage]:
        """All passages whose vector can be read back, as they were put in."""
        for page in self._pages(["embeddings", "metadatas", "documents"], None):
            rows = zip(page["metadatas"], page["documents"], page["embeddings"], strict=True)
            for metadata, text, vector in rows:
                if any(vector):
                    yield from_node(metadata_dict_to_node(metadata, text=text))

    def vectors_of(self, document_id: str) -> dict[str, list[float]]:
        """The vectors of a document's passages, by the passages' texts."""
        found: dict[str, list[float]] = {}
        for page in self._pages(["embeddings", "documents"], {"document_id": document_id}):
            rows = zip(page["documents"], page["embeddings"], strict=True)
            found.update((text, [float(value) for value in vector]) for text, vector in rows)
        return found

    def _pages(self, include: list[Any], where: dict[str, Any] | None) -> Iterator[Any]:
        start = 0
        while True:
            page = self._collection.get(include=include, where=where, limit=self._page, offset=start)
            yield page
            if len(page["ids"]) < self._page:
                return
            start += self._page
