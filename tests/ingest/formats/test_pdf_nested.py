"""Tables within cells of a PDF's ruled tables."""

from fpdf import FPDF

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import new_pdf

ROUTES = (("North", (("Hut", "Beds"), ("Alm", "12"), ("Fjell", "30"))), ("South", (("Hut", "Beds"), ("Vik", "24"))))
ROWS = ["Route: North; Huts: Hut: Alm; Beds: 12 / Hut: Fjell; Beds: 30", "Route: South; Huts: Hut: Vik; Beds: 24"]


def cell(made: FPDF, box: tuple[float, float, float, float], text: str = "") -> None:
    """Draw the borders of a cell, and its text; ``box`` is left, top, width and height."""
    made.rect(*box)
    made.text(box[0] + 5, box[1] + 14, text)


def page(padding: float, routes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ROUTES) -> FPDF:
    """Return a table of routes, each with a table of huts in its second cell, so far from the cell's borders."""
    made = new_pdf()
    made.add_page()
    cell(made, (72, 80, 90, 20), "Route")
    cell(made, (162, 80, 160 + 2 * padding, 20), "Huts")
    top = 100.0
    for name, huts in routes:
        height = 20 * len(huts) + 2 * padding
        cell(made, (72, top, 90, height), name)
        made.rect(162, top, 160 + 2 * padding, height)
        for row, texts in enumerate(huts):
            for column, text in enumerate(texts):
                cell(made, (162 + padding + 80 * column, top + padding + 20 * row, 80, 20), text)
        top += height
    return made


def lines_of(made: FPDF) -> list[str]:
    return read(bytes(made.output()), Limits()).text.split("\n\n")


def test_the_rows_of_a_table_in_a_cell_are_the_value_of_its_column() -> None:
    assert lines_of(page(padding=0)) == ROWS
    assert lines_of(page(padding=2.5)) == ROWS
    assert lines_of(page(padding=15)) == ROWS


def test_rows_of_a_group_whose_columns_have_no_names_of_their_own_stay_rows() -> None:
    groups = (("North", (("Alm", "12"), ("Fjell", "30"))), ("South", (("Vik", "24"), ("Skog", "8"))))
    assert lines_of(page(padding=0, routes=groups))[:2] == [
        "Route: North; Huts: Alm; 12",
        "Route: North; Huts: Fjell; 30",
    ]


def test_a_quote_of_such_a_row_is_found_on_the_page() -> None:
    data = bytes(page(padding=15).output())
    extraction = read(data, Limits())
    start = extraction.text.index("Fjell")
    [box] = quote_boxes(data, extraction.text, extraction.places, Span(start, start + len("Fjell")), Limits())
    assert 177 / 595 < box.left < 186 / 595
    assert 150 / 842 < (box.top + box.bottom) / 2 < 175 / 842
