"""ODT: text in reading order, with sections, rows of tables, notes and comments as places."""

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import odt
from tests.ingest.formats import samples

STYLES = """
<style:style style:name="Up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Lifted"><style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="Down" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="Struck"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="Hidden"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Inherits" style:parent-style-name="Struck"/>
<style:style style:name="Loop" style:parent-style-name="Loop"/>
<style:style style:name="Title"/><style:style style:name="P9" style:parent-style-name="Title"/>
<style:style style:name="Caption"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=")"
text:start-value="4"/><text:list-level-style-bullet text:level="2"/></text:list-style>
"""


def document(body: str, title: str = "", **more: str) -> bytes:
    """Return an ODT with this body."""
    return samples.odf("text", body, STYLES, title, {f"{name}.xml": text for name, text in more.items()})


def read(body: str, **more: str) -> Extraction:
    """Return the extraction of a document with this body."""
    extraction = odt.read(document(body, **more), Limits())
    samples.check(extraction)
    return extraction


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>One <text:span>two</text:span> three</text:p>", "One two three"),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>', "a   b\tc\nd"),
        ('<text:p>145<text:span text:style-name="Up">3</text:span> people</text:p>', "145 [3] people"),
        ('<text:p>10<text:span text:style-name="Lifted">6</text:span></text:p>', "10^6"),
        ('<text:p>CO<text:span text:style-name="Down">2</text:span></text:p>', "CO₂"),
        ('<text:p>on <text:span text:style-name="Struck">2</text:span> 9 May</text:p>', "on 9 May"),
        ('<text:p>on <text:span text:style-name="Inherits">2</text:span> 9 May</text:p>', "on 9 May"),
        ('<text:p text:style-name="Hidden">secret</text:p><text:p text:style-name="Loop">shown</text:p>', "shown"),
        ('<text:p>a <text:a xlink:href="http://x">link</text:a>.</text:p>', "a link."),
        ("<text:p>set\n  in lines</text:p>", "set in lines"),
        ("<text:section><text:p>in a section</text:p></text:section>", "in a section"),
        ("<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>", "a\n\nbox"),
        ("<text:p>a<draw:custom-shape><text:p>shape</text:p></draw:custom-shape></text:p>", "a\n\nshape"),
        ("<text:table-of-content><text:p>One 1</text:p></text:table-of-content><text:p>text</text:p>", "text"),
        ("<text:p><text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>",
         "東京"),
        ("<text:p>page <text:page-number>4</text:page-number></text:p>", "page"),
        ("<text:p>AROP</text:p><text:p>(trading symbol)</text:p>", "AROP (trading symbol)"),
    ],
)  # fmt: skip
def test_text_is_written_as_displayed(body: str, text: str) -> None:
    assert read(body).text == text


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        ("FORMCHECKBOX", (("Checkbox_Checked", "true"),), "[x]"),
        ("FORMCHECKBOX", (), "[ ]"),
        ("FORMDROPDOWN", (("Dropdown_ListEntry", "a"), ("Dropdown_ListEntry", "b"), ("Dropdown_Selected", "1")), "b"),
        ("FORMDROPDOWN", (), ""),
        ("PAGEREF", (), ""),
    ],
)
def test_check_boxes_and_lists_of_forms_have_their_values(
    kind: str, values: tuple[tuple[str, str], ...], shown: str
) -> None:
    fields = "".join(f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in values)
    mark = f'<field:fieldmark xmlns:field="urn:field" field:type="vnd.oasis.opendocument.field.{kind}">{fields}'
    assert read(f"<text:p>Cover: {mark}</field:fieldmark>full</text:p>").text == f"Cover: {shown}full"


def test_headings_begin_sections_and_titles_are_found() -> None:
    body = '<text:p text:style-name="P9">The plan</text:p><text:h text:outline-level="1">One</text:h><text:p>a</text:p>'
    extraction = read(body)
    assert extraction.title == "The plan"
    assert [(place.kind, place.name) for place in extraction.places] == [("section", "section “One”")]
    assert odt.read(document("<text:p>a</text:p>", "Declared"), Limits()).title == "Declared"


def test_lists_have_their_marks_and_go_on() -> None:
    items = (
        "<text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>"
    )
    first = f'<text:list xml:id="l1" text:style-name="L1">{items}</text:list-item></text:list>'
    second = (
        '<text:list text:continue-list="l1" text:style-name="L1"><text:list-item><text:p>c</text:p></text:list-item>'
    )
    other = "<text:list><text:list-item><text:p>d</text:p></text:list-item></text:list>"
    assert read(f"{first}{second}</text:list>{other}").text == "4) a\n\n- b\n\n5) c\n\n- d"


def test_rows_have_their_columns_names_merged_cells_and_caption() -> None:
    rows = (
        row(cell("Pier"), cell("Boat"), cell("Fee"))
        + row(cell("North", 'table:number-rows-spanned="2"'), cell("Ada"), cell("50"))
        + row("<table:covered-table-cell/>", cell("Jo"), cell("65"))
    )
    extraction = read(f'<text:p text:style-name="Caption">Dues</text:p><table:table>{rows}</table:table>')
    assert extraction.text.split("\n\n") == [
        "Dues",
        "Dues; Pier: North; Boat: Ada; Fee: 50",
        "Dues; Pier: North; Boat: Jo; Fee: 65",
    ]
    assert [place.name for place in extraction.places] == ["table 1, row 1", "table 1, row 2"]
    below = f'<table:table>{rows}</table:table><text:p text:style-name="Caption">Dues of 2021</text:p>'
    assert read(below).text.startswith("Dues of 2021; Pier: North")


def test_a_table_in_a_cell_is_read_row_by_row_with_its_columns_names() -> None:
    inner = "".join(row(*map(cell, texts)) for texts in (("Hut", "Beds"), ("Alm", "12"), ("Fjell", "30")))
    nested = f"<table:table-cell><table:table>{inner}</table:table></table:table-cell>"
    rows = row(cell("Route"), cell("Huts")) + row(cell("North"), nested) + row(cell("South"), cell("none"))
    lines = read(f"<table:table>{rows}</table:table>").text.split("\n\n")
    assert lines == ["Route: North; Huts: Hut: Alm; Beds: 12 / Hut: Fjell; Beds: 30", "Route: South; Huts: none"]


def test_a_table_of_one_column_is_a_layout() -> None:
    assert read(f"<table:table>{row(cell('a'))}{row(cell('b'))}</table:table>").text == "a\n\nb"


def test_notes_comments_headers_and_footers_come_last() -> None:
    body = "<text:note-body><text:p>In 2021.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}"
    comment = "<office:annotation><dc:creator>Ada</dc:creator><text:p>Is it so?</text:p></office:annotation>"
    master = (
        "<office:document-styles PREFIXES><office:master-styles><style:master-page><style:header><text:p>Contract 7"
        "</text:p></style:header><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p>"
        "</style:footer></style:master-page></office:master-styles></office:document-styles>"
    )
    extraction = read(f"<text:p>It opened{note}</text:note>.{comment}</text:p>", styles=master)
    assert extraction.text.split("\n\n") == ["It opened[1].", "[1] In 2021.", "Comment by Ada: Is it so?", "Contract 7"]
    assert [place.name for place in extraction.places] == ["comment 1", "page header"]


def test_omitted_content_is_reported() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    picture = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    spans = '<text:span text:style-name="Struck">s</text:span><text:span text:style-name="Hidden">h</text:span>'
    extraction = read(f"{deleted}<text:p>a{spans}{picture}{picture}</text:p>")
    assert extraction.text == "a"
    assert extraction.note.split("; ") == [
        "deleted text (tracked changes) left out",
        "struck-out text left out",
        "hidden text left out",
        "2 pictures not read",
    ]


def test_charts_are_read_from_their_saved_tables() -> None:
    cells = "".join(row(*map(cell, texts)) for texts in (("", "Cod", "Carp"), ("2020", "4.5", "7"), ("2021", "5", "")))
    chart = (
        f"<office:document-content PREFIXES><office:body><office:chart><chart:chart><chart:title><text:p>Fish</text:p>"
        f"</chart:title><table:table>{cells}</table:table></chart:chart></office:chart></office:body>"
        "</office:document-content>"
    )
    frame = '<text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
    data = samples.with_members(
        document(frame), samples.unzipped(samples.odf("text", "", more={"Object 1/content.xml": chart}))
        | {"content.xml": samples.unzipped(document(frame))["content.xml"]}
    )  # fmt: skip
    extraction = odt.read(data, Limits())
    assert extraction.text == "Chart “Fish”; Cod: 2020 4.5; 2021 5\n\nChart “Fish”; Carp: 2020 7"
    assert odt.read(document(frame), Limits()).note == "1 embedded object not read"


def test_other_encrypted_and_damaged_files_are_reported() -> None:
    for data in (b"text", samples.ods(samples.ods_rows("S", "a")), samples.zipped({"a": b"b"})):
        with pytest.raises(FileUnreadable, match="it is not an ODT file"):
            odt.read(data, Limits())
    manifest = {"META-INF/manifest.xml": b"<encryption-data/>"}
    with pytest.raises(FileUnreadable, match="encrypted"):
        odt.read(samples.with_members(document("<text:p>a</text:p>"), manifest), Limits())
    with pytest.raises(FileUnreadable, match="or is damaged"):
        odt.read(document("<text:p>"), Limits())


@pytest.mark.parametrize("doctype", [samples.BILLION_LAUGHS, samples.FILE_OF_THE_MACHINE])
@pytest.mark.parametrize("name", ["content.xml", "styles.xml"])
def test_entities_do_no_harm(doctype: str, name: str) -> None:
    hostile = {name: f"{doctype}<a><p>&a9;</p></a>".encode()}
    with pytest.raises(FileUnreadable, match="or is damaged"):
        odt.read(samples.with_members(document("<text:p>a</text:p>"), hostile), Limits())


def test_repeats_without_end_do_no_harm() -> None:
    assert len(read('<text:p>a<text:s text:c="999999999"/>b</text:p>').text) < 2_000


def test_damaged_documents_do_no_harm() -> None:
    data = document(f"<text:h>One</text:h><table:table>{row(cell('a'), cell('b'))}</table:table><text:p>c</text:p>")
    assert samples.survives(odt.read, samples.damaged(data, 100)) > 0
    samples.survives(odt.read, samples.damaged_inside(data, 40))
