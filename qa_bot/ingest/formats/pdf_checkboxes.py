"""Check boxes and radio buttons of a PDF page, with the marks in them → ``[x]`` and ``[ ]`` beside their labels.

A box is a small square or circle, or four lines in a square; a mark is what else is drawn in it, or a letter X or a
tick. A box stands for nothing where it touches another beside it (a cell), is filled alone (a bullet), or holds other
letters; circles, where none is marked (bullets). A cross without a box counts in a table's small empty cell.
"""

import ctypes
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pypdfium2 import raw

from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN, Box, Rectangle, upright
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_paths import DrawnPath, is_filled, is_stroked
from qa_bot.ingest.formats.runs import CHECKED, UNCHECKED

_SMALLEST, _LARGEST = 7.0, 18.0
"""Points of a side; the square at the end of a proof is smaller."""

_UNEQUAL = 0.35
"""Points by which the sides of a box differ at most; those of a drawing's shapes differ more."""

_MOST = 400
"""Small paths of a page; one with more is a drawing."""

_MOST_SEGMENTS = 200  # of a circle or a square with round corners

_SHORTEST = 0.5
_SLANT = 0.1
"""How far a line deviates from the nearer axis, as a share of its length, to be slanted."""

_THIN = 1.6
_NEAR = 1.5  # points between the edges of one box, or of boxes that touch
_DOT = 0.85
"""Share of a box's sides that a filled mark in it takes at most; a larger one is its background."""

_LIGHT = 3 * 200  # red, green and blue together
_FAR = 1.6
"""In heights of a line: how far a label is from its box."""

_LARGEST_CELL = 4.0
"""In heights of a mark without a box."""

_MARKS = frozenset("xX×✓✔✗✘☓")


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A drawn box, whether something is drawn in it, and the paths that draw it; or a mark without a box.

    ``has_twin``: the page has another one of this size.
    """

    box: Box
    is_marked: bool
    paths: frozenset[int]
    is_round: bool = False
    has_frame: bool = True
    has_twin: bool = False


def checkboxes_of(paths: Sequence[DrawnPath]) -> list[CheckBox]:
    """Return the check boxes among the paths of a page; ``paths`` of each are numbers of these."""
    small = [(at, path) for at, path in enumerate(paths) if _is_small(path.box)]
    if not 0 < len(small) <= _MOST:
        return []
    frames = [(path.box, frozenset([at])) for at, path in small if _is_square(path.box) and _encloses(path)]
    frames += _of_edges([(at, path.box) for at, path in small])
    frames = _largest(frames)
    touching = {id(frame) for pair in combinations(frames, 2) if _touch(pair[0][0], pair[1][0]) for frame in pair}
    found = [each for frame in frames if id(frame) not in touching and (each := _checkbox(*frame, small))]
    used = frozenset[int]().union(*(each.paths for each in found))
    crosses = _crosses([(at, path) for at, path in small if at not in used])
    return [*_in_use(found), *crosses]


def _in_use(found: Sequence[CheckBox]) -> list[CheckBox]:
    """Return the boxes without circles of which none is marked, or none has the same size (drawings, bullets)."""
    is_chosen = any(each.is_round and each.is_marked for each in found)
    twins = [any(_is_as_large(one, other) for other in found if other is not one) for one in found]
    return [
        replace(one, has_twin=has_twin)
        for one, has_twin in zip(found, twins, strict=True)
        if not one.is_round or (is_chosen and has_twin)
    ]


def _is_as_large(one: CheckBox, other: CheckBox) -> bool:
    return one.is_round == other.is_round and abs(one.box.height - other.box.height) < 1


def _checkbox(box: Box, edges: frozenset[int], small: Sequence[tuple[int, DrawnPath]]) -> CheckBox | None:
    """Return the check box with this frame; None for a square that is only filled."""
    inside = [(at, path) for at, path in small if at in edges or _is_in(path.box, box)]
    marks = [path for at, path in inside if at not in edges and _is_mark(path, box)]
    is_frame = len(edges) > 1 or any(is_stroked(path) and _encloses(path) for _, path in inside)
    if not (is_frame or marks):
        return None
    is_round = all(not _lines_in(path) for at, path in inside if at in edges)
    return CheckBox(box, bool(marks), frozenset(at for at, _ in inside), is_round)


def _crosses(small: Sequence[tuple[int, DrawnPath]]) -> list[CheckBox]:
    """Return crosses without a box: one path or two, each other's mirror image, of two slanted lines in all."""
    lines = [(at, path.box, _lines_in(path)) for at, path in small if _is_square(path.box, _NEAR) and is_stroked(path)]
    found = [
        CheckBox(box, True, frozenset([at]), has_frame=False) for at, box, slanted in lines if slanted == [True, True]
    ]
    single = [(at, box) for at, box, slanted in lines if slanted == [True]]
    for (one, box), (other, over) in combinations(single, 2):
        if all(abs(side - edge) < 0.5 for side, edge in zip(box, over, strict=True)):
            found.append(CheckBox(box, True, frozenset([one, other]), has_frame=False))
    return found


def _is_small(box: Box) -> bool:
    return max(box.right - box.left, box.height) <= _LARGEST


def _is_square(box: Box, unequal: float = _UNEQUAL) -> bool:
    width = box.right - box.left
    return _SMALLEST <= width <= _LARGEST and abs(width - box.height) <= unequal


def _encloses(path: DrawnPath) -> bool:
    """Return whether a path is a square, with round corners or not, or a circle: no line in it is slanted."""
    return 4 <= raw.FPDFPath_CountSegments(path.drawn) <= _MOST_SEGMENTS and not any(_lines_in(path))


def _lines_in(path: DrawnPath) -> list[bool]:
    """Return for each straight line of a path whether it is slanted."""
    x, y = ctypes.c_float(), ctypes.c_float()
    before, found = (0.0, 0.0), []
    for index in range(min(raw.FPDFPath_CountSegments(path.drawn), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path.drawn, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        shorter, longer = sorted((abs(x.value - before[0]), abs(y.value - before[1])))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO and longer > _SHORTEST:
            found.append(shorter > _SLANT * longer)
        before = x.value, y.value
    return found


def _of_edges(boxes: Sequence[tuple[int, Box]]) -> list[tuple[Box, frozenset[int]]]:
    """Return the squares of two lines across and two down, with their paths."""
    level = [(at, box) for at, box in boxes if box.height <= _THIN and box.right - box.left >= _SMALLEST]
    upright_ones = [(at, box) for at, box in boxes if box.right - box.left <= _THIN and box.height >= _SMALLEST]
    found = []
    for (one, upper), (other, lower) in combinations(sorted(level, key=lambda each: each[1].top), 2):
        box = Box(min(upper.left, lower.left), upper.top, max(upper.right, lower.right), lower.bottom)
        if abs(upper.left - lower.left) > _NEAR or abs(upper.right - lower.right) > _NEAR or not _is_square(box, _NEAR):
            continue
        sides = [at for at, side in upright_ones if _is_side(side, box)]
        if len(sides) > 1:
            found.append((box, frozenset([one, other, *sides])))
    return found


def _is_side(side: Box, box: Box) -> bool:
    is_level = abs(side.top - box.top) <= _NEAR and abs(side.bottom - box.bottom) <= _NEAR
    return is_level and min(abs(side.left - box.left), abs(side.right - box.right)) <= _NEAR


def _largest(frames: list[tuple[Box, frozenset[int]]]) -> list[tuple[Box, frozenset[int]]]:
    """Return the frames that are in no larger one."""
    kept: list[tuple[Box, frozenset[int]]] = []
    for frame in sorted(frames, key=lambda frame: -frame[0].height):
        if not any(_is_in(frame[0], other) for other, _ in kept):
            kept.append(frame)
    return kept


def _is_in(box: Box, frame: Box) -> bool:
    """Return whether the middle of a box is in a frame, and it is hardly larger."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    is_within = frame.left < across < frame.right and frame.top < down < frame.bottom
    return is_within and max(box.right - box.left, box.height) < 1.7 * frame.height


def _touch(box: Box, other: Box) -> bool:
    """Return whether two boxes touch side by side; boxes of a list may touch above each other."""
    is_beside = box.left <= other.right + _NEAR and other.left <= box.right + _NEAR
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    return is_beside and shared > 0.5 * box.height


def _is_mark(path: DrawnPath, frame: Box) -> bool:
    """Return whether a path in a frame is a cross, a tick or a dot, and no edge or background."""
    if not _encloses(path):
        return is_stroked(path) or _is_dark(path)
    width, height = path.box.right - path.box.left, path.box.height
    is_dot = max(width, height) <= _DOT * frame.height and min(width, height) > 0.25 * frame.height
    return is_dot and is_filled(path) and _is_dark(path)


def _is_dark(path: DrawnPath) -> bool:
    colours = [ctypes.c_uint() for _ in range(4)]
    is_known = raw.FPDFPageObj_GetFillColor(path.drawn, *colours)
    return not is_known or sum(colour.value for colour in colours[:3]) < _LIGHT


def with_checkboxes(
    lines: Sequence[Line], boxes: Sequence[CheckBox], grids: Sequence[Grid], box_of: Callable[[int], Rectangle]
) -> list[Line]:
    """Return a page's segments with the check boxes before their labels, or after them where these come first.

    A box in a cell of a table without a label is a segment of its own. ``box_of`` gives the rectangle of a character.
    """
    found = list(lines)
    for one in sorted(boxes, key=lambda one: (one.box.bottom, one.box.left), reverse=True):
        over = next((at for at, line in enumerate(found) if line.rotation == 0 and line.box.left <= one.box.right
                     and one.box.left <= line.box.right and _is_level(line, one.box)), None)  # fmt: skip
        inside = _letters_in(found[over], one.box, box_of) if over is not None else []
        if over is not None and inside:
            found[over] = _replaced(found[over], inside, one)
        else:
            _insert(found, one, grids)
    return found


def _is_level(line: Line, box: Box) -> bool:
    shared = min(line.box.bottom, box.bottom) - max(line.box.top, box.top)
    return shared > 0.5 * min(line.height, box.height)


def _letters_in(line: Line, box: Box, box_of: Callable[[int], Rectangle]) -> list[int]:
    """Return the offsets of a line's characters whose middle is in a box."""
    drawn = [(at, upright(box_of(index), 0)) for at, index in enumerate(line.indices) if index >= 0]
    return [at for at, each in drawn if line.text[at] != " " and box.left < (each.left + each.right) / 2 < box.right]


def _replaced(line: Line, inside: Sequence[int], one: CheckBox) -> Line:
    """Return a line with the mark that is typed in a box written as others are; other letters are no mark."""
    at = inside[0]
    if len(inside) > 1 or line.text[at] not in _MARKS:
        return line
    before, after = line.text[:at].rstrip(), line.text[at + 1 :].lstrip()
    head, tail = line.indices[: len(before)], line.indices[len(line.text) - len(after) :]
    text = " ".join(filter(None, [before, CHECKED, after]))
    mark = array("l", [NOT_DRAWN, line.indices[at], NOT_DRAWN])
    gap = array("l", [NOT_DRAWN])
    indices = head + (gap if before else array("l")) + mark + (gap if after else array("l")) + tail
    return replace(line, text=text, indices=indices)


def _insert(lines: list[Line], one: CheckBox, grids: Sequence[Grid]) -> None:
    """Add a box to the segment beside it, or as a segment of its own where it is alone in a cell."""
    mark = CHECKED if one.is_marked else UNCHECKED
    cells = [grid.cell_at(one.box) for grid in grids]
    near = sorted(_neighbours(lines, one.box, lambda line: [grid.cell_at(line.box) for grid in grids] == cells))
    undrawn = array("l", [NOT_DRAWN])
    if near and one.has_frame:
        _, is_before, at = near[0]
        line, spaced = lines[at], undrawn * (len(mark) + 1)
        box = Box(min(line.box.left, one.box.left), line.box.top, max(line.box.right, one.box.right), line.box.bottom)
        text = f"{line.text} {mark}" if is_before else f"{mark} {line.text}"
        indices = line.indices + spaced if is_before else spaced + line.indices
        lines[at] = replace(line, text=text, indices=indices, box=box)
    elif _may_be_alone(lines, one, grids, cells):
        at = next((at for at, line in enumerate(lines) if line.box.top >= one.box.bottom), len(lines))
        lines.insert(at, Line(mark, undrawn * len(mark), one.box, one.box.height))


def _may_be_alone(lines: Sequence[Line], one: CheckBox, grids: Sequence[Grid], cells: Sequence[int | None]) -> bool:
    """Return whether a box is one of several and in a row with text; or a mark without a box in a small empty cell."""
    inside = [grid for grid, cell in zip(grids, cells, strict=True) if cell is not None]
    row = (line for line in lines if _is_level(line, one.box))
    if not any(grid.cell_at(line.box) is not None for line in row for grid in inside):
        return False
    if one.has_frame:
        return one.has_twin
    is_small = all(grid.height_at(one.box) < _LARGEST_CELL * one.box.height for grid in inside)
    return is_small and not any([grid.cell_at(line.box) for grid in grids] == cells for line in lines)


def _neighbours(
    lines: Sequence[Line], box: Box, is_in_cell: Callable[[Line], bool]
) -> Iterator[tuple[float, bool, int]]:
    """Yield the segments that may be a box's label: the distance, whether the segment comes before, and its number."""
    for at, line in enumerate(lines):
        if line.rotation == 0 and _is_level(line, box) and is_in_cell(line):
            after, before = line.box.left - box.right, box.left - line.box.right
            distance = max(after, before)
            if -_NEAR <= distance <= _FAR * line.height:
                yield round(distance), before > after, at
