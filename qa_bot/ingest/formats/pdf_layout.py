"""Line segments of a page → its lines in reading order: columns one after the other, table rows whole. Pure.

Drawing order is kept where it is reading order. Columns are recognized by a gutter that several consecutive lines leave
free; their content decides whether they are text or a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from qa_bot.ingest.formats.pdf_bands import columned
from qa_bot.ingest.formats.pdf_columns import Row, Zone, kind_of, zone_of
from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN, Box, rectangle_of, upright
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_heads import Head, StoredRows
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_nested import inner_first
from qa_bot.ingest.formats.pdf_rows import Cells, continued_lines, row_lines, whole_rows
from qa_bot.ingest.formats.pdf_ruled import ruled_columns, ruled_rows

_FAR = 1.5
"""In heights of a line: a gap between rows that ends a table or a run of columns."""

_DEEPEST = 3
"""Levels of columns within columns."""

_DISORDER = 0.5
"""Share of lines that jump up the page from which drawing order is ignored."""


@dataclass(slots=True)
class _Unit:
    """Lines that belong together, the number of the first one in drawing order, and the rows that a table has."""

    first: int
    lines: list[Line]
    rows: Sequence[Cells] = ()


def laid_out(
    lines: Sequence[Line], grids: Sequence[Grid] = (), depth: int = 0, head: Head | StoredRows | None = None
) -> list[Line]:
    """Return the page's lines in reading order, their segments joined.

    Args:
        lines: The segments of the page's lines, in drawing order.
        grids: Drawn lines, which may be those of tables.
        depth: The number of columns that contain these lines, one in another.
        head: That of the table at the end of the page before, which a table at the beginning may continue.
    """
    rotation = _usual_rotation(lines)
    turned = [grid.turned(rotation) for grid in grids]
    numbered, units = _without_tables(list(enumerate(lines)), turned, rotation, depth)
    rows = rows_of([(number, line) for number, line in numbered if line.rotation == rotation])
    units += [_Unit(number, [line]) for number, line in numbered if line.rotation != rotation]
    for block in _blocks(rows):
        units += _units(block, depth)
    units.sort(key=lambda unit: unit.first)
    if _is_in_disorder(units):
        units.sort(key=lambda unit: (unit.lines[0].rotation, unit.lines[0].box.bottom, unit.lines[0].box.left))
    if head and units and units[0].rows:
        units[0].lines = continued_lines(units[0].rows, head) or units[0].lines
    return _joined([line for unit in units for line in unit.lines])


def _without_tables(
    numbered: list[tuple[int, Line]], grids: Sequence[Grid], rotation: int, depth: int
) -> tuple[list[tuple[int, Line]], list[_Unit]]:
    """Return the lines outside of ruled tables and columns, and a unit for each of these.

    Tables within cells of others come first, so that their rows are the content of these cells.
    """
    units: list[_Unit] = []
    level = [line for _, line in numbered if line.rotation == rotation]
    for grid, is_inner in inner_first([each for one in grids for each in _with_columns(one, level)]):
        inside = [(number, _placed(line, rotation)) for number, line in numbered]
        inside = [(number, line) for number, line in inside if grid.cell_at(line.box) is not None]
        if rotation:  # pdfium changes the order of turned text
            inside.sort(key=lambda each: (each[1].box.bottom, each[1].box.left))
        numbers = {number for number, _ in inside}
        outside = [each for each in numbered if each[0] not in numbers]
        rows = ruled_rows(grid, [line for _, line in inside]) if inside else []
        if rows and is_inner:
            content = [(min(numbers), line) for line in row_lines(rows, None)]
            numbered = sorted([*outside, *content], key=itemgetter(0))
        elif rows:
            above = _above(grid, [line for _, line in outside if line.rotation == rotation])
            numbered = outside
            units.append(_Unit(min(numbers), row_lines(rows, above), rows))
        elif inside and (columns := ruled_columns(grid, [line for _, line in inside])):
            numbered = outside
            units += [_Unit(min(numbers), laid_out(column, depth=depth + 1)) for column in columns]
    return numbered, units


def _with_columns(grid: Grid, lines: Sequence[Line]) -> Sequence[Grid]:
    """Return a grid, or those that lines across divide into columns by their text."""
    return list(columned(grid, lines)) if len(grid.across) == 2 else [grid]


def _placed(line: Line, rotation: int) -> Line:
    """Return a line as one of another rotation at its place: a label of a table may be turned."""
    if line.rotation == rotation:
        return line
    return replace(line, box=upright(rectangle_of(line.box, line.rotation), rotation), rotation=rotation)


def _above(grid: Grid, lines: Sequence[Line]) -> Line | None:
    """Return the line right above a ruled table."""
    top, left, right = grid.down[0], grid.across[0], grid.across[-1]
    near = [
        line
        for line in lines
        if line.box.left < right
        and line.box.right > left
        and -0.5 * line.height < top - line.box.bottom < _FAR * line.height
    ]
    return near[0] if len(near) == 1 else None


def rows_of(numbered: Sequence[tuple[int, Line]]) -> list[Row]:
    """Group lines side by side into rows, from the top of the page down, each row from left to right."""
    rows: list[Row] = []
    for number, line in sorted(numbered, key=lambda each: (each[1].box.top + each[1].box.bottom, each[0])):
        if rows and _is_level(rows[-1][0][1], line):
            rows[-1].append((number, line))
        else:
            rows.append([(number, line)])
    for row in rows:
        row.sort(key=lambda each: (each[1].box.left, each[0]))
    return rows


def _usual_rotation(lines: Sequence[Line]) -> int:
    rotations = [line.rotation for line in lines]
    return max(set(rotations), key=rotations.count) if rotations else 0


def _is_level(line: Line, other: Line) -> bool:
    low = min(line.height, other.height)
    shared = min(line.box.bottom, other.box.bottom) - max(line.box.top, other.box.top)
    return shared > 0.6 * low


def _blocks(rows: list[Row]) -> list[list[Row]]:
    """Split rows at wide gaps."""
    blocks: list[list[Row]] = []
    for row in rows:
        line = row[0][1]
        if blocks and line.box.top - max(each.box.bottom for _, each in blocks[-1][-1]) < _FAR * line.height:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _units(block: list[Row], depth: int) -> list[_Unit]:
    """Return the units of a block of rows: its zones of columns, and each other segment by itself."""
    zone = zone_of(block) if depth < _DEEPEST else None
    if zone is None:
        return [_Unit(number, [line]) for row in block for number, line in row]
    before, after = block[: zone.start], block[zone.end :]
    above = before[-1][0][1] if before and len(before[-1]) == 1 else None
    units = [*_units(before, depth), *_zone_units(zone, depth, above)]
    return units + (_units(after, depth) if after else [])


def _zone_units(zone: Zone, depth: int, above: Line | None) -> list[_Unit]:
    first = min(number for row in zone.rows for number, _ in row)
    kind = kind_of(zone)
    if kind == "table":
        rows = whole_rows(zone.cells())
        return [_Unit(first, row_lines(rows, above), rows)]
    if kind == "columns":
        columns = [sorted(column) for column in zone.columns()]
        return [_Unit(first, [line for column in columns for line in _column(column, depth)])]
    return [_Unit(number, [line]) for row in zone.rows for number, line in row]


def _column(column: list[tuple[int, Line]], depth: int) -> list[Line]:
    """Lay out one column, with the columns and tables within it."""
    rows = rows_of(column)
    return laid_out([line for row in rows for _, line in row], depth=depth + 1)


def _is_in_disorder(units: Sequence[_Unit]) -> bool:
    """Return whether drawing order jumps up the page again and again."""
    jumps = 0
    for before, after in pairwise(units):
        upper, lower = before.lines[-1], after.lines[0]
        if upper.rotation != lower.rotation:
            continue
        is_above = lower.box.bottom < upper.box.top + 0.2 * upper.height
        jumps += is_above and lower.box.left < upper.box.right
    is_turned = units[0].lines[0].rotation != 0 if units else False
    return len(units) > (1 if is_turned else 3) and jumps > (_DISORDER / 2 if is_turned else _DISORDER) * len(units)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join lines side by side into one."""
    found: list[Line] = []
    for line in lines:
        if found and _is_beside(found[-1], line):
            found[-1] = _concatenated(found[-1], line)
        else:
            found.append(line)
    return found


def _is_beside(before: Line, line: Line) -> bool:
    if before.is_row or line.is_row or before.rotation != line.rotation:
        return False
    return _is_level(before, line) and line.box.left > before.box.right - 0.3 * line.height


def _concatenated(before: Line, line: Line) -> Line:
    a, b = before.box, line.box
    indices = before.indices[:]
    indices.append(NOT_DRAWN)
    indices.extend(line.indices)
    main = before if len(before.text) >= len(line.text) else line  # a list mark may have another size
    box = Box(min(a.left, b.left), main.box.top, max(a.right, b.right), main.box.bottom)
    return replace(main, text=f"{before.text} {line.text}", indices=indices, box=box)
