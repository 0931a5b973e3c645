"""XLSX: each row of each visible sheet is a line that carries its columns' names, and a place."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats import spreadsheet
from qa_bot.documents.formats.archives import OLE2
from qa_bot.errors import FileUnreadable
from tests.cost import assert_linear
from tests.documents.formats import samples

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SMALL = samples.xlsx({"Budget": [["Item", "Price"], ["Tea", 2], ["Milk", 1.5]], "Notes": [["Nothing else."]]})


def read(data: bytes) -> Extract:
    """The extract of a workbook."""
    extract = spreadsheet.read(data, Limits())
    samples.check(extract)
    return extract


def shown(value: Any) -> str:
    """A cell's text."""
    return (
        read(samples.xlsx({"S": [["Name", "Value"], ["x", value]]}))
        .text.removeprefix("Name: x")
        .removeprefix("; Value: ")
    )


def test_each_row_is_a_line_with_its_columns_names_and_a_place_of_its_sheet() -> None:
    extract = read(SMALL)
    assert extract.text == "Item: Tea; Price: 2\n\nItem: Milk; Price: 1.5\n\nNothing else."
    assert [(place.kind, place.name, place.number) for place in extract.places] == [
        ("row", "Budget, row 2", 2),
        ("row", "Budget, row 3", 3),
        ("row", "Notes, row 1", 1),
    ]
    assert extract.places[1].span.of(extract.text) == "Item: Milk; Price: 1.5"


def test_rows_have_the_numbers_that_stand_beside_them() -> None:
    extract = read(samples.xlsx({"S": [[], [], [None, "Item", "Price"], [], [None, "Tea", 2]]}))
    assert [(place.number, place.span.of(extract.text)) for place in extract.places] == [(5, "Item: Tea; Price: 2")]


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


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (45351.5, "yyyy-mm-dd hh:mm", "2024-02-29 12:00:00"),
        (0.75, "hh:mm", "18:00:00"),
        (1.5, "[h]:mm", "36:00:00"),
        (0.25, "0%", "0.25"),
    ],
)
def test_dates_times_and_durations_are_written_out(number: float, form: str, text: str) -> None:
    assert (
        written(lambda workbook, sheet: sheet.write_number(0, 0, number, workbook.add_format({"num_format": form})))
        == text
    )


def test_errors_are_left_out_and_results_of_formulas_are_read() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 0, "=A9", None, "result")

    assert written(write) == "result"


def test_merged_cells_are_read_once() -> None:
    assert written(lambda _, sheet: sheet.merge_range(0, 0, 1, 3, "merged")) == "merged"


def test_hidden_sheets_are_left_out_and_told() -> None:
    extract = read(samples.xlsx({"Open": [["seen"]], "Secret": [["unseen"]]}, hidden=["Secret"]))
    assert extract.text == "seen"
    assert extract.note == "hidden sheets left out: “Secret”"


def test_sheets_of_charts_are_passed_over() -> None:
    assert written(lambda workbook, sheet: [sheet.write(0, 0, "seen"), workbook.add_chartsheet("Chart")]) == "seen"


def test_the_title_is_the_workbooks_own() -> None:
    assert read(samples.xlsx({"S": [["a"]]}, title="Budget of 2024")).title == "Budget of 2024"
    assert read(SMALL).title == ""


def test_what_is_no_workbook_is_told() -> None:
    for data in (b"", b"text", samples.zipped({"a": b"b"})):
        with pytest.raises(FileUnreadable, match=r"^it is not an XLSX file"):
            read(data)
    with pytest.raises(FileUnreadable, match="save it as XLSX without a password"):
        read(OLE2 + b"\0" * 600)


def test_cells_at_both_ends_of_a_sheet_are_refused_because_the_block_between_has_no_room() -> None:
    rows: list[list[Any]] = [["a"], [None] * 16_383 + ["z"]]
    far = samples.unzipped(samples.xlsx({"S": rows}))
    name = "xl/worksheets/sheet1.xml"
    far[name] = far[name].replace(b'r="2"', b'r="1048576"').replace(b'r="XFD2"', b'r="XFD1048576"')
    with pytest.raises(FileUnreadable, match="stray ones far out"):
        read(samples.zipped(far))


def test_too_many_rows_are_refused_over_all_sheets() -> None:
    half = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 100_002))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{half}</sheetData></worksheet>'.encode()
    names = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
    with pytest.raises(FileUnreadable, match="more than 200,000 rows"):
        read(samples.with_members(SMALL, dict.fromkeys(names, sheet)))


def test_a_title_that_laughs_costs_the_title() -> None:
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
    assert samples.survives(spreadsheet.read, samples.damaged(SMALL, 100)) > 100
    assert samples.survives(spreadsheet.read, samples.damaged_inside(SMALL, 5)) > 20
