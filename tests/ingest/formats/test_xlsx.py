"""XLSX: each row of each visible sheet is a line that carries its columns' names, and a place."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import xlsx
from qa_bot.ingest.formats.archives import OLE2
from tests.cost import assert_linear
from tests.ingest.formats import samples

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SMALL = samples.xlsx({"Budget": [["Item", "Price"], ["Tea", 2], ["Milk", 1.5]], "Notes": [["Nothing else."]]})


def read(data: bytes) -> Extraction:
    """The extraction of a workbook."""
    extraction = xlsx.read(data, Limits())
    samples.check(extraction)
    return extraction


def shown(value: Any) -> str:
    """A cell's text."""
    return (
        read(samples.xlsx({"Sheet1": [["Name", "Value"], ["x", value]]}))
        .text.removeprefix("Name: x")
        .removeprefix("; Value: ")
    )


def test_each_row_is_a_line_with_its_columns_names_and_a_place_of_its_sheet() -> None:
    extraction = read(SMALL)
    assert extraction.text == "Budget; Item: Tea; Price: 2\n\nBudget; Item: Milk; Price: 1.5\n\nNothing else."
    assert [(place.kind, place.name, place.number) for place in extraction.places] == [
        ("row", "Budget, row 2", 2),
        ("row", "Budget, row 3", 3),
        ("row", "Notes, row 1", 1),
    ]
    assert extraction.places[1].span.of(extraction.text) == "Budget; Item: Milk; Price: 1.5"


def test_rows_have_the_numbers_of_the_sheet() -> None:
    extraction = read(samples.xlsx({"Tabelle1": [[], [], [None, "Item", "Price"], [], [None, "Tea", 2]]}))
    assert [(place.number, place.span.of(extraction.text)) for place in extraction.places] == [
        (5, "Item: Tea; Price: 2")
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),
        (1234567890123456, "1234567890123456"),
        (True, "yes"),
        (False, "no"),
        ("two\nlines", "two lines"),
        ("two\u2028lines", "two lines"),
        ("bell\a", "bell"),
        (datetime.date(2024, 2, 29), "2024-02-29"),
    ],
)
def test_a_cell_is_written_as_it_is_read(value: object, text: str) -> None:
    assert shown(value) == text


def written(write: Callable[[Any, Any], object]) -> str:
    """The text of a workbook whose only sheet is written by ``write``."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        write(workbook, workbook.add_worksheet("S"))
    return read(stream.getvalue()).text


def test_numbers_dates_and_times_are_written_as_the_sheet_shows_them() -> None:
    def write(workbook: Any, sheet: Any) -> None:
        for column, (number, form) in enumerate([(0.15, "0%"), (18, "00000"), (45351.5, "dd/mm/yy hh:mm"), (0.1, "")]):
            sheet.write_number(0, column, number, workbook.add_format({"num_format": form} if form else {}))

    assert written(write) == "S; column 1: 15%; column 2: 00018; column 3: 2024-02-29 12:00; column 4: 0.1"


def test_errors_are_left_out_and_results_of_formulas_are_read() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 0, "=A9", None, "result")

    assert written(write) == "result"


def test_page_headers_and_footers_are_read_once_without_codes() -> None:
    def write(workbook: Any, sheet: Any) -> None:
        other, hidden = workbook.add_worksheet("T"), workbook.add_worksheet("H")
        for one in (sheet, other, hidden):
            one.write(0, 0, "cell")
        sheet.set_header('&L&"Arial,Bold"&14Kiln && Son&C&A&RPermit 7\nArea 40 km&X2&X, CO&Y2')
        sheet.set_footer("&LPage &P of &N&C&K00FF00Confidential&R&D &T")
        other.set_header("&L&BKiln && Son&RSeite &P+2")
        hidden.set_header("&CSecret")
        hidden.hide()

    lines = ["cell", "cell", "Kiln & Son", "Permit 7", "Area 40 km², CO₂", "Confidential"]
    assert written(write) == "\n\n".join(lines)


def test_page_headers_of_first_and_even_pages_are_read_if_they_are_in_use() -> None:
    data = samples.xlsx({"Sheet1": [["cell"]]})
    sheet = samples.unzipped(data)["xl/worksheets/sheet1.xml"].decode()
    margins = "<oddFooter>all</oddFooter><evenFooter>even</evenFooter><firstHeader>first &amp;P</firstHeader>"
    found = {}
    for uses in ("", ' differentFirst="1"', ' differentOddEven="true"'):
        part = sheet.replace("</worksheet>", f"<headerFooter{uses}>{margins}</headerFooter></worksheet>")
        extraction = read(samples.with_members(data, {"xl/worksheets/sheet1.xml": part.encode()}))
        found[uses] = [(place.name, place.span.of(extraction.text)) for place in extraction.places[1:]]
    assert list(found.values()) == [
        [("page footer", "all")],
        [("page footer", "all")],
        [("page footer", "all"), ("page footer", "even")],
    ]


def test_a_merged_cell_alone_is_read_once() -> None:
    assert written(lambda _, sheet: sheet.merge_range(0, 0, 1, 3, "merged")) == "merged"


def test_hidden_sheets_are_left_out_and_reported() -> None:
    extraction = read(samples.xlsx({"Open": [["seen"]], "Secret": [["unseen"]]}, hidden=["Secret"]))
    assert extraction.text == "seen"
    assert extraction.note == "hidden sheets left out: “Secret”"


def test_sheets_of_charts_are_skipped() -> None:
    assert written(lambda workbook, sheet: [sheet.write(0, 0, "seen"), workbook.add_chartsheet("Chart")]) == "seen"


def test_the_title_is_the_workbooks_own() -> None:
    assert read(samples.xlsx({"S": [["a"]]}, title="Budget of 2024")).title == "Budget of 2024"
    assert read(SMALL).title == ""


def test_other_files_are_reported() -> None:
    for data in (b"", b"text", samples.zipped({"a": b"b"})):
        with pytest.raises(FileUnreadable, match=r"^it is not an XLSX file"):
            read(data)
    with pytest.raises(FileUnreadable, match="save it as XLSX without a password"):
        read(OLE2 + b"\0" * 600)


def test_a_stray_cell_far_out_costs_its_own_line_only() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Item", "Colour"])
        sheet.write_row(1, 0, ["Chair", "Red"])
        sheet.write(1_048_575, 16_383, "x")
        sheet.write(2, 0, "Bench")
        sheet.write(2, 16_383, "y")

    text = written(write)
    assert text.startswith("S; Item: Chair; Colour: Red\n\nS; Item: Bench; column 3: y")
    assert text.endswith("\n\nx")


def test_too_many_rows_are_refused_over_all_sheets() -> None:
    half = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 100_002))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{half}</sheetData></worksheet>'.encode()
    names = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
    with pytest.raises(FileUnreadable, match="more than 200,000 rows"):
        read(samples.with_members(SMALL, dict.fromkeys(names, sheet)))


def test_a_title_with_entities_is_ignored() -> None:
    members = samples.unzipped(samples.xlsx({"S": [["a"]]}, title="T"))
    head, end, rest = members["docProps/core.xml"].decode().partition("?>")
    laughing = (head + end + samples.BILLION_LAUGHS + rest.replace("T<", "&a9;<")).encode()
    assert read(samples.zipped(members | {"docProps/core.xml": laughing})).title == ""


@pytest.mark.parametrize("doctype", [samples.BILLION_LAUGHS, samples.FILE_OF_THE_MACHINE])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_do_no_harm(doctype: str, name: str) -> None:
    members = samples.unzipped(SMALL)
    head, end, rest = members[name].decode().partition("?>")
    hostile = (head + end + doctype + rest.replace("Tea<", "&a9;<").replace("<v>2<", "<v>&a9;<")).encode()
    try:
        assert "haha" not in (text := read(samples.zipped(members | {name: hostile})).text)
        assert "root:" not in text
    except FileUnreadable:
        return


def test_the_cost_of_rows_grows_with_their_number_alone() -> None:
    def sheet(count: int) -> bytes:
        return samples.xlsx({"S": [["Country", "Year"], *(["Land", number] for number in range(count))]})

    assert_linear(read, sheet(12_000), sheet(50_000))


def test_a_workbook_that_is_cut_off_or_altered_does_no_harm() -> None:
    assert samples.survives(xlsx.read, samples.damaged(SMALL, 100)) > 100
    assert samples.survives(xlsx.read, samples.damaged_inside(SMALL, 5)) > 20
