"""Values and their labels in two text boxes of a slide, one below the other. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from qa_bot.ingest.formats.labels import tile

_MOST_PAIRED = 60  # boxes of a slide; in larger ones values and labels are not paired
_GAP = 1.0
"""Centimetres between a value and its label at most: a line."""


class TextBox(NamedTuple):
    """A text box of a slide: its left and upper edge, width and height in centimetres, and its text in one line."""

    left: float
    top: float
    width: float
    height: float
    text: str


def pairs(boxes: Mapping[int, TextBox]) -> dict[int, tuple[int, str]]:
    """Map the number of the upper box of each pair of value and label to the lower one's and the joined text."""
    found: dict[int, tuple[int, str]] = {}
    paired: set[int] = set()
    for upper, box in boxes.items() if len(boxes) <= _MOST_PAIRED else ():
        below = [lower for lower, other in boxes.items() if _is_below(other, box)]
        nearest = min(below, key=lambda lower: boxes[lower].top, default=upper)
        text = tile(box.text, boxes[nearest].text)
        if text and not {upper, nearest} & paired:
            found[upper] = (nearest, text)
            paired |= {upper, nearest}
    return found


def _is_below(lower: TextBox, upper: TextBox) -> bool:
    """Return whether a box is directly below another: centred under it, at most a line between them."""
    is_near = upper.top < lower.top <= upper.top + upper.height + _GAP
    return is_near and abs((lower.left + lower.width / 2) - (upper.left + upper.width / 2)) <= upper.width / 2
