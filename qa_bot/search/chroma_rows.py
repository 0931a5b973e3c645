"""The rows of one Chroma collection, in a folder or on a server, as passages with their vectors."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from chromadb.api.collection_configuration import CreateCollectionConfiguration

from qa_bot.records import Passage
from qa_bot.search.nodes import from_row, to_row
from qa_bot.search.store_name import StoreName
from qa_bot.search.vector_search import Near

PAGE = 10_000
"""Rows that are read back at a time; above 32,766, the variables that its SQLite takes, Chroma's ``get()`` fails."""
GRAPH: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "max_neighbors": 32,
        "ef_construction": 200,
        "ef_search": 200,
        "sync_threshold": 1,
        "batch_size": 1,
    }
}
"""How a collection is made: its distances are 1 - cosine, its graph twice as dense as Chroma's own.

See :mod:`qa_bot.store.jitter` for what that is measured by. The graph is written to its files at every change: as long
as it is not, each process that opens the folder writes them anew, while others read them.
"""
LOOKED = 10
"""Passages that a search brings when it is proven that a passage is found by its own vector."""
SAME = 1e-5
"""Vectors whose cosine is nearer to 1 than this are the same: single precision leaves a few millionths."""

_WRITTEN = 1_000  # rows at a time; Chroma takes 5,461
_NAMED = 500  # documents whose rows are read in one request
_WITHIN = 10_000  # documents that one search keeps to: they are variables too
_PROVEN = 500  # vectors looked for in one request

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of ``size``, the last one shorter."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def best_within(ranked: Iterable[Near], count: int) -> list[Near]:
    """The ``count`` best of several rankings, best first."""
    return sorted(ranked, key=lambda near: near[1], reverse=True)[:count]


class ChromaRows:
    """A collection whose distances are cosine ones; it is someone else's to open and to close.

    LlamaIndex's Chroma store can read a row. Rows are written and looked for directly all the same: that store leaves a
    row as it is whose id is there already, and can neither page nor batch.
    """

    def __init__(self, collection: Any, site: StoreName, page: int = PAGE) -> None:
        """``site`` is where it is, ``page`` is how many rows are read back at a time."""
        self._collection = collection
        self._site = site
        self._page = page

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.add`."""
        for rows in batches(list(zip(passages, vectors, strict=True)), _WRITTEN):
            with self._site.told():
                self._collection.upsert(
                    ids=[passage.id for passage, _ in rows],
                    embeddings=[vector for _, vector in rows],
                    metadatas=[to_row(passage) for passage, _ in rows],
                    documents=[passage.text for passage, _ in rows],
                )

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`.

        By the rows' ids: Chroma cannot remove more rows at once than its SQLite takes variables.
        """
        ids = passage_ids
        if ids is None:
            ids = [name for page in self._pages([], document_ids) for name in page["ids"]]
        for some in batches(ids, _WRITTEN):
            with self._site.told():
                self._collection.delete(ids=some)

    def is_empty(self) -> bool:
        """Whether it holds no row."""
        with self._site.told():
            return not self._collection.count()

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[Near]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.nearest`."""
        if within is None:
            return self._ranked(vector, count, None)
        parts = (self._ranked(vector, count, _only(some)) for some in batches(dict.fromkeys(within), _WITHIN))
        return best_within((near for part in parts for near in part), count)

    def stored(self, documents: Iterable[str] | None = None) -> Iterator[tuple[Passage, list[float]]]:
        """Every passage, or those of ``documents`` alone, with its vector.

        A vector of nothing but zeros, which finds nothing, is as good as none: its passage is left out.
        """
        for page in self._pages(["embeddings", "metadatas", "documents"], documents):
            for row, text, vector in zip(page["metadatas"], page["documents"], page["embeddings"], strict=True):
                if any(vector):
                    yield from_row(row, text), [float(number) for number in vector]

    def missing(self, known: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.missing`."""
        for some in batches(known, _PROVEN):
            with self._site.told():
                found = self._collection.query(
                    query_embeddings=[vector for _, vector in some], n_results=LOOKED, include=["distances"]
                )
            for (name, _), ids, distances in zip(some, found["ids"], found["distances"], strict=True):
                if name not in ids and not (len(ids) == LOOKED and distances[-1] <= SAME):
                    yield name

    def _ranked(self, vector: list[float], count: int, where: dict[str, Any] | None) -> list[Near]:
        with self._site.told():
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=count,
                where=where,
                include=["metadatas", "documents", "distances"],
            )
        rows = zip(found["metadatas"][0], found["documents"][0], found["distances"][0], strict=True)
        return [(from_row(row, text), 1.0 - distance) for row, text, distance in rows]

    def _pages(self, include: list[str], documents: Iterable[str] | None) -> Iterator[Any]:
        """The rows of ``documents``, or all: a few documents at a time, so that a writer does not shift the pages."""
        parts: Iterable[dict[str, Any] | None] = (
            [None] if documents is None else (_only(some) for some in batches(documents, _NAMED))
        )
        for where in parts:
            yield from self._pages_of(include, where)

    def _pages_of(self, include: list[str], where: dict[str, Any] | None) -> Iterator[Any]:
        start = 0
        while True:
            with self._site.told():
                page = self._collection.get(include=include, where=where, limit=self._page, offset=start)
            yield page
            if len(page["ids"]) < self._page:
                return
            start += self._page


def _only(documents: list[str]) -> dict[str, Any]:
    return {"document_id": {"$in": documents}}
