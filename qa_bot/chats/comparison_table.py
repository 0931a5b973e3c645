"""Export a comparison as a table: CSV for spreadsheets, Markdown for notes."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import chain

from qa_bot.chats.escaping import cell, escaped
from qa_bot.records import Answer, Compared
from qa_bot.text.wording import one_line

NOTHING_SAID = "says nothing of it"
"""In place of a quote, where a document has none on the point."""
_NEAR_SAID = "not said directly"

_COLUMNS = ("point", "document", "file", "quote", "differs in", "note", "place", "start", "end")


def comparison_csv(answer: Answer) -> str:
    """Return a comparison as CSV, a row for each document and point; ``start`` and ``end`` are the quote's offsets.

    Encode it as ``utf-8-sig``: Excel needs the byte-order mark.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    writer.writerows(map(cell, row) for row in _rows(answer))
    return table.getvalue()


def comparison_markdown(answer: Answer) -> str:
    """Return a comparison as Markdown: the question, the table, and where each quote stands."""
    places = [
        f"{one.number}. {escaped(one.source)}{f', {escaped(one.place)}' if one.place else ''}, "
        f"characters {one.span.start} to {one.span.end}"
        for one in answer.citations
    ]
    blocks = [f"# {escaped(answer.question)}", markdown_table(answer, lambda number: f" [{number}]"), "\n".join(places)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def markdown_table(answer: Answer, mark: Callable[[int], str]) -> str:
    """Return a comparison as a table in Markdown; ``mark`` is what follows the quote of a citation."""
    lines = ["| Document | Says | Differs in |", "|---|---|---|"]
    for number, compared in _numbered(answer):
        lead = f"{number}. " if number else ""
        cells = (f"{lead}{escaped(compared.title)}", _said(answer, compared, mark), _differing(answer, compared))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def near_note(answer: Answer, compared: Compared) -> str:
    """Return what is said beside a quote that is only near the point, "" beside others."""
    return _NEAR_SAID if compared.state == "near" and answer.comparison and answer.comparison.point else ""


def near_aside(answer: Answer, compared: Compared) -> str:
    """Return the same in brackets, to follow the quote."""
    note = near_note(answer, compared)
    return f" ({note})" if note else ""


def differing_words(answer: Answer, compared: Compared) -> list[str]:
    """Return the words of a document's quote that differ."""
    cited = answer.citation(compared.number)
    return [span.shifted(-cited.span.start).of(cited.quote) for span in compared.differing] if cited else []


def _numbered(answer: Answer) -> Iterator[tuple[int, Compared]]:
    """Yield what each document says, with the number of its point, 0 where there is only one."""
    points = answer.comparison.points if answer.comparison else ()
    return chain.from_iterable(
        ((number if len(points) > 1 else 0, one) for one in cells) for number, cells in enumerate(points, 1)
    )


def _said(answer: Answer, compared: Compared, mark: Callable[[int], str]) -> str:
    cited = answer.citation(compared.number)
    if cited is None:
        return NOTHING_SAID
    return f"“{escaped(cited.quote)}”{mark(cited.number)}{near_aside(answer, compared)}"


def _differing(answer: Answer, compared: Compared) -> str:
    return escaped("; ".join(differing_words(answer, compared)))


def _rows(answer: Answer) -> Iterator[tuple[str, ...]]:
    for number, compared in _numbered(answer):
        point = str(number) if number else answer.comparison.point if answer.comparison else ""
        cited = answer.citation(compared.number)
        names = (point, compared.title, compared.source)
        if cited is None:
            yield (*names, "", "", NOTHING_SAID, "", "", "")
            continue
        words = "; ".join(map(one_line, differing_words(answer, compared)))
        note, span = near_note(answer, compared), cited.span
        yield (*names, one_line(cited.quote), words, note, cited.place, str(span.start), str(span.end))
