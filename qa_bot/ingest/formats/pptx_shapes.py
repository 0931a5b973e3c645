"""The shapes of a slide → blocks of text, in the order in which they are read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml

from qa_bot.ingest.formats.blocks import one_line
from qa_bot.ingest.formats.charts import chart_lines, diagram_lines
from qa_bot.ingest.formats.grid import Cell, spread
from qa_bot.ingest.formats.labels import tile
from qa_bot.ingest.formats.ooxml_tables import grid_lines
from qa_bot.ingest.formats.runs import STRUCK_NOTE, Run, written

_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER}
_REPEATED = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER}
_ABREAST = 91_440  # 0.1 inch in EMU: shapes whose tops differ by less stand side by side
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINE = 4 * _ABREAST
_MOST_TILES = 60  # shapes of a slide among which values and labels are paired


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table, a line of a chart or a comment, which has a ``place`` of its own."""

    text: str
    place: str = ""


class ShapeReader:
    """Reads the shapes of one presentation, and keeps what stands on many slides and what was left out."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.footers: dict[str, None] = {}
        self._others: Counter[str] = Counter()
        self._has_struck = False

    def left_out(self) -> list[str]:
        """What is to be told of the shapes read so far."""
        counted = [f"{number} {name}{'s' * (number > 1)} not read" for name, number in self._others.items()]
        return [STRUCK_NOTE, *counted] if self._has_struck else counted

    def blocks(self, shapes: Iterable[Any], heading: str) -> Iterator[Block]:
        """What the shapes of one slide say; ``heading`` is the slide's title."""
        counts: Counter[str] = Counter()
        for shape in _in_order(shapes):
            yield from self._shown(shape, heading, counts)

    def paragraphs(self, frame: Any) -> list[str]:
        """The paragraphs of a text frame; a value and its label that are all it holds are one."""
        texts = [self._text(paragraph._p) for paragraph in frame.paragraphs]  # noqa: SLF001 - its looks are in the XML
        filled = [text for text in texts if text.strip()]
        joined = tile(*map(one_line, filled)) if len(filled) == 2 else ""
        return [joined] if joined else texts

    def _shown(self, shape: Any, heading: str, counts: Counter[str]) -> Iterator[Block]:
        if isinstance(shape, _Tile):
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
            yield from self._drawn("chart", chart_lines(shape.chart.element), f"chart {counts['chart']}")
        elif shape.has_text_frame:
            yield from self._framed(shape)
        else:
            yield from self._other(shape)

    def _framed(self, shape: Any) -> Iterator[Block]:
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        if kind in _REPEATED and (footer := one_line(shape.text_frame.text)):
            self.footers[footer] = None
        elif kind not in _FURNITURE:
            yield from map(Block, self.paragraphs(shape.text_frame))

    def _other(self, shape: Any) -> Iterator[Block]:
        """The paragraphs of a SmartArt diagram, which are kept in a part of their own; what has none is counted."""
        for ids in shape.element.iter("{*}relIds"):
            part = shape.part.related_part(ids.get(_RELATIONS + "dm") or "")
            yield from self._drawn("diagram", diagram_lines(parse_xml(part.blob)), "")
        kinds = {"oleObj": "embedded object", "videoFile": "video", "audioFile": "sound", "chart": "chart"}
        names = {element.tag.rpartition("}")[2] for element in shape.element.iter("*")}
        found = next((kind for name, kind in kinds.items() if name in names), "")
        if found or "blip" in names:
            self._others[found or "picture"] += 1

    def _drawn(self, kind: str, lines: list[str], place: str) -> Iterator[Block]:
        if not lines:
            self._others[kind] += 1
        yield from (Block(line, place) for line in lines)

    def _grid(self, table: Any) -> list[list[str]]:
        return spread(
            [
                [
                    Cell(
                        one_line(" ".join(self.paragraphs(cell.text_frame))),
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
            look = element.find("{*}rPr")
            baseline = "" if look is None else look.get("baseline") or ""
            is_struck = look is not None and (look.get("strike") or "noStrike") != "noStrike"
            text = element.findtext("{*}t") or ""
            self._has_struck |= is_struck and bool(text.strip())
            is_raised = baseline[:1].isdigit() and baseline.strip("0%") != ""
            yield Run(text, is_raised, baseline.startswith("-"), is_struck)
        elif name == "m":  # a formula
            yield Run("".join(text.text or "" for text in element.iter("{*}t")))


@dataclass(frozen=True, slots=True)
class _Tile:
    """Two text boxes, one under the other, that hold a value and its label."""

    text: str


def _in_order(shapes: Iterable[Any]) -> list[Any]:
    """Shapes as one reads them: from top to bottom, those abreast from left to right; tiles in the place of values."""
    ordered: list[Any] = sorted(shapes, key=lambda shape: ((shape.top or 0) // _ABREAST, shape.left or 0))
    texts = {
        number: one_line(shape.text_frame.text)
        for number, shape in enumerate(ordered)
        if shape.has_text_frame and not shape.is_placeholder
    }
    tiles = _tiles(ordered, {number: text for number, text in texts.items() if text})
    lower = {number for number, _ in tiles.values()}
    kept = ((number, shape) for number, shape in enumerate(ordered) if number not in lower)
    return [_Tile(tiles[number][1]) if number in tiles else shape for number, shape in kept]


def _tiles(shapes: Sequence[Any], texts: Mapping[int, str]) -> dict[int, tuple[int, str]]:
    """By the number of each shape that is the upper half of a tile: the lower half, and what both say."""
    found: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    for upper in texts if len(texts) <= _MOST_TILES else ():
        below = [lower for lower in texts if _is_under(shapes[lower], shapes[upper])]
        nearest = min(below, key=lambda lower: int(shapes[lower].top), default=upper)
        said = tile(texts[upper], texts[nearest])
        if said and not {upper, nearest} & taken:
            found[upper] = (nearest, said)
            taken |= {upper, nearest}
    return found


def _is_under(lower: Any, upper: Any) -> bool:
    """Whether a shape stands right under another: middle under middle, no more than a line between them."""
    sides = (lower.left, lower.top, lower.width, upper.left, upper.top, upper.width, upper.height)
    if None in sides or lower.top <= upper.top:
        return False
    is_near = lower.top - (upper.top + upper.height) <= _LINE
    return bool(is_near and abs((lower.left + lower.width / 2) - (upper.left + upper.width / 2)) <= upper.width / 2)
