"""DOCX: paragraphs and tables in reading order, with tracked changes accepted.

python-docx opens the package; the text is read from the XML, because python-docx skips content controls, text boxes
and notes. Macros are not run, links and external parts not followed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, clean_line, laid_out
from qa_bot.ingest.formats.charts import not_read
from qa_bot.ingest.formats.docx_graphics import graphics
from qa_bot.ingest.formats.docx_lists import Lists
from qa_bot.ingest.formats.docx_package import Package, unpacked
from qa_bot.ingest.formats.docx_styles import Styles, attribute, child_of
from qa_bot.ingest.formats.docx_tables import is_layout, row_lines
from qa_bot.ingest.formats.docx_text import LineReader, children, local_name
from qa_bot.ingest.formats.labels import tile
from qa_bot.ingest.formats.office_blocks import (
    Block,
    comment_parts,
    in_one_line,
    section_parts,
    title_of,
    with_pairs_joined,
)
from qa_bot.ingest.formats.ooxml import readable_package
from qa_bot.text.paragraphs import is_heading

_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d_]{1,8}\.?\s*)?\d+\W*(?:[^\W\d_]{1,4}\s*)?\d*\W*")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the document's text with places for sections and for rows of tables.

    The body is followed by the notes, each with the bracketed number that refers to it, the comments, and the distinct
    lines of page headers and footers. Hidden, struck-out and deleted text is omitted and reported in the note.

    Raises:
        FileUnreadable: It is not a DOCX file, or is encrypted or damaged.
    """
    data, properties, missing = readable_package(data, limits, "DOCX")
    package = unpacked(data)
    reader = _DocumentReader(package)
    blocks = list(with_pairs_joined(reader.blocks(package.body)))
    title = properties.title or title_of(blocks)
    parts = [
        *section_parts(blocks),
        Part("", 0, tuple(reader.notes())),
        *comment_parts(reader.comments()),
        *reader.repeated(),
    ]
    text, places = laid_out("section", parts)
    return Extraction(text, clean_line(title), places, "; ".join([*reader.left_out(), *missing]), properties)


class _DocumentReader:
    """Reads one document; it numbers list items, tables, charts and notes in order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._lists = Lists(package.numbering)
        self._line = LineReader(package.styles)
        self._counts: Counter[str] = Counter()
        self._unreadable: Counter[str] = Counter()
        self._heading = ""

    def left_out(self) -> list[str]:
        """Return messages about omitted content."""
        return [*self._line.left_out, *not_read(self._unreadable)]

    def blocks(self, container: Any) -> Iterator[Block]:
        """Yield the paragraphs and tables of a container, and the graphics anchored to them."""
        before = Block("")
        for element, following in pairwise([*children(container), None]):
            match local_name(element):
                case "p":
                    block = self._paragraph(element)
                    before = block if block.text else before
                    yield block
                    yield from self._graphics(element)
                case "tbl":
                    yield from self._table(element, self._caption(before, following))
                    before = Block("")

    def notes(self) -> Iterator[str]:
        """Yield the notes that the text read so far refers to, in the order of their numbers."""
        parts = ((kind, root) for kind, root in self._package.notes.items() if root is not None)
        notes = {(kind, attribute(note, "id")): note for kind, root in parts for note in root.iterchildren("*")}
        for mark, number in list(self._line.marks.items()):
            if mark in notes:
                yield f"[{number}] " + self._in_one_line(notes[mark])

    def comments(self) -> Iterator[tuple[str, str]]:
        """Yield author and text of each comment."""
        root = self._package.comments
        for comment in root.iterchildren("{*}comment") if root is not None else ():
            yield clean_line(attribute(comment, "author") or ""), self._in_one_line(comment)

    def repeated(self) -> Iterator[Part]:
        """Yield a part for each distinct line of page headers and footers, without page numbers."""
        self._heading = ""
        for kind, roots in self._package.repeated.items():
            lines = dict.fromkeys(line for root in roots for line in self._repeated_lines(root))
            yield from (Part(f"page {kind}", number, (line,), is_row=True) for number, line in enumerate(lines, 1))

    def _repeated_lines(self, root: Any) -> Iterator[str]:
        has_numbers = _has_page_fields(root)
        for block in with_pairs_joined(self.blocks(root)):
            if not (has_numbers and _PAGE_NUMBER.fullmatch(block.text)):
                yield block.text.strip()

    def _paragraph(self, paragraph: Any) -> Block:
        text = self._line.text_of(paragraph).strip()
        is_title = bool(text) and self._styles.is_title(paragraph)
        in_outline = bool(text) and self._styles.is_heading(paragraph)
        item = self._styles.list_of(paragraph)
        text = (self._lists.mark(*item) if item and text else "") + text
        if in_outline or is_title:
            self._heading = clean_line(text)
        if in_outline:
            return Block(text, is_heading=True)
        return Block(text, is_title=is_title, is_caption=bool(text) and self._styles.is_caption(paragraph))

    def _graphics(self, paragraph: Any) -> Iterator[Block]:
        """Yield the content of the text boxes, charts and diagrams of a paragraph; count its other graphics."""
        found = graphics(paragraph, self._package.graphics)
        for box in found.boxes:
            yield from self.blocks(box)
        for chart in found.charts:
            self._counts["chart"] += 1
            yield from (Block(line, place=f"chart {self._counts['chart']}", number=1) for line in chart)
        for diagram in found.diagrams:
            yield from map(Block, diagram)
        self._unreadable += found.unreadable

    def _caption(self, before: Block, following: Any) -> str:
        """Return a table's caption: the caption or short line above it, the caption below it, or the last heading."""
        after = Block("")
        if following is not None and local_name(following) == "p" and self._styles.is_caption(following):
            after = replace(after, text=self._line.text_of(following).strip())
        if before.is_caption or before.is_heading or (not after.text and is_heading(before.text)):
            return clean_line(before.text)
        return clean_line(after.text) or self._heading

    def _table(self, table: Any, caption: str) -> Iterator[Block]:
        """Yield a block for each row; of a layout table, its content."""
        rows = [row for row in children(table) if local_name(row) == "tr" and not _is_deleted(row)]
        cells = [_cells(row) for row in rows]
        if is_layout([["".join(cell.itertext("{*}t")) for cell in row] for row in cells]):
            inner = chain.from_iterable(self.blocks(cell) for row in cells for cell in row)
            yield from (replace(block, is_heading=False) for block in inner)
            return
        self._counts["table"] += 1
        name = f"table {self._counts['table']}"
        lines = self._labelled_values(cells) or row_lines(rows, _cells, self._in_one_line, caption)
        for number, line in enumerate(lines, 1):
            yield Block(line, place=f"{name}, row {number}", number=number)

    def _labelled_values(self, cells: list[list[Any]]) -> list[str]:
        """Return the cells of a single row in which each has a value and its label in two paragraphs; else nothing."""
        found: list[str] = []
        for cell in cells[0] if len(cells) == 1 else ():
            texts = [text for text in map(self._line.text_of, cell.iterchildren("{*}p")) if text.strip()]
            found.append(tile(*map(clean_line, texts)) if len(texts) == 2 else "")
        return found if all(found) else []

    def _in_one_line(self, container: Any) -> str:
        heading, self._heading = self._heading, ""  # not the caption of tables within cells
        text = in_one_line(self.blocks(container))
        self._heading = heading
        return text


def _cells(row: Any) -> list[Any]:
    return [cell for cell in children(row) if local_name(cell) == "tc"]


def _has_page_fields(root: Any) -> bool:
    """Whether the element has a field for page numbers."""
    simple = (attribute(field, "instr") or "" for field in root.iter("{*}fldSimple"))
    complex_fields = (field.text or "" for field in root.iter("{*}instrText"))
    return any(code.split()[:1] in [[name] for name in _PAGE_FIELDS] for code in chain(simple, complex_fields))


def _is_deleted(row: Any) -> bool:
    return child_of(row, "trPr", "del") is not None
