"""Words that a page end divides."""

import pytest

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import new_pdf, put

LIMITS = Limits()


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        ("the fleet left the har-", "bour at dawn, and", "the fleet left the harbour at dawn, and"),
        ("paid to every self-", "employed pilot, and", "paid to every self-employed pilot, and"),
        ("were seen in the years 1914-", "1918 by those who", "were seen in the years 1914-1918 by those who"),
        ("the fleet left the harbour", "at dawn, and then the", "the fleet left the harbour\nat dawn, and then the"),
    ],
)
def test_a_word_divided_by_a_page_end_is_joined(last: str, first: str, joined: str) -> None:
    pdf = new_pdf()
    pages = [
        ["It was seen by some of them that", "before the war began, and then", last],
        [first, "it was written down."],
    ]
    for lines in pages:
        pdf.add_page()
        put(pdf, lines)
    data = bytes(pdf.output())
    extract = read(data, LIMITS)
    assert joined in extract.text
    assert [place.name for place in extract.places] == ["page 1", "page 2"]
    at = extract.text.index(joined)
    found = quote_boxes(data, extract.text, extract.places, Span(at, at + len(joined)))
    assert [box.page for box in found] == [1, 2]
