"""DOCX: paragraphs and tables in the order of the text, as a reader sees them with all changes accepted.

python-docx opens the package; the text is read from the XML itself, because python-docx passes over content controls,
text boxes and notes. Macros, links and external parts are never followed.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import parse_xml

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats.archives import opened
from qa_bot.documents.formats.blocks import Part, laid_out, one_line, sectioned
from qa_bot.documents.formats.core_properties import core_properties
from qa_bot.documents.formats.word_styles import Lists, Styles, attribute, child_of
from qa_bot.errors import FileUnreadable

# What a damaged or hostile package raises within python-docx and lxml (whose syntax errors are Python's), by fuzzing.
_DAMAGE = (
    AttributeError,
    LookupError,
    PythonDocxError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_SEEN_THROUGH = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice", "Fallback"}
_IN_LINE = {"r", "hyperlink", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
# Formulas (ISO/IEC 29500-1, 22.1) in one line: what comes before a part, and whether a long part needs brackets.
_IN_FORMULA = {
    "oMathPara",
    "oMath",
    "acc",
    "bar",
    "box",
    "borderBox",
    "d",
    "e",
    "eqArr",
    "f",
    "fName",
    "func",
    "groupChr",
    "limLow",
    "limUpp",
    "lim",
    "m",
    "mr",
    "nary",
    "num",
    "den",
    "phant",
    "rad",
    "deg",
    "sPre",
    "sSub",
    "sSubSup",
    "sSup",
    "sub",
    "sup",
}
_BEFORE = {"den": "/", "sup": "^", "sub": "_"}
_BRACKETED = {"num", "den", "sup", "sub"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SYMBOL_FONT = range(0xF000, 0xF100)  # characters of a font's own, which say nothing without it


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of a document that hold text or say how it is read; None where there is no such part."""

    body: Any
    styles: Any
    numbering: Any
    notes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    is_heading: bool = False
    is_title: bool = False


def read(data: bytes, limits: Limits) -> Extract:
    """The document's text; its sections by its headings are the places.

    Headers, footers, comments, hidden text and deletions are left out. Notes come last, each under the number in
    brackets that marks it in the text.

    Raises:
        FileUnreadable: it is no DOCX file, is encrypted or damaged.
    """
    with opened(data, limits, "DOCX") as archive:
        properties = core_properties(archive)
    package = _unpacked(data)
    reading = _Reading(package)
    blocks = list(reading.blocks(package.body))
    title = _first(block.text for block in blocks if block.is_title) or _first(
        block.text for block in blocks if block.is_heading
    )
    sections = sectioned((block.text, block.is_heading) for block in blocks)
    text, places = laid_out("section", [*sections, Part("", 0, tuple(reading.notes()))])
    return Extract(
        text,
        properties.title or one_line(title),
        places,
        "hidden text left out" if reading.has_hidden else "",
        properties,
    )


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _unpacked(data: bytes) -> _Package:
    try:
        document = docx.Document(io.BytesIO(data))
        numbering, *notes = (_part(document, kind) for kind in (RT.NUMBERING, RT.FOOTNOTES, RT.ENDNOTES))
        styles: Any = document.styles.element
        return _Package(document.element.body, styles, numbering, dict(zip(_NOTES.values(), notes, strict=True)))
    except _DAMAGE as error:
        raise FileUnreadable("it is not a DOCX file, or is damaged") from error


def _part(document: Document, kind: str) -> Any:
    """The root of the document's part of a kind, or None."""
    relation = next((one for one in document.part.rels.values() if one.reltype == kind and not one.is_external), None)
    return None if relation is None else parse_xml(relation.target_part.blob)


class _Reading:
    """One document being read: it counts list items and notes as they come."""

    def __init__(self, package: _Package) -> None:
        self._styles = Styles(package.styles)
        self._lists = Lists(package.numbering)
        self._notes = package.notes
        self._marks: dict[tuple[str, str], int] = {}
        self.has_hidden = False

    def blocks(self, container: Any) -> Iterator[_Block]:
        """The paragraphs and tables of a container, and the text boxes that hang on them."""
        for child in _children(container):
            match _name(child):
                case "p":
                    yield self._paragraph(child)
                    for box in _boxes(child):
                        yield from self.blocks(box)
                case "tbl":
                    yield from self._table(child)

    def notes(self) -> Iterator[str]:
        """The notes that the text read so far refers to, in the order of their numbers."""
        parts = ((kind, root) for kind, root in self._notes.items() if root is not None)
        notes = {(kind, attribute(note, "id")): note for kind, root in parts for note in root.iterchildren("*")}
        for mark, number in list(self._marks.items()):
            if mark in notes:
                yield f"[{number}] " + self._in_one_line(notes[mark])

    def _paragraph(self, paragraph: Any) -> _Block:
        text = self._text(paragraph).strip()
        if text and self._styles.is_heading(paragraph):
            return _Block(text, is_heading=True)
        item = self._styles.list_of(paragraph)
        mark = self._lists.mark(*item) if item and text else ""
        return _Block(mark + text, is_title=bool(text) and self._styles.is_title(paragraph))

    def _table(self, table: Any) -> Iterator[_Block]:
        """Each row as a line; a row of one cell is there for its frame, and its paragraphs are the document's."""
        lines: list[str] = []
        for row in _children(table):
            if _name(row) != "tr" or child_of(row, "trPr", "del") is not None:
                continue
            cells = [cell for cell in _children(row) if _name(cell) == "tc"]
            if len(cells) == 1:
                yield _Block("\n".join(lines))
                lines = []
                yield from (_Block(block.text) for block in self.blocks(cells[0]))
            elif any(texts := [self._in_one_line(cell) for cell in cells]):
                lines.append(" | ".join(texts).strip())
        yield _Block("\n".join(lines))

    def _in_one_line(self, container: Any) -> str:
        return one_line(" ".join(block.text for block in self.blocks(container)))

    def _text(self, element: Any) -> str:
        """The text of all that stands in a line, with changes accepted."""
        return "".join(self._piece(child) for child in _children(element))

    def _piece(self, element: Any) -> str:
        name = _name(element)
        if name == "r" and _is_hidden(element):
            self.has_hidden = True
            return ""
        if name == "t":
            return str(element.text or "")
        if name in _IN_LINE:
            return self._text(element)
        if name in _IN_FORMULA:
            return _in_formula(name, self._text(element))
        if name in _NOTES:
            note = (_NOTES[name], attribute(element, "id") or "")
            return f"[{self._marks.setdefault(note, len(self._marks) + 1)}]"
        return _symbol(element) if name == "sym" else _SIGNS.get(name, "")


def _children(element: Any) -> Iterator[Any]:
    """An element's children, those of wrappers among them, deletions and what was moved away not."""
    for child in element.iterchildren("*"):
        if _name(child) == "AlternateContent":
            yield from _children(next(child.iterchildren("*"), child))
        elif _name(child) not in _SEEN_THROUGH:
            yield child
        elif child_of(child, "sdtPr", "showingPlcHdr") is None:  # "Click here to enter text" is no text
            yield from _children(child)


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph, each once, however many ways of drawing it there are."""
    if next(element.iter("{*}txbxContent"), None) is None:
        return
    for child in _children(element):
        if _name(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_hidden(run: Any) -> bool:
    hidden = child_of(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden, "val") not in {"0", "false", "off"}


def _in_formula(name: str, text: str) -> str:
    if name == "d":
        return f"({text})"
    return _BEFORE.get(name, "") + (f"({text})" if name in _BRACKETED and len(text) > 1 else text)


def _symbol(element: Any) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return "" if code in _SYMBOL_FONT or not 0 < code <= 0xFFFF else chr(code)
