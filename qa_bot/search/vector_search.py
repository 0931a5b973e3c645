"""What it is to find passages by their meaning, whatever keeps their vectors."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from qa_bot.records import Passage

Near = tuple[Passage, float]
"""A passage that was found, with the cosine between its vector and the one that was looked for."""


class VectorSearch(Protocol):
    """The passages of one generation with their vectors.

    Implemented by :class:`qa_bot.search.chroma.ChromaVectorSearch` and
    :class:`qa_bot.search.remote.shared_vector_search.SharedVectorSearch`. Vectors are of one length and of unit length.
    Every method may raise :class:`qa_bot.errors.StoreUnusable`, whose message says what is wrong and what to do next.
    """

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """Put in passages, each with its vector; one that is there already, as after a crash, is replaced.

        Raises:
            ValueError: there are not as many vectors as passages.
        """

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """Take out every passage of these documents; one that is not there is no error.

        ``passage_ids`` are their passages, where they are known: that spares a store the search for them.
        """

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[Near]:
        """The ``count`` nearest passages, best first; ``within`` keeps to the documents of these ids."""

    def stored(self) -> Iterator[tuple[Passage, list[float]]]:
        """Every passage that can be read back, as it was put in, with its vector; read page by page.

        Raises:
            StoreUnusable: the store has no way to list what it holds, or has lost vectors.
        """

    def missing(self, known: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """The ids of those passages (each told with its vector) that a search by their own vector does not find.

        Where more passages than a search brings have the very same vector, any of them counts as found.
        """

    def close(self) -> None:
        """Let go of files and connections."""
