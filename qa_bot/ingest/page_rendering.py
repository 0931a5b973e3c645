"""A page of a document as a picture: what is asked for, and what comes of it.

The drawing itself is done in the reading process (:mod:`qa_bot.ingest.worker`), never in the bot's own.
"""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa_bot.records import Place, Span

Sides = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle on a page: shares (0 to 1) of the page as it is displayed."""

_DRAWER = "qa_bot.ingest.formats.pdf_page"


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page to be drawn.

    Attributes:
        number: Which one, counted from 1.
        width_pixels: How wide the picture is to be.
        text: What the document's text has of this page; "" where that is nothing.
        quotes: What to find on it, each with its number: spans of ``text``.
    """

    number: int
    width_pixels: int
    text: str = ""
    quotes: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it was drawn.

    Attributes:
        number: Which one, counted from 1.
        pages: How many the document has.
        png: The picture.
        boxes: Where the quotes stand on it, by their numbers, a rectangle for each line; one that is not found there
            has none.
    """

    number: int
    pages: int
    png: bytes
    boxes: Mapping[int, tuple[Sides, ...]]


def page_request(
    text: str, places: Sequence[Place], number: int, quotes: Mapping[int, Span], width_pixels: int
) -> PageRequest:
    """What to ask for, so that the page ``number`` shows its parts of ``quotes``, spans of the document's ``text``."""
    page = next((place.span for place in places if place.kind == "page" and place.number == number), None)
    if page is None:
        return PageRequest(number, width_pixels)
    parts = ((key, max(span.start, page.start), min(span.end, page.end)) for key, span in quotes.items())
    here = tuple((key, Span(start, end).shifted(-page.start)) for key, start, end in parts if start < end)
    return PageRequest(number, width_pixels, page.of(text), here)


def draw(data: bytes, asked: PageRequest) -> PageImage:
    """The page of the PDF that ``data`` holds; its library is loaded when the first one comes.

    Raises:
        FileUnreadable: the file cannot be opened, or has no such page.
    """
    picture: PageImage = importlib.import_module(_DRAWER).draw(data, asked)
    return picture
