from collections.abc import Sequence

import pytest
from fpdf import FPDF

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import LINE, new_pdf, put

LEFT = [
    "The ferry to Heybeli leaves",
    "at seven in the morning and",
    "comes back before noon. No",
    "bicycles are taken aboard.",
]
RIGHT = [
    "The museum of clocks opens",
    "on Sundays only. Its oldest",
    "piece was made in 1688 for",
    "the harbour of Galata, and",
    "it strikes thirteen.",
]
BERTHS = (("Berth", "Fee", "Depth"), ("North", "310", "4.5 m"), ("South", "280", "3.9 m"))


def paragraphs(pdf: FPDF) -> list[str]:
    return read(bytes(pdf.output()), Limits()).text.split("\n\n")


def one_page(size: float = 12) -> FPDF:
    pdf = new_pdf()
    pdf.add_page()
    pdf.set_font_size(size)
    return pdf


def put_rows(pdf: FPDF, rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float = 100) -> float:
    """Draws rows of cells one after the other, as programs draw tables."""
    for number, row in enumerate(rows):
        for left, cell in zip(lefts, row, strict=True):
            put(pdf, [cell] if cell else [], left, top + number * LINE)
    return top + len(rows) * LINE


@pytest.mark.parametrize("gutter", [11, 20, 90])
def test_columns_drawn_line_by_line_over_the_page_are_read_one_after_the_other(gutter: float) -> None:
    pdf = one_page()
    right = 72 + max(map(pdf.get_string_width, LEFT)) + gutter
    put_rows(pdf, list(zip([*LEFT, ""], RIGHT, strict=True)), (72, right))
    assert paragraphs(pdf) == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_a_heading_over_two_columns_precedes_both_and_text_below_follows_them() -> None:
    pdf = one_page()
    top = put(pdf, ["A heading that runs over both of the columns of this page, and is no part of them"])
    top = put_rows(pdf, list(zip(LEFT, RIGHT[:4], strict=True)), (72, 300), top)
    put(pdf, ["What stands below them is a line that runs over the gutter of both columns, too."], top=top)
    text = "\n\n".join(paragraphs(pdf))
    order = [text.index(words) for words in ("A heading", LEFT[0], LEFT[3], RIGHT[0], RIGHT[3], "What stands below")]
    assert order == sorted(order)


def test_lines_that_are_drawn_from_the_foot_of_the_page_up_are_read_from_its_head() -> None:
    pdf = one_page()
    for number, line in reversed(list(enumerate(RIGHT))):
        put(pdf, [line], top=100 + number * LINE)
    assert paragraphs(pdf) == ["\n".join(RIGHT)]


def test_each_row_of_a_table_carries_the_names_of_its_columns() -> None:
    pdf = one_page()
    put(pdf, ["The mooring costs more in the summer, as the table below has it in euros."])
    put_rows(pdf, BERTHS, (72, 160, 250), 140)
    assert paragraphs(pdf)[1:] == ["Berth: North; Fee: 310; Depth: 4.5 m", "Berth: South; Fee: 280; Depth: 3.9 m"]


def test_a_row_of_a_table_is_marked_where_its_cells_are_drawn() -> None:
    pdf = one_page()
    put_rows(pdf, BERTHS, (72, 160, 250))
    data = bytes(pdf.output())
    extract = read(data, Limits())
    at = extract.text.index("Fee: 280")
    (fee,) = quote_boxes(data, extract.text, extract.places, Span(at, at + len("Fee: 280")))
    assert fee.left * pdf.w == pytest.approx(160, abs=1)
    assert fee.right * pdf.w == pytest.approx(160 + pdf.get_string_width("280"), abs=1)
    assert fee.top * pdf.h < 100 + 2 * LINE < fee.bottom * pdf.h


def test_the_second_line_of_a_cell_stays_in_its_row() -> None:
    pdf = one_page()
    put_rows(pdf, [("Berth", "Fee", "Keeper"), ("North", "310", "Ayla Demir and")], (72, 160, 250))
    put_rows(pdf, [("", "", "her brother")], (72, 160, 250), 100 + 1.9 * LINE)
    put_rows(pdf, [("South", "280", "Jon Holm")], (72, 160, 250), 100 + 3.3 * LINE)
    assert "Berth: North; Fee: 310; Keeper: Ayla Demir and her brother" in paragraphs(pdf)


def test_a_form_s_labels_stay_with_their_values() -> None:
    pdf = one_page()
    put_rows(pdf, [("Tenant:", "Selma Kurt"), ("Monthly rent:", "14,200 lira"), ("Floor:", "third")], (72, 220))
    assert paragraphs(pdf) == ["Tenant: Selma Kurt", "Monthly rent: 14,200 lira", "Floor: third"]


def test_a_contents_page_and_a_numbered_list_are_no_tables() -> None:
    pdf = one_page()
    put_rows(pdf, [("1.", "To meet each year."), ("2.", "To train officers."), ("3.", "To report.")], (72, 110))
    assert paragraphs(pdf) == ["1. To meet each year.", "2. To train officers.", "3. To report."]


@pytest.mark.parametrize("by_rows", [True, False])
def test_a_large_figure_stays_with_the_words_below_it(by_rows: bool) -> None:
    pdf = one_page()
    tiles = [("640", "tonnes of olives", "pressed last autumn"), ("12%", "more orders", "than the year before")]
    for step in range(3) if by_rows else range(1):
        for number, (figure, *words) in enumerate(tiles):
            pdf.set_font_size(30)
            put(pdf, [figure] if step == 0 else [], 72 + number * 200, 100)
            pdf.set_font_size(12)
            put(pdf, words[step - 1 : step] if by_rows else words, 72 + number * 200, 124 + LINE * max(step - 1, 0))
    assert paragraphs(pdf) == ["640 tonnes of olives\npressed last autumn", "12% more orders\nthan the year before"]


def test_a_value_stays_with_the_label_in_brackets_below_it() -> None:
    pdf = one_page()
    rows = [("Delaware", "41-0417775"), ("(state of incorporation)", "(tax number)")]
    top = put_rows(pdf, rows, (72, 320))
    put(pdf, ["+1 651 555 0142", "(telephone number)", "KLMN", "(trading symbol)"], top=top + 2 * LINE)
    assert paragraphs(pdf) == [
        "Delaware (state of incorporation)",
        "41-0417775 (tax number)",
        "+1 651 555 0142 (telephone number)",
        "KLMN (trading symbol)",
    ]
