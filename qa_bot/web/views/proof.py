"""Checks and locates an answer's citations in the stored texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.answer.citations import PlacesOf, place_at
from qa_bot.errors import QaBotError
from qa_bot.records import Citation, CitationStatus, Span
from qa_bot.web.views.document import QuotedPiece, cut, paragraph_number, paragraph_starts

OffsetsOf = Callable[[str], Sequence[int]]
"""Returns a document's paragraph offsets by its id; raises ``QaBotError`` if its text cannot be read."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Checks and locates citations. Not cached between runs of the script, so that each display is checked again."""

    offsets_of: OffsetsOf
    holds: Callable[[Citation], bool]
    places_of: PlacesOf
    citation_status: Callable[[Citation], CitationStatus]

    def place(self, document_id: str, span: Span, named: str = "") -> str:
        """Return the place of `span` in words: `named` (``page 3``), ``paragraph 27``, or else its offset."""
        if named:
            return named
        try:
            place = place_at(self.places_of(document_id), span.start)
            if place:
                return place.name
            return f"paragraph {paragraph_number(self.offsets_of(document_id), span.start)}"
        except QaBotError:
            return f"character {span.start:,}"

    def place_of(self, citation: Citation) -> str:
        """Return the place of a citation's quote in words."""
        return self.place(citation.document_id, citation.span, citation.place)

    def paragraphs(
        self, document_id: str, text: str, start: int, quotes: Mapping[int, Span]
    ) -> list[list[QuotedPiece]]:
        """Return `text`, which begins at `start` of a document, by paragraphs, each cut at the quotes in it."""
        try:
            starts = paragraph_starts(self.offsets_of(document_id), Span(start, start + len(text)))
        except QaBotError:
            starts = ()
        borders = [start, *starts, start + len(text)]
        return [cut(text[left - start : right - start], left, quotes) for left, right in pairwise(borders)]
