"""Vector search over one generation in a collection that generations share, on a Chroma server or in another store."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from qa_bot.records import Passage
from qa_bot.search.remote.chroma_server import ServerVectorSearch, address_in, delete_collection
from qa_bot.search.remote.imported_store import ImportedVectorSearch, VectorOf, imported_store
from qa_bot.search.vector_search import ScoredPassage

SECONDS = 60.0
"""Timeout of one request to a Chroma server; chromadb itself would wait without limit."""

_SPARE = 10
"""Passages retrieved beyond those wanted: mostly all belong to the generation, and each costs time."""
_MOST = 16_384
"""Passages retrieved at once at most; Chroma fails at twice as many, see :mod:`qa_bot.search.chroma_collection`."""


class SharedVectorSearch:
    """The part of a shared collection that is one generation's; see :class:`qa_bot.search.vector_search.VectorSearch`.

    Rows of other documents (of other generations, of a run that was killed or is under way) are never returned. ``add``
    and ``remove`` are not bound to the generation: they build it.
    """

    def __init__(self, collection: ServerVectorSearch | ImportedVectorSearch, documents: Collection[str]) -> None:
        """Search ``collection`` for passages of ``documents`` (ids; a set or a dictionary)."""
        self._collection = collection
        self._documents = documents

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.add`."""
        self._collection.add(passages, vectors)

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.remove`."""
        self._collection.remove(document_ids, passage_ids)

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[ScoredPassage]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.nearest`.

        Retrieves a few passages more than wanted, and doubles that while too few belong to the generation and more
        come: passages of other documents may be nearer.
        """
        if within is not None:
            within = [name for name in within if name in self._documents]
            return self._members(self._collection.nearest(vector, count, within)) if within else []
        if not self._documents:
            return []
        asked, before = min(count + _SPARE, _MOST), -1
        while True:
            found = self._collection.nearest(vector, asked)
            members = self._members(found)
            if len(members) >= count or len(found) == before or asked == _MOST:
                return members[:count]
            asked, before = min(2 * asked, _MOST), len(found)

    def stored(self) -> Iterator[tuple[Passage, list[float]]]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.stored`."""
        return self._collection.stored(self._documents)

    def missing(self, vectors: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """See :meth:`qa_bot.search.vector_search.VectorSearch.missing`."""
        return self._collection.missing(vectors)

    def close(self) -> None:
        """Release the connection to a Chroma server."""
        self._collection.close()

    def _members(self, found: list[ScoredPassage]) -> list[ScoredPassage]:
        return [one for one in found if one[0].document_id in self._documents]


def open_collection(
    setting: str, collection: str, vector_of: VectorOf, create: bool = True, seconds: float = SECONDS
) -> ServerVectorSearch | ImportedVectorSearch:
    """Open a collection of the store that the setting ``vectors`` names.

    Args:
        setting: The address of a Chroma server, or the import path of anything that, called with the collection's
            name, returns a LlamaIndex ``BasePydanticVectorStore`` (``docs/scale.md`` says what it must offer).
        collection: Its name.
        vector_of: See :class:`ImportedVectorSearch`.
        create: Whether a Chroma server makes an absent collection.
        seconds: Timeout of each request to a Chroma server.

    Raises:
        SettingUnusable: the setting is neither, or gives a store that keeps no text.
        StoreUnusable: the server does not answer.
        StoreDamaged: the server does not have the collection, and it is not to be made.
    """
    address = address_in(setting)
    if address is None:
        return ImportedVectorSearch(imported_store(setting, collection), vector_of)
    return ServerVectorSearch(address, collection, create, seconds)


def drop_collection(setting: str, collection: str) -> None:
    """Delete a collection with its rows; an absent one is no error. Of an imported store, only the rows can be deleted.

    Raises:
        SettingUnusable: as :func:`open_collection`.
        StoreUnusable: the server does not answer.
    """
    address = address_in(setting)
    if address is None:
        ImportedVectorSearch(imported_store(setting, collection), lambda _: None).clear()
    else:
        delete_collection(address, collection, SECONDS)
