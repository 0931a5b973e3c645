"""Tables of PDFs that continue on the next page, and their cells of several lines."""

from collections.abc import Sequence

import pytest
from fpdf import FPDF

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import LINE, new_pdf

LEFTS = (60, 120, 300, 380, 460)
NAMES = ("Day", "Item", "Spent", "Earned", "Left")
FIRST = [("2 Apr", "Flour and salt", "12.50", "", "487.50"), ("3 Apr", "Oven repair", "90.00", "", "397.50")]
FIRST += [("4 Apr", "Wedding cake", "", "240.00", "637.50"), ("5 Apr", "Market stall", "", "55.20", "692.70")]
NEXT = [("6 Apr", "Rent of the shop", "310.00", "", "382.70"), ("7 Apr", "Bread for the inn", "", "48.00", "430.70")]


def pages(*tables: Sequence[Sequence[str]], is_ruled: bool = False, lefts: Sequence[float] = LEFTS) -> FPDF:
    """Return a page for each of the tables, all drawn with the same columns."""
    made = new_pdf()
    for table in tables:
        made.add_page()
        for number, row in enumerate(table):
            top = 100 + number * LINE
            for left, right, text in zip(lefts, (*lefts[1:], 540), row, strict=True):
                if is_ruled:
                    made.rect(left - 4, top - 11, right - left, LINE)
                made.text(left, top, text)
    return made


def lines_of(made: FPDF) -> list[str]:
    return read(bytes(made.output()), Limits()).text.split("\n\n")


@pytest.mark.parametrize("is_ruled", [False, True])
def test_rows_on_the_next_pages_have_the_column_names_of_the_first(is_ruled: bool) -> None:
    made = pages([NAMES, *FIRST], NEXT, NEXT[::-1], is_ruled=is_ruled)
    assert lines_of(made)[4:] == [
        "Day: 6 Apr; Item: Rent of the shop; Spent: 310.00; Left: 382.70",
        "Day: 7 Apr; Item: Bread for the inn; Earned: 48.00; Left: 430.70",
        "Day: 7 Apr; Item: Bread for the inn; Earned: 48.00; Left: 430.70",
        "Day: 6 Apr; Item: Rent of the shop; Spent: 310.00; Left: 382.70",
    ]


def test_a_column_that_is_empty_on_the_next_page_shifts_no_name() -> None:
    """Without drawn lines the next page has one column fewer."""
    spent = [("8 Apr", "Yeast", "4.10", "", "426.60"), ("9 Apr", "Jars", "21.00", "", "405.60")]
    assert lines_of(pages([NAMES, *FIRST], spent))[4] == "Day: 8 Apr; Item: Yeast; Spent: 4.10; Left: 426.60"


def test_a_column_that_few_rows_fill_is_one_of_its_own() -> None:
    rows = [(f"{day} May", f"Delivery {day}", f"{day}.00", "", f"{900 - day}.00") for day in range(1, 15)]
    rows[4], rows[9] = ("5 May", "Sale", "", "77.00", "972.00"), ("10 May", "Sale", "", "31.00", "921.00")
    lines = lines_of(pages([NAMES, *rows]))
    assert lines[4] == "Day: 5 May; Item: Sale; Earned: 77.00; Left: 972.00"
    assert lines[5] == "Day: 6 May; Item: Delivery 6; Spent: 6.00; Left: 894.00"


def test_a_header_that_is_repeated_on_the_next_page_names_its_rows() -> None:
    assert lines_of(pages([NAMES, *FIRST], [NAMES, *NEXT]))[4:] == lines_of(pages([NAMES, *FIRST], NEXT))[4:]


def test_another_table_on_the_next_page_keeps_its_own_names() -> None:
    tools = [("Shelf", "Tool", "Weight", "Price", "Year"), ("A 1", "Tongs", "310", "12.00", "1999")]
    tools += [("A 2", "Peel", "905", "31.00", "2004"), ("A 3", "Scale", "2100", "64.00", "2011")]
    assert (
        lines_of(pages([NAMES, *FIRST], tools))[4] == "Shelf: A 1; Tool: Tongs; Weight: 310; Price: 12.00; Year: 1999"
    )
    other = pages([NAMES, *FIRST], [], lefts=LEFTS)
    for number, row in enumerate(("Adler 31 4", "Busch 28 6", "Cron 33 2")):
        for left, text in zip((90, 230, 410), row.split(), strict=True):
            other.text(left, 100 + number * LINE, text)
    assert lines_of(other)[4] == "Adler | 31 | 4"


def test_text_before_the_rows_ends_the_table() -> None:
    said = ("The following days were counted by the apprentice.", "", "", "", "")
    assert lines_of(pages([NAMES, *FIRST], [said, [""] * 5, *NEXT]))[5].startswith("6 Apr | Rent of the shop | 310.00")


@pytest.mark.parametrize("is_ruled", [False, True])
def test_quotes_of_continued_rows_are_marked_on_their_page(is_ruled: bool) -> None:
    made = bytes(pages([NAMES, *FIRST], NEXT, is_ruled=is_ruled).output())
    extract = read(made, Limits())
    start = extract.text.index("Rent of the shop")
    (box,) = quote_boxes(made, extract.text, extract.places[1:], Span(start, start + 16))
    assert box.page == 2
    assert 110 < box.left * 595 < 125


DUTIES = [("Post", "Duties"), ("Clerk", "Keeps the ledgers of the depart-"), ("", "ment and is paid as full-")]
DUTIES += [("", "time staff"), ("Guard", "Watches the full-time porters"), ("Baker", "Bakes at four")]


def cells_of_lines() -> FPDF:
    made = new_pdf()
    made.add_page()
    for top in (90, 106, 150, 166, 182):
        made.line(56, top, 400, top)
    for left in (56, 140, 400):
        made.line(left, 90, left, 182)
    for top, (post, duty) in zip((102, 118, 132, 146, 162, 178), DUTIES, strict=True):
        made.text(60, top, post)
        made.text(144, top, duty)
    return made


def test_words_that_a_cell_divides_are_rejoined() -> None:
    assert lines_of(cells_of_lines())[0] == (
        "Post: Clerk; Duties: Keeps the ledgers of the department and is paid as full-time staff"
    )


def test_words_that_a_cell_divides_are_marked_in_all_their_lines() -> None:
    made = bytes(cells_of_lines().output())
    extract = read(made, Limits())
    start = extract.text.index("department")
    found = quote_boxes(made, extract.text, extract.places, Span(start, start + len("department and")))
    assert len(found) == 1  # a row is one line of the text
    assert (found[0].bottom - found[0].top) * 842 > LINE


TRAINS = (("Ost", "Kap", "Ried"), ("Luv", "Zell", "Main"), ("Forst", "Hain", "Bruch"))


def test_quotes_are_marked_where_column_names_repeat_the_number_of_the_page() -> None:
    """Page numbers are left out of the text, the ones in column names are not."""
    made = new_pdf()
    for number, trains in enumerate(TRAINS, 1):
        made.add_page()
        for row, (train, gate) in enumerate((("Train", f"Gate {number}"), *((train, "07:10") for train in trains))):
            made.text(100, 400 + 20 * row, train)
            made.text(220, 400 + 20 * row, gate)
        for row in range(len(trains) + 2):
            made.line(96, 386 + 20 * row, 320, 386 + 20 * row)
        for left in (96, 216, 320):
            made.line(left, 386, left, 466)
        for top, name in zip((100, 120, 140, 600, 620, 640), trains * 2, strict=True):
            made.text(100, top, f"The train to {name} stops {'early' if top < 500 else 'late'} in the day.")
        made.text(300, 800, str(number))
    data = bytes(made.output())
    extract = read(data, Limits())
    assert "Train: Zell; Gate 2: 07:10" in extract.text
    start = extract.text.index("Zell; Gate")
    assert [box.page for box in quote_boxes(data, extract.text, extract.places, Span(start, start + 4))] == [2]
