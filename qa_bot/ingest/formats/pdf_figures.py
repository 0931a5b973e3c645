"""Small raised and lowered letters of a PDF's line → text that keeps them apart from the number before them. Pure."""

from collections.abc import Sequence
from itertools import groupby

from qa_bot.ingest.formats.pdf_glyphs import Corners
from qa_bot.ingest.formats.runs import CONTEXT, Run, set_off

PUT_IN = -1
"""The number of a character that is not drawn on the page."""

_SMALL = 0.82
"""Of the line's height: a letter that is smaller may be a raised figure."""

_MOVED = 0.12
"""Of the line's height: so much the foot of a raised letter is above the others', the head of a lowered one below."""

Letter = tuple[str, int]
"""What is said, and pdfium's number of it."""


def with_figures(letters: Sequence[Letter], boxes: Sequence[Corners | None]) -> list[Letter]:
    """Return the letters of a line, those that are raised or lowered as :mod:`qa_bot.ingest.formats.runs` has it.

    Args:
        letters: The line's.
        boxes: Of each letter; None for a space.
    """
    heights = [box[3] - box[1] for box in boxes if box]
    if min(heights) >= _SMALL * max(heights):
        return list(letters)
    height = _usual(heights)
    large = [box for box in boxes if box and box[3] - box[1] >= _SMALL * height]
    if not large:
        return list(letters)
    top, bottom = _usual([box[1] for box in large]), _usual([box[3] for box in large])
    looks = _looks(boxes, top, bottom, height)
    groups = [
        (look, [letters[at] for at in numbers])
        for look, numbers in ((key, list(group)) for key, group in groupby(range(len(letters)), looks.__getitem__))
    ]
    said = ["".join(text for text, _ in group) for _, group in groups]
    found: list[Letter] = []
    before = ""
    for number, (look, group) in enumerate(groups):
        if look:
            run = Run(said[number], is_raised=look > 0, is_lowered=look < 0)
            shown = _placed(group, set_off(run, before, "".join(said[number + 1 :])[:CONTEXT]))
        else:
            shown = group
        before = (before + "".join(text for text, _ in shown))[-CONTEXT:]
        found += shown
    return found


def _looks(boxes: Sequence[Corners | None], top: float, bottom: float, height: float) -> list[int]:
    """1 for each raised letter, -1 for a lowered one, 0 for the others and for spaces."""
    looks: list[int] = []
    for box in boxes:
        if box is None or box[3] - box[1] >= _SMALL * height:
            looks.append(0)
        elif bottom - box[3] > _MOVED * height:
            looks.append(1)
        else:
            looks.append(-1 if box[1] - top > 2 * _MOVED * height and box[3] > bottom - 0.02 * height else 0)
    return looks


def _usual(values: list[float]) -> float:
    """The most frequent value, to a tenth of a point; the largest where several are."""
    rounded = [round(value, 1) for value in values]
    return max(set(rounded), key=lambda value: (rounded.count(value), value))


def _placed(letters: list[Letter], shown: str) -> list[Letter]:
    """What is shown in place of the letters: each sign with the letter that it stands for, if it is one."""
    left = [(sign, index) for text, index in letters for sign in text]
    found: list[Letter] = []
    for sign in shown:
        stands_for = left.pop(0)[1] if left and (sign == left[0][0] or sign not in " []^()_") else PUT_IN
        found.append((sign, stands_for))
    return found
