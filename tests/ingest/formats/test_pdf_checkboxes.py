"""Check boxes that a PDF page draws."""

from itertools import pairwise, product

import pytest
from fpdf import FPDF

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import new_pdf

SIDE = 9.0


def page() -> FPDF:
    made = new_pdf()
    made.add_page()
    return made


def draw(made: FPDF, left: float, foot: float, mark: str = "", frame: str = "square") -> None:
    """Draw a box with its mark; ``foot`` is the baseline of the text beside it."""
    top, right = foot - SIDE, left + SIDE
    if frame == "square":
        made.rect(left, top, SIDE, SIDE)
    elif frame == "lines":
        corners = ((left, top), (right, top), (right, foot), (left, foot), (left, top))
        for start, end in pairwise(corners):
            made.line(*start, *end)
    elif frame == "circle":
        made.circle(left + SIDE / 2, top + SIDE / 2, SIDE / 2)
    draw_mark(made, left, foot, mark)


def draw_mark(made: FPDF, left: float, foot: float, mark: str) -> None:
    top, right = foot - SIDE, left + SIDE
    if mark == "cross":
        made.line(left + 1, top + 1, right - 1, foot - 1)
        made.line(left + 1, foot - 1, right - 1, top + 1)
    elif mark == "tick":
        made.polyline([(left + 1, top + 4), (left + 4, foot - 1), (right + 2, top - 2)])
    elif mark == "dot":
        made.set_fill_color(0)
        made.rect(left + 2.5, top + 2.5, SIDE - 5, SIDE - 5, style="F")
    elif mark:
        made.text(left + 1, foot - 0.5, mark)


def lines_of(made: FPDF) -> list[str]:
    return read(bytes(made.output()), Limits()).text.split("\n\n")


@pytest.mark.parametrize(
    ("frame", "mark"),
    [
        *(product(("square", "lines"), ("cross", "tick", "dot", "X", "x"))),
        *(product(["circle"], ("cross", "tick", "dot"))),
    ],
)
def test_a_marked_box_and_an_empty_one_are_written_before_their_labels(frame: str, mark: str) -> None:
    made = page()
    made.text(72, 100, "Bus pass:")
    draw(made, 140, 100, mark, frame)
    made.text(153, 100, "yes")
    draw(made, 190, 100, "", frame)
    made.text(203, 100, "no")
    assert lines_of(made) == ["Bus pass: [x] yes [ ] no"]


def test_a_box_after_its_label_is_written_after_it() -> None:
    made = page()
    made.text(72, 100, "Insured")
    draw(made, 116, 100, "cross")
    made.text(190, 100, "Retired")
    draw(made, 234, 100)
    assert lines_of(made) == ["Insured [x] Retired [ ]"]


def test_boxes_below_each_other_are_items_of_a_list() -> None:
    made = page()
    for at, (label, mark) in enumerate((("Oven", "tick"), ("Fridge", ""), ("Kettle", "dot"))):
        draw(made, 72, 100 + 15 * at, mark)
        made.text(86, 100 + 15 * at, label)
    assert " ".join(lines_of(made)).split("[") == ["", "x] Oven ", " ] Fridge ", "x] Kettle"]


def test_boxes_that_touch_each_other_from_line_to_line_are_read() -> None:
    made = page()
    for at, (label, mark) in enumerate((("Oven", "cross"), ("Fridge", ""), ("Kettle", "X"))):
        draw(made, 72, 100 + SIDE * at, mark)
        made.set_font("Helvetica", size=7)
        made.text(83, 98 + SIDE * at, label)
    assert " ".join(lines_of(made)).split("[") == ["", "x] Oven ", " ] Fridge ", "x] Kettle"]


def test_boxes_and_crosses_alone_in_cells_are_values_of_their_columns() -> None:
    made = page()
    for row, cells in enumerate((("Day", "Early", "Late"), ("Monday", "cross", ""), ("Friday", "", "cross"))):
        for column, text in enumerate(cells):
            left, top = 72 + 90 * column, 100 + 22 * row
            made.rect(left, top, 90, 22)
            if column and row:
                draw(made, left + 30, top + 16, text, "square" if row == 1 else "")
            else:
                made.text(left + 5, top + 15, text)
    assert lines_of(made) == ["Day: Monday; Early: [x]; Late: [ ]", "Day: Friday; Late: [x]"]


def test_cells_of_digits_bullets_and_legends_are_no_boxes() -> None:
    made = page()
    for at, digit in enumerate("4821"):
        made.rect(72 + 14 * at, 90, 14, 14)
        made.text(75 + 14 * at, 101, digit)
    made.set_fill_color(200, 30, 30)
    made.rect(72, 121, SIDE, SIDE, style="F")
    made.text(86, 130, "Arrears")
    draw(made, 72, 160, "", "circle")
    made.text(86, 160, "An item")
    draw(made, 72, 190, "7", "square")
    made.text(86, 190, "Step")
    text = " ".join(lines_of(made))
    assert "[" not in text
    assert {"Arrears", "An", "item", "7", "Step"} <= set(text.split())


def test_a_quote_with_a_box_is_found_on_the_page() -> None:
    made = page()
    made.text(72, 100, "Fire drill done:")
    draw(made, 160, 100, "X")
    made.text(176, 100, "yes, in May")
    data = bytes(made.output())
    read_file = read(data, Limits())
    assert read_file.text == "Fire drill done: [x] yes, in May"
    [box] = quote_boxes(data, read_file.text, read_file.places, Span(0, len(read_file.text)), Limits())
    assert box.left < 0.13
    assert box.right > 0.38
