"""Layouts of workbooks: merged cells, several tables on a sheet, hidden content, comments and formulas."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import xlsx
from tests.ingest.formats import samples

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def workbook(write: Callable[[Any, Any], object], name: str = "Sheet1") -> bytes:
    """Return a workbook whose first sheet ``write(workbook, sheet)`` fills."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        write(book, book.add_worksheet(name))
    return stream.getvalue()


def read(data: bytes) -> Extraction:
    """The extraction of a workbook."""
    extraction = xlsx.read(data, Limits())
    samples.check(extraction)
    return extraction


def lines(rows: Any, *merged: str, name: str = "Sheet1") -> list[str]:
    """Return the lines of a sheet with these rows and merged areas."""

    def write(_: Any, sheet: Any) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for area in merged:
            sheet.merge_range(area, rows[int(area[1]) - 1][ord(area[0]) - ord("A")])

    return read(workbook(write, name)).text.split("\n\n")


def test_cells_merged_down_are_repeated_in_each_row() -> None:
    rows = [["Van", "Seat", "Rider"], ["Blue", "Front", "Ada"], [None, "Back", "Jo"], ["Red", "Front", "Ed"]]
    assert lines(rows, "A2:A3") == [
        "Van: Blue; Seat: Front; Rider: Ada",
        "Van: Blue; Seat: Back; Rider: Jo",
        "Van: Red; Seat: Front; Rider: Ed",
    ]


def test_two_rows_of_merged_names_are_joined() -> None:
    rows: list[list[Any]] = [
        ["Pier", "May", None, "June", None],
        [None, "Boats", "Fee", "Boats", "Fee"],
        ["North", 3, 50, 4, 65],
    ]
    assert lines(rows, "A1:A2", "B1:C1", "D1:E1") == [
        "Pier: North; May, Boats: 3; May, Fee: 50; June, Boats: 4; June, Fee: 65"
    ]
    rows[1][0] = "Pier"
    rows[0][0] = None
    assert lines(rows, "B1:C1", "D1:E1") == ["Pier: North; May, Boats: 3; May, Fee: 50; June, Boats: 4; June, Fee: 65"]


def test_a_title_over_the_table_and_the_name_of_the_sheet_are_part_of_its_rows() -> None:
    rows = [["Harbour dues", None], ["Pier", "Due"], ["North", 50]]
    assert lines(rows, "A1:B1", name="2021") == ["Harbour dues", "2021; Harbour dues; Pier: North; Due: 50"]
    separate = [["Harbour dues"], [], ["Pier", "Due"], ["North", 50]]
    assert lines(separate, name="2021") == ["Harbour dues", "2021; Harbour dues; Pier: North; Due: 50"]


def test_a_cell_merged_over_the_whole_table_names_the_group_below_it() -> None:
    rows = [["Fish", "Price"], ["Sea", None], ["Cod", 7], ["Lake", None], ["Carp", 5]]
    assert lines(rows, "A2:B2", "A4:B4") == ["Sea", "Sea; Fish: Cod; Price: 7", "Lake", "Lake; Fish: Carp; Price: 5"]


def test_a_second_table_below_has_its_own_names() -> None:
    rows = [["Town", "Shops"], ["Bolu", 7], [], ["Keeper", "Phone"], ["Al Tan", "555-0122"]]
    assert lines(rows) == ["Town: Bolu; Shops: 7", "Keeper: Al Tan; Phone: 555-0122"]
    titled = [["Town", "Head"], ["Bolu", "Jo"], [], ["Crew"], ["Keeper", "Post"], ["Al Tan", "Gate"]]
    assert lines(titled) == ["Town: Bolu; Head: Jo", "Crew", "Crew; Keeper: Al Tan; Post: Gate"]
    close = [["Tree", "Age", "Girth"], ["Oak", 90, 3], ["Fir", 40, 2], ["Bird", "Nests", "Eggs"], ["Owl", 2, 4]]
    assert lines(close)[2] == "Bird: Owl; Nests: 2; Eggs: 4"


def test_a_row_of_bold_words_below_a_blank_one_names_the_columns_anew() -> None:
    def write(book: Any, sheet: Any, **font: bool) -> None:
        for number, row in enumerate([["Ship", "Captain"], ["Ada", "Jo"], [], ["Dock", "Guard"], ["North", "Al"]]):
            sheet.write_row(number, 0, row, book.add_format({"bold": number in {0, 3}} | font))

    assert read(workbook(write)).text.split("\n\n")[1] == "Dock: North; Guard: Al"
    plain = read(workbook(lambda book, sheet: write(book, sheet, bold=False)))
    assert plain.text.split("\n\n")[1] == "Ship: Dock; Captain: Guard"


def test_tables_side_by_side_have_their_own_names() -> None:
    rows = [["Town", "Shops", None, "Bird", "Eggs"], ["Bolu", 7, None, "Owl", 4], ["Van", 9, None, "Jay", 6]]
    assert lines(rows) == ["Town: Bolu; Shops: 7", "Town: Van; Shops: 9", "Bird: Owl; Eggs: 4", "Bird: Jay; Eggs: 6"]


def test_blank_rows_within_a_table_do_not_split_it() -> None:
    rows: list[list[Any]] = [["Town", "Shops"], ["Bolu", 7], [], ["Van", 9], [], ["South"], [], ["Mut", 2]]
    assert lines(rows) == ["Town: Bolu; Shops: 7", "Town: Van; Shops: 9", "South", "South; Town: Mut; Shops: 2"]
    again = [["Town", "Shops"], ["Bolu", 7], ["Town", "Shops"], ["Van", 9]]
    assert lines(again) == ["Town: Bolu; Shops: 7", "Town: Van; Shops: 9"]


def test_hidden_rows_and_columns_are_left_out_and_reported() -> None:
    def write(_: Any, sheet: Any) -> None:
        for number, row in enumerate([["Name", "Pay", "Room"], ["Ada", 900, "B1"], ["Jo", 800, "B2"]]):
            sheet.write_row(number, 0, row)
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_column("E:F", None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})

    extraction = read(workbook(write, "Staff"))
    assert extraction.text == "Staff; Name: Ada; Room: B1"
    assert extraction.note == "hidden rows left out: Staff 3; hidden columns left out: Staff B"


def test_comments_are_read_with_their_own_places() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Order", "Net"])
        sheet.write_row(1, 0, ["A-7", 20])
        sheet.write_comment("B2", "Paid late.")

    extraction = read(workbook(write, "Orders"))
    assert extraction.text == "Orders; Order: A-7; Net: 20\n\nComment on Orders, B2 (A-7): Paid late."
    assert [(place.kind, place.name, place.number) for place in extraction.places][1:] == [
        ("row", "Orders, comment on B2", 2)
    ]


def test_threads_of_comments_are_read_with_their_replies() -> None:
    space = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    thread = f'<ThreadedComments {space}><threadedComment ref="A1"><text>Is it so?</text></threadedComment>'
    thread += '<threadedComment ref="A1"><text>It is.</text></threadedComment></ThreadedComments>'
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="/xl/threadedComments/t1.xml"/></Relationships>'
    )
    members = {"xl/threadedComments/t1.xml": thread.encode(), "xl/worksheets/_rels/sheet1.xml.rels": relation.encode()}
    data = samples.with_members(samples.xlsx({"S": [["x"]]}), members)
    assert read(data).text == "x\n\nComment on S, A1 (x): Is it so? – It is."


def test_formulas_without_a_saved_value_and_errors_are_reported() -> None:
    rows = "<row><c r='A1' t='str'><v>Net</v></c><c r='B1'><f>A2*2</f></c><c r='C1' t='e'><v>#N/A</v></c>"
    rows += "<c r='D1'><f>1+1</f><v>2</v></c><c r='E1' t='str'><f>T(A9)</f><v></v></c></row>"
    extraction = read(sheet_of(rows + "<row><c t='str'><v>Total</v></c><c r='B2'><f>SUM(B1)</f><v/></c></row>"))
    assert extraction.text == "S; column 1: Net; column 4: 2"
    assert "formulas without a saved value: S B1, B2 (open the file" in extraction.note
    assert "errors left out: S C1" in extraction.note


def sheet_of(rows: str, space: str = MAIN, more: str = "") -> bytes:
    """A workbook of one sheet with this XML in it."""
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{more}</worksheet>'.encode()
    return samples.with_members(samples.xlsx({"S": [["a"]]}), {"xl/worksheets/sheet1.xml": sheet})


def test_cells_without_addresses_prefixed_names_and_phonetic_runs_are_read() -> None:
    rows = "<row><c t='inlineStr'><is><r><t>To</t></r><r><t>kyo</t></r><rPh><t>aid</t></rPh></is></c></row>"
    assert read(sheet_of(rows)).text == "Tokyo"
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData>'
    name = "xl/worksheets/sheet1.xml"
    data = samples.with_members(sheet_of(""), {name: f"{prefixed}</x:worksheet>".encode()})
    assert read(data).text == "7"


def test_strict_workbooks_are_read() -> None:
    members = samples.unzipped(samples.xlsx({"S": [["Town", "Lit"], ["Lima", 1921]]}))
    old = "http://schemas.openxmlformats.org"
    strict = {
        name: data.replace(MAIN.encode(), STRICT.encode()).replace(
            f"{old}/officeDocument/2006/relationships".encode(),
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in members.items()
    }
    assert read(samples.zipped(strict)).text == "S; Town: Lima; Lit: 1921"
    dated = sheet_of("<row><c t='d'><v>2024-05-01T09:30:00</v></c></row>")
    assert read(dated).text == "2024-05-01 09:30:00"


def test_charts_are_reported() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, [1, 2])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Sheet1!$A$1:$B$1"})
        sheet.insert_chart("D1", chart)

    assert read(workbook(write)).note == "charts and drawings left out"


def test_the_cost_of_sparse_sheets_depends_on_their_content() -> None:
    far = "".join(
        f"<row><c r='{letters}{row}'><v>{row}</v></c><c r='XFD{row}'><v>1</v></c></row>"
        for row, letters in enumerate(["A", "AAA", "CCC"] * 5_000, 1)
    )
    assert read(sheet_of(far)).text.count("\n\n") == 14_999
    areas = "".join(f"<mergeCell ref='A{row}:XFD1048576'/>" for row in range(1, 3_000))
    merged = sheet_of("<row><c r='A1'><v>1</v></c></row>" * 1, more=f"<mergeCells>{areas}</mergeCells>")
    assert read(merged).text == "1"


@pytest.mark.parametrize(
    "cell", ["<c r='1'><v>1</v></c>", "<c r='ZZZZ1'><v>1</v></c>", "<c t='s'><v>99</v></c>", "<c><v>x</v></c>"]
)
def test_invalid_cells_are_reported_as_damage(cell: str) -> None:
    with pytest.raises(FileUnreadable, match="it is not an XLSX file, or is damaged"):
        read(sheet_of(f"<row>{cell}</row>"))


def test_parts_are_found_ignoring_case_and_kind_of_slashes() -> None:
    members = samples.unzipped(samples.xlsx({"Sheet1": [["Town", "Lit"], ["Lima", 1921]]}))
    odd = {name.replace("sharedStrings", "SharedStrings").replace("/", "\\"): data for name, data in members.items()}
    assert read(samples.zipped(odd)).text == "Town: Lima; Lit: 1921"


def test_a_title_like_the_sheets_name_is_written_once() -> None:
    assert (
        lines([["Dues", None], ["Pier", "Due"], ["North", 50]], "A1:B1", name="Dues")[1] == "Dues; Pier: North; Due: 50"
    )
