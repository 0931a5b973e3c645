"""PPTX: each slide is a place, its title first, its notes last."""

from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import pptx as pptx_format
from qa_bot.ingest.formats.archives import OLE2
from tests.ingest.formats import samples

SMALL = samples.pptx(("One", "first\nsecond"), ("Two", "third"), notes="said\nonly", title="The talk")
PLACE = (Inches(1), Inches(6), Inches(2), Inches(1))


def read(data: bytes, limits: Limits | None = None) -> Extraction:
    """The extraction of a presentation."""
    extraction = pptx_format.read(data, limits or Limits())
    samples.check(extraction)
    return extraction


def opened() -> tuple[Any, Any]:
    """A presentation, and the shapes of its only slide, which has no text yet."""
    presentation: Any = pptx.Presentation()
    return presentation, presentation.slides.add_slide(presentation.slide_layouts[6]).shapes


def add_text(shapes: Any, text: str, left: float, top: float) -> Any:
    """A text box, so many inches from the slide's corner."""
    box = shapes.add_textbox(Inches(left), Inches(top), Inches(1), Inches(1))
    box.text_frame.text = text
    return box


def test_slides_are_places_with_their_notes() -> None:
    extraction = read(SMALL)
    assert extraction.text == "One\n\nfirst\n\nsecond\n\nTwo\n\nthird\n\nNotes:\n\nsaid\n\nonly"
    assert [(place.kind, place.name, place.number) for place in extraction.places] == [
        ("slide", "slide 1", 1),
        ("slide", "slide 2", 2),
    ]
    assert extraction.places[0].span.of(extraction.text) == "One\n\nfirst\n\nsecond"


def test_a_slide_without_text_is_counted_but_has_no_place() -> None:
    assert [place.name for place in read(samples.pptx(("", ""), ("Two", ""))).places] == ["slide 2"]


def test_hidden_slides_are_read_and_reported() -> None:
    extraction = read(samples.pptx(("One", "a"), ("Two", "b"), ("Three", "c"), hidden=(2, 3)))
    assert len(extraction.places) == 3
    assert extraction.note == "hidden slides read too: 2, 3"
    assert read(SMALL).note == ""


def test_the_title_is_the_presentations_own_or_its_first_slides() -> None:
    assert read(SMALL).title == "The talk"
    assert read(samples.pptx(("One\vtitle", "a"), title="PowerPoint-Präsentation")).title == "One title"
    assert read(samples.pptx(("One", "a"))).title == "One"


def test_shapes_are_read_from_top_to_bottom_and_left_to_right() -> None:
    presentation, shapes = opened()
    for text, left, top in (("last", 1, 4), ("right", 5, 1), ("left", 1, 1.05), ("middle", 1, 2)):
        add_text(shapes, text, left, top)
    assert read(samples.saved(presentation.save)).text == "left\n\nright\n\nmiddle\n\nlast"


def test_groups_are_read_at_any_depth() -> None:
    presentation, shapes = opened()
    group = shapes.add_group_shape()
    add_text(group.shapes, "outer", 1, 1)
    add_text(group.shapes.add_group_shape().shapes, "inner", 1, 2)
    assert read(samples.saved(presentation.save)).text == "outer\n\ninner"


def test_a_table_has_a_line_to_a_row() -> None:
    presentation, shapes = opened()
    table = shapes.add_table(2, 3, *PLACE).table
    for column, text in enumerate(("a", "b\nc", "d")):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    table.cell(1, 0).text = "both"
    table.cell(1, 2).text = "e"
    assert read(samples.saved(presentation.save)).text == "a: both; b c: both; d: e"


def test_a_chart_gives_its_title_and_its_numbers() -> None:
    presentation, shapes = opened()
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["2023", "2024"]
    data.add_series("Sales", (4.4000000000000004, None))  # type: ignore[no-untyped-call]
    data.add_series("Costs", (1, 2))  # type: ignore[no-untyped-call]
    chart = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *PLACE, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Results"
    assert read(samples.saved(presentation.save)).text == (
        "Chart “Results”; Sales: 2023 4.4\n\nChart “Results”; Costs: 2023 1; 2024 2"
    )


def test_the_text_of_a_diagram_is_read_from_its_own_part() -> None:
    presentation, shapes = opened()
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    paragraph = "<a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t> step</a:t></a:r></a:p>"
    blob = f'<x xmlns:a="{drawing}/main">{paragraph.format("First")}{paragraph.format("Second")}</x>'.encode()
    part = Part(PackURI("/ppt/diagrams/data1.xml"), "application/xml", presentation.part.package, blob)
    frame = shapes.add_table(1, 1, *PLACE)._element
    relation = shapes.part.relate_to(part, f"{office}/diagramData")
    data = frame.graphic.graphicData
    data.clear()
    data.set("uri", f"{drawing}/diagram")
    data.append(parse_xml(f'<d:relIds xmlns:d="{drawing}/diagram" xmlns:r="{office}" r:dm="{relation}"/>'))
    assert read(samples.saved(presentation.save)).text == "First step\n\nSecond step"


def test_of_two_ways_to_draw_a_shape_one_is_read() -> None:
    presentation, shapes = opened()
    box = add_text(shapes, "seen", 1, 1)._element
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    wrapper = box.makeelement(f"{{{space}}}AlternateContent")
    box.addprevious(wrapper)
    for name in ("Choice", "Fallback"):
        way = wrapper.makeelement(f"{{{space}}}{name}")
        wrapper.append(way)
        way.append(box if name == "Choice" else box.__copy__())
    assert read(samples.saved(presentation.save)).text == "seen"


def test_line_breaks_within_a_paragraph_stay() -> None:
    assert read(samples.pptx(("One", "a\vb"))).text == "One\n\na\nb"


def test_too_many_slides_are_refused() -> None:
    with pytest.raises(FileUnreadable, match="it has 2 slides, more than the 1 allowed"):
        read(SMALL, Limits(pages=1))
    assert read(SMALL, Limits(pages=2))


def test_other_files_are_reported() -> None:
    for data in (b"", b"text", samples.zipped({"a": b"b"}), samples.docx("text")):
        with pytest.raises(FileUnreadable, match=r"^it is not a PPTX file"):
            read(data)
    with pytest.raises(FileUnreadable, match="save it as PPTX without a password"):
        read(OLE2 + b"\0" * 600)
    with pytest.raises(FileUnreadable, match="zip bomb"):
        read(samples.zip_bomb(20))


@pytest.mark.parametrize("doctype", [samples.BILLION_LAUGHS, samples.FILE_OF_THE_MACHINE])
@pytest.mark.parametrize("name", ["ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml", "docProps/core.xml"])
def test_entities_do_no_harm(doctype: str, name: str) -> None:
    members = samples.unzipped(SMALL)
    head, end, rest = members[name].decode().partition("?>")
    for word in ("One", "said", "The talk"):
        rest = rest.replace(word + "<", "&a9;<")
    assert "&a9;" in rest
    try:
        extraction = read(samples.zipped(members | {name: (head + end + doctype + rest).encode()}))
    except FileUnreadable:
        return
    assert "haha" not in extraction.text + extraction.title
    assert "root:" not in extraction.text + extraction.title


def test_a_presentation_that_is_cut_off_or_altered_does_no_harm() -> None:
    assert samples.survives(pptx_format.read, samples.damaged(SMALL, 40)) > 40
    essential = {"ppt/slides/slide1.xml", "ppt/slides/slide2.xml", "ppt/presentation.xml", "[Content_Types].xml"}
    assert samples.survives(pptx_format.read, samples.damaged_inside(SMALL, 4, only=essential)) > 15
