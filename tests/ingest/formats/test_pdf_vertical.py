"""Text of PDFs that is not written from left to right: from the top down, or turned."""

import pytest
from fpdf import FPDF

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_glyphs import Box, rectangle_of, upright
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.ingest.formats.pdf_vertical import Character, vertical_boxes
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import new_pdf, put, vertical_page

STATION = ("駅前の小さな時計台は、", "大正十二年に建てられた。", "今も朝の六時に鳴る。")


def text_of(made: bytes) -> str:
    return read(made, Limits()).text


@pytest.mark.parametrize("step", [1, -1])
def test_columns_from_the_top_down_are_read_from_right_to_left(step: int) -> None:
    columns = [(480 - 20 * number, 760, text) for number, text in enumerate(STATION)]
    assert text_of(vertical_page(columns[::step])) == "\n".join(STATION)


def test_tiers_of_columns_are_read_one_after_the_other() -> None:
    upper, lower = (
        (*STATION, "広場では市が開かれる。"),
        ("町の人は鐘の音を好む。", "観光客も写真を撮る。", "雨の日も針は進む。", "夜は灯がともる。"),
    )
    columns = [(480 - 20 * n, top, text) for top, tier in ((760, upper), (560, lower)) for n, text in enumerate(tier)]
    assert text_of(vertical_page(columns)).replace("\n\n", "\n").split("\n") == [*upper, *lower]


def test_quotes_in_columns_are_marked_as_high_as_they_are() -> None:
    made = vertical_page([(480 - 20 * number, 760, text) for number, text in enumerate(STATION)])
    extract = read(made, Limits())
    start = extract.text.index("今も朝")
    (box,) = quote_boxes(made, extract.text, extract.places, Span(start, start + 3))
    assert (box.bottom - box.top) * 842 == pytest.approx(36, abs=2)


def cell(position: int, text: str, left: float, top: float, width: float = 12.0) -> Character:
    return Character(position, text, (left, top - 12, left + width, top))


def test_digits_side_by_side_in_a_column_keep_their_order() -> None:
    column = [cell(0, "平", 100, 700), cell(1, "成", 100, 688), cell(2, "1", 100, 676, 6), cell(3, "1", 106, 676, 6)]
    boxes = vertical_boxes([*column, cell(4, "年", 100, 664), cell(5, "春", 100, 652)])
    assert sorted(boxes) == [0, 1, 2, 3, 4, 5]
    assert [boxes[number] for number in (2, 3)] == [(100, 670, 112, 676), (100, 664, 112, 670)]


def test_lines_and_short_columns_are_not_vertical() -> None:
    line = [cell(number, letter, 100 + 12 * number, 700) for number, letter in enumerate("駅前の小さな時計台")]
    cells = [cell(20 + number, letter, 100, 600 - 12 * number) for number, letter in enumerate("一二三")]
    assert vertical_boxes([*line, *cells]) == {}


def test_latin_letters_at_the_ends_of_a_column_stay_in_their_words() -> None:
    letters = "oあいうえおW"
    column = [cell(number, letter, 100, 700 - 12 * number) for number, letter in enumerate(letters)]
    assert sorted(vertical_boxes(column)) == [1, 2, 3, 4, 5]


def turned_label(made: FPDF, left: float, bottom: float, text: str) -> None:
    with made.rotation(90, left, bottom):
        made.text(left, bottom, text)


def test_labels_turned_beside_the_rows_of_a_ruled_table_go_into_them() -> None:
    made = new_pdf()
    made.add_page()
    for number, row in enumerate(
        (("Orchard", "Pears"), ("Brook", "310"), ("Mill", "95"), ("Abbey", "270"), ("Ford", "80"))
    ):
        for left, text in zip((100, 200), row, strict=True):
            made.text(left, 100 + 20 * number, text)
    for left in (70, 95, 195, 260):
        made.line(left, 86, left, 186)
    for top, left in ((86, 70), (106, 70), (126, 95), (146, 70), (166, 95), (186, 70)):
        made.line(left, top, 260, top)
    turned_label(made, 86, 142, "Uphill")
    turned_label(made, 86, 184, "Valley")
    assert text_of(bytes(made.output())).split("\n\n") == [
        "Uphill; Orchard: Brook; Pears: 310",
        "Uphill; Orchard: Mill; Pears: 95",
        "Valley; Orchard: Abbey; Pears: 270",
        "Valley; Orchard: Ford; Pears: 80",
    ]


@pytest.mark.parametrize("angle", [90, 270])
def test_ruled_tables_on_turned_pages_are_read_as_on_others(angle: int) -> None:
    made = new_pdf()
    made.add_page()
    with made.rotation(angle, 300, 420):
        put(made, ["Ferries in winter"], left=120, top=300)
        for number, row in enumerate((("Pier", "First"), ("Two lines\nof text", "07:10"), ("East", "07:25"))):
            put(made, row[0].split("\n"), left=124, top=330 + 34 * number)
            made.text(264, 330 + 34 * number, row[1])
        for top in (316, 350, 384, 418):
            made.line(120, top, 360, top)
        for left in (120, 260, 360):
            made.line(left, 316, left, 418)
    assert text_of(bytes(made.output())).split("\n\n") == [
        "Ferries in winter",
        "Pier: Two lines of text; First: 07:10",
        "Pier: East; First: 07:25",
    ]


def test_turned_labels_outside_of_tables_are_lines_of_their_own() -> None:
    made = new_pdf()
    made.add_page()
    put(made, ["The chart shows how many guests came.", "Most of them came in July."])
    turned_label(made, 60, 300, "Guests per month")
    assert "\n\nGuests per month" in text_of(bytes(made.output()))


@pytest.mark.parametrize("rotation", range(4))
def test_grids_and_boxes_turn_alike(rotation: int) -> None:
    grid = Grid((0, 10, 30), (-100, -80, -50, -10), ((0, 1), (2, 3), (4, 4)))
    for box in (Box(2, -98, 5, -95), Box(12, -70, 20, -60), Box(2, -40, 25, -20)):
        rectangle = rectangle_of(box, 0)
        turned = upright(rectangle, rotation)
        assert rectangle_of(turned, rotation) == rectangle
        assert grid.turned(rotation).cell_at(turned) == grid.cell_at(box)
