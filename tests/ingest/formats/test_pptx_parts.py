"""PPTX: rows of tables, values and labels, formatted figures, comments, footers, and messages about omitted content."""

import io
from typing import Any

import pptx
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import pptx as pptx_format
from tests.ingest.formats import samples
from tests.ingest.formats.test_pptx import PLACE, add_text, opened

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(presentation: Any) -> Extraction:
    """The extraction of a presentation."""
    extraction = pptx_format.read(samples.saved(presentation.save), Limits())
    samples.check(extraction)
    return extraction


def test_a_row_is_a_place_with_its_columns_names_and_the_slides_title() -> None:
    presentation: Any = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Team"
    table = slide.shapes.add_table(3, 2, *PLACE).table
    for number, cells in enumerate((("Name", "Room"), ("Kaan", "C07"), ("Derya", "B12"))):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
    extraction = read(presentation)
    assert extraction.text == "Team\n\nTeam; Name: Kaan; Room: C07\n\nTeam; Name: Derya; Room: B12"
    assert [(place.kind, place.name) for place in extraction.places] == [
        ("slide", "slide 1"),
        ("row", "slide 1, table 1, row 1"),
        ("row", "slide 1, table 1, row 2"),
    ]


def test_a_value_is_read_with_the_label_under_it() -> None:
    presentation, shapes = opened()
    for text, left, top in (("70 %", 1, 1), ("2.5 kg", 5, 1), ("of the coal", 1, 2.1), ("of dust", 5, 2.1)):
        add_text(shapes, text, left, top)
    add_text(shapes, "Profit\n£4", 1, 5)
    assert read(presentation).text == "70 % of the coal\n\n2.5 kg of dust\n\nProfit: £4"


def test_a_label_far_below_or_beside_a_value_is_not_its_own() -> None:
    presentation, shapes = opened()
    for text, left, top in (("70 %", 1, 1), ("of the coal", 1, 5), ("of dust", 6, 2.1)):
        add_text(shapes, text, left, top)
    assert read(presentation).text == "70 %\n\nof dust\n\nof the coal"


def test_figures_are_raised_and_struck_text_is_left_out() -> None:
    presentation, shapes = opened()
    paragraph = add_text(shapes, "It had 145", 1, 1).text_frame.paragraphs[0]
    for text, name, value in (
        ("3", "baseline", "30000"),
        (" staff and CO", "baseline", "0"),
        ("2", "baseline", "-25000"),
        (" or so", "strike", "sngStrike"),
        (".", "strike", "noStrike"),
    ):
        run = paragraph.add_run()
        run.text = text
        run._r.get_or_add_rPr().set(name, value)
    extraction = read(presentation)
    assert (extraction.text, extraction.note) == ("It had 145 [3] staff and CO₂.", "struck-out text left out")


def test_comments_follow_their_slide_with_their_own_places() -> None:
    presentation, shapes = opened()
    add_text(shapes, "text", 1, 1)
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    blob = f'<p:cmLst xmlns:p="{space}"><p:cm authorId="0"><p:text>Is it so?</p:text></p:cm></p:cmLst>'.encode()
    part = Part(PackURI("/ppt/comments/comment1.xml"), "application/xml", presentation.part.package, blob)
    shapes.part.relate_to(part, f"{OFFICE}/comments")
    thread = (
        f'<c:cmLst xmlns:c="x" xmlns:a="{OFFICE}"><c:cm><c:replyLst><c:reply><a:t>Yes.</a:t></c:reply></c:replyLst>'
        "<c:txBody><a:p><a:r><a:t>When?</a:t></a:r></a:p></c:txBody></c:cm></c:cmLst>"
    ).encode()
    part = Part(PackURI("/ppt/comments/modern1.xml"), "application/xml", presentation.part.package, thread)
    shapes.part.relate_to(part, "http://schemas.microsoft.com/office/2018/10/relationships/comments")
    extraction = read(presentation)
    assert extraction.text == "text\n\nComment: Is it so?\n\nComment: When?\n\nComment: Yes."
    assert [place.name for place in extraction.places][1:] == [f"slide 1, comment {number}" for number in (1, 2, 3)]


def test_a_footer_is_read_once_and_last() -> None:
    presentation: Any = pptx.Presentation()
    for _ in range(2):
        layout = presentation.slide_layouts[1]
        slide = presentation.slides.add_slide(layout)
        slide.shapes.title.text = "One"
        footer = next(one for one in layout.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
        slide.shapes.clone_placeholder(footer)
        slide.placeholders[footer.placeholder_format.idx].text = "In confidence"
    extraction = read(presentation)
    assert extraction.text == "One\n\nOne\n\nIn confidence"
    assert extraction.places[-1].name == "slide footer"


def test_pictures_and_media_are_counted() -> None:
    presentation, shapes = opened()
    add_text(shapes, "text", 1, 1)
    stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(stream, "PNG")
    for left in (1, 2):
        shapes.add_picture(io.BytesIO(stream.getvalue()), Inches(left), Inches(2))
    shapes.add_movie(io.BytesIO(b"film"), *PLACE, mime_type="video/mp4")
    assert read(presentation).note == "2 pictures not read; 1 video not read"
