"""Stretches of a page's lines → its lines in the order of reading: columns one after the other, rows of tables whole.

Pure. What is drawn in the order of reading stays in it. Only where one line after the other runs over a gutter that is
free of letters for several lines, there are columns, and what stands in them says whether they are text or a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from qa_bot.ingest.formats.pdf_columns import Row, Zone, kind_of, zone_of
from qa_bot.ingest.formats.pdf_figures import PUT_IN
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_rows import table_lines

_FAR = 1.5
"""In heights of a line: rows that stand further apart are not of one table, nor of one run of columns."""

_DEEPEST = 3
"""Columns within columns that are looked for."""

_DISORDER = 0.5
"""The share of lines that jump up the page, from which on the order of drawing is not believed."""


@dataclass(slots=True)
class _Unit:
    """Lines that belong together, and the number of the first of them in the order of drawing."""

    first: int
    lines: list[Line] = field(default_factory=list)


def laid_out(lines: Sequence[Line], depth: int = 0) -> list[Line]:
    """Return the page's lines in the order of reading, their parts joined."""
    numbered = list(enumerate(lines))
    turn = _usual_turn(lines)
    turned = [(number, line) for number, line in numbered if line.turn != turn]
    rows = rows_of([(number, line) for number, line in numbered if line.turn == turn])
    units = [_Unit(number, [line]) for number, line in turned]
    for block in _blocks(rows):
        units += _units(block, depth)
    units.sort(key=lambda unit: unit.first)
    if _is_in_disorder(units):
        units.sort(key=lambda unit: (unit.lines[0].turn, unit.lines[0].corners[3], unit.lines[0].corners[0]))
    return _joined([line for unit in units for line in unit.lines])


def rows_of(numbered: Sequence[tuple[int, Line]]) -> list[Row]:
    """Lines that stand beside each other, from the top of the page down, each row from left to right."""
    rows: list[Row] = []
    for number, line in sorted(numbered, key=lambda each: (each[1].corners[1] + each[1].corners[3], each[0])):
        if rows and _is_level(rows[-1][0][1], line):
            rows[-1].append((number, line))
        else:
            rows.append([(number, line)])
    for row in rows:
        row.sort(key=lambda each: (each[1].corners[0], each[0]))
    return rows


def _usual_turn(lines: Sequence[Line]) -> int:
    turns = [line.turn for line in lines]
    return max(set(turns), key=turns.count) if turns else 0


def _is_level(line: Line, other: Line) -> bool:
    low = min(line.height, other.height)
    shared = min(line.corners[3], other.corners[3]) - max(line.corners[1], other.corners[1])
    return shared > 0.6 * low


def _blocks(rows: list[Row]) -> list[list[Row]]:
    """Rows parted by wide gaps."""
    blocks: list[list[Row]] = []
    for row in rows:
        line = row[0][1]
        if blocks and line.corners[1] - max(each.corners[3] for _, each in blocks[-1][-1]) < _FAR * line.height:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _units(block: list[Row], depth: int) -> list[_Unit]:
    """The parts of a block of rows: its zones of columns, and each stretch that is in none by itself."""
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
        return [_Unit(first, table_lines(zone, above))]
    if kind == "columns":
        columns = [sorted(column) for column in zone.columns()]
        return [_Unit(first, [line for column in columns for line in _column(column, depth)])]
    return [_Unit(number, [line]) for row in zone.rows for number, line in row]


def _column(column: list[tuple[int, Line]], depth: int) -> list[Line]:
    """The lines of one column, from the top down, with the columns and tables within it."""
    rows = rows_of(column)
    return laid_out([line for row in rows for _, line in row], depth + 1)


def _is_in_disorder(units: Sequence[_Unit]) -> bool:
    """Whether the lines are drawn in an order in which nobody reads: up the page again and again."""
    jumps = 0
    for before, after in pairwise(units):
        upper, lower = before.lines[-1], after.lines[0]
        if upper.turn or lower.turn:
            continue
        is_above = lower.corners[3] < upper.corners[1] + 0.2 * upper.height
        jumps += is_above and lower.corners[0] < upper.corners[2]
    return len(units) > 3 and jumps > _DISORDER * len(units)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, those in one that stand beside each other."""
    found: list[Line] = []
    for line in lines:
        if found and _is_beside(found[-1], line):
            found[-1] = _beside(found[-1], line)
        else:
            found.append(line)
    return found


def _is_beside(before: Line, line: Line) -> bool:
    if before.is_row or line.is_row or before.turn != line.turn:
        return False
    return _is_level(before, line) and line.corners[0] > before.corners[2] - 0.3 * line.height


def _beside(before: Line, line: Line) -> Line:
    a, b = before.corners, line.corners
    indices = before.indices[:]
    indices.append(PUT_IN)
    indices.extend(line.indices)
    main = before if len(before.text) >= len(line.text) else line  # a list's mark may be of another size
    corners = (min(a[0], b[0]), main.corners[1], max(a[2], b[2]), main.corners[3])
    return replace(main, text=f"{before.text} {line.text}", indices=indices, corners=corners)
