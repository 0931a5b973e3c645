"""The interface of a vector search, local or remote."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from qa_bot.records import Passage

ScoredPassage = tuple[Passage, float]
"""A passage with its score: of a vector search, the cosine between its vector and the one searched for."""


class VectorSearch(Protocol):
    """The passages of one generation with their vectors.

    Vectors have one length and unit norm. Every method may raise :class:`qa_bot.errors.StoreUnusable`.
    """

    def add(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """Add passages, each with its vector, replacing those that are there already.

        Raises:
            ValueError: there are not as many vectors as passages.
        """

    def remove(self, document_ids: Sequence[str], passage_ids: Sequence[str] | None = None) -> None:
        """Remove every passage of these documents; absent ones are no error.

        ``passage_ids`` are the ids of their passages, where known: they spare looking them up.
        """

    def nearest(self, vector: list[float], count: int, within: Sequence[str] | None = None) -> list[ScoredPassage]:
        """Return the ``count`` passages nearest to ``vector``, best first, of the documents ``within`` (ids) or all."""

    def stored(self) -> Iterator[tuple[Passage, list[float]]]:
        """Yield every passage with its vector, reading page by page.

        Raises:
            StoreUnusable: the store cannot list its content, or has lost vectors.
        """

    def missing(self, vectors: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
        """Yield the ids of the passages (id, vector) that a search for their own vector does not find.

        Where more passages share one vector than a search returns, each of them counts as found.
        """

    def close(self) -> None:
        """Release files and connections."""
