"""A page of a PDF → its lines, each character with its number within pdfium.

A PDF knows where each letter is drawn and nothing of words, lines and paragraphs. pdfium gives the letters in the order
of reading, with spaces where there are gaps. Its line ends cannot be trusted (an indented line is set behind the one
before it), so lines are told here by where the letters stand.
"""

import math
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2
from pypdfium2 import raw

Corners = tuple[float, float, float, float]
"""Left, top, right, bottom in points (1/72 inch), with the page turned until the letters stand upright."""

MOST_CHARACTERS = 1_000_000
"""Of one page; what is beyond is not read, because a page that a person could read has 20,000 at most."""

_PLAINLY = {
    10: "\n",
    13: "\n",
    2: "-",  # what pdfium puts for a hyphen that ends a line
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
}

_QUARTER = math.pi / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its characters with pdfium's number of each, and where it stands.

    ``height`` is that of its letters, from the deepest descender to the highest ascender, in points. ``turn`` counts
    the quarters of a circle, against the clock, that its letters are turned by; lines of one turn can be compared.
    """

    text: str
    indices: "array[int]"
    corners: Corners
    height: float
    turn: int = 0


class _Gathered:
    """A line in the making."""

    __slots__ = ("boxes", "indices", "letters", "turn")

    def __init__(self, turn: int) -> None:
        self.turn = turn
        self.letters: list[str] = []
        self.indices = array("l")
        self.boxes: list[Corners] = []

    def add(self, letters: str, index: int) -> None:
        self.letters.append(letters)
        self.indices.extend([index] * len(letters))

    def line(self) -> Line:
        lefts, tops, rights, bottoms = zip(*self.boxes, strict=True)
        height = median(box[3] - box[1] for box in self.boxes)
        corners = (min(lefts), median(tops), max(rights), median(bottoms))
        return Line("".join(self.letters), self.indices, corners, height, self.turn)


def lines_of(textpage: pypdfium2.PdfTextPage) -> list[Line]:
    """The lines of a page in the order of reading; runs of white space are one space."""
    gathered: list[_Gathered] = []
    is_broken, space = True, -1
    for index, letters in _letters(textpage):
        if letters == "\n":
            is_broken = True
        elif letters == " ":
            space = index if space < 0 else space
        else:
            turn = _turn(textpage, index)
            box = _turned(character_box(textpage, index), turn)
            if is_broken or turn != gathered[-1].turn or _begins_line(gathered[-1].boxes[-1], box):
                gathered.append(_Gathered(turn))
            elif space >= 0:
                gathered[-1].add(" ", space)
            gathered[-1].add(letters, index)
            gathered[-1].boxes.append(box)
            is_broken, space = False, -1
    return [each.line() for each in gathered]


def _letters(textpage: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str]]:
    r"""Each character's number and what it says: ``\n`` for a line's end, a space for white space."""
    unicode_of = raw.FPDFText_GetUnicode
    handle = textpage.raw
    half = 0
    for index in range(min(textpage.count_chars(), MOST_CHARACTERS)):
        code = unicode_of(handle, index)
        if 0x21 <= code < 0x7F:
            yield index, chr(code)
            continue
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        letters = _said(_joined(half, code))
        half = 0
        if letters:
            yield index, letters


def _joined(half: int, code: int) -> int:
    """The character of both halves of a surrogate pair; 0 for half of one."""
    if not 0xDC00 <= code < 0xE000:
        return code
    return 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00) if half else 0


def _said(code: int) -> str:
    """What a character beyond ASCII says: ligatures are spelled, control characters say nothing."""
    if code in _PLAINLY:
        return _PLAINLY[code]
    if code > 0x10FFFF or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE:  # no characters by definition
        return ""
    letter = chr(code)
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) in ("Cc", "Cs") else letter


def character_box(textpage: pypdfium2.PdfTextPage, index: int) -> Corners:
    """Left, bottom, right and top of a character in the page's own coordinates, which count upwards.

    It is as wide as the letter and as high as its font, or the drawn shape where the font tells no height.
    """
    found = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage.raw, index, found)
    if found.top == found.bottom:
        left, bottom, right, top = textpage.get_charbox(index)
        return left, bottom, right, top
    return found.left, found.bottom, found.right, found.top


def _turn(textpage: pypdfium2.PdfTextPage, index: int) -> int:
    angle = raw.FPDFText_GetCharAngle(textpage.raw, index)  # with the clock; -1 where it cannot be told
    return -round(angle / _QUARTER) % 4 if angle > 0 else 0


def _turned(box: Corners, turn: int) -> Corners:
    """Left, top, right, bottom of a character as they are when it stands upright."""
    left, bottom, right, top = box
    if turn == 0:
        return left, -top, right, -bottom
    if turn == 1:
        return bottom, left, top, right
    return (-right, bottom, -left, top) if turn == 2 else (-top, -right, -bottom, -left)


def _begins_line(before: Corners, box: Corners) -> bool:
    """Whether a letter is not beside the one before it: on another height, and further back or far away.

    Both are asked, because letters that run upwards or aslant are on another height each.
    """
    if box[1] == before[1] and box[3] == before[3] and box[0] >= before[0]:
        return False
    low, high = sorted((before[3] - before[1], box[3] - box[1]))
    if min(before[3], box[3]) - max(before[1], box[1]) > 0.4 * low:
        return box[0] < before[0] - 2 * high
    return box[0] < before[0] - 0.1 * high or abs(box[0] - before[2]) + abs(box[1] - before[1]) > 2.5 * high
