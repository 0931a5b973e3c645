"""A PDF page as a PNG image, and the rectangles of its quotes."""

import contextlib
import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.ocr_lines import quoted_sides
from qa_bot.ingest.formats.pdf_file import opened, page_of
from qa_bot.ingest.formats.pdf_glyphs import character_box
from qa_bot.ingest.formats.pdf_pictures import needs_recognition, recognized
from qa_bot.ingest.formats.pdf_segments import segments_of
from qa_bot.ingest.formats.stored_lines import quoted_indices, read_as_stored
from qa_bot.ingest.formats.tesseract import Recognizer, recognizer
from qa_bot.ingest.page_rendering import PageImage, PageRequest, Sides
from qa_bot.records import Place, Span

_MOST_PIXELS = 40_000_000
"""Pixels of an image, which takes 160 MB while it is rendered; an A4 page has as many at 600 dpi."""

_GRID = 1 << 24
_NO_RECOGNITION = Limits()
_NO_ROTATION = 0
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class QuoteBox:
    """A rectangle on a page, counted from 1, as shares (0 to 1) of the displayed page from its top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Display:
    """The affine map from page coordinates to the displayed page, cropped and rotated, in points from its top left."""

    across: tuple[float, float, float]
    down: tuple[float, float, float]

    def corners(self, left: float, bottom: float, right: float, top: float) -> tuple[_Point, _Point]:
        """Return two opposite corners of a rectangle of the page."""
        (a, b, c), (d, e, f) = self.across, self.down
        return (a * left + b * bottom + c, d * left + e * bottom + f), (
            a * right + b * top + c,
            d * right + e * top + f,
        )


def draw(data: bytes, request: PageRequest, limits: Limits) -> PageImage:
    """Return the requested page with the rectangles of its quotes; a recognized page is recognized again for them.

    Raises:
        FileUnreadable: the file cannot be opened, or has no such page.
    """
    with opened(data) as document:
        pages = len(document)
    png = render(data, request.number, request.width_pixels)
    sides: dict[int, tuple[Sides, ...]] = {}
    for number, span in request.quotes:
        place = Place("page", "", request.number, Span(0, len(request.text)))
        found = quote_boxes(data, request.text, (place,), span, limits)
        sides[number] = tuple((box.left, box.top, box.right, box.bottom) for box in found)
    return PageImage(request.number, pages, png, sides)


def render(data: bytes, page_number: int, width_pixels: int) -> bytes:
    """Return a page, counted from 1, as a PNG ``width_pixels`` wide; narrower where it had too many pixels.

    Raises:
        FileUnreadable: the file cannot be opened, or has no such page.
    """
    with opened(data) as document, page_of(document, page_number) as page:
        if page is None:
            raise FileUnreadable(f"it has no page {page_number:,} that can be drawn")
        width, height = page.get_size()
        scale = min(width_pixels / width, (_MOST_PIXELS / (width * height)) ** 0.5)
        with contextlib.closing(page.render(scale=scale)) as bitmap:
            png = io.BytesIO()
            bitmap.to_pil().save(png, "PNG")
            return png.getvalue()


def quote_boxes(
    data: bytes, text: str, places: Sequence[Place], span: Span, limits: Limits = _NO_RECOGNITION
) -> tuple[QuoteBox, ...]:
    """Return the rectangles of ``span`` of the document's ``text``, one for each line, in the order of the text.

    A page whose text is no longer as in ``text`` gives none.

    Args:
        data: The file.
        text: The document's whole text.
        places: The document's pages.
        span: The span to locate.
        limits: Those of recognition.

    Raises:
        FileUnreadable: the file cannot be opened.
    """
    pages = [place for place in places if place.kind == "page" and place.span.overlaps(span)]
    ocr = recognizer(limits)
    with opened(data) as document:
        return tuple(box for place in pages for box in _on_page(document, place, text, span, ocr))


def _on_page(
    document: pypdfium2.PdfDocument, place: Place, text: str, span: Span, ocr: Recognizer | None
) -> Iterator[QuoteBox]:
    stored = place.span.of(text)
    quoted = Span(max(span.start, place.span.start), min(span.end, place.span.end)).shifted(-place.span.start)
    with page_of(document, place.number) as page:
        if page is None:
            return
        with contextlib.closing(page.get_textpage()) as textpage:
            segments = segments_of(page)
            lines = segments.lines
            read = read_as_stored(lines, stored, segments.grids)
            display = _display_of(page)
            for indices in quoted_indices(read, quoted) if read else ():
                box = _box(place.number, textpage, display, indices, page.get_size())
                if box.left < box.right and box.top < box.bottom:  # not beyond the page's edges
                    yield box
        if read is None and ocr and needs_recognition(page, lines):
            for sides in quoted_sides(recognized(page, ocr), stored, quoted):
                yield QuoteBox(place.number, *sides)


def _display_of(page: pypdfium2.PdfPage) -> _Display:
    """Return the page's map, derived from where pdfium draws three of its corners."""
    left, bottom, right, top = page.get_bbox()
    origin, east, north = (_displayed(page, x, y) for x, y in ((left, bottom), (right, bottom), (left, top)))
    wide, high = max(right - left, 1e-6), max(top - bottom, 1e-6)

    def row(axis: int) -> tuple[float, float, float]:
        over_x, over_y = (east[axis] - origin[axis]) / wide, (north[axis] - origin[axis]) / high
        return over_x, over_y, origin[axis] - over_x * left - over_y * bottom

    return _Display(row(0), row(1))


def _displayed(page: pypdfium2.PdfPage, x: float, y: float) -> _Point:
    """Return where pdfium draws a point, on a grid fine enough for its whole numbers to be exact."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, _NO_ROTATION, x, y, across, down)
    width, height = page.get_size()
    return across.value / _GRID * width, down.value / _GRID * height


def _box(
    number: int, textpage: pypdfium2.PdfTextPage, display: _Display, indices: list[int], size: tuple[float, float]
) -> QuoteBox:
    """Return the bounding box of characters: as high as their font and as wide as they are drawn."""
    corners: list[_Point] = []
    for index in indices:
        corners += display.corners(*character_box(textpage, index))
        corners += display.corners(*textpage.get_charbox(index))
    across, down = zip(*corners, strict=True)
    width, height = size
    return QuoteBox(
        number,
        _share(min(across), width),
        _share(min(down), height),
        _share(max(across), width),
        _share(max(down), height),
    )


def _share(points: float, whole: float) -> float:
    return min(max(points / whole, 0.0), 1.0) if whole > 0 else 0.0
