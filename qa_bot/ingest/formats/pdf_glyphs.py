"""A page of a PDF → its characters in pdfium's order, each with its number, its box and its turn."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator

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
_ARABIC_FORMS = (range(0xFB50, 0xFDD0), range(0xFDF0, 0xFE00), range(0xFE70, 0xFEFF))
_LONGEST_FONT = 200
_QUARTER = math.pi / 2


def letters_of(textpage: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str]]:
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
    if any(code in forms for forms in _ARABIC_FORMS):
        return unicodedata.normalize("NFKC", letter).strip()
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


def turn_of(textpage: pypdfium2.PdfTextPage, index: int) -> int:
    """How many quarters of a circle, against the clock, the character is turned by."""
    angle = raw.FPDFText_GetCharAngle(textpage.raw, index)  # with the clock; -1 where it cannot be told
    return -round(angle / _QUARTER) % 4 if angle > 0 else 0


def font_of(textpage: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of a character's font, "" where it has none."""
    name = ctypes.create_string_buffer(_LONGEST_FONT)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(textpage.raw, index, name, _LONGEST_FONT, flags)
    return name.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_FONT else ""


def turned(box: Corners, turn: int) -> Corners:
    """Left, top, right, bottom of a character's box as they are when it stands upright."""
    left, bottom, right, top = box
    if turn == 0:
        return left, -top, right, -bottom
    if turn == 1:
        return bottom, left, top, right
    return (-right, bottom, -left, top) if turn == 2 else (-top, -right, -bottom, -left)
