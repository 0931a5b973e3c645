"""Lines of a page → the starts of its paragraphs, by gaps, sizes, indents and list marks. Pure.

A superfluous break inside a sentence does little harm, because sentence splitting repairs it; a missing break joins a
heading to its text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from qa_bot.ingest.formats.pdf_lines import Line

_USUAL_PITCH = 1.1
"""Distance from line to line, in heights of a line, where a page gives none."""

_WIDEST_PITCH = 2.2
_WIDE = 1.2  # in usual pitches
_OTHER_SIZE = 1.15
_SHORT = 0.75
"""Share of the column's width: a shorter line that ends a sentence ends its paragraph."""

_LARGE = 1.3
_LONGEST_FIGURE = 16
_MOST_IN_LABEL, _MOST_BELOW_HEADING = 12, 4
"""Words of a figure's label: a longer line is text, below what may be a numbered heading also a shorter one."""

_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s+[^\W\d_]")
_BRACKETED = re.compile(r"\([^()]*\)")
_SIGN = re.compile(r"(?:[•▪◦‣●■○▸➢✓☐☑☒–—*-]|\[[x ]\])\s")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{2,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[¹²³⁴⁵⁶⁷⁸⁹]+)\s")
_ENDED = re.compile(r"[.!?:…。！？][\"'”’»›)\]]*(?:\d{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)?$")


def separators(lines: Sequence[Line]) -> list[str]:
    r"""Return the separator of each line and the next: ``\n`` within a paragraph, a blank line between two.

    It is a space between a value and its label.
    """
    pitch = _pitch(lines)
    found: list[str] = []
    for number in range(1, len(lines)):
        if _is_new(lines, number, pitch):
            found.append("\n\n")
        else:
            found.append(" " if _are_value_and_label(lines[number - 1], lines[number]) else "\n")
    return found


def is_ended(line: Line) -> bool:
    """Return whether the line ends a sentence, footnote marks ignored."""
    return bool(_ENDED.search(line.text))


def is_item(line: Line) -> bool:
    """Return whether the line begins with the mark or number of a list item."""
    return bool(_SIGN.match(line.text) or _NUMBER.match(line.text))


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line, in heights of a line: the page's lower tercile."""
    steps = sorted(
        step
        for upper, lower in pairwise(lines)
        if 0.5 < (step := _step(upper, lower)) < _WIDEST_PITCH and not _is_other_size(upper, lower)
    )
    return steps[len(steps) // 3] if steps else _USUAL_PITCH


def _step(upper: Line, lower: Line) -> float:
    return (lower.box.bottom - upper.box.bottom) / max(upper.height, lower.height, 1e-6)


def _is_new(lines: Sequence[Line], number: int, pitch: float) -> bool:
    """Return whether the line ``number`` begins a paragraph."""
    upper, lower = lines[number - 1], lines[number]
    step = _step(upper, lower)
    if upper.rotation != lower.rotation or upper.is_row or lower.is_row:
        return True
    if abs(step) < 0.4:  # side by side: a cell of a table
        return False
    if step < 0:  # the next column
        return is_ended(upper) or not lower.text[:1].islower()
    if step < _WIDEST_PITCH and _are_value_and_label(upper, lower):
        return False
    is_set_apart = step > _WIDE * pitch or _is_other_size(upper, lower) or _is_label(upper)
    return is_set_apart or _is_item(upper, lower) or _is_indented(lines, number) or _is_after_end(lines, number)


def _is_label(line: Line) -> bool:
    """Return whether the whole line is in brackets, as a label below a value is."""
    return bool(_BRACKETED.fullmatch(line.text)) and not is_ended(line)


def _are_value_and_label(upper: Line, lower: Line) -> bool:
    """Return whether the lines are a large figure and its label, or a value above its label in brackets."""
    if upper.is_row or lower.is_row or not _is_below(lower, upper):
        return False
    if _BRACKETED.fullmatch(lower.text):
        return not _is_label(upper) and not is_ended(upper)
    large, small = (upper, lower) if upper.height > lower.height else (lower, upper)
    most_words = _MOST_BELOW_HEADING if _HEADING.match(large.text) else _MOST_IN_LABEL
    is_figure = (
        len(large.text) <= _LONGEST_FIGURE
        and any(map(str.isdigit, large.text))
        and not _NUMBER.match(large.text)
        and len(small.text.split()) <= most_words
    )
    return is_figure and large.height > _LARGE * small.height and not _BRACKETED.fullmatch(small.text)


def _is_other_size(upper: Line, lower: Line) -> bool:
    small, large = sorted((upper.height, lower.height))
    return large > _OTHER_SIZE * small


def _is_item(upper: Line, lower: Line) -> bool:
    """Return whether ``lower`` begins a list item; before a number the sentence must have ended."""
    if _SIGN.match(lower.text):
        return not upper.text.endswith(("-", "–", "—", ","))
    return bool(_NUMBER.match(lower.text)) and (is_ended(upper) or bool(_NUMBER.match(upper.text)))


def _is_indented(lines: Sequence[Line], number: int) -> bool:
    """Return whether a line after a sentence's end is indented and the next is not, as in a list item."""
    upper, lower = lines[number - 1], lines[number]
    indent = lower.box.left - upper.box.left
    if not is_ended(upper) or not 0.6 * lower.height < indent < 5 * lower.height:
        return False
    if number + 1 == len(lines):
        return True
    return lines[number + 1].box.left < lower.box.left - 0.4 * lower.height


def _is_after_end(lines: Sequence[Line], number: int) -> bool:
    upper, lower = lines[number - 1], lines[number]
    if not is_ended(upper) or lower.text[:1].islower():
        return False
    near = [line for line in lines[max(0, number - 4) : number + 4] if _is_below(line, upper)]
    left, right = min(line.box.left for line in near), max(line.box.right for line in near)
    return upper.box.right - left < _SHORT * (right - left)


def _is_below(line: Line, other: Line) -> bool:
    """Return whether the two lines are in one column."""
    return line.box.left < other.box.right and other.box.left < line.box.right
