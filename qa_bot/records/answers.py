"""Answers and their parts: what is said, and the quotes that prove it."""

from dataclasses import dataclass
from typing import Literal

from qa_bot.records.texts import Hit, Span

Mode = Literal["extract", "compose"]
Point = Literal["dates", "times", "numbers", "words"]
"""What documents can differ in."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An unchecked sentence of a writer, and the quote of a passage that supports it.

    ``start`` is the quote's offset in the document, according to the writer: a hint, which is checked.
    """

    text: str
    passage_id: str
    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A sentence that a language model wrote and no passage supports, and why not."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote, proven to be the document's stored text at ``span``. ``number`` counts from 1.

    ``place`` names where it begins, in formats with places, and ``page`` is the page's number, if places are pages.
    ``language`` is that of its passage (ISO 639-1), "" where it is not known.
    """

    number: int
    document_id: str
    source: str
    title: str
    span: Span
    quote: str
    place: str = ""
    page: int | None = None
    language: str = ""

    def is_proven_by(self, text: str) -> bool:
        """Return whether the quote is the document's ``text`` at its span."""
        return self.span.of(text) == self.quote


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The words of the first citation's quote that answer the question: its document's text at ``span``."""

    text: str
    span: Span


CitationStatus = Literal["unchanged", "changed", "gone"]
"""Whether a cited document is indexed with the same text, its file now has another text, or it is no longer indexed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, and the numbers of the citations that support it.

    Only a sentence that a language model wrote may have none: ``reason`` then says why it is not supported.
    """

    text: str
    numbers: tuple[int, ...]
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a sentence with neither a citation nor a reason, or with both."""
        if bool(self.numbers) == bool(self.reason):
            raise ValueError("a statement has either citations or a reason why it has none")

    @property
    def is_supported(self) -> bool:
        """Whether it has a citation."""
        return bool(self.numbers)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: a citation's number, and the words of its quote that the others contradict."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A point in which the cited documents differ, each side with its citation (at least two)."""

    point: Point
    sides: tuple[Side, ...]


Intent = Literal["question", "social", "documents", "summary", "occurrences", "list", "comparison"]
"""``social``: a greeting, thanks or no words at all; ``documents``: which documents there are; ``summary``: what a
document says; ``occurrences``: each place or document that mentions something; ``list``: all things of a kind;
``comparison``: what each of several documents says."""


@dataclass(frozen=True, slots=True)
class Match:
    """Words that were looked for: a span of the document's text within the quote of the citation ``number``."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How many passages, of how many documents, have all the words that a question counts or lists."""

    passages: int
    documents: int


State = Literal["answered", "near", "absent"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What one document says on a point of a comparison: the number of the citation, None where it says nothing.

    ``state`` is that of the document's answer. ``differing`` are the spans of the document's text, within the quote,
    that the other documents do not agree with.
    """

    document_id: str
    source: str
    title: str
    state: State = "absent"
    number: int | None = None
    differing: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What documents say on one point or more, each with the same documents in the same order.

    ``point`` is what the question names, "" where it names none: then each point is a sentence that the documents have
    in like words. ``left_out`` counts the documents that were not asked because there were too many.
    """

    point: str
    points: tuple[tuple[Compared, ...], ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Every statement has a citation, or says why it has none; at least one has. ``found`` is false where none is
    proven or confidence is below the threshold; then there are no statements, and ``hits`` and citations are only
    the nearest passages. ``missing`` are terms of the question that no document has. ``occurrences`` counts all
    passages that a list or a count is about; ``hits`` or the citations are the first of them. ``comparison`` is
    what each of several documents says, its quotes among the citations. ``matches`` are the words of a request for
    every place in the citations. ``searched`` is the rewritten question. ``confidence`` runs from 0 to 1.
    ``differences`` are points in which the cited sentences differ. ``short_answer`` is part of the first citation.
    ``seconds`` is the time from question to answer. ``model`` is the language model that was asked to write it, and
    ``problem`` says why it wrote no answer, so that this one was extracted; both are "" where none was asked.
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
    is_near: bool = False
    intent: Intent = "question"
    missing: tuple[str, ...] = ()
    occurrences: Occurrences | None = None
    comparison: Comparison | None = None
    matches: tuple[Match, ...] = ()
    short_answer: ShortAnswer | None = None
    model: str = ""
    problem: str = ""

    @property
    def state(self) -> State:
        """Whether the documents answer, have only passages near the question, or have nothing of it."""
        return "answered" if self.found else "near" if self.is_near else "absent"

    @property
    def text(self) -> str:
        """The statements that have citations, as one line of plain text without marks."""
        return " ".join(statement.text for statement in self.statements if statement.is_supported)

    def citation(self, number: int | None) -> Citation | None:
        """Return the citation with a number, None if there is none."""
        return next((one for one in self.citations if one.number == number), None)


REFUSAL = "The documents do not say."
"""What people read where the documents do not answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and its answer, as context of a follow-up."""

    question: str
    answer: str
