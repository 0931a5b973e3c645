"""ODS: the rows of every visible sheet, as the sheet shows them."""

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import ods
from tests.ingest.formats import samples

SMALL = samples.ods(samples.ods_rows("Budget", "Item|Price", "Tea|2", "Milk|1.5"), title="Budget of 2024")


def read(data: bytes) -> Extraction:
    """The extraction of a workbook."""
    extraction = ods.read(data, Limits())
    samples.check(extraction)
    return extraction


def sheet(*rows: str, name: str = "Sheet1", columns: str = "") -> bytes:
    """A workbook of one sheet with these rows of cells, as XML without the table's prefix."""
    body = "".join(row if row.startswith("<row") else f"<row>{row}</row>" for row in rows)
    for short in ("row", "cell"):
        body = body.replace(f"<{short}", f"<table:table-{short}").replace(f"</{short}", f"</table:table-{short}")
    return samples.ods(f'<table:table table:name="{name}">{columns}{body}</table:table>')


def cell(text: str, attributes: str = "") -> str:
    """A cell that shows ``text``."""
    return f"<cell {attributes}><text:p>{text}</text:p></cell>"


def test_each_row_is_a_line_with_its_columns_names_and_a_place_of_its_sheet() -> None:
    extraction = read(SMALL)
    assert extraction.text == "Budget; Item: Tea; Price: 2\n\nBudget; Item: Milk; Price: 1.5"
    assert [place.name for place in extraction.places] == ["Budget, row 2", "Budget, row 3"]
    assert extraction.title == "Budget of 2024"


@pytest.mark.parametrize(
    ("shown", "attributes", "text"),
    [
        ("15%", 'office:value-type="percentage" office:value="0.15"', "15%"),
        ("12%", 'office:value-type="percentage" office:value="0.1234"', "12% (0.1234)"),
        ("00018", 'office:value-type="float" office:value="18"', "00018"),
        ("48.500,50 ₺", 'office:value-type="currency" office:value="48500.5"', "48.500,50 ₺"),
        ("33.33", 'office:value-type="float" office:value="33.3333333333333"', "33.33"),
        ("04.05.23", 'office:value-type="date" office:date-value="2023-05-04"', "2023-05-04"),
        ("09:00", 'office:value-type="time" office:time-value="PT09H00M00S"', "09:00"),
        ("DOĞRU", 'office:value-type="boolean" office:boolean-value="true"', "yes"),
    ],
)
def test_values_are_written_as_the_sheet_shows_them(shown: str, attributes: str, text: str) -> None:
    assert read(sheet(cell("Value") + cell("x"), cell(shown, attributes) + cell("7"))).text == f"Value: {text}; x: 7"


def test_repeated_and_merged_cells_are_repeated() -> None:
    data = sheet(
        cell("Van") + cell("Seat") + cell("Rider"),
        cell("Blue", 'table:number-rows-spanned="2"') + cell("Front") + cell("Ada"),
        "<table:covered-table-cell/>" + cell("Back") + cell("Jo"),
        '<row table:number-rows-repeated="5"><cell table:number-columns-repeated="9"/></row>',
        cell("both", 'table:number-columns-repeated="2"') + cell("Ed"),
    )
    extraction = read(data)
    assert extraction.text.split("\n\n")[1:] == ["Van: Blue; Seat: Back; Rider: Jo", "Van: both; Seat: both; Rider: Ed"]
    assert [place.number for place in extraction.places] == [2, 3, 9]


def test_hidden_and_missing_values_are_left_out_and_reported() -> None:
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    secret = samples.ods_rows("Secret", "a|b").replace("<table:table ", '<table:table table:style-name="h" ')
    assert read(samples.ods(samples.ods_rows("Open", "seen"), secret, styles=hidden)).note == (
        "hidden sheets left out: “Secret”"
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = (
        cell("a") + cell("b") + cell("c"),
        '<row table:visibility="filter">' + cell("1") + cell("2") + "</row>",
        cell("3") + cell("4") + '<cell table:formula="of:=1"/>',
        cell("5") + cell("") + cell("#REF!", 'table:formula="of:=1"'),
    )
    extraction = read(sheet(*rows, columns=columns))
    assert extraction.text == "a: 3\n\na: 5"
    assert extraction.note == (
        "hidden rows left out: Sheet1 2; hidden columns left out: Sheet1 B; formulas without a saved value: Sheet1 C3 "
        "(open the file in a spreadsheet program and save it); errors left out: Sheet1 C4"
    )


def test_comments_are_read_with_their_own_places_and_shapes_are_reported() -> None:
    noted = "<cell><office:annotation><text:p>Paid late.</text:p></office:annotation><text:p>A-7</text:p></cell>"
    extraction = read(sheet(noted, name="Orders", columns="<table:shapes><text:p>drawn</text:p></table:shapes>"))
    assert extraction.text == "A-7\n\nComment on Orders, A1 (A-7): Paid late."
    assert extraction.places[1].name == "Orders, comment on A1"
    assert extraction.note == "charts and drawings left out"


def test_page_headers_and_footers_of_visible_sheets_are_read_once() -> None:
    def master(name: str, header: str, footer: str) -> str:
        """A style of pages whose header is in a region."""
        header = f"<style:header><style:region-left><text:p>{header}</text:p></style:region-left></style:header>"
        unused = '<style:header-first style:display="false"><text:p>unused</text:p></style:header-first>'
        footer = f"<style:footer><text:p>{footer}</text:p></style:footer>"
        return f'<style:master-page style:name="{name}">{header}{unused}{footer}</style:master-page>'

    number, count = "<text:page-number>1</text:page-number>", "<text:page-count>9</text:page-count>"
    filled_in = "<text:sheet-name>???</text:sheet-name> <text:date>2024-01-01</text:date>"
    masters = [
        master("Default", f"Kiln &amp; Son {filled_in}", f"Page {number} of {count}"),
        master("M2", "Kiln &amp; Son", "Strictly <text:span>confidential</text:span>"),
        master("M3", "of no sheet", ""),
        master("M4", "of a hidden sheet", ""),
    ]
    parts = f"<office:document-styles PREFIXES><m>{''.join(masters)}</m></office:document-styles>"
    styles = "".join(
        f'<style:style style:name="t{n}" style:master-page-name="M{n}">'
        f'<style:table-properties table:display="{shown}"/></style:style>' for n, shown in ((2, "true"), (4, "false"))
    )  # fmt: skip
    sheets = [samples.ods_rows(name, "seen") for name in ("One", "Two", "Three")]
    for index, style in ((1, "t2"), (2, "t4")):
        sheets[index] = sheets[index].replace("<table:table ", f'<table:table table:style-name="{style}" ', 1)
    extraction = read(samples.odf("spreadsheet", "".join(sheets), styles, more={"styles.xml": parts}))
    assert extraction.text.split("\n\n") == ["seen", "seen", "Kiln & Son", "Strictly confidential"]
    assert [place.name for place in extraction.places[2:]] == ["page header", "page footer"]
    broken = samples.odf("spreadsheet", sheets[0], more={"styles.xml": "<m"})
    assert read(broken).text == "seen"


def test_other_and_encrypted_files_are_reported() -> None:
    for data in (b"", b"text", samples.zipped({"a": b"b"}), samples.xlsx({"S": [["a"]]})):
        with pytest.raises(FileUnreadable, match=r"^it is not an ODS file"):
            read(data)
    listed = {"META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"}
    with pytest.raises(FileUnreadable, match="it is encrypted"):
        read(samples.with_members(SMALL, listed))


def test_entities_and_repeats_without_end_do_no_harm() -> None:
    content = samples.unzipped(SMALL)["content.xml"].decode().replace("Tea", "&a9;")
    with pytest.raises(FileUnreadable, match="document type"):
        read(samples.with_members(SMALL, {"content.xml": (samples.BILLION_LAUGHS + content).encode()}))
    with pytest.raises(FileUnreadable, match="more than"):
        read(sheet('<row table:number-rows-repeated="1048576">' + cell("x") + "</row>"))
    with pytest.raises(FileUnreadable, match="it is not an ODS file, or is damaged"):
        read(sheet('<row table:number-rows-repeated="many">' + cell("x") + "</row>"))


def test_a_workbook_that_is_cut_off_or_altered_does_no_harm() -> None:
    assert samples.survives(ods.read, samples.damaged(SMALL, 100)) > 100
    assert samples.survives(ods.read, samples.damaged_inside(SMALL, 20)) > 20
