"""Letters of a line that runs from right to left → the order in which they are read. Pure.

pdfium turns the words of such a line one by one: of several words in Latin letters the last comes first, and a period
behind a number stands before it. Here the letters are taken from right to left as they are drawn, and what runs from
left to right within (Latin words with what is between them, numbers with their signs) is turned as a whole.
"""

import unicodedata
from collections.abc import Sequence

from qa_bot.ingest.formats.pdf_figures import PUT_IN
from qa_bot.ingest.formats.pdf_glyphs import Corners

_SPACE = 0.1
"""In heights of a letter: the least gap that is a space."""

_Glyph = tuple[str, int, Corners]


def order_leftward(letters: list[str], indices: list[int], boxes: list[Corners | None]) -> None:
    """Put the letters of a line into the order of reading, in place; one that is mostly of other letters stays."""
    kinds = [unicodedata.bidirectional(letter[0]) for letter in letters]
    if sum(kind in ("R", "AL") for kind in kinds) < sum(kind == "L" for kind in kinds):
        return
    glyphs = [(letter, at, box) for letter, at, box in zip(letters, indices, boxes, strict=True) if box]
    glyphs.sort(key=lambda glyph: -glyph[2][2])
    words = _words(glyphs)
    letters.clear()
    indices.clear()
    boxes.clear()
    for number, word in enumerate(_turned(words)):
        if number:
            letters.append(" ")
            indices.append(PUT_IN)
            boxes.append(None)
        for letter, index, box in word:
            letters.append(letter)
            indices.append(index)
            boxes.append(box)


def _words(glyphs: Sequence[_Glyph]) -> list[list[_Glyph]]:
    """Letters from right to left, parted where a gap is, and where Latin letters meet others."""
    words: list[list[_Glyph]] = []
    left = float("inf")
    for glyph in glyphs:
        _, top, right, bottom = glyph[2]
        is_close = left - right <= _SPACE * (bottom - top)
        if words and is_close and {_kind(words[-1][-1]), _kind(glyph)} not in ({"L", "R"}, {"L", "AL"}):
            words[-1].append(glyph)
        else:
            words.append([glyph])
        left = min(left, glyph[2][0])
    return words


def _kind(glyph: _Glyph) -> str:
    return unicodedata.bidirectional(glyph[0][0])


def _turned(words: Sequence[list[_Glyph]]) -> list[list[_Glyph]]:
    """The words, those in Latin letters that follow each other turned around, with a number that ends them."""
    found: list[list[_Glyph]] = []
    run: list[list[_Glyph]] = []
    for word in words:
        kinds = {_kind(glyph) for glyph in word}
        is_latin, is_number = "L" in kinds and not kinds & {"R", "AL"}, "EN" in kinds and not kinds & {"L", "R", "AL"}
        if not is_latin and not (is_number and not run):
            found += _run_turned(run)
            run = []
        if is_latin or is_number:
            run.append(word)
        else:
            found.append(_in_order(word))
    return found + _run_turned(run)


def _run_turned(run: list[list[_Glyph]]) -> list[list[_Glyph]]:
    """Words in Latin letters from the left; numbers alone stay from the right."""
    if not any(_kind(glyph) == "L" for word in run for glyph in word):
        return [_in_order(word) for word in run]
    return [_in_order(word) for word in reversed(run)]


def _in_order(word: list[_Glyph]) -> list[_Glyph]:
    """A word's letters from right to left, the stretches in it that run from left to right turned around."""
    found: list[_Glyph] = []
    stretch: list[_Glyph] = []
    for glyph in word:
        kind = _kind(glyph)
        if kind in ("L", "EN", "AN") or (stretch and kind in ("CS", "ES", "ET", "NSM")) or kind == "ET":
            stretch.append(glyph)
            continue
        found += _stretch(stretch)
        stretch = []
        found.append(glyph)
    return found + _stretch(stretch)


def _stretch(glyphs: list[_Glyph]) -> list[_Glyph]:
    """A stretch turned around, but for the signs at its ends, which belong to the line."""
    start, end = 0, len(glyphs)
    while end > start and _kind(glyphs[end - 1]) in ("CS", "ES"):
        end -= 1
    while start < end and _kind(glyphs[start]) in ("CS", "ES"):
        start += 1
    return [*glyphs[:start], *glyphs[start:end][::-1], *glyphs[end:]]
