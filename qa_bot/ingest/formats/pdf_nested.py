"""Tables within cells of ruled tables of a PDF → the lines of their rows as the content of that cell. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby, product

from qa_bot.ingest.formats.headers import count_header_rows
from qa_bot.ingest.formats.pdf_glyphs import Box
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_rows import Cell, Cells, row_lines, text_of
from qa_bot.ingest.formats.rows import LONGEST_CELL

_MOST_GRIDS = 60

Numbers = Sequence[Sequence[int]]
"""The number of the cell in each row and column of a grid."""


def with_inner_tables(numbers: Numbers, of_cells: dict[int | None, Cell]) -> Numbers:
    """Return the numbers of a grid in which each table within a cell is that one cell.

    It is where the header has one cell, and a row below it several rows of several cells with a header of their own,
    beside cells that are as high as all of these. ``of_cells`` gets the lines of its rows.
    """
    head, *body = _rows(numbers)
    found = [list(row) for row in numbers]
    for first, last in _merged([numbers[row] for row in head]):
        for rows in body:
            inner = [numbers[row][first:last] for row in rows]
            others = [(*numbers[row][:first], *numbers[row][last:]) for row in rows]
            if len(rows) < 2 or len(set(others)) > 1 or not others[0]:
                continue
            if content := _content(inner, of_cells):
                of_cells[inner[0][0]] = content
                for row in rows:
                    found[row][first:last] = [inner[0][0]] * (last - first)
    return found


def inner_first(grids: Sequence[Grid]) -> list[tuple[Grid, bool]]:
    """Return each grid and whether it is in a cell of another one, those in most others first."""
    depths = [0] * len(grids)
    if len(grids) <= _MOST_GRIDS:
        depths = [sum(_is_in_cell(grid, other) for other in grids) for grid in grids]
    order = sorted(range(len(grids)), key=lambda at: -depths[at])
    return [(grids[at], depths[at] > 0) for at in order]


def _is_in_cell(grid: Grid, other: Grid) -> bool:
    corners = product((grid.across[0], grid.across[-1]), (grid.down[0], grid.down[-1]))
    cells = {other.cell_at(Box(x, y, x, y)) for x, y in corners}
    return grid is not other and len(cells) == 1 and None not in cells


def _rows(numbers: Numbers) -> list[range]:
    """Return the rows of the outer table: the ranges of a grid's rows that no cell goes beyond."""
    starts = [0, *(at for at in range(1, len(numbers)) if set(numbers[at]).isdisjoint(numbers[at - 1]))]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True)]


def _merged(head: Numbers) -> Iterator[tuple[int, int]]:
    """Yield the first column and the one after the last of each cell of a header that spans several."""
    at = 0
    for cells, columns in groupby(zip(*head, strict=True)):
        count = len(list(columns))
        if count > 1 and len(set(cells)) == 1:
            yield at, at + count
        at += count


def _content(inner: Numbers, of_cells: dict[int | None, Cell]) -> Cell:
    """Return the lines of an inner table: the text above it, and a line for each row; no lines where there is none."""
    rows: list[Cells] = [[of_cells.get(number, []) for number in numbers] for numbers in inner]
    distinct = ([next(cells) for _, cells in groupby(row, key=id)] for row in _without_gaps(rows))
    rows = [row for row in distinct if any(row)]
    above = [row[0] for row in rows if len(row) == 1]
    table = [row for row in rows if len(row) > 1]
    texts = [[text_of(cell) for cell in row] for row in table]
    is_merged = len(table) > 1 and any(cell is other for cell in table[0] for other in table[1])
    if len(table) < 2 or is_merged or not count_header_rows(texts) or sum(map(len, map("".join, texts))) > LONGEST_CELL:
        return []
    return [line for cell in above for line in cell] + row_lines(table, None)


def _without_gaps(rows: Sequence[Cells]) -> list[Cells]:
    """Return the rows without the columns that have no text, such as the space around a table."""
    kept = [at for at in range(len(rows[0])) if any(row[at] for row in rows)]
    return [[row[at] for at in kept] for row in rows]
