"""The shapes of a slide → blocks of text in reading order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml

from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.charts import chart_lines, diagram_lines, not_read
from qa_bot.ingest.formats.grid import Cell, spread
from qa_bot.ingest.formats.labels import tile
from qa_bot.ingest.formats.ooxml_tables import grid_lines
from qa_bot.ingest.formats.runs import STRUCK_NOTE, Run, written
from qa_bot.ingest.formats.tiles import TextBox, pairs

_OMITTED = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER}
_REPEATED = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER}
_SAME_ROW = 91_440  # 0.1 inch in EMU: shapes whose tops differ by less are side by side
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CENTIMETRE = 360_000  # in EMU


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; or a row of a table, a line of a chart or a comment, which has a ``place`` of its own."""

    text: str
    place: str = ""


class ShapeReader:
    """Reads the shapes of one presentation; collects footers and counts unreadable graphics."""

    def __init__(self) -> None:
        """Start with no shapes read."""
        self.footers: dict[str, None] = {}
        self._unreadable: Counter[str] = Counter()
        self._has_struck = False

    def left_out(self) -> list[str]:
        """Return messages about omitted content of the shapes read so far."""
        return [*([STRUCK_NOTE] if self._has_struck else []), *not_read(self._unreadable)]

    def blocks(self, shapes: Iterable[Any], heading: str) -> Iterator[Block]:
        """Yield the content of one slide's shapes; ``heading`` is the slide's title."""
        counts: Counter[str] = Counter()
        for shape in _in_order(shapes):
            yield from self._shown(shape, heading, counts)

    def paragraphs(self, frame: Any) -> list[str]:
        """Return the paragraphs of a text frame; if they are a value and its label only, joined."""
        texts = [self._text(paragraph._p) for paragraph in frame.paragraphs]  # noqa: SLF001 - formatting is in the XML
        filled = [text for text in texts if text.strip()]
        pair = tile(*map(clean_line, filled)) if len(filled) == 2 else ""
        return [pair] if pair else texts

    def _shown(self, shape: Any, heading: str, counts: Counter[str]) -> Iterator[Block]:
        if isinstance(shape, _LabelledValue):
            yield Block(shape.text)
        elif hasattr(shape, "shapes"):
            for inner in _in_order(shape.shapes):
                yield from self._shown(inner, heading, counts)
        elif getattr(shape, "has_table", False):
            counts["table"] += 1
            lines = grid_lines(self._grid(shape.table), heading, None)
            yield from (Block(line, f"table {counts['table']}") for line in lines)
        elif getattr(shape, "has_chart", False):
            counts["chart"] += 1
            yield from self._graphic("chart", chart_lines(shape.chart.element), f"chart {counts['chart']}")
        elif shape.has_text_frame:
            yield from self._framed(shape)
        else:
            yield from self._other(shape)

    def _framed(self, shape: Any) -> Iterator[Block]:
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        if kind in _REPEATED and (footer := clean_line(shape.text_frame.text)):
            self.footers[footer] = None
        elif kind not in _OMITTED:
            yield from map(Block, self.paragraphs(shape.text_frame))

    def _other(self, shape: Any) -> Iterator[Block]:
        """Yield the paragraphs of a SmartArt diagram, which are in a separate part; count other graphics."""
        for ids in shape.element.iter("{*}relIds"):
            part = shape.part.related_part(ids.get(_RELATIONS + "dm") or "")
            yield from self._graphic("diagram", diagram_lines(parse_xml(part.blob)), "")
        kinds = {"oleObj": "embedded object", "videoFile": "video", "audioFile": "sound", "chart": "chart"}
        names = {element.tag.rpartition("}")[2] for element in shape.element.iter("*")}
        found = next((kind for name, kind in kinds.items() if name in names), "")
        if found or "blip" in names:
            self._unreadable[found or "picture"] += 1

    def _graphic(self, kind: str, lines: list[str], place: str) -> Iterator[Block]:
        if not lines:
            self._unreadable[kind] += 1
        yield from (Block(line, place) for line in lines)

    def _grid(self, table: Any) -> list[list[str]]:
        return spread(
            [
                [
                    Cell(
                        clean_line(" ".join(self.paragraphs(cell.text_frame))),
                        cell.span_height if cell.is_merge_origin else 1,
                        cell.span_width if cell.is_merge_origin else 1,
                    )
                    for cell in row.cells
                    if not cell.is_spanned
                ]
                for row in table.rows
            ]
        )

    def _text(self, paragraph: Any) -> str:
        runs = [run for child in paragraph.iterchildren("*") for run in self._runs(child)]
        return written(runs)

    def _runs(self, element: Any) -> Iterator[Run]:
        name = element.tag.rpartition("}")[2]
        if name == "br":
            yield Run("\n")
        elif name in ("r", "fld"):
            style = element.find("{*}rPr")
            baseline = "" if style is None else style.get("baseline") or ""
            is_struck = style is not None and (style.get("strike") or "noStrike") != "noStrike"
            text = element.findtext("{*}t") or ""
            self._has_struck |= is_struck and bool(text.strip())
            is_raised = baseline[:1].isdigit() and baseline.strip("0%") != ""
            yield Run(text, is_raised, baseline.startswith("-"), is_struck)
        elif name == "m":  # a formula
            yield Run("".join(text.text or "" for text in element.iter("{*}t")))


@dataclass(frozen=True, slots=True)
class _LabelledValue:
    """Two text boxes, one below the other, with a value and its label."""

    text: str


def _in_order(shapes: Iterable[Any]) -> list[Any]:
    """Return shapes from top to bottom and left to right, values joined with the labels below them."""
    ordered: list[Any] = sorted(shapes, key=lambda shape: ((shape.top or 0) // _SAME_ROW, shape.left or 0))
    boxes = {number: box for number, shape in enumerate(ordered) if (box := _box(shape))}
    found = pairs(boxes)
    lower = {number for number, _ in found.values()}
    remaining = ((number, shape) for number, shape in enumerate(ordered) if number not in lower)
    return [_LabelledValue(found[number][1]) if number in found else shape for number, shape in remaining]


def _box(shape: Any) -> TextBox | None:
    """Return a shape's text box, None where it has no text or no place of its own."""
    if not shape.has_text_frame or shape.is_placeholder or not (text := clean_line(shape.text_frame.text)):
        return None
    sides = (shape.left, shape.top, shape.width, shape.height)
    if None in sides:
        return None
    left, top, width, height = (side / _CENTIMETRE for side in sides)
    return TextBox(left, top, width, height, text)
