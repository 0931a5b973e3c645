"""Tables of reStructuredText, grid and simple ones: their column names and rows, as spans of the text. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.records import Span
from qa_bot.text.wording import one_line

BORDER = re.compile(r"[ \t]*(?:\+(?:[-=]{2,}\+)+|={2,}(?:[ \t]+={2,})+)[ \t]*$")
"""A line that begins or ends a table or divides its rows: ``+---+---+``, ``====  ====``."""

_RULE = re.compile(r"[ \t]*(?:\+(?:=+\+)+|={2,}(?:[ \t]+={2,})+)[ \t]*$")
_COLUMN = re.compile(r"[-=]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: the first character of each in a line, and the one after its last."""

    columns: tuple[tuple[int, int], ...]
    is_grid: bool

    def cells(self, text: str, span: Span) -> list[str]:
        """Return the cells of a row, the lines of each joined; the last cell of a simple table has no end."""
        lines = [line.of(text) for line in _lines(text, span)]
        ends = [*(end for _, end in self.columns[:-1]), self.columns[-1][1] if self.is_grid else None]
        starts = (start for start, _ in self.columns)
        return [one_line(" ".join(line[start:end] for line in lines)) for start, end in zip(starts, ends, strict=True)]

    def has_cells(self, line: str) -> bool:
        """Return whether the borders of all columns are in a line, and no text is between the columns."""
        if self.is_grid:
            edges = [*(start - 1 for start, _ in self.columns), self.columns[-1][1]]
            return all(line[edge : edge + 1] == "|" for edge in edges)
        return not any(line[left[1] : right[0]].strip() for left, right in pairwise(self.columns))


def divided(text: str, table: Span) -> list[Span]:
    """Return the span of a table's column names with the borders around them, then the span of each row.

    Nothing is returned for a table without column names, or with cells that extend over columns or rows.
    """
    lines = _lines(text, table)
    borders = [number for number, line in enumerate(lines) if BORDER.match(line.of(text))]
    if len(borders) < 3 or borders[0] or borders[1] < 2 or not _RULE.match(lines[borders[1]].of(text)):
        return []
    layout = _layout(lines[0].of(text))
    if len(borders) > 3 and not layout.is_grid:
        return []
    if any(_layout(lines[number].of(text)) != layout for number in borders):
        return []
    inner = sorted(set(range(len(lines))).difference(borders))
    if not all(layout.has_cells(lines[number].of(text)) for number in inner):
        return []
    body = [number for number in inner if number > borders[1]]
    starts = borders[1:-1] if layout.is_grid else _starts(text, lines, body, layout)
    bounds = [bisect_left(inner, number) for number in [*starts, borders[-1]]]
    rows = [[lines[number] for number in inner[start:end]] for start, end in pairwise(bounds)]
    return [_stripped(text, group) for group in (lines[: borders[1] + 1], *rows) if group]


def head_of(text: str, span: Span) -> tuple[list[str], Layout] | None:
    """Return the column names and the columns in the span of a table's head; None for another span."""
    lines = _lines(text, span)
    if len(lines) < 3 or not all(BORDER.match(lines[number].of(text)) for number in (0, -1)):
        return None
    layout = _layout(lines[0].of(text))
    return layout.cells(text, Span(lines[1].start, lines[-2].end)), layout


def names_above(text: str, start: int) -> Span | None:
    """Return the span of the column names of the table whose row begins at an offset; None for another line."""
    lines: list[Span] = []
    end = text.rfind("\n", 0, start)
    while end >= 0 and text[(begin := text.rfind("\n", 0, end) + 1) : end].strip():
        lines.append(Span(begin, end))
        end = begin - 1
    lines.reverse()
    borders = [number for number, line in enumerate(lines) if BORDER.match(line.of(text))]
    if len(borders) < 2 or borders[1] - borders[0] < 2 or not _RULE.match(lines[borders[1]].of(text)):
        return None
    return _stripped(text, lines[borders[0] + 1 : borders[1]])


def _layout(border: str) -> Layout:
    return Layout(tuple(column.span() for column in _COLUMN.finditer(border)), is_grid="+" in border)


def _starts(text: str, lines: Sequence[Span], body: Sequence[int], layout: Layout) -> list[int]:
    """Return the lines with which the rows of a simple table begin: those with text in the first column."""
    start, end = layout.columns[0]
    return [number for number in body if number == body[0] or lines[number].of(text)[start:end].strip()]


def _lines(text: str, span: Span) -> list[Span]:
    """Return the lines that a span touches, from their first characters."""
    return list(_each_line(text, text.rfind("\n", 0, span.start) + 1, span.end))


def _each_line(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        after = text.find("\n", start)
        after = len(text) if after < 0 else after
        if start < after:
            yield Span(start, after)
        start = after + 1


def _stripped(text: str, lines: Sequence[Span]) -> Span:
    """Return the span of lines without the white space around them."""
    span = Span(lines[0].start, lines[-1].end)
    shown = span.of(text)
    return Span(span.start + len(shown) - len(shown.lstrip()), span.start + len(shown.rstrip()))
