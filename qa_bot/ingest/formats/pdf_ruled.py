"""The grid of a ruled table and the lines in it → rows of cells. Pure."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from qa_bot.ingest.formats.headers import are_values
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_nested import with_inner_tables
from qa_bot.ingest.formats.pdf_right_to_left import is_right_to_left
from qa_bot.ingest.formats.pdf_rows import Cell, Cells, text_of
from qa_bot.ingest.formats.rows import LONGEST_CELL

_LEAST_FILLED = 0.3
"""Share of a grid's cells that have text; those of a chart or a form to fill in have none."""

_MANY = 4
"""Line ends at equal heights, in three cells or more: text that is broken into lines has other ones in some."""

_GAP = 1.5
"""In heights of a line: a gap between two columns that no drawn line divides."""

_FEWEST_LINES = 6
"""Lines of a column of text."""

_MOST_GAPS = 0.2  # share of the lines


def ruled_rows(grid: Grid, lines: Sequence[Line]) -> list[Cells]:
    """Return the rows of a ruled table, merged cells repeated, no rows where the grid holds no table.

    Args:
        grid: The drawn lines.
        lines: The line segments within it, in drawing order.
    """
    of_cells: dict[int | None, Cell] = {}
    for line in lines:
        of_cells.setdefault(grid.cell_at(line.box), []).append(line)
    distinct = [numbers for numbers, _ in groupby(with_inner_tables(grid.cells, of_cells))]
    several = sum(len(of_cells.keys() & set(numbers)) > 1 for numbers in distinct)
    is_filled = len(of_cells) >= _LEAST_FILLED * len({number for numbers in distinct for number in numbers})
    is_short = max(len(text_of(cell)) for cell in of_cells.values()) <= LONGEST_CELL
    if several < 2 or not is_filled or not is_short or _has_other_columns(of_cells.values()):
        return []
    step = -1 if 2 * sum(is_right_to_left(line.text) for line in lines) > len(lines) else 1
    rows = [[of_cells.setdefault(number, []) for number in numbers[::step]] for numbers in distinct]
    filled = [row if len(set(map(id, row))) > 1 else row[:1] for row in rows if any(row)]
    rows = _pairs(filled) or [part for at, row in enumerate(filled) for part in _divided(row, is_first=at == 0)]
    return [] if len(rows) == 2 and _holds_rows(rows[1]) else rows


def ruled_columns(grid: Grid, lines: Sequence[Line]) -> list[Cell]:
    """Return the cells of a grid that holds columns of text between drawn lines, none where it holds something else.

    Such cells stand side by side, and each has columns of its own.
    """
    of_cells: dict[int | None, Cell] = {}
    for line in lines:
        of_cells.setdefault(grid.cell_at(line.box), []).append(line)
    long = {number for number, cell in of_cells.items() if _is_column(cell)}
    is_beside = any(len(long & set(numbers)) > 1 for numbers in grid.cells)
    order = dict.fromkeys(number for numbers in grid.cells for number in numbers if number in of_cells)
    return [of_cells[number] for number in order] if is_beside else []


def _is_column(cell: Cell) -> bool:
    return len(_levels(cell)) >= _FEWEST_LINES and _has_other_columns([cell])


def _has_other_columns(cells: Iterable[Cell]) -> bool:
    """Return whether gaps divide the text of the cells into columns that are not ruled."""
    levels = [level for cell in cells for level in _levels(cell)]
    gaps = sum(
        any(after.box.left - before.box.right > _GAP * before.height for before, after in pairwise(level))
        for level in levels
    )
    return gaps > _MOST_GAPS * len(levels)


def _pairs(rows: Sequence[Cells]) -> list[Cells]:
    """Return the labels of a form with their values, none where the rows are not such pairs."""
    distinct = [[next(cells) for _, cells in groupby(row, key=id)] for row in rows]
    pairs = [row[at : at + 2] for row in distinct for at in range(0, len(row), 2)]
    labels = sum(text_of(label).endswith((":", "：")) for label, *_ in pairs)
    return [pair for pair in pairs if any(pair)] if len(pairs) > len(rows) and labels > 0.6 * len(pairs) else []


def _divided(row: Cells, *, is_first: bool) -> list[Cells]:
    """Return the rows that no drawn line divides: several columns have as many lines, at the same heights."""
    levels = {id(cell): _levels(cell) for cell in row if cell}
    count = max(map(len, levels.values()))
    equal = {key: found for key, found in levels.items() if len(found) == count}
    first = next(iter(equal.values()))
    is_level = all(
        abs(one[0].box.bottom - other[0].box.bottom) < 0.3 * one[0].height
        for found in equal.values()
        for one, other in zip(found, first, strict=True)
    )
    if count < 2 or not is_level or any(1 < len(found) < count for found in levels.values()):
        return [row]
    has_values = any(all(are_values([text_of(level)]) for level in found) for found in equal.values())
    is_many = len(equal) == len(levels) > 2 and len(equal) * (count - 1) >= _MANY and not is_first
    if (len(equal) > 1 and has_values) or is_many:
        return [[equal[id(cell)][at] if id(cell) in equal else cell for cell in row] for at in range(count)]
    return [row]


def _holds_rows(row: Cells) -> bool:
    """Return whether the only row below a header has several lines in its last column and in another one."""
    several = [len(_levels(cell)) > 1 for cell in row]
    return several[-1] and sum(several) > 1


def _levels(cell: Cell) -> list[Cell]:
    """Return a cell's segments, line by line."""
    found: list[Cell] = []
    for line in cell:
        if found and abs(line.box.bottom - found[-1][0].box.bottom) < 0.3 * line.height:
            found[-1].append(line)
        else:
            found.append([line])
    return found
