"""The nodes of any LlamaIndex vector store, as passages with their vectors."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)

from qa_bot.errors import StoreUnusable
from qa_bot.records import Passage
from qa_bot.search.chroma_rows import LOOKED, SAME, batches, best_within
from qa_bot.search.nodes import from_node, to_node
from qa_bot.search.store_name import StoreName
from qa_bot.search.vector_search import Near

VectorOf = Callable[[Passage], list[float] | None]
"""The vector that was made of a passage, or None where it is not kept."""

_NAMED = 100  # documents named in one request: a list of them may stand in an SQL statement


class StoreRows:
    """What a store that is named by an import path holds.

    Passages go in as nodes under a UUID made of the passage's id, which is what the stricter stores ask for. A store
    may keep a second copy of a node that is put in again (a table in PostgreSQL does): it is told once. An
    ``OSError``, which is what lost connections are in Python, becomes a ``StoreUnusable``; a driver's own errors, which
    have nothing in common, go through as they are.
    """

    def __init__(self, store: BasePydanticVectorStore, site: StoreName, vector_of: VectorOf) -> None:
        """``site`` is where it is, ``vector_of`` is what true cosines are made of."""
        self._store = store
        self._site = site
        self._vector_of = vector_of

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.add`."""
        nodes = [to_node(passage, vector) for passage, vector in zip(passages, vectors, strict=True)]
        for node in nodes:
            node.id_ = str(uuid.uuid5(uuid.NAMESPACE_OID, node.id_))
        if nodes:
            with self._site.told():
                self._store.add(nodes)

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`."""
        for name in document_ids:
            with self._site.told():
                self._store.delete(name)

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[Near]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.nearest`.

        What a store calls similarity has no common meaning, so the cosine is computed from the vector that is kept; of
        a passage without one the similarity is taken, as far as it is from 0 to 1.
        """
        if within is None:
            return self._ranked(vector, count, None)
        parts = (self._ranked(vector, count, _only(some)) for some in batches(dict.fromkeys(within), _NAMED))
        return best_within((near for part in parts for near in part), count)

    def stored(self, documents: Iterable[str]) -> Iterator[tuple[Passage, list[float]]]:
        """The passages of ``documents``, each with its vector.

        Where the store lists nodes without vectors, the kept vector stands in for it: whether the store has it is told
        by :meth:`missing`. A passage that has neither is left out.

        Raises:
            StoreUnusable: the store cannot list.
        """
        for some in batches(documents, _NAMED):
            told_already: set[str] = set()
            for node in self._listed(_only(some)):
                passage = from_node(node)
                vector = node.embedding or self._vector_of(passage)
                if vector is not None and passage.id not in told_already:
                    told_already.add(passage.id)
                    yield passage, list(vector)

    def missing(self, known: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.missing`."""
        for name, vector in known:
            found = self._ranked(vector, LOOKED, None)
            all_same = len(found) == LOOKED and found[-1][1] >= 1.0 - SAME
            if not all_same and name not in {passage.id for passage, _ in found}:
                yield name

    def _ranked(self, vector: list[float], count: int, filters: MetadataFilters | None) -> list[Near]:
        query = VectorStoreQuery(query_embedding=vector, similarity_top_k=count, filters=filters)
        with self._site.told():
            result = self._store.query(query)
        nodes = result.nodes or []
        found: dict[str, Near] = {}
        for node, similarity in zip(nodes, result.similarities or [0.0] * len(nodes), strict=True):
            passage = from_node(node)
            if passage.id not in found:
                found[passage.id] = passage, self._cosine(vector, passage, similarity)
        return best_within(found.values(), count)

    def _cosine(self, vector: list[float], passage: Passage, similarity: float) -> float:
        kept = self._vector_of(passage)
        return min(max(similarity, 0.0), 1.0) if kept is None else _cosine(vector, kept)

    def _listed(self, filters: MetadataFilters) -> list[Any]:
        try:
            with self._site.told():
                return self._store.get_nodes(filters=filters)
        except NotImplementedError:
            raise StoreUnusable(
                f"{self._site.sentence} cannot list what it holds: its passages cannot be verified."
            ) from None


def _only(documents: list[str]) -> MetadataFilters:
    return MetadataFilters(filters=[MetadataFilter(key="document_id", value=documents, operator=FilterOperator.IN)])


def _cosine(one: list[float], other: list[float]) -> float:
    lengths = float(numpy.linalg.norm(one)) * float(numpy.linalg.norm(other))
    return float(numpy.dot(one, other)) / lengths if lengths else 0.0
