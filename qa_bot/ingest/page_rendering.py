"""Requests for page images and their results. Rendering runs in the worker process (:mod:`qa_bot.ingest.worker`)."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa_bot.records import Place, Span

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


def draw(data: bytes, request: PageRequest) -> PageImage:
    """Render a page of the PDF in ``data``. The PDF library is loaded by the first call.

    Raises:
        FileUnreadable: The file cannot be opened, or has no such page.
    """
    image: PageImage = importlib.import_module("qa_bot.ingest.formats.pdf_page_image").draw(data, request)
    return image
