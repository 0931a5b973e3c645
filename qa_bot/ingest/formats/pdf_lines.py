"""A page of a PDF → stretches of its lines, each character with its number within pdfium.

A PDF knows where each letter is drawn and nothing of words, lines and paragraphs. pdfium gives the letters in the order
in which they are drawn, with spaces where there are gaps. Its line ends cannot be trusted (an indented line is set
behind the one before it), so lines are found here by where the letters stand. A line is cut where a gap is wide enough
to part two columns; :mod:`qa_bot.ingest.formats.pdf_layout` joins what belongs together.
"""

import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import pypdfium2

from qa_bot.ingest.formats.pdf_figures import PUT_IN, with_figures
from qa_bot.ingest.formats.pdf_glyphs import Corners, character_box, font_of, letters_of, turn_of, turned
from qa_bot.ingest.formats.pdf_right_to_left import order_leftward
from qa_bot.ingest.formats.pdf_spacing import close_up
from qa_bot.ingest.formats.pdf_strikes import Strikes

_GAP = 0.6
"""In heights of a letter: a gap as wide may part two columns, and is wider than most spaces."""

_LONGEST_INSERTION = 25
"""In heights of a letter: how far a word in Latin letters may reach within a line that runs from right to left."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a part of one: its characters with pdfium's number of each, and where it stands.

    ``height`` is that of its letters, from the deepest descender to the highest ascender, in points. ``turn`` counts
    the quarters of a circle, against the clock, that its letters are turned by; lines of one turn can be compared.
    ``is_row`` says that it is a row of a table, which is a paragraph of its own; ``font`` is its first letter's.
    """

    text: str
    indices: "array[int]"
    corners: Corners
    height: float
    turn: int = 0
    is_row: bool = False
    font: str = ""


class _Run:
    """Letters of one line as they come; ``letters`` has spaces too, whose box is None."""

    __slots__ = ("boxes", "indices", "is_leftward", "known", "left", "letters", "right", "turn")

    def __init__(self, turn: int) -> None:
        self.turn = turn
        self.letters: list[str] = []
        self.indices: list[int] = []
        self.boxes: list[Corners | None] = []
        self.is_leftward = False
        self.left, self.right, self.known = float("inf"), float("-inf"), 0

    def add(self, letters: str, index: int, box: Corners | None) -> None:
        self.letters.append(letters)
        self.indices.append(index)
        self.boxes.append(box)

    def edges(self) -> tuple[float, float]:
        """The left and right edge of all letters so far."""
        for box in self.boxes[self.known :]:
            if box:
                self.left, self.right = min(self.left, box[0]), max(self.right, box[2])
        self.known = len(self.boxes)
        return self.left, self.right

    @property
    def last(self) -> Corners:
        """The box of the last letter, which always comes behind a space."""
        return self.boxes[-1] or (0, 0, 0, 0)


def lines_of(textpage: pypdfium2.PdfTextPage, strikes: Strikes | None = None) -> list[Line]:
    """The stretches of a page's lines in the order in which they are drawn; runs of white space are one space.

    What ``strikes`` go through is left out.
    """
    runs = _runs(textpage)
    if strikes and strikes.rules:
        for run in runs:
            if run.turn == 0:
                strikes.take_out(run.letters, run.indices, run.boxes)
        runs = [run for run in runs if run.boxes]
    return _once(replace(line, font=font_of(textpage, line.indices[0])) for run in runs for line in _lines(run))


def _runs(textpage: pypdfium2.PdfTextPage) -> list[_Run]:
    runs: list[_Run] = []
    is_broken, space = True, PUT_IN
    for index, letters in letters_of(textpage):
        if letters == "\n":
            is_broken = True
        elif letters == " ":
            space = index if space < 0 else space
        else:
            turn = turn_of(textpage, index)
            box = turned(character_box(textpage, index), turn)
            is_leftward = _is_leftward(letters)
            if not runs or turn != runs[-1].turn or not _goes_on(runs[-1], box, is_broken, is_leftward):
                runs.append(_Run(turn))
            elif _is_again(runs[-1], letters, box, is_leftward):
                continue
            elif _is_spaced(runs[-1], letters, box, space >= 0, is_broken):
                runs[-1].add(" ", space, None)
            _add(runs[-1], letters, index, box, is_leftward)
            is_broken, space = False, PUT_IN
    return runs


def _is_leftward(letters: str) -> bool:
    return letters >= "\u0590" and unicodedata.bidirectional(letters[0]) in ("R", "AL")


def _add(run: _Run, letters: str, index: int, box: Corners, is_leftward: bool) -> None:
    """Adds a letter; the lam and alef of one glyph, which pdfium gives the wrong way round, change places."""
    run.is_leftward = run.is_leftward or is_leftward
    if letters == "\u0644" and run.letters and run.letters[-1] in "\u0622\u0623\u0625\u0627" and run.last == box:
        run.letters[-1], letters = letters, run.letters[-1]
    run.add(letters, index, box)


def _goes_on(run: _Run, box: Corners, is_broken: bool, is_leftward: bool) -> bool:
    """Whether a letter belongs to the line of the letters before it."""
    before = run.last
    if run.is_leftward or is_leftward:
        low, high = sorted((before[3] - before[1], box[3] - box[1]))
        far = 1.5 if is_leftward or not run.is_leftward else _LONGEST_INSERTION
        is_level = min(before[3], box[3]) - max(before[1], box[1]) > 0.4 * low
        left, right = run.edges()
        return is_level and box[2] > left - far * high and box[0] < right + 1.5 * high
    if is_broken:
        return _is_beside(before, box)
    return not _begins_line(before, box)


def _is_beside(before: Corners, box: Corners) -> bool:
    """Whether a letter stands right behind another, as a raised figure does and what comes after it."""
    low, high = sorted((before[3] - before[1], box[3] - box[1]))
    is_level = min(before[3], box[3]) - max(before[1], box[1]) > 0.6 * low
    return is_level and -0.2 * high < box[0] - before[2] < 0.5 * high


def _begins_line(before: Corners, box: Corners) -> bool:
    """Whether a letter is not beside the one before it: on another height, and further back or far away.

    Both are asked, because letters that run upwards or aslant are on another height each.
    """
    if box[1] == before[1] and box[3] == before[3] and box[0] >= before[0]:
        return False
    low, high = sorted((before[3] - before[1], box[3] - box[1]))
    if min(before[3], box[3]) - max(before[1], box[1]) > 0.4 * low:
        return box[0] < before[0] - 2 * high
    return box[0] < before[0] - 0.1 * high or abs(box[0] - before[2]) + abs(box[1] - before[1]) > 2.5 * high


def _is_again(run: _Run, letters: str, box: Corners, is_leftward: bool) -> bool:
    """Whether the last letter is drawn once more, a little beside it, to look bold."""
    before = run.last
    if letters != run.letters[-1] or is_leftward or box == before:  # a glyph may say ff, both at its place
        return False
    aside, height = abs(box[0] - before[0]), before[3] - before[1]
    return aside < min(0.55 * (before[2] - before[0]), 0.12 * height) and abs(box[3] - before[3]) < 0.2 * height


def _is_spaced(run: _Run, letters: str, box: Corners, has_space: bool, is_broken: bool) -> bool:
    """Whether there is a space before the next letter."""
    if run.is_leftward:
        is_turning = _is_leftward(letters) != _is_leftward(run.letters[-1])
        is_word = letters[0].isalnum() and run.letters[-1][-1].isalnum()
        return (has_space or is_broken or (is_turning and is_word)) and not unicodedata.combining(letters[0])
    return has_space or (is_broken and box[0] - run.last[2] > 0.12 * (box[3] - box[1]))


def _lines(run: _Run) -> Iterator[Line]:
    """The parts of a line between wide gaps."""
    start = 0
    if run.is_leftward:
        order_leftward(run.letters, run.indices, run.boxes)
    else:
        close_up(run.letters, run.indices, run.boxes)
        letter = 0
        for at in range(1, len(run.boxes)):
            box, before = run.boxes[at], run.boxes[letter]
            if box is None or before is None:
                continue
            if box[0] - before[2] > _GAP * max(box[3] - box[1], before[3] - before[1]):
                yield _line(run, start, letter + 1)
                start = at
            letter = at
    yield _line(run, start, len(run.boxes))


def _line(run: _Run, start: int, end: int) -> Line:
    boxes = [box for box in run.boxes[start:end] if box]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    height = median(box[3] - box[1] for box in boxes)
    letters = list(zip(run.letters[start:end], run.indices[start:end], strict=True))
    indices = array("l")
    said: list[str] = []
    for letter, index in letters if run.is_leftward else with_figures(letters, run.boxes[start:end]):
        said.append(letter)
        indices.extend([index] * len(letter))
    corners = (min(lefts), median(tops), max(rights), median(bottoms))
    return Line("".join(said), indices, corners, height, run.turn)


def _once(lines: Iterator[Line]) -> list[Line]:
    """The lines without those that are drawn once more at the same place, to look bold or to cast a shadow."""
    found: list[Line] = []
    seen: dict[str, list[Corners]] = {}
    for line in lines:
        there = seen.setdefault(line.text, [])
        near = 0.3 * line.height
        if not any(abs(a[0] - line.corners[0]) < near and abs(a[3] - line.corners[3]) < near for a in there):
            there.append(line.corners)
            found.append(line)
    return found
