"""Rows of a page → zones of columns, found by gutters that no text crosses from row to row. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import Literal

from qa_bot.ingest.formats.headers import are_values
from qa_bot.ingest.formats.pdf_lines import Line

Row = list[tuple[int, Line]]
"""Line segments side by side, from left to right, each with its number in drawing order."""

Interval = tuple[float, float]

_NARROWEST = 0.4
"""In heights of a line: the narrowest gutter."""

_NARROW = 0.8
"""In heights of a line: the narrowest gutter of few rows."""

_CROSSED = 0.25
"""Share of rows that may cross a gutter, where there are :data:`_MANY`."""

_ALIGNED = 2.0
"""Points by which the places of cells in a column may differ."""

_FEWEST = 3
_MANY = 8
_LARGE = 1.3  # in heights of the other rows
_MOST_WORDS = 8
"""Words of a table's average cell; columns of text have more."""

_LEADER = re.compile(r"(?:\.\s?|·\s?|…){4}")
_MARK = re.compile(r"[^\w\s]|\(?\w{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\[\d{1,3}\]")
_PAGE = re.compile(r"\d{1,4}|[ivxl]{1,6}")
_ENTRY = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.?")
_BRACKETED = re.compile(r"\(.*\)")
_FIGURE = re.compile(r"[^\d\w]*[\d.,'’\s%€$£₺-]*\d[\d.,'’\s%€$£₺-]*\D?")


@dataclass(frozen=True, slots=True)
class Zone:
    """Rows ``start`` to ``end`` (exclusive) of a block, and the gutters between their columns."""

    start: int
    end: int
    rows: list[Row]
    gutters: list[Interval]

    def columns(self) -> list[Row]:
        """Return the segments of each column, from the top down."""
        found: list[Row] = [[] for _ in range(len(self.gutters) + 1)]
        for row in self.rows:
            for number, line in row:
                found[self.column_of(line)].append((number, line))
        return found

    def cells(self) -> list[list[list[Line]]]:
        """Return each row's cells: the segments in each column."""
        found: list[list[list[Line]]] = []
        for row in self.rows:
            found.append([[] for _ in range(len(self.gutters) + 1)])
            for _, line in row:
                found[-1][self.column_of(line)].append(line)
        return found

    def texts(self) -> list[list[str]]:
        """Return each column's texts, row by row, without empty cells."""
        columns = zip(*self.cells(), strict=True)
        return [[" ".join(line.text for line in cell) for cell in column if cell] for column in columns]

    def column_of(self, line: Line) -> int:
        """Return the number of the column that holds most of the segment."""
        middle = (line.box.left + line.box.right) / 2
        first = sum(1 for left, right in self.gutters if (left + right) / 2 < line.box.left)
        last = sum(1 for left, right in self.gutters if (left + right) / 2 < middle)
        return first if last > first + 1 else last


def zone_of(block: Sequence[Row]) -> Zone | None:
    """Return the first zone of columns of a block of rows, None where there is none."""
    start = 0
    while start < len(block):
        if len(block[start]) > 1:
            end = _end(block, start)
            gutters = _gutters(block[start:end]) if end - start > 1 else []
            if gutters:
                return Zone(start, end, list(block[start:end]), gutters)
        start += 1
    return None


def _end(block: Sequence[Row], start: int) -> int:
    """Return the number after the last row that leaves a gutter of the first row free."""
    gutters = _gaps(block[start])
    end = start + 1
    for number in range(start + 1, len(block)):
        remaining = [part for gutter in gutters for part in _free_parts(gutter, block[number])]
        if not remaining:
            break
        gutters, end = remaining, number + 1
    return end


def _gaps(row: Row) -> list[Interval]:
    return [
        (before.box.right, after.box.left)
        for (_, before), (_, after) in pairwise(row)
        if after.box.left - before.box.right > _NARROWEST * _height(row)
    ]


def _free_parts(gutter: Interval, row: Row) -> list[Interval]:
    """Return the parts of a gutter that a row leaves free, if they are wide enough."""
    edges = [gutter[0]]
    for _, line in row:
        edges += [min(max(line.box.left, gutter[0]), gutter[1]), min(max(line.box.right, gutter[0]), gutter[1])]
    edges.append(gutter[1])
    least = _NARROWEST * _height(row)
    return [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right - left > least]


def _height(row: Row) -> float:
    return median(line.height for _, line in row)


def _gutters(rows: Sequence[Row]) -> list[Interval]:
    """Return the intervals that nearly all rows of several segments leave free, with text on both sides."""
    several = [row for row in rows if len(row) > 1]
    if len(several) < 2:
        return []
    events = sorted(event for row in several for _, line in row for event in ((line.box.left, 1), (line.box.right, -1)))
    height = median(_height(row) for row in several)
    most = _CROSSED * len(several) if len(several) >= _MANY else 0
    found: list[Interval] = []
    covered = 0
    for (at, step), (following, _) in pairwise(events):
        covered += step
        if covered > most or following <= at:
            continue
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], following)
        else:
            found.append((at, following))
    enough = len(several) > _FEWEST
    return [
        (left, right)
        for gutter in found
        for left, right in _around_sparse_column(gutter, several)
        if right - left > (_NARROWEST if enough else _NARROW) * height and _has_both_sides(several, left, right)
    ]


def _around_sparse_column(gutter: Interval, rows: Sequence[Row]) -> list[Interval]:
    """Return the gutters on both sides of a column that few rows fill, ``gutter`` itself where it holds none."""
    left, right = gutter
    inside = [line for row in rows for _, line in row if left < line.box.left and line.box.right < right]
    values = [line for line in inside if line not in [first for _, first in rows[0]]]
    if len(values) < 2 or not are_values([line.text for line in values]) or not _are_aligned(values):
        return [gutter]
    start, end = min(line.box.left for line in inside), max(line.box.right for line in inside)
    least = _NARROWEST * median(map(_height, rows))
    return [(left, start), (end, right)] if min(start - left, right - end) > least else [gutter]


def _are_aligned(lines: Sequence[Line]) -> bool:
    """Return whether lines below each other have their left or right edges or their middles at one place."""
    edges = ([line.box.left, line.box.right, (line.box.left + line.box.right) / 2] for line in lines)
    return any(max(places) - min(places) < _ALIGNED for places in zip(*edges, strict=True))


def _has_both_sides(rows: Sequence[Row], left: float, right: float) -> bool:
    """Return whether half of the rows have text on both sides."""
    both = sum(
        any(line.box.right <= left + 0.1 for _, line in row) and any(line.box.left >= right - 0.1 for _, line in row)
        for row in rows
    )
    return both >= max(2, 0.5 * len(rows))


def kind_of(zone: Zone) -> Literal["columns", "table", ""]:
    """Return what a zone holds: columns of text, a table, or neither ("")."""
    texts = zone.texts()
    if not all(texts):
        return ""
    if _are_tiles(zone):
        return "columns"
    several = sum(len(row) > 1 for row in zone.rows)
    if several >= _FEWEST and _is_text(zone, texts):
        return "columns"
    if several < (_FEWEST if len(texts) == 2 else 2) or _is_list(texts) or sum(map(_is_running_text, texts)) > 1:
        return ""
    words = [len(text.split()) for column in texts for text in column]
    if mean(words) > _MOST_WORDS or max(words) > 5 * _MOST_WORDS:
        return ""
    return "table" if len(texts) > 2 or _are_names_and_values(zone, texts) else ""


def _is_running_text(column: Sequence[str]) -> bool:
    """Return whether a column's lines go on with the sentence of the line before."""
    lines = column[1:]
    small = sum(1 for text in lines if text[0].isalpha() and not text[0].isupper())
    return small >= 0.3 * max(len(lines), 1) and mean(len(text.split()) for text in column) >= 2.5


def _are_names_and_values(zone: Zone, texts: Sequence[Sequence[str]]) -> bool:
    """Return whether two columns are names and values, by digits in the second, colons in the first, or fonts."""
    names, values = texts
    figures = sum(1 for text in values[1:] if re.search(r"\d", text))
    colons = sum(1 for text in names if text.endswith(":"))
    short = mean(len(text.split()) for text in (*names, *values)) <= 5
    first, second = ({line.font for _, line in row} for row in zone.rows[:2])
    if len(zone.rows[0]) > 1 and first.isdisjoint(second) and all(len(row) > 1 for row in zone.rows):
        return True
    is_figured = figures >= 0.6 * max(len(values) - 1, 1) and len(values) > 0.8 * len(zone.rows)
    return short and (is_figured or colons >= 0.6 * len(names))


def _are_tiles(zone: Zone) -> bool:
    """Return whether each column holds a large figure, or a value above a label in brackets."""
    heights = [_height(row) for row in zone.rows]
    if len(heights) < 2:
        return False
    if any(all(_BRACKETED.fullmatch(line.text) for _, line in row) for row in zone.rows[1:]):
        return True
    first, last = zone.rows[0], zone.rows[-1]
    heads = heights[0] > _LARGE * max(heights[1:]) and _is_short(first)
    return heads or (heights[-1] > _LARGE * max(heights[:-1]) and _is_short(last))


def _is_short(row: Row) -> bool:
    return all(len(line.text) <= 16 for _, line in row) and any(re.search(r"\d", line.text) for _, line in row)


def _is_text(zone: Zone, texts: Sequence[Sequence[str]]) -> bool:
    """Return whether each column holds lines of sentences."""
    if len(texts) > 4 or not all(_is_filled(column, zone) for column in zone.columns()):
        return False
    if all(_is_unspaced(text) for column in texts for text in column):
        return True
    if any(mean(map(len, column)) < 15 or mean(len(text.split()) for text in column) < 2.5 for column in texts):
        return False
    lines = [text for column in texts for text in column[1:]]
    lower_case = sum(1 for text in lines if text[0].isalpha() and not text[0].isupper())
    figures = sum(1 for text in lines if _FIGURE.fullmatch(text))
    return lower_case >= 0.3 * len(lines) and figures < 0.2 * len(lines)


def _is_unspaced(text: str) -> bool:
    """Return whether a line is of a script without spaces."""
    return len(text) >= 8 and " " not in text and not text.isascii() and any(letter > "\u2e80" for letter in text)


def _is_filled(column: Row, zone: Zone) -> bool:
    """Return whether a column has text in nearly all rows between its first and last."""
    numbers = {number for number, _ in column}
    has = [any(number in numbers for number, _ in row) for row in zone.rows]
    first, last = has.index(True), len(has) - has[::-1].index(True)
    return sum(has[first:last]) >= 0.75 * (last - first)


def _is_list(texts: Sequence[Sequence[str]]) -> bool:
    """Return whether the zone is a list with its marks, or a table of contents with its page numbers."""
    leaders = sum(bool(_LEADER.search(text)) for column in texts for text in column)
    marks = sum(bool(_MARK.fullmatch(text)) for text in texts[0])
    if len(texts) == 3 and all(map(_PAGE.fullmatch, texts[2])) and all(map(_ENTRY.fullmatch, texts[0])):
        return True
    return leaders > 1 or (len(texts) == 2 and marks >= 0.7 * len(texts[0]))
