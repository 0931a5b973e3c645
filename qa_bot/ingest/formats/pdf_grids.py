"""Drawn lines of a PDF page → the grids of its ruled tables."""

import ctypes
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

from pypdfium2 import raw

from qa_bot.ingest.formats.pdf_glyphs import Box
from qa_bot.ingest.formats.pdf_paths import DrawnPath, is_visible

_MOST_POINTS = 40_000
_MOST_RULES = 1_500  # across, and as many down
_MOST_EDGES = 250

_STRAIGHT = 0.6
"""Points that a line across or down may deviate."""

_SHORTEST = 4.0
_NEAR = 4.0
"""Points between lines that are one, or meet: borders are drawn as thin rectangles, and around each cell."""


class _Rule(NamedTuple):
    """A line across or down: where it is on the other axis, its start and its end, in points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells that drawn lines enclose, at least two across and two down, or one across where there are no lines down.

    ``across`` and ``down`` are the edges, in the points of a :class:`Box`, ascending. ``cells[row][column]`` is the
    number of a cell; a cell that spans several rows or columns has its number in each.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_at(self, box: Box) -> int | None:
        """Return the number of the cell that holds the middle of a box, None outside of the grid."""
        column = bisect_right(self.across, (box.left + box.right) / 2) - 1
        row = bisect_right(self.down, (box.top + box.bottom) / 2) - 1
        is_inside = 0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1
        return self.cells[row][column] if is_inside else None

    def height_at(self, box: Box) -> float:
        """Return the height of the row that holds the middle of a box in the grid, in points."""
        row = bisect_right(self.down, (box.top + box.bottom) / 2)
        return self.down[row] - self.down[row - 1]

    def turned(self, rotation: int) -> "Grid":
        """Return the grid in the coordinates of lines with this rotation, in counterclockwise quarter turns."""
        found = self
        for _ in range(rotation):
            cells = tuple(zip(*found.cells[::-1], strict=True))
            found = Grid(tuple(-edge for edge in reversed(found.down)), found.across, cells)
        return found


def grids_of(paths: Iterable[DrawnPath]) -> list[Grid]:
    """Return the grids that the paths of a page draw; those of lines across only have one column."""
    level, upright = _rules(paths)
    if not level or max(len(level), len(upright)) > _MOST_RULES:
        return []
    found: list[Grid] = []
    others: list[_Rule] = []
    for rules, down in _connected(_merged(level), _merged(upright)):
        grid = _grid(rules, down)
        if grid:
            found.append(grid)
        else:
            others += rules
    return found + _bands(others)


def _bands(level: Sequence[_Rule]) -> list[Grid]:
    """Return a grid of one column for lines of equal length that lie above each other."""
    groups: list[list[_Rule]] = []
    for rule in sorted(level):
        group = next((group for group in groups if _is_as_long(group[0], rule)), None)
        if group is None:
            groups.append([rule])
        else:
            group.append(rule)
    return [
        Grid(
            (group[0].start, group[0].end),
            tuple(rule.at for rule in group),
            tuple((row,) for row in range(len(group) - 1)),
        )
        for group in groups
        if 1 < len(group) <= _MOST_EDGES
    ]


def _is_as_long(rule: _Rule, other: _Rule) -> bool:
    return abs(rule.start - other.start) <= _NEAR and abs(rule.end - other.end) <= _NEAR


def _rules(paths: Iterable[DrawnPath]) -> tuple[list[_Rule], list[_Rule]]:
    """Return the lines across and those down that paths draw, filled or stroked."""
    level: list[_Rule] = []
    upright: list[_Rule] = []
    for (x, y), (to_x, to_y) in _segments(paths):
        if abs(y - to_y) <= _STRAIGHT and abs(x - to_x) >= _SHORTEST:
            level.append(_Rule(y, *sorted((x, to_x))))
        elif abs(x - to_x) <= _STRAIGHT and abs(y - to_y) >= _SHORTEST:
            upright.append(_Rule(x, *sorted((y, to_y))))
    return level, upright


def _segments(paths: Iterable[DrawnPath]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the ends of the straight segments of a page's paths, counted downwards."""
    points = 0
    for path in filter(is_visible, paths):
        points += raw.FPDFPath_CountSegments(path.drawn)
        if points > _MOST_POINTS:
            return
        yield from _segments_of(path.drawn)


def _segments_of(path: raw.FPDF_PAGEOBJECT) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            -(matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, first
        before = point


def _merged(rules: Sequence[_Rule]) -> list[_Rule]:
    """Return the lines with those that continue or cover each other joined."""
    groups: list[list[_Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    found: list[_Rule] = []
    for group in groups:
        at = (group[0].at + group[-1].at) / 2
        start, end = None, 0.0
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _NEAR:
                end = max(end, rule.end)
            else:
                found.append(_Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            found.append(_Rule(at, start, end))
    return found


def _connected(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Yield the lines across and down that are connected where they meet."""
    parents = list(range(len(level) + len(upright)))
    for (one, across), (other, down) in product(enumerate(level), enumerate(upright, len(level))):
        if _covers(across, down.at) and _covers(down, across.at):
            parents[_root(parents, one)] = _root(parents, other)
    groups: defaultdict[int, tuple[list[_Rule], list[_Rule]]] = defaultdict(lambda: ([], []))
    for number, rule in enumerate((*level, *upright)):
        groups[_root(parents, number)][number >= len(level)].append(rule)
    yield from groups.values()


def _covers(rule: _Rule, at: float) -> bool:
    return rule.start - _NEAR <= at <= rule.end + _NEAR


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _grid(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Grid | None:
    """Return the grid of connected lines, None where they enclose fewer than two cells across or down."""
    across, down = _edges(upright, level), _edges(level, upright)
    if not (3 <= len(across) <= _MOST_EDGES and 3 <= len(down) <= _MOST_EDGES):
        return None
    columns, rows = len(across) - 1, len(down) - 1
    middles = [(before + after) / 2 for before, after in pairwise(across)]
    centres = [(before + after) / 2 for before, after in pairwise(down)]
    parents = list(range(rows * columns))
    for row, column in product(range(rows), range(columns)):
        here = row * columns + column
        if column + 1 < columns and not _has_rule(upright, across[column + 1], centres[row]):
            parents[_root(parents, here + 1)] = _root(parents, here)
        if row + 1 < rows and not _has_rule(level, down[row + 1], middles[column]):
            parents[_root(parents, here + columns)] = _root(parents, here)
    cells = tuple(tuple(_root(parents, row * columns + column) for column in range(columns)) for row in range(rows))
    return Grid(across, down, cells) if _are_rectangles(cells) else None


def _are_rectangles(cells: Sequence[Sequence[int]]) -> bool:
    """Return whether each cell is a rectangle, as those of a table are; those of a drawing need not be."""
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, numbers in enumerate(cells):
        for column, number in enumerate(numbers):
            places[number].append((row, column))
    return all(
        len({row for row, _ in found}) * len({column for _, column in found}) == len(found) for found in places.values()
    )


def _edges(rules: Sequence[_Rule], crossing: Sequence[_Rule]) -> tuple[float, ...]:
    """Return where lines are, and where those that cross them end: a table's outer edges may not be drawn."""
    ends = (min(rule.start for rule in crossing), max(rule.end for rule in crossing)) if crossing else ()
    found: list[float] = []
    for at in sorted((*(rule.at for rule in rules), *ends)):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return tuple(found)


def _has_rule(rules: Sequence[_Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and _covers(rule, middle) for rule in rules)
