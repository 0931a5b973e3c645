"""The rows of one Chroma collection, in a folder or on a server, as passages with their vectors."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from chromadb.api.collection_configuration import CreateCollectionConfiguration

from qa_bot.records import Passage
from qa_bot.search.nodes import from_row, to_row
from qa_bot.search.store_name import StoreName
from qa_bot.search.vector_search import ScoredPassage

PAGE = 10_000
"""Rows read at a time; Chroma's ``get()`` fails above 32,766, the number of variables in one SQLite statement."""
CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "max_neighbors": 32,
        "ef_construction": 200,
        "ef_search": 200,
        "sync_threshold": 1,
        "batch_size": 1,
    }
}
"""Distances are 1 - cosine; the graph has twice Chroma's usual links, see :mod:`qa_bot.store.jitter` for the measure.

The graph is flushed to its files at every change: before that, each process that opens the folder would write them,
while others read them.
"""
PROBED = 10
"""Passages retrieved when checking that a passage is found by its own vector."""
SAME = 1e-5
"""Vectors with a cosine above 1 - SAME are equal: single precision leaves a few millionths."""

_WRITTEN = 1_000  # rows per request; Chroma takes 5,461
_DOCUMENTS_READ = 500  # documents per request when reading rows
_DOCUMENTS_SEARCHED = 10_000  # documents per search: they are variables of a statement too
_VECTORS_SEARCHED = 500  # vectors per request

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of ``size``, the last one shorter."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def merged(rankings: Iterable[Iterable[ScoredPassage]], count: int) -> list[ScoredPassage]:
    """Return the ``count`` best passages of several rankings, best first."""
    scored = (one for ranking in rankings for one in ranking)
    return sorted(scored, key=lambda one: one[1], reverse=True)[:count]


class ChromaCollection:
    """A collection with cosine distances, as a :class:`qa_bot.search.vector_search.VectorSearch` that needs no closing.

    LlamaIndex's Chroma store can read the rows, but does not write them: it leaves a row unchanged whose id exists, and
    neither pages nor batches.
    """

    def __init__(self, collection: Any, name: StoreName, page: int = PAGE) -> None:
        """``page`` is the number of rows read at a time."""
        self._collection = collection
        self._name = name
        self._page = page

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.add`."""
        for rows in batches(list(zip(passages, vectors, strict=True)), _WRITTEN):
            with self._name.translated_errors():
                self._collection.upsert(
                    ids=[passage.id for passage, _ in rows],
                    embeddings=[vector for _, vector in rows],
                    metadatas=[to_row(passage) for passage, _ in rows],
                    documents=[passage.text for passage, _ in rows],
                )

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`.

        Rows are removed by id: Chroma cannot remove more rows at once than SQLite takes variables.
        """
        ids = passage_ids
        if ids is None:
            ids = [name for page in self._pages([], document_ids) for name in page["ids"]]
        for some in batches(ids, _WRITTEN):
            with self._name.translated_errors():
                self._collection.delete(ids=some)

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[ScoredPassage]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.nearest`."""
        if within is None:
            return self._ranked(vector, count, None)
        parts = batches(dict.fromkeys(within), _DOCUMENTS_SEARCHED)
        return merged((self._ranked(vector, count, _only(some)) for some in parts), count)

    def stored(self, documents: Iterable[str] | None = None) -> Iterator[tuple[Passage, list[float]]]:
        """Yield every passage, or those of ``documents`` (ids), with its vector.

        Passages whose vector is zero, which no search finds, are left out.
        """
        for page in self._pages(["embeddings", "metadatas", "documents"], documents):
            for row, text, vector in zip(page["metadatas"], page["documents"], page["embeddings"], strict=True):
                if any(vector):
                    yield from_row(row, text), [float(number) for number in vector]

    def missing(self, vectors: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.missing`."""
        for some in batches(vectors, _VECTORS_SEARCHED):
            with self._name.translated_errors():
                found = self._collection.query(
                    query_embeddings=[vector for _, vector in some], n_results=PROBED, include=["distances"]
                )
            for (name, _), ids, distances in zip(some, found["ids"], found["distances"], strict=True):
                if name not in ids and not (len(ids) == PROBED and distances[-1] <= SAME):
                    yield name

    def _ranked(self, vector: list[float], count: int, where: dict[str, Any] | None) -> list[ScoredPassage]:
        with self._name.translated_errors():
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=count,
                where=where,
                include=["metadatas", "documents", "distances"],
            )
        rows = zip(found["metadatas"][0], found["documents"][0], found["distances"][0], strict=True)
        return [(from_row(row, text), 1.0 - distance) for row, text, distance in rows]

    def _pages(self, include: list[str], documents: Iterable[str] | None) -> Iterator[Any]:
        """Yield the rows of ``documents``, or all: a few documents at a time, so that no writer shifts the pages."""
        parts: Iterable[dict[str, Any] | None] = (
            [None] if documents is None else (_only(some) for some in batches(documents, _DOCUMENTS_READ))
        )
        for where in parts:
            yield from self._pages_where(include, where)

    def _pages_where(self, include: list[str], where: dict[str, Any] | None) -> Iterator[Any]:
        start = 0
        while True:
            with self._name.translated_errors():
                page = self._collection.get(include=include, where=where, limit=self._page, offset=start)
            yield page
            if len(page["ids"]) < self._page:
                return
            start += self._page


def _only(documents: list[str]) -> dict[str, Any]:
    return {"document_id": {"$in": documents}}
