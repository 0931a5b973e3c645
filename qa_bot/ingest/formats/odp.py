"""ODP: for each slide its title, its shapes from top to bottom and the speaker's notes; then comments and footers."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, clean_line, laid_out
from qa_bot.ingest.formats.charts import not_read
from qa_bot.ingest.formats.odf import chart_objects, declared_properties, opened_document, parsed_parts
from qa_bot.ingest.formats.odf_forms import control_texts, controls_not_read
from qa_bot.ingest.formats.odf_styles import Styles, attribute, local_name
from qa_bot.ingest.formats.odf_text import ContentReader
from qa_bot.ingest.formats.office_blocks import Block, comment_parts
from qa_bot.ingest.formats.tiles import TextBox, pairs

_OMITTED = frozenset(("date-time", "footer", "header", "page-number"))
_DECLARED = ("header", "footer")  # slides have footers only, the pages of their notes have both
_PLAIN = frozenset("custom-shape enhanced-geometry equation frame p span text-box".split())
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|pc|px)?")
_CENTIMETRES = {"cm": 1, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_SAME_ROW = 0.25  # centimetres: shapes whose tops differ by less are side by side


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text of all slides, hidden ones included, with places for slides and for rows of tables.

    Footers come last, each once.

    Raises:
        FileUnreadable: It is not an ODP file, is encrypted or damaged, or has too many slides.
    """
    with opened_document(data, limits, "ODP") as archive:
        content, styles = parsed_parts(archive, "ODP")
        charts = chart_objects(archive)
        properties = declared_properties(archive)
    slides = list(content.iterfind("{*}body/{*}presentation/{*}page"))
    if len(slides) > limits.pages:
        raise FileUnreadable(f"it has {len(slides):,} slides, more than the {limits.pages:,} allowed")
    known = Styles(styles, content)
    reader = ContentReader(known, charts, controls=control_texts(content))
    reader.unreadable["form control"] = controls_not_read(content)
    parts = [part for number, slide in enumerate(slides, 1) for part in _parts(reader, slide, number)]
    footers = [part for kind in _DECLARED for part in _repeated(content, slides, known, kind)]
    text, places = laid_out("slide", [*parts, *comment_parts(reader.comments), *footers])
    first = next((part.blocks[0] for part in parts if part.blocks), "") if slides else ""
    states = (known.page_property(attribute(slide, "style-name"), "visibility") for slide in slides)
    hidden = [str(number) for number, state in enumerate(states, 1) if state == "hidden"]
    notes = [f"hidden {'slide' if len(hidden) == 1 else 'slides'} read too: {', '.join(hidden)}"] if hidden else []
    note = "; ".join([*notes, *reader.left_out, *not_read(reader.unreadable)])
    return Extraction(text, properties.title or clean_line(first), places, note, properties)


def _parts(reader: ContentReader, slide: Any, number: int) -> Iterator[Part]:
    """Yield the parts of a slide: each row of a table, and the text between them."""
    name = f"slide {number}"
    title = next((one for one in slide if _class(one) == "title"), ())
    reader.heading = clean_line(" ".join("".join(text.itertext()) for text in title))
    found: list[str] = []
    notes = [one for one in slide if local_name(one) == "notes"]
    shapes = sorted((one for one in slide if one not in notes and _class(one) not in _OMITTED), key=_position)
    for block in _blocks(reader, shapes):
        if not block.place:
            found.append(block.text)
            continue
        yield Part(name, number, tuple(found))
        found = []
        yield Part(f"{name}, {block.place}", block.number, (block.text,), is_row=True)
    shown = (shape for one in notes for shape in one if _class(shape) not in _OMITTED)
    spoken = [block.text for block in reader.blocks(shown) if block.text]
    yield Part(name, number, (*found, *(["Notes:"] if spoken else []), *spoken))


def _repeated(content: Any, slides: Sequence[Any], styles: Styles, kind: str) -> Iterator[Part]:
    """Yield a part for each distinct header or footer (``kind``) that a slide or the page of its notes shows."""
    declared = {attribute(one, "name"): "".join(one.itertext()) for one in content.iterfind(f".//{{*}}{kind}-decl")}
    found: dict[str, None] = {}
    for page in (page for slide in slides for page in (slide, *slide.iterfind("{*}notes"))):
        if styles.page_property(attribute(page, "style-name"), f"display-{kind}") != "false":
            own = ("".join(shape.itertext()) for shape in page if _class(shape) == kind)
            used = declared.get(attribute(page, f"use-{kind}-name"), "")
            found.update(dict.fromkeys(filter(None, map(clean_line, (used, *own)))))
    yield from (Part(f"slide {kind}", number, (line,), is_row=True) for number, line in enumerate(found, 1))


def _blocks(reader: ContentReader, shapes: Sequence[Any]) -> Iterator[Block]:
    """Yield the content of shapes, values joined with the labels below them."""
    found = pairs({number: box for number, shape in enumerate(shapes) if (box := _box(shape))})
    lower = {number for number, _ in found.values()}
    for number, shape in enumerate(shapes):
        if number in found:
            yield Block(found[number][1])
        elif number not in lower:
            yield from reader.blocks([shape])


def _box(shape: Any) -> TextBox | None:
    """Return a shape's text box, None where it has no text, or more than text."""
    names = {local_name(one) for one in shape.iter()}
    text = clean_line(" ".join("".join(one.itertext()) for one in shape.iter() if local_name(one) == "p"))
    if not text or not names <= _PLAIN or _class(shape):
        return None
    left, top, width, height = (_length(shape, side) for side in ("x", "y", "width", "height"))
    return TextBox(left, top, width, height, text)


def _class(shape: Any) -> str:
    return attribute(shape, "class") or ""


def _position(shape: Any) -> tuple[bool, float, float]:
    """Return the order of a shape: the title first, then from top to bottom and left to right."""
    return _class(shape) != "title", _length(shape, "y") // _SAME_ROW, _length(shape, "x")


def _length(shape: Any, name: str) -> float:
    found = _LENGTH.fullmatch(attribute(shape, name) or "")
    return float(found[1]) * _CENTIMETRES[found[2] or "cm"] if found else 0.0
