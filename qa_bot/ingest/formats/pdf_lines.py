"""A page of a PDF → segments of its lines, each character with its index within pdfium.

A PDF records where each glyph is drawn, and neither words nor lines nor paragraphs. pdfium gives the characters in
drawing order, with spaces where there are gaps. Its line ends are unreliable (an indented line is appended to the one
before), so lines are found here by the glyphs' boxes. A line is split at a gap wide enough to separate two columns;
:mod:`qa_bot.ingest.formats.pdf_layout` joins segments that belong together.
"""

import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import pypdfium2

from qa_bot.ingest.formats.pdf_accents import accented
from qa_bot.ingest.formats.pdf_glyphs import (
    NOT_DRAWN,
    Box,
    Glyph,
    Rectangle,
    character_boxes,
    font_of,
    read_characters,
    rotation_of,
    upright,
)
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_heads import Head
from qa_bot.ingest.formats.pdf_letters import characters_of, closed_up
from qa_bot.ingest.formats.pdf_right_to_left import in_reading_order, is_right_to_left
from qa_bot.ingest.formats.pdf_strikes import Strikes
from qa_bot.ingest.formats.pdf_vertical import CLOCKWISE, Character, may_be_vertical, vertical_boxes

_GAP = 0.6
"""In heights of a letter: a gap that may separate two columns, wider than most spaces."""

_CELL_GAP = 0.15
"""In heights of a letter: a gap between two cells of a ruled table, wider than between two letters of a word."""

_LONGEST_INSERTION = 25
"""In heights of a letter: how far a Latin word may reach within a right-to-left line."""


_RIGHT_TO_LEFT = "\u0590"
"""The first character of scripts that are written from right to left."""

_IDEOGRAPHS = ("\u2e80", "\ua000")
"""The first character of Chinese and Japanese, and the first one after them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page or a segment of one: its text, pdfium's index of each character, and its bounding box.

    ``height`` is the letters' height in points, from the lowest descender to the highest ascender. ``rotation`` counts
    counterclockwise quarter turns; only lines of equal rotation have comparable boxes. ``is_row``: a row of a table,
    which is a paragraph of its own; ``head`` is its table's. ``font`` is the first letter's.
    """

    text: str
    indices: "array[int]"
    box: Box
    height: float
    rotation: int = 0
    is_row: bool = False
    font: str = ""
    head: Head | None = None


class _OpenLine:
    """The glyphs of one line as they are read."""

    __slots__ = ("glyphs", "is_right_to_left", "left", "measured", "right", "rotation")

    def __init__(self, rotation: int) -> None:
        self.rotation = rotation
        self.glyphs: list[Glyph] = []
        self.is_right_to_left = False
        self.left, self.right, self.measured = float("inf"), float("-inf"), 0

    def edges(self) -> tuple[float, float]:
        """Return the left and right edge of all glyphs so far."""
        for glyph in self.glyphs[self.measured :]:
            if glyph.box:
                self.left, self.right = min(self.left, glyph.box.left), max(self.right, glyph.box.right)
        self.measured = len(self.glyphs)
        return self.left, self.right

    @property
    def last_box(self) -> Box:
        """The box of the last glyph, which is never a space."""
        return self.glyphs[-1].box or Box(0, 0, 0, 0)

    def add(self, glyph: Glyph, right_to_left: bool) -> None:
        """Add a glyph; the lam and alef of one ligature, which pdfium gives in the wrong order, are swapped."""
        self.is_right_to_left = self.is_right_to_left or right_to_left
        if glyph.text == "\u0644" and self.glyphs and self.glyphs[-1].text in "\u0622\u0623\u0625\u0627":
            last = self.glyphs[-1]
            if last.box == glyph.box:
                self.glyphs[-1], glyph = last._replace(text=glyph.text), glyph._replace(text=last.text)
        self.glyphs.append(glyph)


def lines_of(textpage: pypdfium2.PdfTextPage, strikes: Strikes | None = None, grids: Sequence[Grid] = ()) -> list[Line]:
    """Return the segments of a page's lines in drawing order, white space folded, without struck-out glyphs.

    They end at the cells of ``grids``.
    """
    lines = _open_lines(textpage)
    if strikes and strikes.rules:
        for line in lines:
            if line.rotation == 0:
                line.glyphs = strikes.remaining(line.glyphs)
        lines = [line for line in lines if line.glyphs]
    turned = {rotation: [grid.turned(rotation) for grid in grids] for rotation in {line.rotation for line in lines}}
    segments = (segment for line in lines for segment in _segments(line, turned[line.rotation]))
    return _without_repeats(replace(segment, font=font_of(textpage, segment.indices[0])) for segment in segments)


def _open_lines(textpage: pypdfium2.PdfTextPage) -> list[_OpenLine]:
    lines: list[_OpenLine] = []
    is_broken, space = True, NOT_DRAWN
    before: Rectangle | None = None  # of the last character, if the next one may simply follow it
    for index, text, rectangle, is_vertical in _characters(textpage):
        if rectangle is None:
            is_broken = is_broken or text == "\n"
            space = index if text == " " and space < 0 else space
            continue
        if before and not is_broken and _follows(before, rectangle, text, lines[-1].glyphs):
            if space >= 0:
                lines[-1].glyphs.append(Glyph(" ", space, None))
            left, bottom, right, top = rectangle
            lines[-1].glyphs.append(Glyph(text, index, Box(left, -top, right, -bottom)))
            before, space = rectangle, NOT_DRAWN
            continue
        rotation = CLOCKWISE if is_vertical else rotation_of(textpage, index)
        box = upright(rectangle, rotation)
        right_to_left = is_right_to_left(text)
        if not lines or rotation != lines[-1].rotation or not _continues(lines[-1], box, is_broken, right_to_left):
            lines.append(_OpenLine(rotation))
        elif _is_overprint(lines[-1], text, box, right_to_left):
            continue
        elif _is_spaced(lines[-1], text, box, space >= 0, is_broken):
            lines[-1].glyphs.append(Glyph(" ", space, None))
        lines[-1].add(Glyph(text, index, box), right_to_left)
        is_broken, space = False, NOT_DRAWN
        before = rectangle if rotation == 0 and not lines[-1].is_right_to_left else None
    return lines


def _characters(textpage: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str, Rectangle | None, bool]]:
    """Yield the characters with their rectangles, None for white space, and whether they are written downwards."""
    characters = list(read_characters(textpage))
    box_of = character_boxes(textpage)
    if not may_be_vertical(max((text for _, text in characters), default="")):
        for index, text in characters:
            yield index, text, None if text in "\n " else box_of(index), False
        return
    drawn = {index: Character(index, text, box_of(index)) for index, text in characters if text not in "\n "}
    vertical = vertical_boxes(list(drawn.values()))
    for index, text in characters:
        box = vertical.get(index) or (drawn[index].box if index in drawn else None)
        yield index, text, box, index in vertical


def _follows(before: Rectangle, box: Rectangle, text: str, glyphs: Sequence[Glyph]) -> bool:
    """Return whether a character simply follows the one before: further right, at the same height, and another letter.

    Nearly all do; :func:`_continues` and :func:`_is_overprint` would say the same of them.
    """
    is_level = box[1] == before[1] and box[3] == before[3]
    is_left_to_right = text < _RIGHT_TO_LEFT or _IDEOGRAPHS[0] <= text < _IDEOGRAPHS[1]
    return is_level and box[0] > before[0] and is_left_to_right and text != glyphs[-1].text


def _continues(line: _OpenLine, box: Box, is_broken: bool, right_to_left: bool) -> bool:
    """Return whether a glyph belongs to the line of the glyphs before it."""
    before = line.last_box
    if line.is_right_to_left or right_to_left:
        low, high = sorted((before.height, box.height))
        far = 1.5 if right_to_left or not line.is_right_to_left else _LONGEST_INSERTION
        is_level = _overlap(before, box) > 0.4 * low
        left, right = line.edges()
        return is_level and box.right > left - far * high and box.left < right + 1.5 * high
    if is_broken:
        return _is_adjacent(before, box)
    return not _begins_line(before, box)


def _overlap(box: Box, other: Box) -> float:
    """Return the points of height that two boxes share."""
    return min(box.bottom, other.bottom) - max(box.top, other.top)


def _is_adjacent(before: Box, box: Box) -> bool:
    """Return whether a glyph directly follows another, as a raised figure and what comes after it do."""
    low, high = sorted((before.height, box.height))
    return _overlap(before, box) > 0.6 * low and -0.2 * high < box.left - before.right < 0.5 * high


def _begins_line(before: Box, box: Box) -> bool:
    """Return whether a glyph is at another height than the one before, and further left or far away.

    Both conditions are needed, because the glyphs of rotated or slanted text have another height each.
    """
    if box.top == before.top and box.bottom == before.bottom and box.left >= before.left:
        return False
    low, high = sorted((before.height, box.height))
    if _overlap(before, box) > 0.4 * low:
        return box.left < before.left - 2 * high
    distance = abs(box.left - before.right) + abs(box.top - before.top)
    return box.left < before.left - 0.1 * high or distance > 2.5 * high


def _is_overprint(line: _OpenLine, text: str, box: Box, right_to_left: bool) -> bool:
    """Return whether the last letter is drawn again, slightly shifted, to look bold."""
    before = line.last_box
    if text != line.glyphs[-1].text or right_to_left:
        return False
    if box == before:  # as the letters of a ligature have, but no mathematical ones, which some programs save twice
        return text > "\uffff"
    shift = abs(box.left - before.left)
    is_level = abs(box.bottom - before.bottom) < 0.2 * before.height
    return is_level and shift < min(0.55 * (before.right - before.left), 0.12 * before.height)


def _is_spaced(line: _OpenLine, text: str, box: Box, has_space: bool, is_broken: bool) -> bool:
    """Return whether there is a space before the next glyph."""
    if line.is_right_to_left:
        last = line.glyphs[-1].text
        changes_direction = is_right_to_left(text) != is_right_to_left(last)
        is_word = text[0].isalnum() and last[-1].isalnum()
        return (has_space or is_broken or (changes_direction and is_word)) and not unicodedata.combining(text[0])
    return has_space or (is_broken and box.left - line.last_box.right > 0.12 * box.height)


def _segments(line: _OpenLine, grids: Sequence[Grid]) -> Iterator[Line]:
    """Yield the segments of a line between wide gaps, and between the cells of grids."""
    if line.is_right_to_left:
        yield _segment(line, in_reading_order(line.glyphs))
        return
    glyphs = closed_up(accented(line.glyphs))
    start, before = 0, glyphs[0].box
    for at, glyph in enumerate(glyphs):
        box = glyph.box
        if box is None or before is None:
            continue
        distance = box.left - before.right
        if distance <= 0:
            before = box
            continue
        gap = distance / max(box.height, before.height, 1e-6)
        if gap > _GAP or (gap > _CELL_GAP and any(grid.cell_at(box) != grid.cell_at(before) for grid in grids)):
            end = at if glyphs[at - 1].box else at - 1
            yield _segment(line, glyphs[start:end])
            start = at
        before = box
    yield _segment(line, glyphs[start:])


def _segment(line: _OpenLine, glyphs: list[Glyph]) -> Line:
    boxes = [glyph.box for glyph in glyphs if glyph.box]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = Box(min(lefts), _median(tops), max(rights), _median(bottoms))
    pieces: list[str] = []
    indices = array("l")
    for text, index in (
        ((glyph.text, glyph.position) for glyph in glyphs) if line.is_right_to_left else characters_of(glyphs)
    ):
        pieces.append(text)
        if len(text) == 1:
            indices.append(index)
        else:
            indices.extend([index] * len(text))
    height = _median([bottom - top for top, bottom in zip(tops, bottoms, strict=True)])
    return Line("".join(pieces), indices, box, height, line.rotation)


def _median(values: Sequence[float]) -> float:
    return values[0] if values.count(values[0]) == len(values) else median(values)


def _without_repeats(lines: Iterator[Line]) -> list[Line]:
    """Return the lines without those drawn again at the same place, to look bold or to cast a shadow."""
    kept: list[Line] = []
    seen: dict[str, list[Box]] = {}
    for line in lines:
        near = 0.3 * line.height
        boxes = seen.setdefault(line.text, [])
        if not any(abs(a.left - line.box.left) < near and abs(a.bottom - line.box.bottom) < near for a in boxes):
            boxes.append(line.box)
            kept.append(line)
    return kept
