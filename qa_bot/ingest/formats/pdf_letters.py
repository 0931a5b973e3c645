"""Glyphs of a PDF's line → its text: spaced-out words closed up, raised and lowered figures set off. Pure."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN, SPACE, Box, Glyph
from qa_bot.ingest.formats.runs import CONTEXT, Run, set_off

_FEWEST_LONE = 3
_LONE_SHARE = 0.35
"""Share of one-letter words from which a line may be spaced out."""

_WORD_GAP = 1.6
"""In usual gaps between letters: a gap between words."""

_SMALL = 0.82
"""Of the line's height: a smaller letter may be a raised or lowered figure."""

_SHIFTED = 0.12
"""Of the line's height: how far the foot of a raised letter is above the others'."""

Character = tuple[str, int]
"""A character's text and its index within pdfium."""


def closed_up(glyphs: list[Glyph]) -> list[Glyph]:
    """Return a line with the spaces inside of spaced-out words removed; another line as it is."""
    words = "".join(glyph.text for glyph in glyphs).split(" ")
    lone = sum(1 for word in words if len(word) == 1 and word.isalpha())
    if lone < _FEWEST_LONE or lone < _LONE_SHARE * len(words):
        return glyphs
    drawn = [glyph for glyph in glyphs if glyph.box]
    ends = _word_ends([glyph.box for glyph in drawn if glyph.box], all(len(word) == 1 for word in words))
    if ends is None:
        return glyphs
    return [each for number, glyph in enumerate(drawn) for each in ((glyph, SPACE) if number in ends else (glyph,))]


def _word_ends(boxes: Sequence[Box], all_lone: bool) -> set[int] | None:
    """Return the numbers of the letters that end a word, None where the letters are not evenly spaced."""
    steps = [after.left - before.left for before, after in pairwise(boxes)]
    pitch = median(steps)
    if pitch > 0 and sum(abs(step / pitch - round(step / pitch)) < 0.05 for step in steps) >= 0.8 * len(steps):
        return {number for number, step in enumerate(steps) if step > 1.5 * pitch}
    gaps = [after.left - before.right for before, after in pairwise(boxes)]
    usual = median(gaps)
    if not all_lone or len(gaps) < 5 or usual <= 0:
        return None
    ends = {number for number, gap in enumerate(gaps) if gap > _WORD_GAP * usual}
    even = [gap for number, gap in enumerate(gaps) if number not in ends]
    return ends if max(even) - min(even) < 0.5 * usual else None


def characters_of(glyphs: Sequence[Glyph]) -> list[Character]:
    """Return the characters of a line, raised and lowered ones as :func:`runs.set_off` writes them."""
    characters = [(glyph.text, glyph.position) for glyph in glyphs]
    heights = [glyph.box.height for glyph in glyphs if glyph.box]
    if min(heights) >= _SMALL * max(heights):
        return characters
    height = _mode(heights)
    large = [glyph.box for glyph in glyphs if glyph.box and glyph.box.height >= _SMALL * height]
    if not large:
        return characters
    top, bottom = _mode([box.top for box in large]), _mode([box.bottom for box in large])
    shifts = [_shift(glyph.box, top, bottom, height) for glyph in glyphs]
    groups = [
        (shift, [characters[at] for at in numbers])
        for shift, numbers in groupby(range(len(characters)), shifts.__getitem__)
    ]
    texts = ["".join(text for text, _ in group) for _, group in groups]
    written: list[Character] = []
    before = ""
    for number, (shift, group) in enumerate(groups):
        shown = group
        if shift:
            run = Run(texts[number], is_raised=shift > 0, is_lowered=shift < 0)
            shown = _indexed(group, set_off(run, before, "".join(texts[number + 1 :])[:CONTEXT]))
        before = (before + "".join(text for text, _ in shown))[-CONTEXT:]
        written += shown
    return written


def _shift(box: Box | None, top: float, bottom: float, height: float) -> int:
    """Return 1 for a raised letter, -1 for a lowered one, 0 for another or a space."""
    if box is None or box.height >= _SMALL * height:
        return 0
    if bottom - box.bottom > _SHIFTED * height:
        return 1
    return -1 if box.top - top > 2 * _SHIFTED * height and box.bottom > bottom - 0.02 * height else 0


def _mode(values: list[float]) -> float:
    """Return the most frequent value, to a tenth of a point; the largest of equally frequent ones."""
    rounded = [round(value, 1) for value in values]
    return max(set(rounded), key=lambda value: (rounded.count(value), value))


def _indexed(characters: list[Character], shown: str) -> list[Character]:
    """Return the characters of ``shown``, each with the index of the one of ``characters`` that it is written for."""
    left = [(sign, index) for text, index in characters for sign in text]
    indexed: list[Character] = []
    for sign in shown:
        is_drawn = left and (sign == left[0][0] or sign not in " []^()_")
        indexed.append((sign, left.pop(0)[1] if is_drawn else NOT_DRAWN))
    return indexed
