from collections.abc import Sequence

import pytest
from fpdf import FPDF

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.ingest.parse import document_of
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import new_pdf, put

PAGES = (
    [
        "The inspection of the bridge began in May, and",
        "the engineers found that the second of its piers",
        "had not been painted since",
    ],
    [
        "the winter of 2011, when the scaffold was sold.",
        "The paint will cost 48,000 crowns, and the sum",
        "must be approved by the Ministry of",
    ],
    [
        "Transport before August. The report was signed",
        "by Ingrid Holm, who had seen the pier herself",
        "in April.",
    ],
    [
        "The annex lists the bolts that were replaced.",
        "There were forty of them, all made of bronze,",
        "and each cost nine crowns.",
    ],
)


def paged(head: Sequence[str], foot: Sequence[str], pages: Sequence[Sequence[str]] = PAGES) -> FPDF:
    """Pages with a head and a foot, written for page {0} of several; heads and feet change from page to page."""
    pdf = new_pdf()
    for number, lines in enumerate(pages, 1):
        pdf.add_page()
        put(pdf, [head[number % len(head)].format(number)], top=40)
        put(pdf, lines)
        put(pdf, [foot[number % len(foot)].format(number)], 300, top=810)
    return pdf


def extract_of(pdf: FPDF) -> Extraction:
    return read(bytes(pdf.output()), Limits())


@pytest.mark.parametrize(
    ("head", "foot", "aside"),
    [
        (["State Roads: bridges"], ["Page {0} of 4"], ["State Roads: bridges"]),
        (["State Roads: bridges {0}"], ["2024-17"], ["State Roads: bridges 1", "2024-17"]),
        (["The bridge of Ulm", "State Roads"], ["- {0} -"], ["State Roads", "The bridge of Ulm"]),
        (["Confidential"], ["{0}"], ["Confidential"]),
        (["Confidential"], ["10{0}"], ["Confidential"]),
    ],
)
def test_running_lines_are_no_part_of_a_sentence_and_follow_the_pages_once(
    head: list[str], foot: list[str], aside: list[str]
) -> None:
    extract = extract_of(paged(head, foot))
    folded = " ".join(extract.text.split())
    assert "had not been painted since the winter of 2011" in folded
    assert "approved by the Ministry of Transport before August" in folded
    lines = extract.text.split("\n\n")[-len(aside) :]
    assert sorted(lines) == sorted(aside)
    assert extract.places[-1].kind == "section"
    assert extract.places[-1].name == "page headers and footers"
    assert extract.places[-1].span.of(extract.text) == "\n\n".join(lines)


def test_a_sentence_that_crosses_pages_goes_on_though_the_next_word_has_a_capital() -> None:
    assert "approved by the Ministry of\nTransport before August." in extract_of(paged(["Roads"], ["{0}"])).text


def test_a_running_line_is_no_title() -> None:
    document = document_of("a.pdf", extract_of(paged(["State Roads and their bridges"], ["{0}"])))
    assert "State Roads" not in document.title


def test_numbers_that_do_not_count_with_the_pages_are_text() -> None:
    pdf = new_pdf()
    for number, lines in zip((2210, 2217, 2231), PAGES, strict=False):
        pdf.add_page()
        put(pdf, [f"Invoice {number}"], top=40)
        put(pdf, lines)
    text = extract_of(pdf).text
    assert all(f"Invoice {number}" in text for number in (2210, 2217, 2231))
    assert [place.kind for place in extract_of(pdf).places] == ["page"] * 3


def test_the_header_of_a_table_that_goes_on_over_pages_stays_with_its_rows() -> None:
    pdf = new_pdf()
    for page in range(2):
        pdf.add_page()
        for row in range(4):
            cells = ("Bolt", "Pieces", "Price") if row == 0 else (f"kind {page}{row}", f"{row + 3}", f"{page + 5}.40")
            for left, cell in zip((72, 180, 290), cells, strict=True):
                put(pdf, [cell], left, 100 + row * 14)
    text = extract_of(pdf).text
    assert "Bolt: kind 03; Pieces: 6; Price: 5.40" in text
    assert "Bolt: kind 13; Pieces: 6; Price: 6.40" in text


def test_the_same_large_title_on_two_slides_is_text() -> None:
    pdf = new_pdf()
    for lines in PAGES[:2]:
        pdf.add_page()
        pdf.set_font_size(28)
        put(pdf, ["What we found"], top=60)
        pdf.set_font_size(12)
        put(pdf, lines)
    assert extract_of(pdf).text.count("What we found") == 2


def test_pages_that_hold_nothing_but_what_repeats_keep_it() -> None:
    pdf = new_pdf()
    for _ in range(2):
        pdf.add_page()
        put(pdf, ["This page is left empty."])
    assert extract_of(pdf).text == "This page is left empty.\n\nThis page is left empty."


def test_the_text_of_a_page_whose_running_lines_are_set_aside_is_marked_on_it() -> None:
    pages = [[f"On page {number} the piers are named.", *lines] for number, lines in enumerate(PAGES, 1)]
    data = bytes(paged(["On page {0} the piers"], ["{0}"], pages).output())
    extract = read(data, Limits())
    for place in extract.places[:-1]:
        first = Span(place.span.start, place.span.start + len("On page 1 the piers are named."))
        (box,) = quote_boxes(data, extract.text, extract.places, first)
        assert box.page == place.number
        assert 0.1 < box.top < 0.13  # not where the running line is
