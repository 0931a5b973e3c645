"""Glyphs of a right-to-left line → reading order. Pure.

pdfium reverses the words of such a line one by one: of several Latin words the last comes first, and a period after a
number precedes it. Here glyphs are taken from right to left as they are drawn, and left-to-right runs within (Latin
words, numbers with their signs) are reversed as a whole. Kinds are the classes of the Unicode bidirectional algorithm
(UAX #9).
"""

import unicodedata
from collections.abc import Sequence

from qa_bot.ingest.formats.pdf_glyphs import SPACE, Glyph

_SPACE_WIDTH = 0.1
"""In heights of a letter: the narrowest gap that is a space."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def is_right_to_left(text: str) -> bool:
    """Return whether the first character is a right-to-left letter."""
    return text >= "\u0590" and unicodedata.bidirectional(text[0]) in _RIGHT_TO_LEFT


def in_reading_order(glyphs: list[Glyph]) -> list[Glyph]:
    """Return a line's glyphs in reading order; a line of mostly left-to-right letters as it is."""
    kinds = [_kind(glyph) for glyph in glyphs]
    if sum(kind in _RIGHT_TO_LEFT for kind in kinds) < kinds.count("L"):
        return glyphs
    drawn = [(glyph, glyph.box.right) for glyph in glyphs if glyph.box]
    words = _words([glyph for glyph, _ in sorted(drawn, key=lambda each: -each[1])])
    return [glyph for word in _reversed_runs(words) for glyph in (SPACE, *word)][1:]


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Split glyphs, from right to left, at gaps and where Latin letters meet right-to-left ones."""
    words: list[list[Glyph]] = []
    left = float("inf")
    for glyph in glyphs:
        box = glyph.box
        if box is None:
            continue
        is_close = left - box.right <= _SPACE_WIDTH * box.height
        if words and is_close and {_kind(words[-1][-1]), _kind(glyph)} not in ({"L", "R"}, {"L", "AL"}):
            words[-1].append(glyph)
        else:
            words.append([glyph])
        left = min(left, box.left)
    return words


def _kind(glyph: Glyph) -> str:
    return unicodedata.bidirectional(glyph.text[0])


def _reversed_runs(words: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the words, runs of Latin words reversed together with a number at their end."""
    ordered: list[list[Glyph]] = []
    run: list[list[Glyph]] = []
    for word in words:
        kinds = {_kind(glyph) for glyph in word}
        is_latin = "L" in kinds and not kinds & _RIGHT_TO_LEFT
        is_number = "EN" in kinds and not kinds & {"L", *_RIGHT_TO_LEFT}
        if not is_latin and not (is_number and not run):
            ordered += _reversed_run(run)
            run = []
        if is_latin or is_number:
            run.append(word)
        else:
            ordered.append(_in_word_order(word))
    return ordered + _reversed_run(run)


def _reversed_run(run: list[list[Glyph]]) -> list[list[Glyph]]:
    """Return a run of Latin words from left to right; numbers alone stay from right to left."""
    has_latin = any(_kind(glyph) == "L" for word in run for glyph in word)
    return [_in_word_order(word) for word in (reversed(run) if has_latin else run)]


def _in_word_order(word: list[Glyph]) -> list[Glyph]:
    """Return a word's glyphs from right to left, the left-to-right stretches in it reversed."""
    ordered: list[Glyph] = []
    stretch: list[Glyph] = []
    for glyph in word:
        kind = _kind(glyph)
        if kind in ("L", "EN", "AN", "ET") or (stretch and kind in ("CS", "ES", "NSM")):
            stretch.append(glyph)
            continue
        ordered += _reversed_stretch(stretch)
        stretch = []
        ordered.append(glyph)
    return ordered + _reversed_stretch(stretch)


def _reversed_stretch(glyphs: list[Glyph]) -> list[Glyph]:
    """Return a stretch reversed, but for the separators at its ends, which belong to the line."""
    start, end = 0, len(glyphs)
    while end > start and _kind(glyphs[end - 1]) in ("CS", "ES"):
        end -= 1
    while start < end and _kind(glyphs[start]) in ("CS", "ES"):
        start += 1
    return [*glyphs[:start], *glyphs[start:end][::-1], *glyphs[end:]]
