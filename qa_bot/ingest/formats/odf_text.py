"""The content of OpenDocument texts and slides (ODF 1.3, part 3, 5 to 9) → blocks of text."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.docx_styles import whole_number
from qa_bot.ingest.formats.docx_tables import is_layout
from qa_bot.ingest.formats.grid import Cell, spread
from qa_bot.ingest.formats.odf_forms import fieldmark_text
from qa_bot.ingest.formats.odf_lists import OUTLINE, Counts, ListStyles
from qa_bot.ingest.formats.odf_styles import Styles, attribute, local_name
from qa_bot.ingest.formats.office_blocks import PLAIN, Block, RunStyle, in_one_line
from qa_bot.ingest.formats.ooxml_tables import grid_lines
from qa_bot.ingest.formats.runs import GAP, STRUCK_NOTE, Run, written
from qa_bot.text.paragraphs import is_heading

_SIGNS = {"tab": "\t", "line-break": "\n", "soft-hyphen": ""}
_OMITTED = frozenset(
    """tracked-changes table-of-content alphabetical-index ruby-text annotation-end forms script event-listeners
    hidden-text hidden-paragraph page-number page-count desc title""".split()
)
_SHAPES = frozenset("custom-shape rect ellipse circle polygon path line connector caption g".split())
_CONTAINERS = _SHAPES | frozenset("section text-box index-body list-header a".split())
_GRAPHICS = {"image": "picture", "object": "embedded object", "object-ole": "embedded object", "plugin": "video"}
_MOST_REPEATED = 1_000


class ContentReader:
    """Reads the content of one document; it numbers tables and notes, and collects comments and notes.

    Attributes:
        notes: The foot- and endnotes read so far, in order.
        comments: The comments read so far, with their authors.
        unreadable: The number of graphics that are not read, by kind.
        heading: The last heading, which is the caption of tables without one.
    """

    def __init__(
        self,
        styles: Styles,
        charts: Mapping[str, Any],
        list_styles: ListStyles | None = None,
        controls: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Start with nothing read.

        Args:
            styles: The document's styles.
            charts: The roots of embedded charts by their references.
            list_styles: Its list styles, None where items get no marks: on slides, all text may be items.
            controls: The texts of forms' controls by their ids.
        """
        self._list_styles = list_styles
        self._outline = Counts()
        self._styles = styles
        self._charts = charts
        self._controls = controls
        self.notes: list[str] = []
        self.comments: list[tuple[str, str]] = []
        self.unreadable: Counter[str] = Counter()
        self._left_out: dict[str, None] = {}
        self._frames: deque[Any] = deque()
        self._counts: Counter[str] = Counter()
        self._lists: dict[str | None, Counts] = {}  # by their ids and styles
        self.heading = ""

    @property
    def left_out(self) -> list[str]:
        """Messages about omitted text, each once."""
        return list(self._left_out)

    def blocks(self, container: Any, *, in_list: bool = False) -> Iterator[Block]:
        """Yield the paragraphs and rows of tables of a container, and the text of frames after their paragraph.

        The headings ``in_list`` are numbered as its items, the others by the style of the outline.
        """
        before = Block("")
        for element, following in pairwise([*container, None]):
            name = local_name(element)
            if name in ("p", "h"):
                before = self._paragraph(element, name == "h")
                mark = self._outline_mark(element) if before.is_heading and not in_list else ""
                yield replace(before, text=mark + before.text)
                yield from self._framed()
            elif name == "list":
                yield from self._list(element, attribute(element, "style-name"), self._counts_of(element), 1)
            elif name == "table":
                yield from self._table(element, self._caption(before, following))
                before = Block("")
            elif name in ("frame", "control"):
                self._frames.append(element)
                yield from self._framed()
            elif name == "tracked-changes" and element.find(".//{*}deletion") is not None:
                self._left_out["deleted text (tracked changes) left out"] = None
            elif name in _CONTAINERS or name.endswith("-index"):
                yield from self.blocks(element)

    def line(self, container: Any) -> str:
        """Return the content of a container in one line."""
        heading, self.heading = self.heading, ""  # not the caption of tables within
        text = in_one_line(self.blocks(container))
        self.heading = heading
        return text

    def _paragraph(self, paragraph: Any, in_outline: bool) -> Block:
        style = attribute(paragraph, "style-name")
        text = written(list(self._runs(paragraph, self._styles.run_style(style, PLAIN)))).strip()
        is_title = bool(text) and self._styles.is_named(style, "title")
        if text and (in_outline or is_title):
            self.heading = clean_line(text)
        is_caption = bool(text) and self._styles.is_named(style, "caption", "table", "illustration", "figure")
        return Block(text, in_outline and bool(text), is_title, is_caption)

    def _runs(self, element: Any, style: RunStyle) -> Iterator[Run]:
        yield from self._run(element.text, style)
        for child in element:
            yield from self._inline(child, style)
            yield from self._run(child.tail, style)

    def _inline(self, element: Any, style: RunStyle) -> Iterator[Run]:
        name = local_name(element)
        if name in _SIGNS:
            yield Run(_SIGNS[name])
        elif name == "s":
            yield Run(_spaces(element))
        elif name == "note":
            yield self._note(element)
        elif name == "annotation":
            self._comment(element)
        elif (text := self._field(element, name)) is not None:
            yield Run(text)
        elif name in ("frame", "control") or name in _SHAPES:
            self._frames.append(element)
        elif name not in _OMITTED:
            inner = attribute(element, "style-name") if name == "span" else None
            yield from self._runs(element, self._styles.run_style(inner, style))

    def _run(self, text: str | None, style: RunStyle) -> Iterator[Run]:
        if not text:
            return
        text = " ".join(["", *text.split(), ""]) if text.isspace() or "\n" in text else text
        if text.strip() and style.is_hidden:
            self._left_out["hidden text left out"] = None
        if text.strip() and style.is_struck:
            self._left_out[STRUCK_NOTE] = None
        if not style.is_hidden:
            yield Run(text, style.is_raised, style.is_lowered, style.is_struck)

    def _note(self, note: Any) -> Run:
        self.notes.append("")
        number = len(self.notes)
        body = next(note.iterfind("{*}note-body"), None)
        self.notes[number - 1] = self.line(body) if body is not None else ""
        return Run(f"[{number}]", is_raised=True, is_note=True)

    def _comment(self, annotation: Any) -> None:
        author = clean_line(next((one.text or "" for one in annotation.iterfind("{*}creator")), ""))
        if text := self.line(annotation):
            self.comments.append((author, text))

    def _framed(self) -> Iterator[Block]:
        """Yield the content of the frames found so far; count those without text."""
        while self._frames:
            frame = self._frames.popleft()
            kinds = [local_name(child) for child in frame]
            references = (attribute(child, "href") or "" for child in frame)
            chart = next(
                (self._charts[one] for href in references if (one := href.removeprefix("./")) in self._charts), None
            )
            if chart is not None and (lines := _chart_lines(chart)):
                self._counts["chart"] += 1
                yield from (Block(line, place=f"chart {self._counts['chart']}", number=1) for line in lines)
            elif local_name(frame) == "control":
                yield Block(self._control(frame))
            elif local_name(frame) != "frame" or any(kind in ("text-box", "table") for kind in kinds):
                yield from self.blocks(frame)
            elif graphics := next((_GRAPHICS[kind] for kind in kinds if kind in _GRAPHICS), ""):
                self.unreadable[graphics] += 1

    def _field(self, element: Any, name: str) -> str | None:
        """Return the text of a form's field within a line; None for other elements."""
        if name == "fieldmark":
            return fieldmark_text(element)
        is_inline = name == "control" and attribute(element, "anchor-type") == "as-char"
        return f" {GAP}{self._control(element)}{GAP} " if is_inline else None

    def _control(self, element: Any) -> str:
        return self._controls.get(attribute(element, "control") or "", "")

    def _list(self, element: Any, style: str | None, counts: Counts, level: int) -> Iterator[Block]:
        for item in element:
            is_item, mark = local_name(item) == "list-item", ""
            for child in item:
                if local_name(child) == "list":
                    yield from self._list(child, attribute(child, "style-name") or style, counts, level + 1)
                    continue
                if is_item and self._list_styles:
                    restart = whole_number(attribute(item, "start-value"))
                    mark, is_item = self._list_styles.mark(style, level, counts, restart), False
                for block in self.blocks([child], in_list=True):
                    yield replace(block, text=mark + block.text) if block.text else block
                    mark = "" if block.text else mark

    def _counts_of(self, element: Any) -> Counts:
        """Return the numbers from which a list goes on: those of the list that it continues, or none."""
        style = attribute(element, "style-name")
        continued = style if attribute(element, "continue-numbering") == "true" else None
        counts = self._lists.get(attribute(element, "continue-list") or continued or "") or Counts()
        self._lists[attribute(element, "id")] = self._lists[style] = counts
        return counts

    def _outline_mark(self, heading: Any) -> str:
        level = whole_number(attribute(heading, "outline-level"))
        is_numbered = self._styles.is_numbered(attribute(heading, "style-name"))
        if not (self._list_styles and level and is_numbered) or attribute(heading, "is-list-header") == "true":
            return ""
        restart = whole_number(attribute(heading, "start-value"))
        return self._list_styles.mark(OUTLINE, level, self._outline, restart)

    def _caption(self, before: Block, following: Any) -> str:
        """Return a table's caption: the caption or short line above it, the caption below it, or the last heading."""
        if before.is_caption or before.is_heading:
            return clean_line(before.text)
        is_paragraph = following is not None and local_name(following) == "p"
        if is_paragraph and self._styles.is_named(attribute(following, "style-name"), "caption", "table"):
            return clean_line("".join(following.itertext()))
        return clean_line(before.text) if before.text and is_heading(before.text) else self.heading

    def _table(self, table: Any, caption: str) -> Iterator[Block]:
        """Yield a block for each row; of a layout table, its content."""
        header = sum(len(list(_rows(rows))) for rows in table.iterfind("{*}table-header-rows"))
        rows = [list(_cells(row)) for row in _rows(table)]
        if is_layout([["".join(cell.itertext()) for cell in row] for row in rows]):
            for block in (block for row in rows for cell in row for block in self.blocks(cell)):
                yield Block(block.text, place=block.place, number=block.number)
            return
        self._counts["table"] += 1
        name = f"table {self._counts['table']}"
        grid = spread([[self._cell(cell) for cell in row] for row in rows])
        lines = grid_lines(grid, caption, header if 0 < header < len(rows) else None)
        for number, line in enumerate(lines, 1):
            yield Block(line, place=f"{name}, row {number}", number=number)

    def _cell(self, cell: Any) -> Cell:
        return Cell(self.line(cell), _span(cell, "number-rows-spanned"), _span(cell, "number-columns-spanned"))


def _spaces(element: Any) -> str:
    count = attribute(element, "c") or "1"
    return " " * (min(int(count), _MOST_REPEATED) if count.isascii() and count.isdigit() else 1)


def _rows(table: Any) -> Iterator[Any]:
    for child in table if table is not None else ():
        name = local_name(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _cells(row: Any) -> Iterable[Any]:
    return (cell for cell in row if local_name(cell) == "table-cell")


def _span(cell: Any, name: str) -> int:
    count = attribute(cell, name) or "1"
    return max(1, int(count)) if count.isascii() and count.isdigit() and len(count) < 6 else 1


def _chart_lines(chart: Any) -> list[str]:
    """Return a line for each series of a chart from its saved table: ``Chart “Results”; Sales: 2023 4.5; 2024 6``."""
    title = clean_line("".join("".join(one.itertext()) for one in chart.iterfind("{*}title")))
    name = f"Chart “{title}”" if title else "Chart"
    rows = [[clean_line("".join(cell.itertext())) for cell in _cells(row)] for row in _rows(chart.find("{*}table"))]
    series = list(zip(*rows, strict=False))
    labels = series[0][1:] if series else ()
    lines = []
    for column in series[1:]:
        values = "; ".join(f"{label} {value}".strip() for label, value in zip(labels, column[1:], strict=True) if value)
        lines += [f"{name}; {column[0]}: {values}" if column[0] else f"{name}; {values}"] if values else []
    return lines or ([name] if title else [])
