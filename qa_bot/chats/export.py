"""Export a chat as Markdown with footnotes, and ratings as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from qa_bot.answer.differences import lead_in
from qa_bot.answer.state_lines import state_lines
from qa_bot.chats.comparison_table import markdown_table
from qa_bot.chats.escaping import cell, escaped
from qa_bot.chats.records import Chat, Exchange
from qa_bot.records import Answer, Citation, CitationStatus, Hit, Span
from qa_bot.text.wording import one_line, shorten

_EXCERPT_CHARACTERS = 300
_STATUS_NOTES = {"changed": "the document has changed since", "gone": "no longer in the corpus"}
_COLUMNS = ("asked_at", "question", "answer", "found", "helpful", "remark", "files", "generation")


def markdown(chat: Chat, exchanges: Sequence[Exchange], citation_status: Callable[[Citation], CitationStatus]) -> str:
    """Return a chat as Markdown: each question a heading, each citation a footnote with the exact quote.

    Footnotes are unique in the chat: ``[^2-1]`` is the first citation of the second answer. Text of documents, file
    names and people is escaped and on one line; none of it becomes a link, a picture, HTML or other markup.
    """
    blocks = [f"# {escaped(chat.title)}", f"Begun {_moment(chat.begun_at)}"]
    notes: list[str] = []
    for number, exchange in enumerate(exchanges, 1):
        blocks += _exchange(number, exchange)
        if isinstance(exchange.outcome, Answer):
            notes += [_footnote(number, citation, citation_status(citation)) for citation in exchange.outcome.citations]
    return "\n\n".join([*blocks, *notes]) + "\n"


def _exchange(number: int, exchange: Exchange) -> Iterator[str]:
    yield f"## {escaped(exchange.question)}"
    yield " · ".join(_facts(exchange))
    if isinstance(exchange.outcome, Answer):
        yield from _answer(number, exchange.outcome, exchange.within)
    else:
        yield f"No answer: {escaped(exchange.outcome)}"
    if exchange.helpful is not None:
        yield f"Rated as {'helpful' if exchange.helpful else 'not helpful'}"
    if exchange.remark:
        yield f"Remark: {escaped(exchange.remark)}"


def _facts(exchange: Exchange) -> Iterator[str]:
    yield f"Asked {_moment(exchange.asked_at)}"
    if exchange.within:
        yield f"only in {', '.join(map(escaped, exchange.within))}"
    outcome = exchange.outcome
    if isinstance(outcome, Answer) and one_line(outcome.searched) != one_line(exchange.question):
        yield f"searched for: {escaped(outcome.searched)}"


def _answer(exchange: int, answer: Answer, within: Sequence[str]) -> Iterator[str]:
    yield from map(escaped, state_lines(answer, within))
    if answer.intent == "occurrences" and answer.hits and not answer.citations:  # stored by an earlier version
        yield "\n".join(f"- {_passage(hit)}" for hit in answer.hits)
    if answer.comparison:
        yield markdown_table(answer, lambda number: _mark(exchange, number))
        return
    if not answer.found:
        if answer.citations:
            yield "\n".join(f"- “{escaped(one.quote)}”{_mark(exchange, one.number)}" for one in answer.citations)
        return
    if answer.short_answer:
        yield f"**{escaped(one_line(answer.short_answer.text))}**{_mark(exchange, answer.citations[0].number)}"
    yield " ".join(
        escaped(statement.text) + "".join(_mark(exchange, number) for number in statement.numbers)
        for statement in answer.statements
    )
    sources = {citation.number: citation.source for citation in answer.citations}
    for difference in answer.differences:
        sides = (
            f"“{escaped(side.words)}” ({escaped(sources[side.number])}){_mark(exchange, side.number)}"
            for side in difference.sides
        )
        yield f"{lead_in(difference)} {'; '.join(sides)}"


def _mark(exchange: int, citation: int) -> str:
    return f"[^{exchange}-{citation}]"


def _passage(hit: Hit) -> str:
    passage = hit.passage
    words = escaped(shorten(passage.text, _EXCERPT_CHARACTERS))
    return f"{escaped(passage.title)} ({_location(passage.source, '', passage.span, passage.document_id)}): “{words}”"


def _footnote(exchange: int, citation: Citation, status: CitationStatus) -> str:
    # The words before the title keep viewers without footnotes from reading "[^1-1]: title (file)" as a link.
    where = _location(citation.source, citation.place, citation.span, citation.document_id)
    note = f" ({_STATUS_NOTES[status]})" if status in _STATUS_NOTES else ""
    mark = _mark(exchange, citation.number)
    return f"{mark}: Quoted from {escaped(citation.title)} ({where}): “{escaped(citation.quote)}”{note}"


def _location(source: str, place: str, span: Span, document_id: str) -> str:
    name = f"{escaped(source)}, {escaped(place)}" if place else escaped(source)
    return f"{name}, characters {span.start} to {span.end}, document {escaped(document_id)}"


def _moment(moment: str) -> str:
    """Return ISO 8601 in UTC as date and time to the minute."""
    return escaped(f"{moment[:16].replace('T', ' ')} UTC")


def ratings_csv(exchanges: Iterable[Exchange]) -> str:
    """Return ratings as a table with a header; ``found`` is "" where there is no answer.

    Encode it as ``utf-8-sig``: Excel needs the byte-order mark.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    writer.writerows(map(cell, _row(exchange)) for exchange in exchanges)
    return table.getvalue()


def _row(exchange: Exchange) -> tuple[str, ...]:
    outcome = exchange.outcome
    if isinstance(outcome, Answer):
        files = ", ".join(dict.fromkeys(citation.source for citation in outcome.citations))
        text, found, generation = outcome.text, _yes_or_no(outcome.found), outcome.generation
    else:
        files, text, found, generation = "", outcome, "", ""
    helpful = _yes_or_no(exchange.helpful)
    return exchange.asked_at, exchange.question, text, found, helpful, exchange.remark, files, generation


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
