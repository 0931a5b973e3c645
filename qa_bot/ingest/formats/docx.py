"""DOCX: paragraphs and tables in the order of the text, as a reader sees them with all changes accepted.

python-docx opens the package; the text is read from the XML itself, because python-docx passes over content controls,
text boxes and notes. Macros, links and external parts are never followed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.archives import opened
from qa_bot.ingest.formats.blocks import Part, laid_out, named, one_line
from qa_bot.ingest.formats.docx_graphics import graphics
from qa_bot.ingest.formats.docx_package import Package, unpacked
from qa_bot.ingest.formats.docx_styles import Lists, Styles, attribute, child_of
from qa_bot.ingest.formats.docx_tables import is_layout, row_lines
from qa_bot.ingest.formats.docx_text import LineReader, children, local_name
from qa_bot.ingest.formats.labels import is_pair, tile
from qa_bot.ingest.formats.ooxml_properties import core_properties
from qa_bot.ingest.formats.ooxml_strict import transitional
from qa_bot.text.sentences import is_heading

_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d_]{1,8}\.?\s*)?\d+\W*(?:[^\W\d_]{1,4}\s*)?\d*\W*")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or a row of a table or a chart, which has a ``place`` of its own."""

    text: str
    is_heading: bool = False
    is_title: bool = False
    is_caption: bool = False
    place: str = ""
    number: int = 0


def read(data: bytes, limits: Limits) -> Extraction:
    """The document's text; its sections by its headings and the rows of its tables are the places.

    Last come the notes, each under the number in brackets that marks it in the text, then comments, then what page
    headers and footers say, once. Hidden and struck-out text and deletions are left out, with a note.

    Raises:
        FileUnreadable: it is no DOCX file, is encrypted or damaged.
    """
    with opened(data, limits, "DOCX") as archive:
        properties = core_properties(archive)
        data = transitional(data, archive)
    package = unpacked(data)
    reading = _Reading(package)
    blocks = list(_labelled(reading.blocks(package.body)))
    title = properties.title or _first(block.text for block in blocks if block.is_title)
    title = title or _first(block.text for block in blocks if block.is_heading)
    parts = [
        *_sections(blocks),
        Part("", 0, tuple(reading.notes())),
        *reading.comments(),
        *reading.repeated(),
    ]
    text, places = laid_out("section", parts)
    return Extraction(text, one_line(title), places, "; ".join(reading.left_out()), properties)


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _labelled(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The blocks, a value and the label below or above it joined to one."""
    waiting: _Block | None = None
    for block in blocks:
        can_pair = waiting and not (waiting.place or waiting.is_heading or block.place or block.is_heading)
        if waiting and can_pair and is_pair(waiting.text, block.text):
            yield _Block(f"{waiting.text} {block.text}")
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = block
    if waiting:
        yield waiting


def _sections(blocks: Iterable[_Block]) -> Iterator[Part]:
    """A part from each heading to the next, and one for each row, named by the section that it stands in."""
    name, number = "", 0
    found: list[str] = []
    for block in blocks:
        if not (block.is_heading or block.place):
            found.append(block.text)
            continue
        yield Part(name, number, tuple(found))
        found = []
        if block.place:
            yield Part(", ".join(filter(None, (name, block.place))), block.number, (block.text,), is_row=True)
        else:
            name, number, found = named("section", block.text), number + 1, [block.text]
    yield Part(name, number, tuple(found))


class _Reading:
    """One document being read: it counts list items, tables and notes as they come."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._lists = Lists(package.numbering)
        self._line = LineReader(package.styles)
        self._counts = {"table": 0, "chart": 0}
        self._not_read: dict[str, int] = {}
        self._heading = ""

    def left_out(self) -> list[str]:
        """What is to be told of the document."""
        counted = (f"{number} {name}{'s' * (number > 1)} not read" for name, number in self._not_read.items())
        return [*self._line.left_out, *counted]

    def blocks(self, container: Any) -> Iterator[_Block]:
        """The paragraphs and tables of a container, and the text boxes that hang on them."""
        before = _Block("")
        elements = list(children(container))
        for element, following in zip(elements, [*elements[1:], None], strict=True):
            match local_name(element):
                case "p":
                    block = self._paragraph(element)
                    before = block if block.text else before
                    yield block
                    yield from self._hanging(element)
                case "tbl":
                    yield from self._table(element, self._caption(before, following))
                    before = _Block("")

    def notes(self) -> Iterator[str]:
        """The notes that the text read so far refers to, in the order of their numbers."""
        parts = ((kind, root) for kind, root in self._package.notes.items() if root is not None)
        notes = {(kind, attribute(note, "id")): note for kind, root in parts for note in root.iterchildren("*")}
        for mark, number in list(self._line.marks.items()):
            if mark in notes:
                yield f"[{number}] " + self._in_one_line(notes[mark])

    def comments(self) -> Iterator[Part]:
        """A part for each comment, which says that it is one, and whose."""
        root = self._package.comments
        for number, comment in enumerate(root.iterchildren("{*}comment") if root is not None else (), 1):
            author, text = one_line(attribute(comment, "author") or ""), self._in_one_line(comment)
            said = f"Comment by {author}: {text}" if author else f"Comment: {text}"
            yield Part(f"comment {number}", number, (said,) if text else (), is_row=True)

    def repeated(self) -> Iterator[Part]:
        """A part for each line of page headers and footers, once, without page numbers."""
        self._heading = ""
        for kind, roots in self._package.repeated.items():
            lines = dict.fromkeys(line for root in roots for line in self._repeated_lines(root))
            yield from (Part(f"page {kind}", number, (line,), is_row=True) for number, line in enumerate(lines, 1))

    def _repeated_lines(self, root: Any) -> Iterator[str]:
        has_numbers = _has_page_fields(root)
        for block in _labelled(self.blocks(root)):
            if not (has_numbers and _PAGE_NUMBER.fullmatch(block.text)):
                yield block.text.strip()

    def _paragraph(self, paragraph: Any) -> _Block:
        text = self._line.text_of(paragraph).strip()
        is_title = bool(text) and self._styles.is_title(paragraph)
        in_outline = bool(text) and self._styles.is_heading(paragraph)
        if in_outline or is_title:
            self._heading = one_line(text)
        if in_outline:
            return _Block(text, is_heading=True)
        item = self._styles.list_of(paragraph)
        mark = self._lists.mark(*item) if item and text else ""
        return _Block(mark + text, is_title=is_title, is_caption=bool(text) and self._styles.is_caption(paragraph))

    def _hanging(self, paragraph: Any) -> Iterator[_Block]:
        """The text boxes, charts and diagrams that hang on a paragraph; other things that it shows are counted."""
        found = graphics(paragraph, self._package.drawn)
        for box in found.boxes:
            yield from self.blocks(box)
        for chart in found.charts:
            self._counts["chart"] += 1
            yield from (_Block(line, place=f"chart {self._counts['chart']}", number=1) for line in chart)
        for diagram in found.diagrams:
            yield from map(_Block, diagram)
        for name, number in found.others.items():
            self._not_read[name] = self._not_read.get(name, 0) + number

    def _caption(self, before: _Block, following: Any) -> str:
        """What names a table: the caption or the short line above it, the caption below it, or the last heading."""
        after = _Block("")
        if following is not None and local_name(following) == "p" and self._styles.is_caption(following):
            after = replace(after, text=self._line.text_of(following).strip())
        if before.is_caption or before.is_heading or (not after.text and is_heading(before.text)):
            return one_line(before.text)
        return one_line(after.text) or self._heading

    def _table(self, table: Any, caption: str) -> Iterator[_Block]:
        """A block for each row; what a table holds that is there for the layout is the document's."""
        rows = [row for row in children(table) if local_name(row) == "tr" and not _is_deleted(row)]
        cells = [_cells(row) for row in rows]
        if is_layout([["".join(cell.itertext("{*}t")) for cell in row] for row in cells]):
            inner = chain.from_iterable(self.blocks(cell) for row in cells for cell in row)
            yield from (replace(block, is_heading=False) for block in inner)
            return
        self._counts["table"] += 1
        name = f"table {self._counts['table']}"
        lines = self._tiles(cells) or row_lines(rows, _cells, self._in_one_line, caption)
        for number, line in enumerate(lines, 1):
            yield _Block(line, place=f"{name}, row {number}", number=number)

    def _tiles(self, cells: list[list[Any]]) -> list[str]:
        """The cells of a table of one row where each is a value and its label, in two paragraphs; else none."""
        found: list[str] = []
        for cell in cells[0] if len(cells) == 1 else ():
            texts = [text for text in map(self._line.text_of, cell.iterchildren("{*}p")) if text.strip()]
            found.append(tile(*map(one_line, texts)) if len(texts) == 2 else "")
        return found if all(found) else []

    def _in_one_line(self, container: Any) -> str:
        heading, self._heading = self._heading, ""  # it names the table, not tables in its cells
        text = one_line(" ".join(block.text for block in self.blocks(container)))
        self._heading = heading
        return text


def _cells(row: Any) -> list[Any]:
    return [cell for cell in children(row) if local_name(cell) == "tc"]


def _has_page_fields(root: Any) -> bool:
    """Whether a field of the element counts pages."""
    simple = (attribute(field, "instr") or "" for field in root.iter("{*}fldSimple"))
    complex_fields = (field.text or "" for field in root.iter("{*}instrText"))
    return any(code.split()[:1] in [[name] for name in _PAGE_FIELDS] for code in chain(simple, complex_fields))


def _is_deleted(row: Any) -> bool:
    return child_of(row, "trPr", "del") is not None
