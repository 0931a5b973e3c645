"""Break a quote into the lines in which it is read: the items of a list, the rows of a Markdown table. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias, TypeVar

from qa_bot.records import Citation, Statement
from qa_bot.text.paragraphs import TABLE_RULE
from qa_bot.text.wording import one_line

_ITEM = r"(?:[-*+•‣▪–]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s|\|"
_BREAK = re.compile(rf"\s*\n\s*(?={_ITEM})")
_SPACE = re.compile(r"\s+")
_CELL_END = re.compile(r"(?<!\\)\|")

Kind = TypeVar("Kind")
"""How a piece of text is emphasized."""
Row: TypeAlias = list[list[tuple[str, Kind]]]
"""Cells of pieces."""


def in_lines(text: str) -> str:
    """Return ``text`` with each run of white space replaced by a space, or by a line break before an item or row."""
    return "\n".join(_SPACE.sub(" ", line) for line in _BREAK.split(text))


def lines_of(statement: Statement, citations: Iterable[Citation]) -> str:
    """Return a statement's text in lines, those of the quote that says the same; it is as long as on one line."""
    text = one_line(statement.text)
    cited = (one.quote for one in citations if one.number in statement.numbers)
    return in_lines(next((quote for quote in cited if one_line(quote) == text), text).strip())


def table_rows(pieces: Sequence[tuple[str, Kind]]) -> tuple[list[Row[Kind]], bool]:
    """Return the rows of a Markdown table with their cells in pieces, and whether the first has the column names.

    No rows are returned of a text in :func:`in_lines` with any other line.
    """
    rows: list[Row[Kind]] = []
    is_named = False
    for line in _lines(pieces):
        text = "".join(words for words, _ in line).strip()
        if not (text.startswith("|") and text.endswith("|") and len(text) > 1):
            return [], False
        if TABLE_RULE.fullmatch(text):
            is_named = len(rows) == 1
        else:
            rows.append(_cells(line))
    return rows, is_named


def _lines(pieces: Sequence[tuple[str, Kind]]) -> Row[Kind]:
    lines: Row[Kind] = [[]]
    for words, kind in pieces:
        first, *others = words.split("\n")
        lines[-1].append((first, kind))
        lines += [[(other, kind)] for other in others]
    return lines


def _cells(line: Sequence[tuple[str, Kind]]) -> Row[Kind]:
    """Return the cells of a row: what is between its first and its last bar."""
    cells: Row[Kind] = [[]]
    for words, kind in line:
        first, *others = _CELL_END.split(words)
        cells[-1].append((first, kind))
        cells += [[(other, kind)] for other in others]
    return [[(words, kind) for words, kind in cell if words] for cell in cells[1:-1]]
