"""DOCX: the text in its order with all changes accepted, its notes last, a section for each heading."""

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import docx as docx_format
from qa_bot.ingest.formats.archives import OLE2
from tests.ingest.formats import samples

SMALL = samples.docx("Before.", "# One", "Text.", [["a", "b"], ["c", "d"]], "## Two", "More.", title="The title")


def read(data: bytes) -> Extraction:
    """The extraction of a document."""
    extraction = docx_format.read(data, Limits())
    samples.check(extraction)
    return extraction


def text_of(body: str) -> str:
    """The text of a document with this body."""
    return read(samples.docx(body=body)).text


def test_paragraphs_and_tables_come_in_their_order() -> None:
    assert read(SMALL).text == "Before.\n\nOne\n\nText.\n\nOne; a: c; b: d\n\nTwo\n\nMore."


def test_headings_begin_sections() -> None:
    extraction = read(SMALL)
    assert [(place.kind, place.name, place.number) for place in extraction.places] == [
        ("section", "section “One”", 1),
        ("row", "section “One”, table 1, row 1", 1),
        ("section", "section “Two”", 2),
    ]
    assert [place.span.of(extraction.text) for place in extraction.places] == [
        "One\n\nText.",
        "One; a: c; b: d",
        "Two\n\nMore.",
    ]


def test_a_heading_is_known_by_its_outline_level_and_by_the_style_that_its_style_is_based_on() -> None:
    document = docx.Document()
    own = document.styles.add_style("Kapitel", 1)
    own.base_style = document.styles["Heading 1"]
    document.add_paragraph("By style", style=own)
    document.add_paragraph("plain")
    level = '<w:p {0}><w:pPr><w:outlineLvl w:val="{1}"/></w:pPr><w:r><w:t>By level {1}</w:t></w:r></w:p>'
    for number in (2, 9):
        document.element.body.insert(-1, parse_xml(level.format(nsdecls("w"), number)))
    names = [place.name for place in read(samples.saved(document.save)).places]
    assert names == ["section “By style”", "section “By level 2”"]


def test_a_style_that_is_based_on_itself_ends() -> None:
    document = docx.Document()
    own = document.styles.add_style("Loop", 1)
    own.base_style = own
    document.add_paragraph("text", style=own)
    assert read(samples.saved(document.save)).places == ()


def test_the_title_is_the_documents_own_or_the_paragraph_that_is_styled_so() -> None:
    assert read(SMALL).title == "The title"
    assert read(samples.docx("text")).title == ""
    document = docx.Document()
    document.add_heading("Styled\ttitle", 0)
    document.add_paragraph("text")
    assert read(samples.saved(document.save)).title == "Styled title"


def test_changes_are_accepted() -> None:
    assert (
        text_of(
            "<w:p><w:r><w:t>It is </w:t></w:r>"
            '<w:del w:id="1" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>'
            '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>'
            '<w:tbl><w:tr><w:trPr><w:del w:id="4" w:author="x"/></w:trPr>'
            "<w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
        == "It is new"
    )


def test_tabs_line_breaks_and_hyphens_are_written_as_displayed() -> None:
    run = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t>"
    assert text_of(f"<w:p><w:r>{run}<w:softHyphen/><w:t>s</w:t></w:r></w:p>") == "a\tb\ne\u2011mails"


def test_content_controls_are_read_and_their_placeholders_are_not() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body = control.format("", "filled in") + control.format("<w:showingPlcHdr/>", "Click here")
    assert text_of(body) == "filled in"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", "[x]"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "[ ]"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "[x]"),
        ("<w:checkBox/>", "[ ]"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList>', "b"),
        ('<w:ddList><w:listEntry w:val="a"/></w:ddList>', "a"),
        ('<w:ddList><w:result w:val="7"/><w:listEntry w:val="a"/></w:ddList>', ""),
        ('<w:textInput><w:default w:val="x"/></w:textInput>', ""),  # its text is in runs of its own
    ],
)
def test_check_boxes_and_lists_of_forms_have_their_values(value: str, shown: str) -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="f"/>{value}</w:ffData></w:fldChar></w:r>'
    code = '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text_of(f"<w:p><w:r><w:t>Cover:</w:t></w:r>{field}{code}<w:r><w:t>full</w:t></w:r></w:p>") == (
        f"Cover:{shown}full"
    )


def test_hidden_text_is_left_out_and_reported() -> None:
    run = "<w:p><w:r><w:rPr><w:vanish{}/></w:rPr><w:t>obey me</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>"
    hidden = read(samples.docx(body=run.format("")))
    assert (hidden.text, hidden.note) == ("seen", "hidden text left out")
    shown = read(samples.docx(body=run.format(' w:val="0"')))
    assert (shown.text, shown.note) == ("obey meseen", "")


def test_text_boxes_come_after_their_paragraph_and_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(f"<w:p><w:r><w:t>text</w:t></w:r><w:r>{choice}</w:r></w:p>") == "text\n\nboxed"


def test_an_empty_text_box_has_no_text() -> None:
    box = "<w:r><w:pict><w:txbxContent/></w:pict></w:r>"
    assert text_of(f"<w:p><w:r><w:t>text</w:t></w:r>{box}</w:p>") == "text"


def test_formulas_are_written_in_one_line() -> None:
    def run(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{run('a+b')}</m:num><m:den>{run('c')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>"
    assert text_of(f"<w:p><m:oMath>{fraction}{run('=')}{power}</m:oMath></w:p>") == "(a+b)/c=x^2"


def test_formulas_keep_their_operators_brackets_roots_and_rows() -> None:
    def run(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    limits = f"<m:sub>{run('k=1')}</m:sub><m:sup>{run('n')}</m:sup><m:e>{run('k')}</m:e>"
    total = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{limits}</m:nary>'
    root = f"<m:rad><m:deg>{run('3')}</m:deg><m:e>{run('a+b')}</m:e></m:rad>"
    limit = f"<m:limLow><m:e>{run('lim')}</m:e><m:lim>{run('n→∞')}</m:lim></m:limLow>"
    function = f"<m:func><m:fName>{limit}</m:fName><m:e>{run('x')}</m:e></m:func>"
    rows = "".join(f"<m:mr><m:e>{run(a)}</m:e><m:e>{run(b)}</m:e></m:mr>" for a, b in ("12", "34"))
    signs = '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>'
    matrix = f"<m:d>{signs}<m:e><m:m>{rows}</m:m></m:e></m:d>"
    binomial = f'<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>{run("n")}</m:num><m:den>{run("k")}</m:den></m:f>'
    matrix += f"<m:d><m:e>{binomial}</m:e></m:d>"
    formulas = "".join(f"<m:oMath>{each}</m:oMath>" for each in (total, f"<m:nary>{limits}</m:nary>", root, function))
    assert text_of(f"<w:p>{formulas}<m:oMath>{matrix}</m:oMath></w:p>") == (
        "∑_(k=1)^n k ∫_(k=1)^n k 3√(a+b) lim_(n→∞) x [1, 2; 3, 4](n; k)"
    )


def test_lists_have_their_marks() -> None:
    document = docx.Document()
    for style, text in (("Bullet", "dot"), ("Number", "first"), ("Number", "second"), ("Bullet", "dot")):
        document.add_paragraph(text, style=f"List {style}")
    assert read(samples.saved(document.save)).text == "- dot\n\n1. first\n\n2. second\n\n- dot"


def test_cells_keep_to_one_line_and_tables_within_to_their_cell() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "two\nlines"
    table.cell(0, 1).text = "b"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "x", "y"
    assert read(samples.saved(document.save)).text == "two lines\n\nb: x; y"


def test_the_rows_of_a_table_in_a_cell_have_its_columns_names() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, table.cell(1, 0)), ("Item", "Kit", "Desk"), strict=True):
        cell.text = text
    inner = table.cell(1, 1).add_table(3, 2)
    for row, texts in zip(inner.rows, (("Part", "Count"), ("Leg", "4"), ("Top", "1")), strict=True):
        row.cells[0].text, row.cells[1].text = texts
    line = "Item: Desk; Kit: Part: Leg; Count: 4 / Part: Top; Count: 1"
    assert read(samples.saved(document.save)).text == line


def test_a_row_of_one_cell_is_a_frame_around_paragraphs() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "one"
    document.tables[0].cell(0, 0).add_paragraph("two")
    assert read(samples.saved(document.save)).text == "one\n\ntwo"


def with_notes() -> bytes:
    """A document with two footnotes, referred to in the other order, and one that nothing refers to."""
    document = docx.Document(samples.stream(SMALL))
    for name in ("3", "2"):
        run = document.paragraphs[0].add_run(f"see {name}")._r
        run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{name}"/>'))
    notes = "".join(
        f'<w:footnote w:id="{name}"><w:p><w:r><w:footnoteRef/><w:t>Note {name}</w:t></w:r></w:p></w:footnote>'
        for name in "234"
    )
    blob = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    return samples.saved(document.save)


def test_notes_come_last_with_the_numbers_that_refer_to_them() -> None:
    extraction = read(with_notes())
    assert extraction.text.startswith("Before.see 3 [1]see 2 [2]\n\nOne")
    assert extraction.text.endswith("More.\n\n[1] Note 3\n\n[2] Note 2")
    assert extraction.places[-1].span.of(extraction.text) == "Two\n\nMore."


def test_other_files_are_reported() -> None:
    for data in (b"", b"text", samples.zipped({"a": b"b"}), samples.xlsx({"S": [["a"]]})):
        with pytest.raises(FileUnreadable, match=r"^it is not a DOCX file"):
            read(data)
    with pytest.raises(FileUnreadable, match="save it as DOCX without a password"):
        read(OLE2 + b"\0" * 600)
    with pytest.raises(FileUnreadable, match="zip bomb"):
        read(samples.zip_bomb(50))


@pytest.mark.parametrize("doctype", [samples.BILLION_LAUGHS, samples.FILE_OF_THE_MACHINE])
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "word/footnotes.xml"])
def test_entities_do_no_harm(doctype: str, name: str) -> None:
    members = samples.unzipped(with_notes())
    head, end, rest = members[name].decode().rpartition("?>")
    for word_of_it in ("Text.", "The title", "Note 3"):
        rest = rest.replace(word_of_it, "&a9;")
    try:
        extraction = read(samples.zipped(members | {name: (head + end + doctype + rest).encode()}))
    except FileUnreadable:
        return
    assert "haha" not in extraction.text + extraction.title
    assert "root:" not in extraction.text + extraction.title


def test_a_document_that_is_cut_off_or_altered_does_no_harm() -> None:
    assert samples.survives(docx_format.read, samples.damaged(SMALL, 60)) > 60
    essential = {name: data for name, data in samples.unzipped(with_notes()).items() if "theme" not in name}
    assert samples.survives(docx_format.read, samples.damaged_inside(samples.zipped(essential), 2)) > 20
