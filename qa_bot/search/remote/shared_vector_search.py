"""The nearest vectors of one generation in a collection that many share: on a Chroma server, or in any other store."""

import importlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

from chromadb.errors import NotFoundError
from llama_index.core.vector_stores.types import BasePydanticVectorStore
from llama_index.vector_stores.chroma import ChromaVectorStore

from qa_bot.errors import SettingUnusable
from qa_bot.records import Passage
from qa_bot.search.chroma_rows import ChromaRows
from qa_bot.search.remote.chroma_server import Connection, ServedStore, address_in, served_store
from qa_bot.search.remote.store_rows import StoreRows, VectorOf
from qa_bot.search.store_name import StoreName
from qa_bot.search.vector_search import Near

SECONDS = 60.0
"""How long a server may take for one request; chromadb would wait for ever."""

_SPARE = 10
"""So many more passages are asked for than are wanted: mostly none is someone else's, and each costs time."""
_MOST = 16_384
"""Passages that are asked for at once at most; Chroma fails at twice as many, see :mod:`qa_bot.search.chroma_rows`."""


class SharedVectorSearch:
    """The part of a shared collection that is one generation's; see :class:`qa_bot.search.vector_search.VectorSearch`.

    Whatever else the collection holds, be it other generations', garbage of a crash, or put in by a writer right now,
    is never told. ``add`` and ``remove`` are not bound to the generation: they are how it comes to be and goes.
    """

    def __init__(self, store: BasePydanticVectorStore, documents: Collection[str], vector_of: VectorOf) -> None:
        """Look at ``store`` as the generation that consists of ``documents`` (their ids; ``in`` should be quick).

        ``vector_of`` gives the vector that was made of a passage; it serves stores that tell no cosine.
        """
        self._store = store
        self._documents = documents
        self._rows = _rows_of(store, vector_of)

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.add`."""
        self._rows.add(passages, vectors)

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`."""
        self._rows.remove(document_ids, passage_ids)

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[Near]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.nearest`.

        A few more are asked for than are wanted, and twice as many again while too few of them are the generation's and
        more still come: garbage may be nearer than any member.
        """
        if within is not None:
            within = [name for name in within if name in self._documents]
            return self._members(self._rows.nearest(vector, count, within)) if within else []
        if not self._documents:
            return []
        asked, before = min(count + _SPARE, _MOST), -1
        while True:
            found = self._rows.nearest(vector, asked)
            members = self._members(found)
            if len(members) >= count or len(found) == before or asked == _MOST:
                return members[:count]
            asked, before = min(2 * asked, _MOST), len(found)

    def stored(self) -> Iterator[tuple[Passage, list[float]]]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.stored`."""
        return self._rows.stored(self._documents)

    def missing(self, known: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.missing`."""
        return self._rows.missing(known)

    def close(self) -> None:
        """Let go of the connection to a Chroma server; a store that an import path named is its maker's to close."""
        if isinstance(self._store, ServedStore):
            self._store.close()

    def _members(self, found: list[Near]) -> list[Near]:
        return [near for near in found if near[0].document_id in self._documents]


def open_vector_store(
    setting: str, collection: str, create: bool = True, seconds: float = SECONDS
) -> BasePydanticVectorStore:
    """The collection of this name in the store that the setting ``vectors`` names.

    Args:
        setting: The address of a Chroma server, or the import path of anything that, called with the collection's
            name, gives a LlamaIndex ``BasePydanticVectorStore`` (see ``docs/scale.md`` for what is asked of it).
        collection: Its name.
        create: Whether a Chroma server makes a collection that it does not have. A reader wants one that is there.
        seconds: How long a Chroma server may take for a request.

    Raises:
        SettingUnusable: the setting is neither, or gives a store that keeps no text.
        StoreUnusable: the server does not answer.
        StoreDamaged: the server does not have the collection, and it is not to be made.
    """
    address = address_in(setting)
    if address is None:
        return _imported_store(setting, collection)
    return served_store(address, collection, create, seconds)


def drop_collection(setting: str, collection: str) -> None:
    """Remove a collection with all that it holds; one that is not there is no error.

    Of a store that is named by an import path the nodes are cleared away, as far as it can do that: LlamaIndex knows no
    way to remove its collection.

    Raises:
        SettingUnusable: as :func:`open_vector_store`.
        StoreUnusable: the server does not answer.
    """
    address = address_in(setting)
    if address is None:
        store = _imported_store(setting, collection)
        with _site_of(store).told(), suppress(NotImplementedError):
            store.clear()
        return
    with closing(Connection(address, SECONDS)) as connection, address.site.told(), suppress(NotFoundError):
        connection.client.delete_collection(collection)


def _imported_store(path: str, collection: str) -> BasePydanticVectorStore:
    module, _, name = path.partition(":")
    try:
        make = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise SettingUnusable(
            f"QA_BOT_VECTORS: {path!r} cannot be imported ({error}); write local, http://host:port or"
            " package.module:name."
        ) from None
    with StoreName(f"the vector store {path}").told():
        store = make(collection) if callable(make) else make
    if not isinstance(store, BasePydanticVectorStore):
        raise SettingUnusable(
            f"QA_BOT_VECTORS: {path} gives no LlamaIndex BasePydanticVectorStore; name something that does."
        )
    if not store.stores_text:
        raise SettingUnusable(f"QA_BOT_VECTORS: {type(store).__name__} keeps no text; name a store that does.")
    return store


def _rows_of(store: BasePydanticVectorStore, vector_of: VectorOf) -> ChromaRows | StoreRows:
    site = _site_of(store)
    if isinstance(store, ChromaVectorStore) and _is_cosine(store.client):
        return ChromaRows(store.client, site)
    return StoreRows(store, site, vector_of)


def _is_cosine(collection: Any) -> bool:
    configuration = collection.configuration_json
    return any((configuration.get(kind) or {}).get("space") == "cosine" for kind in ("hnsw", "spann"))


def _site_of(store: BasePydanticVectorStore) -> StoreName:
    return store.site if isinstance(store, ServedStore) else StoreName(f"the vector store {type(store).__name__}")
