"""DOCX: tables, figures and struck text by their looks; headers, comments, charts; the strict form."""

from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import docx as docx_format
from tests.ingest.formats import samples

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(document: Any) -> Extraction:
    """The extraction of a document."""
    extraction = docx_format.read(samples.saved(document.save), Limits())
    samples.check(extraction)
    return extraction


def rows_of(extraction: Extraction) -> list[str]:
    """The texts of the rows."""
    return [place.span.of(extraction.text) for place in extraction.places if place.kind == "row"]


def filled(document: Any, *rows: tuple[str, ...]) -> Any:
    """A table of these cells; None leaves one as it is."""
    table = document.add_table(len(rows), len(rows[0]))
    for number, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
    return table


def test_a_row_has_its_own_place_its_columns_names_and_the_caption() -> None:
    document = docx.Document()
    document.add_heading("Stock", 1)
    filled(document, ("Island", "Sheep"), ("Lipsi", "800"), ("Arki", "75"))
    document.add_paragraph("Counted in May.")
    extraction = read(document)
    assert rows_of(extraction) == ["Stock; Island: Lipsi; Sheep: 800", "Stock; Island: Arki; Sheep: 75"]
    assert [place.name for place in extraction.places] == [
        "section “Stock”",
        "section “Stock”, table 1, row 1",
        "section “Stock”, table 1, row 2",
        "section “Stock”",
    ]


def test_a_table_without_a_line_above_that_names_it_is_named_by_the_last_heading() -> None:
    document = docx.Document()
    document.add_heading("The KX-2 pump", 0)
    document.add_paragraph("It is made of steel, for sea water.")
    table = filled(document, ("Weight", "212 kg"), ("Flow", ""))
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "75", "l/s"
    assert rows_of(read(document)) == ["The KX-2 pump; Weight: 212 kg", "The KX-2 pump; Flow: 75 | l/s"]


def test_merged_cells_are_repeated() -> None:
    document = docx.Document()
    table = filled(document, ("Region", "Town", "Fee", ""), ("North", "Ula", "12", "14"), ("", "Rize", "9", "11"))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(1, 0).merge(table.cell(2, 0))
    assert rows_of(read(document)) == [
        "Region: North; Town: Ula; Fee: 12; Fee (2): 14",
        "Region: North; Town: Rize; Fee: 9; Fee (2): 11",
    ]


def test_a_caption_above_or_below_names_the_rows_and_repeated_header_rows_are_headers() -> None:
    document = docx.Document()
    document.add_paragraph("Table 1: Fares", style="Caption")
    table = filled(document, ("2021", "2022"), ("12", "14"), ("13", "15"))
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph("Ferries run each day of the week.")
    filled(document, ("Port", "Boats"), ("Bodrum", "4"))
    document.add_paragraph("Table 2: Boats", style="Caption")
    assert rows_of(read(document)) == [
        "Table 1: Fares; 2021: 12; 2022: 14",
        "Table 1: Fares; 2021: 13; 2022: 15",
        "Table 2: Boats; Port: Bodrum; Boats: 4",
    ]


def test_a_value_stays_with_the_label_below_above_or_beside_it() -> None:
    document = docx.Document()
    for text in (
        "Ada Dental Ltd",
        "44-1200817",
        "(tax number)",
        "2.5 kilograms",
        "of dust a shift",
        "Phone:",
        "0312 44",
    ):
        document.add_paragraph(text)
    assert read(document).text == (
        "Ada Dental Ltd\n\n44-1200817 (tax number)\n\n2.5 kilograms of dust a shift\n\nPhone: 0312 44"
    )
    tiles = docx.Document()
    filled(tiles, ("70 %", "12"), ("of the coal", "pits at work"))
    assert rows_of(read(tiles)) == ["70 % of the coal", "12 pits at work"]
    cells = docx.Document()
    for cell, value in zip(filled(cells, ("7,400", "11")).rows[0].cells, ("loaves a week", "bakers"), strict=True):
        cell.add_paragraph(value)
    assert rows_of(read(cells)) == ["7,400 loaves a week", "11 bakers"]
    beside = docx.Document()
    filled(beside, ("Tenant:", "Orla Brandt"), ("Rent:", "540 euros"))
    assert rows_of(read(beside)) == ["Tenant: Orla Brandt", "Rent: 540 euros"]


def test_the_content_of_a_layout_table_is_the_documents_text() -> None:
    document = docx.Document()
    table = filled(document, ("left", "right"))
    table.cell(0, 0).add_paragraph("A long paragraph. " * 20)
    extraction = read(document)
    assert extraction.places == ()
    assert extraction.text.startswith("left\n\nA long paragraph.")
    assert extraction.text.endswith("\n\nright")


def styled(document: Any, text: str, **looks: bool) -> Any:
    """A run at the end of the last paragraph."""
    run = document.paragraphs[-1].add_run(text)
    for name, is_so in looks.items():
        setattr(run.font, name, is_so)
    return run


def test_raised_figures_are_separate_from_the_number_before_them() -> None:
    document = docx.Document()
    document.add_paragraph("It had 145")
    styled(document, "3", superscript=True)
    styled(document, " staff, 10")
    styled(document, "6", superscript=True)
    styled(document, " parts, 60 m")
    styled(document, "2", superscript=True)
    styled(document, " and CO")
    styled(document, "2", subscript=True)
    styled(document, " on the 1")
    styled(document, "st", superscript=True)
    assert read(document).text == "It had 145 [3] staff, 10^6 parts, 60 m² and CO₂ on the 1st"


def test_a_figure_is_raised_by_its_style_or_its_position_too() -> None:
    document = docx.Document()
    raised = document.styles.add_style("Mark", 2)
    raised.font.superscript = True
    child = document.styles.add_style("Small mark", 2)
    child.base_style, child.font.size = raised, Pt(7)
    document.add_paragraph("It had 145").add_run("3", style="Small mark")
    document.add_paragraph("and 90")
    position = parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:position w:val="8"/></w:rPr><w:t>4</w:t></w:r>')
    document.paragraphs[-1]._p.append(position)
    run = document.add_paragraph("or 90").add_run("4", style="Small mark")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:vertAlign {nsdecls("w")} w:val="baseline"/>'))
    assert read(document).text == "It had 145 [3]\n\nand 90 [4]\n\nor 904"


@pytest.mark.parametrize("look", ["strike", "double_strike"])
def test_struck_text_is_left_out_and_reported(look: str) -> None:
    document = docx.Document()
    document.add_paragraph("It opens on ")
    styled(document, "2 May", **{look: True})
    styled(document, " 9 May.")
    document.add_paragraph()
    styled(document, "All of it is struck.", **{look: True})
    document.add_paragraph("End.")
    extraction = read(document)
    assert (extraction.text, extraction.note) == ("It opens on 9 May.\n\nEnd.", "struck-out text left out")


def test_deletions_are_reported() -> None:
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>'
    data = samples.docx(body=f"<w:p><w:r><w:t>kept</w:t></w:r>{deleted}</w:p>")
    extraction = docx_format.read(data, Limits())
    assert (extraction.text, extraction.note) == ("kept", "deleted text (tracked changes) left out")


def test_headers_footers_and_comments_come_last_with_their_own_places() -> None:
    document = docx.Document()
    document.add_comment(document.add_paragraph("text").runs, "Is it so?", "Ece")
    for number in (1, 2):
        section = document.sections[0] if number == 1 else document.add_section()
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "Contract 118"
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
        section.footer.paragraphs[0].add_run("Page ")
        section.footer.paragraphs[0]._p.append(parse_xml(field))
        section.footer.add_paragraph("Approved by N. Tuna")
    extraction = read(document)
    assert extraction.text == "text\n\nComment by Ece: Is it so?\n\nContract 118\n\nApproved by N. Tuna"
    assert [(place.kind, place.name) for place in extraction.places] == [
        ("row", "comment 1"),
        ("row", "page header"),
        ("row", "page footer"),
    ]


def with_part(document: Any, kind: str, blob: str, drawing: str) -> None:
    """Hang a drawing on a paragraph, ``{}`` in it being the id of a part with this content."""
    part = Part(PackURI(f"/word/parts/{kind}.xml"), "application/xml", blob.encode(), document.part.package)
    relation = document.part.relate_to(part, f"{OFFICE}/{kind}")
    run = f"<w:r {nsdecls('w', 'a', 'r')}><w:drawing>{drawing.format(relation)}</w:drawing></w:r>"
    document.add_paragraph("Shown:")._p.append(parse_xml(run))


def points(*values: str) -> str:
    """The values of a series, as a chart's file keeps them."""
    return "".join(f'<c:pt idx="{index}"><c:v>{value}</c:v></c:pt>' for index, value in enumerate(values))


def test_charts_and_diagrams_are_read_and_other_graphics_counted() -> None:
    document = docx.Document()
    series = (
        f"<c:ser><c:tx><c:strRef><c:strCache>{points('Sales')}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points('2023', '2024')}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points('4.5', '6')}</c:numCache></c:numRef></c:val></c:ser>"
    )
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Results</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    space = f'xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main"'
    chart = f"<c:chartSpace {space}><c:chart>{title}<c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>"
    with_part(document, "chart", chart, f'<c:chart xmlns:c="{DRAWING}/chart" r:id="{{}}"/>')
    text = f'<x xmlns:a="{DRAWING}/main"><a:p><a:r><a:t>First step</a:t></a:r></a:p></x>'
    with_part(document, "diagramData", text, f'<d:relIds xmlns:d="{DRAWING}/diagram" r:dm="{{}}"/>')
    with_part(document, "other", "<x/>", f'<p:pic xmlns:p="{DRAWING}/picture"/>')
    with_part(document, "more", "<x/>", f'<c:chart xmlns:c="{DRAWING}/chart" r:id="{{}}"/>')
    extraction = read(document)
    assert extraction.text == (
        "Shown:\n\nChart “Results”; Sales: 2023 4.5; 2024 6\n\nShown:\n\nFirst step\n\nShown:\n\nShown:"
    )
    assert [place.name for place in extraction.places] == ["chart 1"]
    assert extraction.note == "1 picture not read; 1 chart not read"
