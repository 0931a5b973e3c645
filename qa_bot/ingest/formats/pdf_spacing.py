"""Letters of a line that are set wide apart, s o, or each in a room of the same width → words. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from qa_bot.ingest.formats.pdf_figures import PUT_IN
from qa_bot.ingest.formats.pdf_glyphs import Corners

_FEWEST = 3
_LONE = 0.35
"""The share of words of one letter from which on a line is looked at."""

_WIDER = 1.6
"""Of the usual gap between letters: a gap that parts two words."""


def close_up(letters: list[str], indices: list[int], boxes: list[Corners | None]) -> None:
    """Take the spaces out of spaced words of a line, in place."""
    words = "".join(letters).split(" ")
    lone = sum(1 for word in words if len(word) == 1 and word.isalpha())
    if lone < _FEWEST or lone < _LONE * len(words):
        return
    drawn = [at for at, box in enumerate(boxes) if box]
    known = [box for box in boxes if box]
    ends = _words_ends(known, all(len(word) == 1 for word in words))
    if ends is None:
        return
    placed = [(letters[at], indices[at], boxes[at]) for at in drawn]
    letters.clear()
    indices.clear()
    boxes.clear()
    for number, (letter, index, box) in enumerate(placed):
        letters.append(letter)
        indices.append(index)
        boxes.append(box)
        if number in ends:
            letters.append(" ")
            indices.append(PUT_IN)
            boxes.append(None)


def _words_ends(boxes: Sequence[Corners], all_lone: bool) -> set[int] | None:
    """The numbers of the letters that end a word, None where the letters are not evenly spaced."""
    steps = [after[0] - before[0] for before, after in pairwise(boxes)]
    pitch = median(steps)
    if pitch > 0 and sum(abs(step / pitch - round(step / pitch)) < 0.05 for step in steps) >= 0.8 * len(steps):
        return {number for number, step in enumerate(steps) if step > 1.5 * pitch}
    gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
    usual = median(gaps)
    if not all_lone or len(gaps) < 5 or usual <= 0:
        return None
    ends = {number for number, gap in enumerate(gaps) if gap > _WIDER * usual}
    even = [gap for number, gap in enumerate(gaps) if number not in ends]
    return ends if max(even) - min(even) < 0.5 * usual else None
