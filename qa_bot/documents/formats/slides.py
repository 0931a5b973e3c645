"""PPTX: slide by slide, the title first, then what else it shows from top to bottom, then the speaker's notes.

Macros, links and external parts are never followed.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.slide import Slide

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats.archives import opened
from qa_bot.documents.formats.blocks import Part, laid_out, one_line
from qa_bot.documents.formats.core_properties import core_properties
from qa_bot.documents.formats.strict import transitional
from qa_bot.errors import FileUnreadable

# What a damaged or hostile package raises within python-pptx and lxml (whose syntax errors are Python's), by fuzzing.
_DAMAGE = (
    AttributeError,
    LookupError,
    PythonPptxError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER}
_ABREAST = 91_440  # 0.1 inch in EMU: shapes whose tops differ by less stand side by side
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read(data: bytes, limits: Limits) -> Extract:
    """The slides' text; each slide is a place, the hidden ones too.

    Raises:
        FileUnreadable: it is no PPTX file, is encrypted or damaged, or has too many slides.
    """
    with opened(data, limits, "PPTX") as archive:
        properties = core_properties(archive)
        data = transitional(data, archive)
    try:
        presentation = pptx.Presentation(io.BytesIO(data))
        slides = list(presentation.slides)
        if len(slides) > limits.pages:
            raise FileUnreadable(f"it has {len(slides):,} slides, more than the {limits.pages:,} allowed")
        parts = [Part(f"slide {number}", number, tuple(_blocks(slide))) for number, slide in enumerate(slides, 1)]
        title = properties.title or _title(slides)
    except _DAMAGE as error:
        raise FileUnreadable("it is not a PPTX file, or is damaged") from error
    text, places = laid_out("slide", parts)
    return Extract(text, title, places, _note(slides), properties)


def _title(slides: list[Slide]) -> str:
    """The title of the first slide."""
    first = slides[0].shapes.title if slides else None
    return one_line(first.text_frame.text) if first is not None else ""


def _note(slides: Iterable[Slide]) -> str:
    hidden = [str(number) for number, slide in enumerate(slides, 1) if slide.element.get("show") in {"0", "false"}]
    if not hidden:
        return ""
    return f"hidden {'slide' if len(hidden) == 1 else 'slides'} read too: {', '.join(hidden)}"


def _blocks(slide: Slide) -> Iterator[str]:
    _choose(slide.element)
    title = slide.shapes.title
    if title is not None:
        yield one_line(title.text_frame.text)
    for shape in _in_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shown(shape)
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None and notes.text.strip():
        yield "Notes:"
        yield from _paragraphs(notes)


def _choose(slide: Any) -> None:
    """Put the first of several ways to draw a thing in their place: python-pptx passes over what offers a choice."""
    for wrapper in list(slide.iter("{*}AlternateContent")):
        parent, choice = wrapper.getparent(), next(wrapper.iterchildren("*"), ())
        if parent is not None:
            for child in list(choice):
                wrapper.addprevious(child)
            parent.remove(wrapper)


def _in_order(shapes: Iterable[Any]) -> list[Any]:
    """Shapes as one reads them: from top to bottom, those abreast from left to right."""
    return sorted(shapes, key=lambda shape: ((shape.top or 0) // _ABREAST, shape.left or 0))


def _shown(shape: Any) -> Iterator[str]:
    """What a shape says: a group's shapes, a table's rows, a chart's series, a diagram's or a frame's paragraphs."""
    if hasattr(shape, "shapes"):
        for inner in _in_order(shape.shapes):
            yield from _shown(inner)
    elif getattr(shape, "has_table", False):
        yield "\n".join(" | ".join(_cell(cell) for cell in row.cells).strip() for row in shape.table.rows)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif shape.has_text_frame and not _is_furniture(shape):
        yield from _paragraphs(shape.text_frame)
    else:
        yield from _diagram(shape)


def _paragraphs(frame: Any) -> Iterator[str]:
    return (paragraph.text for paragraph in frame.paragraphs)


def _cell(cell: Any) -> str:
    return "" if cell.is_spanned else one_line(cell.text_frame.text)


def _is_furniture(shape: Any) -> bool:
    """Whether it is the date, the footer or the number that stands on every slide."""
    return shape.is_placeholder and shape.placeholder_format.type in _FURNITURE


def _chart(chart: Any) -> Iterator[str]:
    """A chart's title, and a line for each series: ``Sales: 2023 4.5; 2024 6``."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield chart.chart_title.text_frame.text
    for series in chart.element.iter("{*}ser"):
        name = " ".join(_points(series, "tx").values())
        labels = _points(series, "cat") or _points(series, "xVal")
        values = _points(series, "val") or _points(series, "yVal")
        line = "; ".join(f"{labels.get(index, '')} {value}".strip() for index, value in values.items())
        yield one_line(f"{name}: {line}" if name else line)


def _points(series: Any, role: str) -> dict[str, str]:
    """The texts that a chart's file holds for one role in a series, by their index."""
    points = series.iterfind(f"{{*}}{role}//{{*}}pt")
    return {point.get("idx") or "": point.findtext("{*}v") or "" for point in points}


def _diagram(shape: Any) -> Iterator[str]:
    """The paragraphs of a SmartArt diagram, which are kept in a part of their own."""
    for ids in shape.element.iter("{*}relIds"):
        part = shape.part.related_part(ids.get(_RELATIONS + "dm") or "")
        for paragraph in parse_xml(part.blob).iter("{*}p"):
            yield "".join(text.text or "" for text in paragraph.iter("{*}t"))
