"""A page of a PDF as a picture, with the places of its quotes."""

from qa_bot.ingest.formats.pdf import picture
from qa_bot.ingest.formats.pdf_boxes import boxes
from qa_bot.ingest.formats.pdf_file import opened
from qa_bot.ingest.page_rendering import PageImage, PageRequest, Sides
from qa_bot.records import Place, Span


def draw(data: bytes, asked: PageRequest) -> PageImage:
    """The page that is asked for.

    Raises:
        FileUnreadable: the file cannot be opened, or has no such page.
    """
    with opened(data) as document:
        pages = len(document)
    png = picture(data, asked.number, asked.width_pixels)
    return PageImage(asked.number, pages, png, {number: _found(data, asked, span) for number, span in asked.quotes})


def _found(data: bytes, asked: PageRequest, span: Span) -> tuple[Sides, ...]:
    page = Place("page", "", asked.number, Span(0, len(asked.text)))
    found = boxes(data, asked.text, (page,), span)
    return tuple((box.left, box.top, box.right, box.bottom) for box in found)
