"""Accents that a PDF draws over letters as glyphs of their own, as old fonts of TeX do: ``g``, ``˘`` → ``ğ``. Pure."""

import unicodedata
from collections.abc import Sequence

from qa_bot.ingest.formats.pdf_glyphs import Box, Glyph

_COMBINING = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_SPACE = 0.12
"""In heights of a letter: the least gap between two words."""

_NEAR = 8
"""Glyphs before and after an accent that may be its letter: pdfium gives some accents after the whole word."""


def accented(glyphs: list[Glyph]) -> list[Glyph]:
    """Return a line with each accent that is drawn over a letter joined to it; another line as it is."""
    if not any(glyph.text in _COMBINING for glyph in glyphs):
        return glyphs
    found: list[Glyph | None] = list(glyphs)
    for at, glyph in enumerate(glyphs):
        letter = _letter_below(found, at) if glyph.text in _COMBINING and glyph.box else None
        below = found[letter] if letter is not None else None
        if letter is None or below is None:
            continue
        found[letter] = below._replace(text=_joined(below.text, glyph.text))
        found[at] = None
        _close_up(found, at)
    return [glyph for glyph in found if glyph]


def _close_up(glyphs: list[Glyph | None], at: int) -> None:
    """Remove the spaces around an accent that was removed, but for one where its neighbours are apart."""
    first, end = max(0, at - _NEAR), min(len(glyphs), at + _NEAR + 1)
    drawn = [number for number in range(first, end) if (glyph := glyphs[number]) and glyph.box]
    before = max((number for number in drawn if number < at), default=first - 1)
    after = min((number for number in drawn if number > at), default=end)
    spaces = [number for number in range(before + 1, after) if glyphs[number]]
    is_apart = before >= first and after < end and _are_apart(glyphs[before], glyphs[after])
    for number in spaces[1:] if is_apart else spaces:
        glyphs[number] = None


def _are_apart(left: Glyph | None, right: Glyph | None) -> bool:
    boxes = [glyph.box for glyph in (left, right) if glyph and glyph.box]
    return len(boxes) == 2 and boxes[1].left - boxes[0].right > _SPACE * boxes[1].height


def _letter_below(glyphs: Sequence[Glyph | None], at: int) -> int | None:
    """Return the number of the letter that an accent is drawn over, None for a sign that stands by itself."""
    accent = glyphs[at]
    if accent is None or accent.box is None:
        return None
    near = range(max(0, at - _NEAR), min(len(glyphs), at + _NEAR + 1))
    over = [
        (abs(_centre(glyph.box) - _centre(accent.box)), number)
        for number in near
        if (glyph := glyphs[number])
        and glyph.box
        and number != at
        and _joined(glyph.text, accent.text)
        and _is_over(accent.box, glyph.box)
    ]
    return min(over)[1] if over else None


def _is_over(accent: Box, letter: Box) -> bool:
    overlap = min(accent.bottom, letter.bottom) - max(accent.top, letter.top)
    return overlap > 0.4 * letter.height and letter.left < _centre(accent) < letter.right


def _centre(box: Box) -> float:
    return (box.left + box.right) / 2


def _joined(letter: str, accent: str) -> str:
    """Return the letter with its accent, "" where there is no such letter."""
    composed = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _COMBINING[accent])
    return composed if len(composed) == 1 and letter.isalpha() else ""
