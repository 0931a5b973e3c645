"""Characters of a PDF page that are written from the top down, as Japanese, Chinese and Korean may be. Pure.

Columns of upright letters that follow each other from right to left are read as lines are whose letters are turned
clockwise by a quarter.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa_bot.ingest.formats.pdf_glyphs import Rectangle

CLOCKWISE = 3
"""Counterclockwise quarter turns of vertical text."""

_FIRST_LETTER = "\u2e80"
"""The first character of the scripts that are written so."""

_FEWEST = 4
"""Letters of a column; fewer may be cells of a table."""

_GAP = 0.35
"""Of a letter's height: the widest gap between two letters of a column."""

_SHARED = 0.4
"""Of a letter's width: what two letters of a column have in common at least."""


class Character(NamedTuple):
    """A character that is drawn, with its position within pdfium and its rectangle."""

    position: int
    text: str
    box: Rectangle


def may_be_vertical(text: str) -> bool:
    """Return whether a character is of a script that is written from the top down, too."""
    return text >= _FIRST_LETTER


def vertical_boxes(characters: Sequence[Character]) -> dict[int, Rectangle]:
    """Return the rectangles of the characters that columns consist of, by their positions, as wide as the column.

    Digits side by side in the space of one letter share its height.

    Args:
        characters: Those of a page, in drawing order.
    """
    found: dict[int, Rectangle] = {}
    for column in map(_without_ends, (one for one in _columns(characters) if len(one) >= _FEWEST)):
        if sum(may_be_vertical(letter.text) for cell in column for letter in cell) >= _FEWEST:
            left = min(letter.box[0] for cell in column for letter in cell)
            right = max(letter.box[2] for cell in column for letter in cell)
            for cell in column:
                top, height = cell[0].box[3], (cell[0].box[3] - cell[0].box[1]) / len(cell)
                for number, letter in enumerate(cell):
                    found[letter.position] = (left, top - (number + 1) * height, right, top - number * height)
    return found


def _columns(characters: Sequence[Character]) -> Iterator[list[list[Character]]]:
    """Yield the columns, each as its cells from the top down: a letter, or digits side by side."""
    column: list[list[Character]] = []
    for character in characters:
        if column and _is_below(column[-1][0].box, character.box):
            column.append([character])
        elif len(column) > 1 and _is_beside(column[-1][-1], character, column[0][0]):
            column[-1].append(character)
        else:
            yield column
            column = [[character]]
    yield column


def _without_ends(column: list[list[Character]]) -> list[list[Character]]:
    """Return a column without the Latin letters at its ends, which belong to lines above and below it."""
    kept = [number for number, cell in enumerate(column) if not cell[0].text.isascii() or cell[0].text.isdigit()]
    return column[kept[0] : kept[-1] + 1] if kept else []


def _is_below(before: Rectangle, after: Rectangle) -> bool:
    left, bottom, right, top = after
    if top >= before[3]:
        return False
    height = min(top - bottom, before[3] - before[1])
    shared = min(right, before[2]) - max(left, before[0])
    return abs(before[1] - top) < _GAP * height and shared > _SHARED * min(right - left, before[2] - before[0])


def _is_beside(before: Character, after: Character, first: Character) -> bool:
    """Return whether two digits stand side by side in the column of ``first``."""
    is_level = abs(before.box[1] - after.box[1]) < 0.1 * (after.box[3] - after.box[1])
    is_within = first.box[0] < (after.box[0] + after.box[2]) / 2 < first.box[2]
    return before.text.isdigit() and after.text.isdigit() and is_level and is_within
