"""Re-prove a generation: every passage against the stored texts, both indexes against the manifest, every vector."""

from collections.abc import Iterable, Iterator

import numpy

from qa_bot.errors import StoreDamaged, StoreUnusable
from qa_bot.records import Passage
from qa_bot.store.generation import Generation
from qa_bot.store.jitter import jitter
from qa_bot.store.reports import Verification
from qa_bot.store.texts import Texts
from qa_bot.store.vector_cache import Vector, VectorCache
from qa_bot.text.passages import split

_APPROXIMATE = 0.02
"""The share of passages that a search of a whole index may miss: a graph of neighbours is approximate.

Measured where one text stands 20,000 times among 4,000 others: 65 of these. A damaged graph misses far more.
"""

_ALIKE = 1e-5
"""Two vectors of unit length are the same if no number of theirs differs by more: stores may scale them anew."""


class Verifier:
    """Compares what is on disk with what follows from the stored texts; tells each difference in one line."""

    def __init__(self, generation: Generation, texts: Texts, embedded: VectorCache, passage_characters: int) -> None:
        """Nothing is looked at yet."""
        self._generation = generation
        self._texts = texts
        self._embedded = embedded
        self._characters = passage_characters
        self._wanted: dict[str, Passage] = {}
        self._stored: set[str] = set()
        self._problems: list[str] = []

    def run(self) -> Verification:
        """Look at everything."""
        lost = [name for name in self._generation.manifest.documents if not self._has_text(name)]
        self._compare("words", self._generation.keywords.passages(), complete=not lost)
        try:
            self._compare("meaning", self._checked(self._generation.vectors.stored()), complete=not lost)
        except StoreUnusable as error:
            self._problems.append(str(error))
            self._stored.update(self._wanted)  # which ones they are was not to be had: look for all
        missing = list(self._generation.vectors.missing(self._vectors()))
        if len(missing) > _APPROXIMATE * len(self._stored):
            self._problems += (f"{self._named(name)} is not found by its own vector" for name in missing)
        return Verification(self._generation.name, len(self._wanted), tuple(self._problems))

    def _has_text(self, document_id: str) -> bool:
        """Split a document anew; whether that could be done."""
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
        self._wanted.update((passage.id, passage) for passage in passages)
        return True

    def _checked(self, stored: Iterable[tuple[Passage, list[float]]]) -> Iterator[Passage]:
        """The stored passages, each one's vector compared with the one that was made of its text."""
        for passage, numbers in stored:
            made = self._made(passage)
            if made is not None and not _are_alike(made, numpy.asarray(numbers, dtype=numpy.float32)):
                self._problems.append(f"{self._named(passage.id)} has a vector that is not its own")
            self._stored.add(passage.id)
            yield passage

    def _vectors(self) -> Iterator[tuple[str, list[float]]]:
        """The vector that each stored passage must be found by, as far as they are kept."""
        for passage in self._wanted.values():
            made = self._made(passage)
            if made is not None and passage.id in self._stored:
                yield passage.id, made.tolist()

    def _made(self, passage: Passage) -> Vector | None:
        made = self._embedded.of(passage)
        return None if made is None else jitter(made, passage.id)

    def _compare(self, index: str, stored: Iterable[Passage], complete: bool) -> None:
        """Tell what an index lacks, has too much, or has otherwise; nothing is too much where a text is lost."""
        missing = dict(self._wanted)
        for passage in stored:
            proven = missing.pop(passage.id, None)
            if proven is None:
                if complete:
                    self._problems.append(f"{passage.source}: {_at(passage)} in the index by {index} is of no document")
            elif (passage.text, passage.span, passage.sentences) != (proven.text, proven.span, proven.sentences):
                self._problems.append(
                    f"{passage.source}: {_at(passage)} in the index by {index} is not what the text says there"
                )
        self._problems += (f"{self._named(name)} is not in the index by {index}" for name in missing)

    def _named(self, passage_id: str) -> str:
        passage = self._wanted.get(passage_id)
        return f"{passage.source}: {_at(passage)}" if passage else f"passage {passage_id}"


def _at(passage: Passage) -> str:
    return f"passage {passage.id}"


def _are_alike(one: Vector, other: Vector) -> bool:
    if one.shape != other.shape:
        return False
    lengths = float(numpy.linalg.norm(one)), float(numpy.linalg.norm(other))
    return all(lengths) and bool(numpy.abs(one / lengths[0] - other / lengths[1]).max() <= _ALIKE)
