"""PPTX: for each slide its title, its shapes from top to bottom, the speaker's notes and the comments.

Macros are not run, links and external parts not followed.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pptx
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.slide import Slide

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, clean_line, laid_out
from qa_bot.ingest.formats.ooxml import DAMAGE, readable_package
from qa_bot.ingest.formats.pptx_shapes import Block, ShapeReader


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text of all slides, hidden ones included, with places for slides and for rows of tables and charts.

    Footers come last, each once. Pictures, media and objects are counted in the note.

    Raises:
        FileUnreadable: It is not a PPTX file, is encrypted or damaged, or has too many slides.
    """
    data, properties, missing = readable_package(data, limits, "PPTX")
    try:
        presentation = pptx.Presentation(io.BytesIO(data))
        slides = list(presentation.slides)
        if len(slides) > limits.pages:
            raise FileUnreadable(f"it has {len(slides):,} slides, more than the {limits.pages:,} allowed")
        reader = ShapeReader()
        parts = [part for number, slide in enumerate(slides, 1) for part in _parts(slide, number, reader)]
        parts += [Part("slide footer", 1, (footer,), is_row=True) for footer in reader.footers]
        title = properties.title or _title(slides)
    except (*DAMAGE, PythonPptxError) as error:
        raise FileUnreadable("it is not a PPTX file, or is damaged") from error
    text, places = laid_out("slide", parts)
    return Extraction(text, title, places, "; ".join([*_notes(slides, reader), *missing]), properties)


def _title(slides: list[Slide]) -> str:
    """Return the title of the first slide."""
    first = slides[0].shapes.title if slides else None
    return clean_line(first.text_frame.text) if first is not None else ""


def _notes(slides: Iterable[Slide], reader: ShapeReader) -> Iterator[str]:
    hidden = [str(number) for number, slide in enumerate(slides, 1) if slide.element.get("show") in {"0", "false"}]
    if hidden:
        yield f"hidden {'slide' if len(hidden) == 1 else 'slides'} read too: {', '.join(hidden)}"
    yield from reader.left_out()


def _parts(slide: Slide, number: int, reader: ShapeReader) -> Iterator[Part]:
    """Yield the parts of a slide: each row of a table or a chart, and the text between them."""
    name = f"slide {number}"
    found: list[str] = []
    counts: Counter[str] = Counter()
    for block in _blocks(slide, reader):
        if not block.place:
            found.append(block.text)
            continue
        yield Part(name, number, tuple(found))
        found = []
        counts[block.place] += 1
        row = f"row {counts[block.place]}" if block.place.startswith("table") else ""
        place = ", ".join(filter(None, (name, block.place, row)))
        yield Part(place, counts[block.place], (block.text,), is_row=True)
    yield Part(name, number, tuple(found))


def _blocks(slide: Slide, reader: ShapeReader) -> Iterator[Block]:
    _resolve_alternatives(slide.element)
    title = slide.shapes.title
    heading = clean_line(title.text_frame.text) if title is not None else ""
    yield Block(heading)
    others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    yield from reader.blocks(others, heading)
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None and notes.text.strip():
        yield Block("Notes:")
        yield from map(Block, reader.paragraphs(notes))
    for number, comment in enumerate(_comments(slide), 1):
        yield Block(f"Comment: {comment}", f"comment {number}")


def _comments(slide: Slide) -> Iterator[str]:
    """Yield the comments on a slide, classic ones (``p:cm``) and threads (MS-PPTX 2.6)."""
    for relation in slide.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/comments"):
            continue
        for comment in parse_xml(relation.target_part.blob).iter("{*}cm", "{*}reply"):
            own = (child for child in comment.iterchildren("*") if not child.tag.endswith("}replyLst"))
            if text := clean_line(" ".join(one.text or "" for child in own for one in child.iter("{*}text", "{*}t"))):
                yield text


def _resolve_alternatives(slide: Any) -> None:
    """Replace alternative representations by the first one, because python-pptx skips alternatives."""
    for wrapper in list(slide.iter("{*}AlternateContent")):
        parent, choice = wrapper.getparent(), next(wrapper.iterchildren("*"), ())
        if parent is not None:
            for child in list(choice):
                wrapper.addprevious(child)
            parent.remove(wrapper)
