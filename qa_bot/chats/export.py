"""Chats and ratings → files to carry away: Markdown with footnotes, a table for a spreadsheet. Pure."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from qa_bot.chats.escaping import escaped
from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.texts import storable
from qa_bot.records import Answer, Citation, CitationStatus, Difference, Hit, Span
from qa_bot.text.wording import one_line, shorten

_NEAREST = 3
_NEAREST_CHARACTERS = 300
_STATUS_NOTES = {"changed": "the document has changed since", "gone": "no longer in the corpus"}
_COLUMNS = ("asked_at", "question", "answer", "found", "helpful", "remark", "files", "generation")
_FORMULA = ("=", "+", "-", "@")
_FORMULA_AFTER = ("\t", "\r", "\n")


def markdown(chat: Chat, exchanges: Sequence[Exchange], citation_status: Callable[[Citation], CitationStatus]) -> str:
    """A chat as Markdown: each question a heading, each mark of an answer a footnote that leads to the exact words.

    ``citation_status`` gives the status of a citation. The marks are unique over the chat: ``[^2-1]`` is the
    first citation of the second answer. All that comes from documents, names of files and people is shown as it is, on
    one line; none of it becomes a link, a picture, HTML or any other part of the Markdown.
    """
    blocks = [f"# {escaped(chat.title)}", f"Begun {_moment(chat.begun_at)}"]
    notes: list[str] = []
    for place, exchange in enumerate(exchanges, 1):
        blocks += _exchange(place, exchange)
        if isinstance(exchange.outcome, Answer):
            notes += [_note(place, citation, citation_status(citation)) for citation in exchange.outcome.citations]
    return "\n\n".join([*blocks, *notes]) + "\n"


def _exchange(place: int, exchange: Exchange) -> Iterator[str]:
    yield f"## {escaped(exchange.question)}"
    yield " · ".join(_facts(exchange))
    if isinstance(exchange.outcome, Answer):
        yield from _answer(place, exchange.outcome)
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


def _answer(place: int, answer: Answer) -> Iterator[str]:
    if not answer.found:
        yield "The documents do not say."
        if answer.hits:
            yield "Nearest passages, which may not answer it:"
            yield "\n".join(f"- {_passage(hit)}" for hit in answer.hits[:_NEAREST])
        return
    yield " ".join(
        escaped(statement.text) + "".join(_mark(place, number) for number in statement.numbers)
        for statement in answer.statements
    )
    sources = {citation.number: citation.source for citation in answer.citations}
    for difference in answer.differences:
        sides = (
            f"“{escaped(side.words)}” ({escaped(sources[side.number])}){_mark(place, side.number)}"
            for side in difference.sides
        )
        yield f"{_differing(difference)}: {'; '.join(sides)}"


def _differing(difference: Difference) -> str:
    return "The sources say both" if difference.point == "words" else f"The sources give different {difference.point}"


def _mark(place: int, number: int) -> str:
    return f"[^{place}-{number}]"


def _passage(hit: Hit) -> str:
    passage = hit.passage
    words = escaped(shorten(passage.text, _NEAREST_CHARACTERS))
    return f"{escaped(passage.title)} ({_where(passage.source, '', passage.span, passage.document_id)}): “{words}”"


def _note(place: int, citation: Citation, status: CitationStatus) -> str:
    # It begins with words of its own: to a viewer without footnotes, "[^1-1]: title (file)" would define a link.
    where = _where(citation.source, citation.place, citation.span, citation.document_id)
    became = f" ({_STATUS_NOTES[status]})" if status in _STATUS_NOTES else ""
    mark = _mark(place, citation.number)
    return f"{mark}: Quoted from {escaped(citation.title)} ({where}): “{escaped(citation.quote)}”{became}"


def _where(source: str, place: str, span: Span, document_id: str) -> str:
    named = f"{escaped(source)}, {escaped(place)}" if place else escaped(source)
    return f"{named}, characters {span.start} to {span.end}, document {escaped(document_id)}"


def _moment(moment: str) -> str:
    """ISO 8601 in UTC as a date and a time to the minute."""
    return escaped(f"{moment[:16].replace('T', ' ')} UTC")


def ratings_csv(exchanges: Iterable[Exchange]) -> str:
    """What readers thought of answers, as a table with a line of headings; ``found`` is "" where there is no answer.

    To be written as UTF-8 with a byte-order mark (``utf-8-sig``), without which Excel takes it for something else. A
    spreadsheet takes no cell for a formula: one that looks like it has an apostrophe before it
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(cell) for cell in _row(exchange)] for exchange in exchanges)
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


def _cell(text: str) -> str:
    looks_like_one = text.startswith(_FORMULA_AFTER) or text.lstrip().startswith(_FORMULA)
    return storable(f"'{text}" if looks_like_one else text)
