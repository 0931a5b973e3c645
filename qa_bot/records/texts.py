"""Documents and their parts: what is indexed and retrieved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of characters of one document's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or negative range, so that no slice is empty or counts from the end."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of ``text`` in the span."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        """Return the span moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)

    def contains(self, other: "Span") -> bool:
        """Return whether all of another span is in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether both share at least one character."""
        return self.start < other.end and other.start < self.end


PlaceKind = Literal["page", "slide", "chapter", "section", "row", "markup"]


@dataclass(frozen=True, slots=True)
class Place:
    """A named part of a document: ``page 3``, ``slide 2``, ``Budget, row 14``.

    ``number`` counts from 1 among the places of its kind; a row's is the one that a spreadsheet shows. A ``row`` is a
    passage of its own. ``markup`` is not a location for readers: it marks text that readers do not see as such
    (``comment``, ``struck``, ``rule``) and that is in no sentence, or a ``table``.
    """

    kind: PlaceKind
    name: str
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file.

    ``id`` is the hash of ``text``, so the same text under two names is one document. ``source`` is the file's path
    relative to the folder, with ``/``. ``title`` is found in the text, or else the file's name. ``places`` are in the
    order of the text without overlap, except markup, which comes last and may be within them. ``note`` says what a
    reader should know about how the file was read (``read as windows-1254``), or is "".
    """

    id: str
    source: str
    title: str
    text: str
    places: tuple[Place, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sequence of whole sentences, short enough for one vector.

    ``text == document.text[span.start:span.end]``. ``sentences`` are spans of the *document's* text, in order, without
    overlap, and cover every character of the passage except white space. ``language`` is a code of ISO 639-1, "" where
    it is not known. ``described`` is a row of a table with its column names, which the text has only above the first
    row; "" where there are none. It is searched and ranked instead of ``text``, and never quoted.
    """

    id: str
    document_id: str
    source: str
    title: str
    span: Span
    text: str
    sentences: tuple[Span, ...] = ()
    language: str = ""
    described: str = ""

    @property
    def searched(self) -> str:
        """The text that is searched: a row with its column names, or else the text itself."""
        return self.described or self.text

    def contains(self, document_id: str, span: Span) -> bool:
        """Return whether all of a document's span is in this passage."""
        return self.document_id == document_id and self.span.contains(span)

    def slice(self, span: Span) -> str:
        """Return the characters at a span of the document's text within the passage."""
        return span.shifted(-self.span.start).of(self.text)

    def ranked(self, span: Span) -> str:
        """Return the words by which the sentence at a span is ranked: the sentence, or a row with its column names."""
        return self.described or self.slice(span)


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage: ``score`` from 0 to 1, the higher the better, and its rank in each ranking.

    ``ranks`` counts from 1: ``{"meaning": 2, "words": 5}``. A ranking without the passage is absent.
    """

    passage: Passage
    score: float
    ranks: Mapping[str, int]
