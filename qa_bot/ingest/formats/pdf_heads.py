"""Column names of a PDF's table for the rows that the next page continues without a header. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa_bot.ingest.formats.headers import are_values, differ
from qa_bot.ingest.formats.rows import described

CELL_LINE_END = "\u2028"
"""A line's end within a cell that may divide a word; a page's text has none."""

Interval = tuple[float, float]
"""The left and right edge of a column, in points; two infinities for a column without text."""

_DRAWN_HYPHEN = re.compile(f"[-\u2010\xad–—]{CELL_LINE_END}")

_ALIGNED = 3.0
"""Points by which the edges or the middles of a column may differ from page to page."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a table gives to each of its rows, and how to recognize its columns on the next page.

    ``rows`` are the header rows, ``group`` is the text of the last row of one cell. ``fonts`` are those of the other
    rows.
    """

    caption: str
    rows: Sequence[Sequence[str]]
    group: str
    columns: Sequence[Interval]
    fonts: frozenset[str]

    def continued(
        self, texts: Sequence[Sequence[str]], columns: Sequence[Interval], header_fonts: Collection[str]
    ) -> list[tuple[int, str]]:
        """Return the lines of a next page's rows with their numbers, none where they are of another table.

        Args:
            texts: The rows' cells.
            columns: Their columns.
            header_fonts: The fonts of the first row, if they tell it from the others.
        """
        places = self._places(columns)
        has_own_font = bool(header_fonts) and self.fonts.isdisjoint(header_fonts)
        if not places or has_own_font or _is_header(texts, self.rows):
            return []
        repeated = len(self.rows) if [*map(list, texts[: len(self.rows)])] == [*map(list, self.rows)] else 0
        wide = [list(row) if len(row) == 1 else self._widened(row, places) for row in texts[repeated:]]
        above = [*self.rows, *([[self.group]] if self.group else [])]
        lines = described(
            enumerate([*above, *wide], repeated - len(above)), self.caption, len(self.rows), numbered=False
        )
        return [(number, line) for number, line in lines if number >= repeated]

    def _places(self, columns: Sequence[Interval]) -> list[int]:
        """Return the number of each column among those of this table, [] where they do not agree."""
        if len(columns) < 2:
            return []
        found: list[int] = []
        aligned = 0
        for column in columns:
            if not _is_filled(column):
                found.append(found[-1] + 1 if found else 0)
                continue
            shared = [_shared(column, other) for other in self.columns]
            best = max(range(len(shared)), key=shared.__getitem__)
            if shared[best] <= 0:
                return []
            found.append(best)
            aligned += _are_aligned(column, self.columns[best])
        is_ascending = found == sorted(set(found)) and found[-1] < len(self.columns)
        is_same = 2 * aligned >= sum(map(_is_filled, columns)) and 2 * len(found) > len(self.columns)
        return found if is_ascending and is_same else []

    def _widened(self, row: Sequence[str], places: Sequence[int]) -> list[str]:
        wide = [""] * len(self.columns)
        for place, text in zip(places, row, strict=False):
            wide[place] = text
        return wide


class StoredRows:
    """The rows at the beginning of a page as its stored text has them, with names that only the page before draws."""

    def __init__(self, stored: str) -> None:
        """Take the paragraphs of a page's stored text, one for each row."""
        self._paragraphs = stored.split("\n\n")

    def continued(self, texts: Sequence[Sequence[str]], *_: object) -> list[tuple[int, str]]:
        """Return the stored lines of rows with their numbers, none where a row's cells are not in its line."""
        found: list[tuple[int, str]] = []
        for number, cells in enumerate(texts):
            line = _with_cells(self._paragraphs[len(found)], cells) if len(found) < len(self._paragraphs) else ""
            if line:
                found.append((number, line))
            elif found:
                return []
        return found


def _with_cells(line: str, cells: Sequence[str]) -> str:
    """Return a row's stored line with its cells as they are drawn, "" where it does not contain them in their order."""
    after = ""
    for cell in reversed([cell for cell in cells if cell]):
        stored = [re.escape(part) for part in _DRAWN_HYPHEN.split(cell)]
        places = list(re.finditer("[-\u2010–—]?".join(stored), line))
        if not places:
            return ""
        after = cell + line[places[-1].end() :] + after
        line = line[: places[-1].start()]
    return line + after


def _is_filled(column: Interval) -> bool:
    return column[0] < column[1]


def _shared(column: Interval, other: Interval) -> float:
    """Return the points that two columns have in common, negative where they are apart."""
    return min(column[1], other[1]) - max(column[0], other[0])


def _are_aligned(column: Interval, other: Interval) -> bool:
    """Return whether two columns have their left edges, their right edges or their middles at the same place."""
    left, right = (abs(one - another) for one, another in zip(column, other, strict=True))
    return min(left, right, abs(sum(column) - sum(other)) / 2) <= _ALIGNED


def _is_header(texts: Sequence[Sequence[str]], header: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row is a header of its own: words above values, and not the header repeated."""
    first, below = texts[0], texts[1:]
    is_repeated = bool(header) and list(first) == list(header[0])
    return not is_repeated and not any(are_values([cell]) for cell in first if cell) and differ(first, below)
