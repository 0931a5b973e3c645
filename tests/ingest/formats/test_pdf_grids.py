"""Ruled tables of PDFs: drawn lines decide where cells end."""

from collections.abc import Sequence

from fpdf import FPDF

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import new_pdf, put

Drawn = Sequence[tuple[float, float, str]]
"""Lines of text with the place of their first letter's foot, in points from the page's top left."""


def page(texts: Drawn, rules: Sequence[tuple[float, float, float, float]], bold: Drawn = ()) -> FPDF:
    """Return a page with these texts and drawn lines."""
    made = new_pdf()
    made.add_page()
    for line in rules:
        made.line(*line)
    for left, top, text in texts:
        made.text(left, top, text)
    made.set_font("Helvetica", "B", 12)
    for left, top, text in bold:
        made.text(left, top, text)
    return made


def lines_of(made: FPDF) -> list[str]:
    return read(bytes(made.output()), Limits()).text.split("\n\n")


def grid(across: Sequence[float], down: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """Return the lines between all cells."""
    level = [(across[0], y, across[-1], y) for y in down]
    return level + [(x, down[0], x, down[-1]) for x in across]


HEADER = ((76, 92, "Room"), (136, 92, "Keeper"), (216, 92, "Duties"))
WRAPPED = (
    (76, 112, "Entrance"),
    (76, 126, "and stairs"),
    (136, 112, "Ms. Linde"),
    (216, 112, "opens at seven and"),
    (216, 126, "keeps the list"),
    (216, 140, "of visitors"),
    (76, 160, "Boiler"),
    (136, 160, "Mr. Oye"),
    (136, 174, "(evenings)"),
    (216, 160, "reads the meters"),
)
ROWS = [
    "Room: Entrance and stairs; Keeper: Ms. Linde; Duties: opens at seven and keeps the list of visitors",
    "Room: Boiler; Keeper: Mr. Oye (evenings); Duties: reads the meters",
]


def test_broken_lines_stay_in_their_cells() -> None:
    made = page(WRAPPED, grid((72, 132, 212, 340), (78, 98, 146, 180)), HEADER)
    assert lines_of(made) == ROWS


def test_cells_with_borders_of_their_own_are_a_grid() -> None:
    across, down = ((72, 130), (133, 209), (212, 340)), ((78, 96), (99, 144), (147, 180))
    made = page(WRAPPED, (), HEADER)
    for left, right in across:
        for top, bottom in down:
            made.rect(left, top, right - left, bottom - top)
    assert lines_of(made) == ROWS


def test_lines_across_alone_separate_rows() -> None:
    made = page(WRAPPED, [(72, y, 340, y) for y in (78, 98, 146, 180)], HEADER)
    assert lines_of(made) == ROWS


def test_the_first_and_last_row_may_be_outside_of_the_lines_across() -> None:
    texts = [text for text in WRAPPED if text[2] != "(evenings)"]
    made = page(texts, [(72, y, 340, y) for y in (98, 146)], HEADER)
    assert lines_of(made) == [row.replace(" (evenings)", "") for row in ROWS]


def test_merged_cells_belong_to_each_of_their_rows_and_columns() -> None:
    rules = [(72, y, 340, y) for y in (78, 120, 180)] + [(132, 98, 340, 98), (132, 150, 340, 150)]
    rules += [(x, 78, x, 180) for x in (72, 132, 340)] + [(236, 98, 236, 180)]
    bold = ((76, 104, "Branch"), (200, 92, "Open"), (140, 112, "weekdays"), (240, 112, "weekends"))
    texts = (
        (76, 154, "Centre"),
        (140, 140, "nine to eight"),
        (240, 140, "ten to two"),
        (140, 170, "in summer"),
        (240, 170, "closed"),
    )
    assert lines_of(page(texts, rules, bold)) == [
        "Branch: Centre; Open, weekdays: nine to eight; Open, weekends: ten to two",
        "Branch: Centre; Open, weekdays: in summer; Open, weekends: closed",
    ]


def test_rows_that_no_line_divides_are_told_apart_by_their_values() -> None:
    texts = [(76 + 80 * column, 112 + 14 * row, f"{column}{row}.5") for column in (1, 2) for row in range(3)]
    texts += [
        (76, 112, "Lima"),
        (76, 126, "Oslo"),
        (76, 140, "Baku"),
        (76, 160, "all"),
        (156, 160, "9"),
        (236, 160, "8"),
    ]
    bold = ((76, 92, "Town"), (156, 92, "1990"), (236, 92, "2000"))
    made = page(texts, grid((72, 150, 230, 300), (78, 98, 146, 166)), bold)
    assert lines_of(made) == [
        "Town: Lima; 1990: 10.5; 2000: 20.5",
        "Town: Oslo; 1990: 11.5; 2000: 21.5",
        "Town: Baku; 1990: 12.5; 2000: 22.5",
        "Town: all; 1990: 9; 2000: 8",
    ]


def test_labels_of_a_form_stay_with_their_values() -> None:
    texts = [(76, 92, "Name:"), (136, 92, "E. Whitcombe"), (236, 92, "Born:"), (290, 92, "3 May 1971")]
    texts += [(76, 112, "Address:"), (136, 112, "14 Quarry Lane, Bath")]
    rules = [(72, y, 380, y) for y in (78, 98, 118)] + [(x, 78, x, 118) for x in (72, 132, 380)]
    rules += [(x, 78, x, 98) for x in (232, 286)]
    assert lines_of(page(texts, rules)) == ["Name: E. Whitcombe", "Born: 3 May 1971", "Address: 14 Quarry Lane, Bath"]


def test_boxes_and_rules_around_paragraphs_are_no_tables() -> None:
    made = new_pdf()
    made.add_page()
    put(made, ["The reading room is for members only, and bags", "are left in the lockers by the door."], top=100)
    made.rect(68, 84, 300, 40)
    put(made, ["A paragraph between rules that goes over", "the whole width of the column."], top=160)
    put(made, ["Another one, which is as wide as the first", "and ends here."], top=200)
    for y in (146, 184, 222):
        made.line(68, y, 368, y)
    assert lines_of(made) == [
        "The reading room is for members only, and bags\nare left in the lockers by the door.",
        "A paragraph between rules that goes over\nthe whole width of the column.",
        "Another one, which is as wide as the first\nand ends here.",
    ]


def test_the_lines_of_a_chart_are_no_table() -> None:
    texts = ((60, 300, "0"), (60, 200, "50"), (60, 104, "100"), (120, 180, "visitors"), (300, 240, "loans"))
    made = page(texts, grid((80, 160, 240, 320, 400), (100, 150, 200, 250, 300)))
    assert not any(";" in line or "|" in line or ": " in line for line in lines_of(made))


def test_a_quote_of_a_ruled_row_is_located_in_its_cells() -> None:
    data = bytes(page(WRAPPED, grid((72, 132, 212, 340), (78, 98, 146, 180)), HEADER).output())
    extract = read(data, Limits())
    at = extract.text.index("Keeper: Mr. Oye")
    boxes = quote_boxes(data, extract.text, extract.places, Span(at, at + len("Keeper: Mr. Oye (evenings)")))
    assert boxes
    assert all(0.2 < box.left < 0.4 and 0.17 < box.top < 0.22 for box in boxes)


def test_columns_between_drawn_lines_are_read_one_after_the_other_if_they_have_columns_of_their_own() -> None:
    left = [
        "Harbour board",
        "Ada Lund|310",
        "Ben Okoro|280",
        "Cleo Paz|17",
        "",
        "Road board",
        "Dan Fry|99",
        "Eva Roth|12",
    ]
    right = ["Measure one", "Yes|402", "No|117", "", "Measure two", "Yes|88", "No|204", "Blank|3"]
    drawn = [
        (x + 124 * part, 100 + 14 * at, text)
        for at, pair in enumerate(zip(left, right, strict=True))  # row by row
        for x, cell in zip((76, 256), pair, strict=True)
        for part, text in enumerate(cell.split("|"))
        if text
    ]
    rules = [*grid((70, 420), (60, 80, 220)), (250, 80, 250, 220)]
    text = "\n".join(lines_of(page([(76, 74, "Results of the ballot"), *drawn], rules)))
    order = ["Ada Lund", "310", "Eva Roth", "12", "Measure one", "402", "117", "Measure two", "88", "Blank"]
    assert sorted(order, key=text.index) == order
    assert "310 Yes" not in text
