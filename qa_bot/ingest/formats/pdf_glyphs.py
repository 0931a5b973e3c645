"""A page of a PDF → its characters in pdfium's order, with index, bounding box and rotation."""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

MOST_CHARACTERS = 1_000_000
"""Characters read of one page; a readable page has 20,000 at most."""

NOT_DRAWN = -1
"""Index of a character that pdfium does not draw on the page."""

_NO_CHARACTER = 0xFFFE
"""What pdfium writes in a text instead of some codes, such as its own one of a hyphen at a line's end."""

_PLAIN = {
    10: "\n",
    13: "\n",
    2: "-",  # pdfium's code of a hyphen at a line's end
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
}
_ARABIC_FORMS = (range(0xFB50, 0xFDD0), range(0xFDF0, 0xFE00), range(0xFE70, 0xFEFF))
_LONGEST_FONT = 200
_QUARTER = math.pi / 2

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates: points (1/72 inch), counted upwards."""


class Box(NamedTuple):
    """A bounding box in points, counted downwards, on the page rotated until its text is upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top


class Glyph(NamedTuple):
    """The characters of one glyph, its position within pdfium and its box; None for a space."""

    text: str
    position: int
    box: Box | None


SPACE = Glyph(" ", NOT_DRAWN, None)


def read_characters(textpage: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str]]:
    r"""Yield each character's index and text: ``\n`` for a line's end, a space for white space."""
    half = 0
    for index, code in enumerate(_codes(textpage)):
        if 0x21 <= code < 0x7F or 0x3041 <= code < 0xA000:  # ASCII; kana and ideographs
            yield index, chr(code)
            continue
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        text = _text_of(_joined(half, code))
        half = 0
        if text:
            yield index, text


def _codes(textpage: pypdfium2.PdfTextPage) -> Sequence[int]:
    """Return each character's code.

    pdfium gives them all in one call, ten times as fast as in one call for each; it leaves out characters without a
    code, which the length of the text shows.
    """
    count = min(textpage.count_chars(), MOST_CHARACTERS)
    codes = (ctypes.c_ushort * (count + 1))()
    code_of, handle = raw.FPDFText_GetUnicode, textpage.raw
    if count > 0 and raw.FPDFText_GetText(handle, 0, count, codes) == count + 1:
        return [code_of(handle, index) if code == _NO_CHARACTER else code for index, code in enumerate(codes[:count])]
    return [code_of(handle, index) for index in range(count)]


def _joined(half: int, code: int) -> int:
    """Return the code point of a surrogate pair, or ``code``; 0 for half of a pair."""
    if not 0xDC00 <= code < 0xE000:
        return code
    return 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00) if half else 0


def _text_of(code: int) -> str:
    """Return a code point's text: ligatures spelled out, "" for control characters."""
    if code in _PLAIN:
        return _PLAIN[code]
    if code > 0x10FFFF or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE:  # no characters by definition
        return ""
    letter = chr(code)
    if letter.isspace():
        return " "
    if any(code in forms for forms in _ARABIC_FORMS):
        return unicodedata.normalize("NFKC", letter).strip()
    return "" if unicodedata.category(letter) in ("Cc", "Cs") else letter


def character_boxes(textpage: pypdfium2.PdfTextPage) -> Callable[[int], Rectangle]:
    """Return a function that gives a character's rectangle: see :func:`character_box`."""
    loose_box, handle, found = raw.FPDFText_GetLooseCharBox, textpage.raw, raw.FS_RECTF()

    def box(index: int) -> Rectangle:
        loose_box(handle, index, found)
        if found.top == found.bottom:
            left, bottom, right, top = textpage.get_charbox(index)
            return left, bottom, right, top
        return found.left, found.bottom, found.right, found.top

    return box


def character_box(textpage: pypdfium2.PdfTextPage, index: int) -> Rectangle:
    """Return a character's rectangle: as high as its font, or as its shape where the font gives no height."""
    return character_boxes(textpage)(index)


def rotation_of(textpage: pypdfium2.PdfTextPage, index: int) -> int:
    """Return a character's counterclockwise rotation in quarter turns."""
    angle = raw.FPDFText_GetCharAngle(textpage.raw, index)  # clockwise; -1 where it is unknown
    return -round(angle / _QUARTER) % 4 if angle > 0 else 0


def font_of(textpage: pypdfium2.PdfTextPage, index: int) -> str:
    """Return the name of a character's font, "" where it has none."""
    name = ctypes.create_string_buffer(_LONGEST_FONT)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(textpage.raw, index, name, _LONGEST_FONT, flags)
    return name.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_FONT else ""


def upright(rectangle: Rectangle, rotation: int) -> Box:
    """Return the box of a character's rectangle after its rotation is undone."""
    left, bottom, right, top = rectangle
    if rotation == 0:
        return Box(left, -top, right, -bottom)
    if rotation == 1:
        return Box(bottom, left, top, right)
    return Box(-right, bottom, -left, top) if rotation == 2 else Box(-top, -right, -bottom, -left)


def rectangle_of(box: Box, rotation: int) -> Rectangle:
    """Return the rectangle of a box, the inverse of :func:`upright`."""
    left, top, right, bottom = box
    if rotation == 0:
        return left, -bottom, right, -top
    if rotation == 1:
        return top, left, bottom, right
    return (-right, top, -left, bottom) if rotation == 2 else (-bottom, -right, -top, -left)
