"""Vector search over any LlamaIndex vector store that an import path names."""

import importlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)

from qa_bot.errors import SettingUnusable, StoreUnusable, translated
from qa_bot.records import Passage
from qa_bot.search.chroma_collection import PROBED, SAME, batches, merged
from qa_bot.search.nodes import from_node, to_node
from qa_bot.search.store_name import StoreName
from qa_bot.search.vector_search import ScoredPassage

VectorOf = Callable[[Passage], list[float] | None]
"""Returns the vector that was made of a passage, None where it is not cached."""

_DOCUMENTS = 100  # documents named in one request: their list may become part of an SQL statement


def imported_store(path: str, collection: str) -> BasePydanticVectorStore:
    """Return the store that ``path`` (``package.module:name``), called with the collection's name, makes.

    Raises:
        SettingUnusable: the path cannot be imported, or gives no LlamaIndex vector store that keeps text.
    """
    module, _, name = path.partition(":")
    try:
        make = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise SettingUnusable(
            f"QA_BOT_VECTORS: {path!r} cannot be imported ({error}); write local, http://host:port or"
            " package.module:name."
        ) from None
    with StoreName(f"the vector store {path}").translated_errors():
        store = make(collection) if callable(make) else make
    if not isinstance(store, BasePydanticVectorStore):
        raise SettingUnusable(
            f"QA_BOT_VECTORS: {path} gives no LlamaIndex BasePydanticVectorStore; name something that does."
        )
    if not store.stores_text:
        raise SettingUnusable(f"QA_BOT_VECTORS: {type(store).__name__} keeps no text; name a store that does.")
    return store


class ImportedVectorSearch:
    """The nodes of a LlamaIndex vector store as passages with their vectors.

    Node ids are UUIDs made of the passages' ids, as the stricter stores demand. A store may keep a second copy of a
    node that is added again (a table in PostgreSQL does): it is returned once. ``OSError``, the kind of lost
    connections, becomes ``StoreUnusable``; other errors of drivers, which share no class, are not translated.
    """

    def __init__(self, store: BasePydanticVectorStore, vector_of: VectorOf) -> None:
        """``vector_of`` is what cosines are computed from."""
        self._store = store
        self._name = StoreName(f"the vector store {type(store).__name__}")
        self._vector_of = vector_of

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.add`."""
        nodes = [to_node(passage, vector) for passage, vector in zip(passages, vectors, strict=True)]
        for node in nodes:
            node.id_ = str(uuid.uuid5(uuid.NAMESPACE_OID, node.id_))
        if nodes:
            with self._name.translated_errors():
                self._store.add(nodes)

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`."""
        for name in document_ids:
            with self._name.translated_errors():
                self._store.delete(name)

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[ScoredPassage]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.nearest`.

        Stores define similarity differently, so cosines are computed from the cached vectors; for a passage
        without one, the score is the store's similarity, clipped to 0..1.
        """
        if within is None:
            return self._ranked(vector, count, None)
        parts = batches(dict.fromkeys(within), _DOCUMENTS)
        return merged((self._ranked(vector, count, _only(some)) for some in parts), count)

    def stored(self, documents: Iterable[str]) -> Iterator[tuple[Passage, list[float]]]:
        """Yield the passages of ``documents`` (ids), each with its vector.

        Where the store lists nodes without vectors, the cached vector is returned; :meth:`missing` says whether the
        store has it. Passages that have neither are left out.

        Raises:
            StoreUnusable: the store cannot list.
        """
        for some in batches(documents, _DOCUMENTS):
            seen: set[str] = set()
            for node in self._listed(_only(some)):
                passage = from_node(node)
                vector = node.embedding or self._vector_of(passage)
                if vector is not None and passage.id not in seen:
                    seen.add(passage.id)
                    yield passage, list(vector)

    def missing(self, vectors: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.missing`."""
        for name, vector in vectors:
            found = self._ranked(vector, PROBED, None)
            all_same = len(found) == PROBED and found[-1][1] >= 1.0 - SAME
            if not all_same and name not in {passage.id for passage, _ in found}:
                yield name

    def clear(self) -> None:
        """Remove all nodes, where the store can: LlamaIndex has no way to delete a collection."""
        with self._name.translated_errors(), suppress(NotImplementedError):
            self._store.clear()

    def close(self) -> None:
        """Do nothing: the store's creator closes it."""

    def _ranked(self, vector: list[float], count: int, filters: MetadataFilters | None) -> list[ScoredPassage]:
        query = VectorStoreQuery(query_embedding=vector, similarity_top_k=count, filters=filters)
        with self._name.translated_errors():
            result = self._store.query(query)
        nodes = result.nodes or []
        found: dict[str, ScoredPassage] = {}
        for node, similarity in zip(nodes, result.similarities or [0.0] * len(nodes), strict=True):
            passage = from_node(node)
            if passage.id not in found:
                found[passage.id] = passage, self._cosine(vector, passage, similarity)
        return merged([found.values()], count)

    def _cosine(self, vector: list[float], passage: Passage, similarity: float) -> float:
        made = self._vector_of(passage)
        return min(max(similarity, 0.0), 1.0) if made is None else _cosine(vector, made)

    def _listed(self, filters: MetadataFilters) -> list[Any]:
        with translated(NotImplementedError, self._unlisted), self._name.translated_errors():
            return self._store.get_nodes(filters=filters)

    def _unlisted(self, _: BaseException) -> StoreUnusable:
        return StoreUnusable(f"{self._name.sentence} cannot list what it holds: its passages cannot be verified.")


def _only(documents: list[str]) -> MetadataFilters:
    return MetadataFilters(filters=[MetadataFilter(key="document_id", value=documents, operator=FilterOperator.IN)])


def _cosine(one: list[float], other: list[float]) -> float:
    lengths = float(numpy.linalg.norm(one)) * float(numpy.linalg.norm(other))
    return float(numpy.dot(one, other)) / lengths if lengths else 0.0
