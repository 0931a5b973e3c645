"""Export a chat as a Word document with footnotes. python-docx makes the document, but knows no footnotes."""

import io
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt

from qa_bot.chats.comparison_table import NOTHING_SAID, differing_words, near_aside
from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.transcript import Block, Mark, Outside, Piece, Table, transcript
from qa_bot.records import Citation, CitationStatus, Compared
from qa_bot.text.wording import printable

_NOTE_PART = PackURI("/word/footnotes.xml")
_STYLES = {"title": "Title", "heading": "Heading 1", "paragraph": "Normal", "item": "List Bullet"}
_NOTE_POINTS = 9
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""Footnotes without text that every document with footnotes has: the line above them."""


def word_document(
    chat: Chat, exchanges: Sequence[Exchange], citation_status: Callable[[Citation], CitationStatus]
) -> bytes:
    """Return a chat as DOCX: each question a heading, each citation a footnote."""
    written = transcript(chat, exchanges, citation_status)
    writer = _Writer(written.notes)
    for block in written.blocks:
        if isinstance(block, Table):
            writer.add_table(block)
        else:
            writer.add(block)
    return writer.saved(chat.title)


class _Writer:
    """A document in the making. Footnotes are numbered in the order of their first marks."""

    def __init__(self, notes: Mapping[Mark, Sequence[Piece]]) -> None:
        self._notes = notes
        self._numbers: dict[Mark, int] = {}
        self._document = docx.Document()
        text = self._document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.font.size = Pt(_NOTE_POINTS)
        reference = self._document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        reference.font.superscript = True
        self._text_style, self._reference_style = text.style_id, reference.style_id

    def add(self, block: Block) -> None:
        self._fill(self._document.add_paragraph(style=_STYLES[block.kind]), block.pieces)

    def add_table(self, block: Table) -> None:
        """Add a comparison: a row for each document and point."""
        table = self._document.add_table(rows=0, cols=3, style="Table Grid")
        rows: list[tuple[Sequence[Piece], ...]] = [(["Document"], ["Says"], ["Differs in"])]
        comparison = block.answer.comparison
        rows += [_compared(block, one) for one in chain.from_iterable(comparison.points if comparison else ())]
        for row in rows:
            for cell, pieces in zip(table.add_row().cells, row, strict=True):
                self._fill(cell.paragraphs[0], pieces)

    def saved(self, title: str) -> bytes:
        """Return the document with its footnotes."""
        self._document.core_properties.title, self._document.core_properties.author = _clean(title), ""
        part = XmlPart(_NOTE_PART, CONTENT_TYPE.WML_FOOTNOTES, self._footnotes(), self._document.part.package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        data = io.BytesIO()
        self._document.save(data)
        return data.getvalue()

    def _fill(self, paragraph: Any, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Mark):
                self._add_mark(paragraph.paragraph_format.element, piece)
            else:
                run = paragraph.add_run(_text(piece))
                run.bold = True if isinstance(piece, Outside) and piece.is_strong else None

    def _add_mark(self, paragraph: Any, mark: Mark) -> None:
        """Add the reference to a footnote, or after the first one a cross-reference to it: Word allows only one."""
        if mark in self._numbers:
            number = self._numbers[mark]
            field = _element("w:fldSimple", instr=f" NOTEREF _Note{number} \\f \\h ")
            field.append(self._styled_run(_element("w:t", str(number))))
            paragraph.append(field)
            return
        number = self._numbers[mark] = len(self._numbers) + 1
        paragraph.append(_element("w:bookmarkStart", id=str(number), name=f"_Note{number}"))
        paragraph.append(self._styled_run(_element("w:footnoteReference", id=str(number))))
        paragraph.append(_element("w:bookmarkEnd", id=str(number)))

    def _styled_run(self, content: Any) -> Any:
        run, properties = _element("w:r"), _element("w:rPr")
        properties.append(_element("w:rStyle", val=self._reference_style))
        run.extend((properties, content))
        return run

    def _footnotes(self) -> Any:
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in _SEPARATORS.items():
            paragraph, run = _element("w:p"), _element("w:r")
            run.append(_element(f"w:{kind}"))
            paragraph.append(run)
            root.append(_element("w:footnote", type=kind, id=str(number)))
            root[-1].append(paragraph)
        for mark, number in self._numbers.items():
            root.append(_element("w:footnote", id=str(number)))
            root[-1].append(self._note(self._notes[mark]))
        return root

    def _note(self, pieces: Sequence[Piece]) -> Any:
        """Return the paragraph of a footnote: its number and its text."""
        paragraph, properties = _element("w:p"), _element("w:pPr")
        properties.append(_element("w:pStyle", val=self._text_style))
        text = _element("w:r")
        words = "".join(_text(piece) for piece in pieces if not isinstance(piece, Mark))
        text.append(_element("w:t", f" {words}"))
        paragraph.extend((properties, self._styled_run(_element("w:footnoteRef")), text))
        return paragraph


def _compared(block: Table, compared: Compared) -> tuple[Sequence[Piece], ...]:
    """Return a row of a comparison: the document, what it says, and what differs."""
    cited = block.answer.citation(compared.number)
    if cited is None:
        return [Outside(compared.title)], [NOTHING_SAID], []
    note = near_aside(block.answer, compared)
    said: list[Piece] = ["“", Outside(cited.quote), "”", Mark(block.exchange, cited.number), note]
    return [Outside(compared.title)], said, [Outside("; ".join(differing_words(block.answer, compared)))]


def _element(tag: str, text: str = "", **attributes: str) -> Any:
    """Return an element of WordprocessingML; white space at the ends of its text counts."""
    element = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    if text:
        element.text = text
        element.set(qn("xml:space"), "preserve")
    return element


def _text(piece: str | Outside) -> str:
    return piece if isinstance(piece, str) else _clean(piece.text)


def _clean(text: str) -> str:
    """Return printable text on one line, without the characters that XML cannot have."""
    return printable(text).translate(_NOT_IN_XML)
