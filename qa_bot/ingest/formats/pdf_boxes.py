"""Where a stretch of a PDF's text stands on its pages."""

import contextlib
import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import pypdfium2
from pypdfium2 import raw

from qa_bot.ingest.formats.pdf_figures import PUT_IN
from qa_bot.ingest.formats.pdf_file import opened, page_of
from qa_bot.ingest.formats.pdf_glyphs import Corners, character_box
from qa_bot.ingest.formats.pdf_layout import laid_out
from qa_bot.ingest.formats.pdf_lines import Line, lines_of
from qa_bot.ingest.formats.pdf_running import edge_lines
from qa_bot.ingest.formats.pdf_strikes import strikes_of
from qa_bot.ingest.formats.pdf_text import PageText, as_stored, page_text
from qa_bot.records import Place, Span

_GRID = 1 << 24
_NO_ROTATION = 0
_WORD = re.compile(r"\w+")
_MOST_UNSURE = 6
"""Lines near a page's edges that are tried with and without."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, counted from 1: shares (0 to 1) of the page as it is displayed, from its top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Display:
    """How a point of the page's own coordinates is seen: crop and rotation applied, in points from the top left."""

    across: tuple[float, float, float]
    down: tuple[float, float, float]

    def corners(self, left: float, bottom: float, right: float, top: float) -> Corners:
        """A rectangle of the page as it is seen."""
        (a, b, c), (d, e, f) = self.across, self.down
        x1, x2 = a * left + b * bottom + c, a * right + b * top + c
        y1, y2 = d * left + e * bottom + f, d * right + e * top + f
        return (x1, y1, x2, y2) if x1 <= x2 and y1 <= y2 else (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _display_of(page: pypdfium2.PdfPage) -> _Display:
    """The way from the page's coordinates to what is seen, learned from where pdfium draws three of its points."""
    left, bottom, right, top = page.get_bbox()
    origin, east, north = (_drawn(page, x, y) for x, y in ((left, bottom), (right, bottom), (left, top)))
    wide, high = max(right - left, 1e-6), max(top - bottom, 1e-6)

    def row(axis: int) -> tuple[float, float, float]:
        over_x, over_y = (east[axis] - origin[axis]) / wide, (north[axis] - origin[axis]) / high
        return over_x, over_y, origin[axis] - over_x * left - over_y * bottom

    return _Display(row(0), row(1))


def _drawn(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Where pdfium draws a point, asked on a grid so fine that its whole numbers are exact enough."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, _NO_ROTATION, x, y, across, down)
    width, height = page.get_size()
    return across.value / _GRID * width, down.value / _GRID * height


def boxes(data: bytes, text: str, places: Sequence[Place], span: Span) -> tuple[Box, ...]:
    """The rectangles that ``span`` of the document's ``text`` covers, one for each line, in the order of the text.

    A page that does not say any more what ``text`` has of it gives none.

    Args:
        data: The file, as it was read.
        text: The whole text of the document.
        places: Its pages.
        span: What to look for.

    Raises:
        FileUnreadable: the file cannot be opened.
    """
    pages = [place for place in places if place.kind == "page" and place.span.overlaps(span)]
    with opened(data) as document:
        return tuple(box for place in pages for box in _on_page(document, place, text, span))


def _on_page(document: pypdfium2.PdfDocument, place: Place, text: str, span: Span) -> Iterator[Box]:
    with page_of(document, place.number) as page:
        if page is None:
            return
        with contextlib.closing(page.get_textpage()) as textpage:
            stored = place.span.of(text)
            now = _as_stored(lines_of(textpage, strikes_of(page)), stored)
            if now is None:
                return
            first, last = max(span.start - place.span.start, 0), span.end - place.span.start
            display = _display_of(page)
            wanted = list(zip(now.lines, now.indices, now.text, strict=True))[first:last]
            drawn = ((line, index) for line, index, letter in wanted if index != PUT_IN and not letter.isspace())
            for _, pairs in groupby(drawn, key=lambda pair: pair[0]):
                box = _box(place.number, textpage, display, [index for _, index in pairs], page.get_size())
                if box.left < box.right and box.top < box.bottom:  # what lies beyond the page's edges has none
                    yield box


def _as_stored(lines: Sequence[Line], stored: str) -> PageText | None:
    """The page's text as it was stored: which of the lines near its edges were set aside is told by what it lacks."""
    lacking = Counter(word for line in lines for word in _WORD.findall(line.text)) - Counter(_WORD.findall(stored))
    edges = sorted(edge_lines(lines).items(), key=lambda edge: edge[1][1])
    aside = [number for number, _ in edges if Counter(_WORD.findall(lines[number].text)) <= lacking]
    for count in range(len(aside[:_MOST_UNSURE]) + 1):
        for kept in combinations(aside[:_MOST_UNSURE], count):
            left = set(aside) - set(kept)
            now = page_text(laid_out([line for at, line in enumerate(lines) if at not in left]), as_stored(stored))
            if now.text == stored:
                return now
    return None


def _box(
    number: int, textpage: pypdfium2.PdfTextPage, display: _Display, indices: list[int], size: tuple[float, float]
) -> Box:
    """All the characters' rectangles in one: as high as their font and as wide as they are drawn."""
    sides: list[Corners] = []
    for index in indices:
        sides.append(display.corners(*character_box(textpage, index)))
        sides.append(display.corners(*textpage.get_charbox(index)))
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    width, height = size
    return Box(
        number,
        _share(min(lefts), width),
        _share(min(tops), height),
        _share(max(rights), width),
        _share(max(bottoms), height),
    )


def _share(points: float, whole: float) -> float:
    return min(max(points / whole, 0.0), 1.0) if whole > 0 else 0.0
