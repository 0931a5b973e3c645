"""Requests for page images and their results. Rendering runs in the worker process (:mod:`qa_bot.ingest.worker`)."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from qa_bot.ingest.extraction import Limits
from qa_bot.records import Place, Span

_SUFFIXES = frozenset(".pdf .png .jpg .jpeg .tif .tiff .webp .bmp".split())

_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF", b"BM")
"""The first bytes of PNG, JPEG, TIFF (of both byte orders), WebP and BMP files."""

Sides = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle, as fractions (0 to 1) of the page as it is displayed."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page to be rendered, with quotes to be located on it.

    Attributes:
        number: The page, counted from 1.
        width_pixels: The width of the image.
        text: The page's part of the document's text.
        quotes: The quotes' numbers and their spans in ``text``.
    """

    number: int
    width_pixels: int
    text: str = ""
    quotes: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page.

    Attributes:
        number: The page, counted from 1.
        pages: The number of pages of the document.
        png: The image.
        boxes: The position of each quote, by its number: a box for each line, none for a quote that was not located.
    """

    number: int
    pages: int
    png: bytes
    boxes: Mapping[int, tuple[Sides, ...]]


def has_pages(source: str) -> bool:
    """Return whether a file of this name has pages that can be rendered, and that may be pictures of text."""
    return PurePosixPath(source).suffix.lower() in _SUFFIXES


def page_request(
    text: str, places: Sequence[Place], number: int, quotes: Mapping[int, Span], width_pixels: int
) -> PageRequest:
    """Return the request for page ``number`` with its parts of ``quotes``, spans of the document's ``text``."""
    page = next((place.span for place in places if place.kind == "page" and place.number == number), None)
    if page is None:
        return PageRequest(number, width_pixels)
    parts = ((key, max(span.start, page.start), min(span.end, page.end)) for key, span in quotes.items())
    here = tuple((key, Span(start, end).shifted(-page.start)) for key, start, end in parts if start < end)
    return PageRequest(number, width_pixels, page.of(text), here)


def draw(data: bytes, request: PageRequest, limits: Limits) -> PageImage:
    """Render a page of the PDF or image file in ``data``. The library is loaded by the first call.

    Raises:
        FileUnreadable: The file cannot be opened, or has no such page.
    """
    module = "picture" if data.startswith(_IMAGE_STARTS) else "pdf_page_image"
    image: PageImage = importlib.import_module(f"qa_bot.ingest.formats.{module}").draw(data, request, limits)
    return image
