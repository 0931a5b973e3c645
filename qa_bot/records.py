"""The nouns that flow through the house. Read this file first.

::

    learn   folder ─▶ Document ─▶ Passage ─▶ vector + words ─▶ a generation on disk
    ask     question ─▶ Hit ─▶ Claim ─▶ Answer with Citations

Every record is frozen. Offsets are the truth and text is the slice: wherever a record carries both, the record's own
constructor cannot check the slice (it has no document), so the one place that builds it does, and a test says so.

A ``Claim`` is unchecked, a ``Citation`` is checked. Only :mod:`qa_bot.answer.citations` turns one into the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Mode = Literal["extract", "compose"]
Point = Literal["dates", "times", "numbers", "words"]
"""What documents can be at odds on."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of characters of one document's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or negative stretch, so that no later slice can be empty or count from the end."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def __len__(self) -> int:
        """How many characters it covers."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that it covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        """The same stretch, ``by`` characters further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


PlaceKind = Literal["page", "slide", "chapter", "section", "row", "markup"]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a document that a reader can be sent to: ``name`` is ``page 3``, ``slide 2``, ``Budget, row 14``.

    ``number`` counts from 1 among the places of its kind (a row's is the one that a spreadsheet shows beside it). A
    ``row`` is a passage of its own. ``markup`` is no place to be sent to: it tells of text that no reader sees as such
    (``comment``, ``struck``, ``rule``), which is in no sentence, or of a ``table``, which is one.
    """

    kind: PlaceKind
    name: str
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read.

    ``id`` is the hash of ``text``, so the same text under two names is one document. ``source`` is the file's path
    relative to the folder, with ``/``. ``title`` is found in the text, or the file's name where the text has none.
    ``places`` are in the order of the text and do not overlap, but for markup, which comes last and may be within
    them. ``note`` tells what a reader should know of how the file was read (``read as windows-1254``), "" where there
    is nothing to tell.
    """

    id: str
    source: str
    title: str
    text: str
    places: tuple[Place, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of whole sentences, small enough to be one vector.

    ``text == document.text[span.start:span.end]``. ``sentences`` are spans of the *document's* text, in order, without
    overlap, and cover every character of the passage that is not white space.
    """

    id: str
    document_id: str
    source: str
    title: str
    span: Span
    text: str
    sentences: tuple[Span, ...] = ()

    def slice(self, span: Span) -> str:
        """Return the characters at a span of the document's text that lies within the passage."""
        return span.shifted(-self.span.start).of(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: ``score`` from 0 to 1, the higher the better, and its place in each ranking.

    ``ranks`` counts from 1: ``{"meaning": 2, "words": 5}``. A way that did not find the passage is absent.
    """

    passage: Passage
    score: float
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a writer wants to say, unchecked: a sentence, and the words of a passage that it leans on.

    ``start`` is where the writer saw the words, as an offset into the document. It is a hint: the check compares.
    """

    text: str
    passage_id: str
    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's words, proven to stand at ``span`` of the document's stored text. ``number`` counts from 1.

    ``place`` names where it begins, in formats that have places, and ``page`` is that page's number, where they are
    pages.
    """

    number: int
    document_id: str
    source: str
    title: str
    span: Span
    quote: str
    place: str = ""
    page: int | None = None

    def is_proven_by(self, text: str) -> bool:
        """Return whether the quote stands at its span of the document's ``text``."""
        return self.span.of(text) == self.quote


CitationStatus = Literal["unchanged", "changed", "gone"]
"""Whether a cited document is indexed with the same text, its file now has another text, or it is no longer indexed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that it rests on (at least one)."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: the citation's number and the words of its quote that the others do not bear out."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which the cited documents answer differently, each side with its citation (at least two)."""

    point: Point
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot says to a question.

    Every statement carries a citation. ``found`` is false when none is left or confidence is below the threshold; then
    there are no statements and no citations, and ``hits`` are the nearest passages and nothing more. ``searched`` is
    the question that was really searched (a follow-up is completed from the conversation). ``confidence`` runs from 0
    to 1. ``differences`` are points on which the cited sentences disagree. ``seconds`` is the time from question to
    answer.
    """

    question: str
    searched: str
    found: bool
    confidence: float
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    differences: tuple[Difference, ...] = ()
    mode: Mode = "extract"
    seconds: float = 0.0
    generation: str = ""

    @property
    def text(self) -> str:
        """The answer as one line of plain text, white space folded, without marks."""
        return " ".join(statement.text for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and what was answered, as a follow-up sees them."""

    question: str
    answer: str
