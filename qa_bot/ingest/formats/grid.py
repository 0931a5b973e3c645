"""Merged cells → a grid that repeats each cell in all rows and columns of its span. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_COLUMNS = 1_000
"""Columns of a table; a cell further right spans one."""

MOST_CELLS = 1_000_000
"""Cells of a table from which spans are ignored, since they may be arbitrarily large."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text in one line, and the numbers of rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1


_Spans = Mapping[int, tuple[str, int]]  # column → text of a cell from above, and the rows that it still spans


def spread(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """Return the texts as a grid, row by row, each cell repeated over its span.

    A cell that spans a whole row remains the row's only one, as :func:`rows.described` expects.
    """
    grid: list[list[str]] = []
    lone: set[int] = set()
    above: _Spans = {}
    total = 0
    for number, cells in enumerate(rows):
        line, above = _line(cells, above, MOST_COLUMNS if total < MOST_CELLS else 1)
        if len(cells) == 1 and 1 < len(line) <= cells[0].columns:
            lone.add(number)
        grid.append(line)
        total += len(line)
    width = max(map(len, grid), default=0)
    return [line[:1] if number in lone and len(line) == width else line for number, line in enumerate(grid)]


def _line(cells: Sequence[Cell], above: _Spans, most: int) -> tuple[list[str], _Spans]:
    """Return the texts of a row's columns, and the spans into the next row."""
    line: list[str] = []
    below: dict[int, tuple[str, int]] = {}
    for cell in (*cells, None):
        while len(line) in above or (cell is None and any(column > len(line) for column in above)):
            text, left = above.get(len(line), ("", 0))
            if left > 1:
                below[len(line)] = (text, left - 1)
            line.append(text)
        if cell is None:
            break
        columns = max(1, min(cell.columns, most - len(line)))
        if cell.rows > 1 and most > 1:
            below |= dict.fromkeys(range(len(line), len(line) + columns), (cell.text, cell.rows - 1))
        line += [cell.text] * columns
    return line, below
