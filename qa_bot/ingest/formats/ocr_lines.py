"""Recognized words → the segments of a page's lines, as those of a PDF's text. Pure."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN, Box
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.stored_lines import quoted_indices, read_as_stored
from qa_bot.ingest.formats.tesseract import Recognition, RecognizedLine, Word
from qa_bot.ingest.page_rendering import Sides
from qa_bot.records import Span

_GAP = 1.1
"""In heights of a line: a gap that may separate two columns; boxes of words are tighter than those of letters."""

_POINTS_PER_PAGE = 842.0
"""The height of a page; pages of any resolution get this one."""

_SAME_SIZE = 0.2
"""Share of the usual height by which that of a line of the same font may be misjudged."""


@dataclass(frozen=True, slots=True)
class RecognizedLines:
    """The segments of a page's lines; their ``indices`` are the numbers of ``words``."""

    lines: list[Line]
    words: list[Word]


def recognized_lines(recognition: Recognition) -> RecognizedLines:
    """Return the segments of the recognized lines, in points."""
    points = _POINTS_PER_PAGE / recognition.height
    usual = median(line.height for line in recognition.lines) if recognition.lines else 0.0
    words: list[Word] = []
    lines: list[Line] = []
    for line in recognition.lines:
        height = usual if abs(line.height - usual) <= _SAME_SIZE * usual else line.height
        foot = line.baseline + line.descent * height / line.height
        for segment in _segments(line, _GAP * height):
            left, right = segment[0].box.left, segment[-1].box.right
            box = Box(left * points, (foot - height) * points, right * points, foot * points)
            lines.append(_line(segment, len(words), box))
            words += segment
    return RecognizedLines(lines, words)


def _segments(line: RecognizedLine, gap: float) -> list[list[Word]]:
    """Divide a line at its wide gaps."""
    segments = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box.left - before.box.right > gap:
            segments.append([])
        segments[-1].append(word)
    return segments


def _line(segment: Sequence[Word], first: int, box: Box) -> Line:
    pieces: list[str] = []
    indices = array("l")
    for number, word in enumerate(segment, first):
        piece = (" " if pieces else "") + word.text
        indices.extend([NOT_DRAWN] * (len(piece) - len(word.text)) + [number] * len(word.text))
        pieces.append(piece)
    return Line("".join(pieces), indices, box, box.height)


def quoted_sides(recognition: Recognition, stored: str, quoted: Span) -> Iterator[Sides]:
    """Yield a rectangle for each line of a span of the ``stored`` text of a page, none where it is recognized anew."""
    found = recognized_lines(recognition)
    read = read_as_stored(found.lines, stored)
    for indices in quoted_indices(read, quoted) if read else ():
        lefts, tops, rights, bottoms = zip(*(found.words[index].box for index in indices), strict=True)
        yield recognition.sides(Box(min(lefts), min(tops), max(rights), max(bottoms)))
