"""Verification of a generation: every passage against the stored texts, both indexes, and every vector."""

from collections.abc import Iterable, Iterator

import numpy

from qa_bot.errors import StoreDamaged, StoreUnusable
from qa_bot.records import Passage, Span
from qa_bot.store.generation import Generation
from qa_bot.store.jitter import jitter
from qa_bot.store.reports import Verification
from qa_bot.store.texts import Texts
from qa_bot.store.vector_cache import Vector, VectorCache
from qa_bot.text.passages import split

_APPROXIMATE = 0.02
"""The share of passages that a search of an intact index may miss, since a graph of neighbours is approximate.

Measured with one text 20,000 times among 4,000 others: 65 of these. A damaged graph misses far more.
"""

_TOLERANCE = 1e-5
"""The largest difference between elements of equal vectors, scaled to unit length: stores may rescale them."""


class Verifier:
    """Compares what is on disk with what follows from the stored texts, and describes each difference in one line."""

    def __init__(
        self, generation: Generation, texts: Texts, vector_cache: VectorCache, passage_characters: int
    ) -> None:
        """Read nothing yet."""
        self._generation = generation
        self._texts = texts
        self._vector_cache = vector_cache
        self._characters = passage_characters
        self._expected: dict[str, Passage] = {}
        self._stored: set[str] = set()
        self._problems: list[str] = []

    def run(self) -> Verification:
        """Verify everything."""
        lost = [name for name in self._generation.manifest.documents if not self._has_text(name)]
        self._compare("words", self._generation.keywords.passages(), complete=not lost)
        try:
            self._compare("meaning", self._checked(self._generation.vectors.stored()), complete=not lost)
        except StoreUnusable as error:
            self._problems.append(str(error))
            self._stored.update(self._expected)  # it cannot list them: search for all
        missing = list(self._generation.vectors.missing(self._searchable()))
        if len(missing) > _APPROXIMATE * len(self._stored):
            self._problems += (f"{self._label(name)} is not found by its own vector" for name in missing)
        return Verification(self._generation.name, len(self._expected), tuple(self._problems))

    def _has_text(self, document_id: str) -> bool:
        """Split a document again, and return whether its text is intact."""
        row = self._generation.manifest.documents[document_id]
        source = self._generation.sources.get(document_id, document_id)
        try:
            document = self._texts.document(document_id, source, row.title, row.places)
        except StoreDamaged as error:
            self._problems.append(f"{source}: {error}")
            return False
        passages = split(document, self._characters)
        if len(passages) != row.passages:
            self._problems.append(f"{source}: {row.passages} passages by the manifest, {len(passages)} by its text")
        self._expected.update((passage.id, passage) for passage in passages)
        return True

    def _checked(self, stored: Iterable[tuple[Passage, list[float]]]) -> Iterator[Passage]:
        """Yield the stored passages, each vector compared with the one that was made of the text."""
        for passage, numbers in stored:
            made = self._made(passage)
            if made is not None and not _are_equal(made, numpy.asarray(numbers, dtype=numpy.float32)):
                self._problems.append(f"{self._label(passage.id)} has a vector that is not its own")
            self._stored.add(passage.id)
            yield passage

    def _searchable(self) -> Iterator[tuple[str, list[float]]]:
        """Yield the ids of the stored passages with the vectors that must find them, as far as they are cached."""
        for passage in self._expected.values():
            made = self._made(passage)
            if made is not None and passage.id in self._stored:
                yield passage.id, made.tolist()

    def _made(self, passage: Passage) -> Vector | None:
        made = self._vector_cache.vector_of(passage)
        return None if made is None else jitter(made, passage.id)

    def _compare(self, index: str, stored: Iterable[Passage], complete: bool) -> None:
        """Report passages that an index lacks or has changed, and, unless a text is lost, those of no document."""
        missing = dict(self._expected)
        for passage in stored:
            proven = missing.pop(passage.id, None)
            if proven is None:
                if complete:
                    self._problems.append(f"{passage.source}: {_at(passage)} in the index by {index} is of no document")
            elif _content(passage) != _content(proven):
                self._problems.append(
                    f"{passage.source}: {_at(passage)} in the index by {index} is not what the text says there"
                )
        self._problems += (f"{self._label(name)} is not in the index by {index}" for name in missing)

    def _label(self, passage_id: str) -> str:
        passage = self._expected.get(passage_id)
        return f"{passage.source}: {_at(passage)}" if passage else f"passage {passage_id}"


def _at(passage: Passage) -> str:
    return f"passage {passage.id}"


def _content(passage: Passage) -> tuple[str, str, Span, tuple[Span, ...]]:
    return passage.text, passage.described, passage.span, passage.sentences


def _are_equal(one: Vector, other: Vector) -> bool:
    if one.shape != other.shape:
        return False
    lengths = float(numpy.linalg.norm(one)), float(numpy.linalg.norm(other))
    return all(lengths) and bool(numpy.abs(one / lengths[0] - other / lengths[1]).max() <= _TOLERANCE)
