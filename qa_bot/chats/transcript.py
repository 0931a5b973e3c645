"""A chat as blocks of text with notes, for whatever format it is exported to. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qa_bot.answer.citations import is_verbatim
from qa_bot.answer.differences import lead_in
from qa_bot.answer.state_lines import state_lines, unsupported_note
from qa_bot.chats.records import Chat, Exchange
from qa_bot.records import Answer, Citation, CitationStatus, Difference, Hit, Span, Statement
from qa_bot.text.wording import one_line, shorten

_EXCERPT_CHARACTERS = 300
_STATUS_NOTES = {"changed": "the document has changed since", "gone": "no longer in the corpus"}


@dataclass(frozen=True, slots=True)
class Outside:
    """Text of documents, models and people, which a format has to escape; all other text is the page's own."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The reference to a note: the number of the answer in the chat and of the citation in the answer."""

    exchange: int
    citation: int


Piece = str | Outside | Mark

BlockKind = Literal["title", "heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A title, a heading, a paragraph or the item of a list."""

    kind: BlockKind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What several documents say on a point; `exchange` is the number of the answer."""

    exchange: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Transcript:
    """A chat: its blocks in order, and what each note says."""

    blocks: tuple[Block | Table, ...]
    notes: Mapping[Mark, tuple[Piece, ...]]


def transcript(
    chat: Chat, exchanges: Sequence[Exchange], citation_status: Callable[[Citation], CitationStatus]
) -> Transcript:
    """Return a chat: each question a heading, what a source says in quotation marks, and a note for each citation.

    A note names file, place and offsets; it has the quote itself only where no statement is that quote.
    """
    blocks: list[Block | Table] = [
        _block("title", Outside(chat.title)),
        _block("paragraph", "Begun ", *_moment(chat.begun_at)),
    ]
    notes: dict[Mark, tuple[Piece, ...]] = {}
    for number, exchange in enumerate(exchanges, 1):
        blocks += _exchange(number, exchange)
        if isinstance(exchange.outcome, Answer):
            quoted = quoted_lines(exchange.outcome)
            for one in exchange.outcome.citations:
                notes[Mark(number, one.number)] = tuple(_note(one, quoted, citation_status(one)))
    return Transcript(tuple(blocks), notes)


def quoted_lines(answer: Answer) -> Collection[str]:
    """Return the quotes that an answer shows in full, each on one line."""
    if answer.comparison or not answer.statements:
        return {one_line(citation.quote) for citation in answer.citations}
    return {one_line(statement.text) for statement in answer.statements}


def _block(kind: BlockKind, *pieces: Piece) -> Block:
    return Block(kind, pieces)


def _exchange(number: int, exchange: Exchange) -> Iterator[Block | Table]:
    yield _block("heading", Outside(exchange.question))
    yield _block("paragraph", *_facts(exchange))
    if isinstance(exchange.outcome, Answer):
        yield from _answer(number, exchange.outcome, exchange.within)
    else:
        yield _block("paragraph", "No answer: ", Outside(exchange.outcome))
    if exchange.helpful is not None:
        yield _block("paragraph", f"Rated as {'helpful' if exchange.helpful else 'not helpful'}")
    if exchange.remark:
        yield _block("paragraph", "Remark: ", Outside(exchange.remark))


def _facts(exchange: Exchange) -> Iterator[Piece]:
    yield from ("Asked ", *_moment(exchange.asked_at))
    for at, source in enumerate(exchange.within):
        yield from (", " if at else " · only in ", Outside(source))
    outcome = exchange.outcome
    if isinstance(outcome, Answer) and one_line(outcome.searched) != one_line(exchange.question):
        yield from (" · searched for: ", Outside(outcome.searched))


def _answer(exchange: int, answer: Answer, within: Sequence[str]) -> Iterator[Block | Table]:
    for line in state_lines(answer, within):
        yield _block("paragraph", Outside(line))
    if answer.intent == "occurrences" and not answer.citations:  # stored by an earlier version
        yield from (_block("item", *_passage(hit)) for hit in answer.hits)
    if answer.comparison:
        yield Table(exchange, answer)
    elif answer.found:
        yield from _found(exchange, answer)
    else:
        for one in answer.citations:
            yield _block("item", "“", Outside(one.quote), "”", Mark(exchange, one.number))


def _found(exchange: int, answer: Answer) -> Iterator[Block]:
    if answer.short_answer:
        short = Outside(answer.short_answer.text, is_strong=True)
        yield _block("paragraph", short, Mark(exchange, answer.citations[0].number))
    for statement in answer.statements:
        yield _block("paragraph", *_said(exchange, statement, answer.citations))
    sources = {citation.number: citation.source for citation in answer.citations}
    for difference in answer.differences:
        yield _block("paragraph", *_difference(exchange, difference, sources))


def _said(exchange: int, statement: Statement, citations: Sequence[Citation]) -> Iterator[Piece]:
    text = Outside(statement.text)
    if not statement.is_supported:
        yield from (text, " (", Outside(unsupported_note(statement)), ")")
        return
    yield from ("“", text, "”") if is_verbatim(statement, citations) else (text,)
    yield from (Mark(exchange, number) for number in statement.numbers)


def _difference(exchange: int, difference: Difference, sources: Mapping[int, str]) -> Iterator[Piece]:
    yield lead_in(difference)
    for at, side in enumerate(difference.sides):
        yield from ("; “" if at else " “", Outside(side.words), "” (", Outside(sources[side.number]), ")")
        yield Mark(exchange, side.number)


def _passage(hit: Hit) -> Iterator[Piece]:
    passage = hit.passage
    yield from (Outside(passage.title), " (", *_location(passage.source, "", passage.span, passage.document_id))
    yield from ("): “", Outside(shorten(passage.text, _EXCERPT_CHARACTERS)), "”")


def _note(citation: Citation, quoted: Collection[str], status: CitationStatus) -> Iterator[Piece]:
    # The words before the title keep viewers without footnotes from reading "[^1-1]: title (file)" as a link.
    yield from ("Quoted from ", Outside(citation.title), " (")
    yield from (*_location(citation.source, citation.place, citation.span, citation.document_id), ")")
    if one_line(citation.quote) not in quoted:
        yield from (": “", Outside(citation.quote), "”")
    if status in _STATUS_NOTES:
        yield f" ({_STATUS_NOTES[status]})"


def _location(source: str, place: str, span: Span, document_id: str) -> Iterator[Piece]:
    yield Outside(source)
    if place:
        yield from (", ", Outside(place))
    yield from (f", characters {span.start} to {span.end}, document ", Outside(document_id))


def _moment(moment: str) -> Iterator[Piece]:
    """Yield ISO 8601 in UTC as date and time to the minute."""
    yield Outside(f"{moment[:16].replace('T', ' ')} UTC")
