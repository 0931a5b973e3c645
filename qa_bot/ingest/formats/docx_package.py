"""A DOCX package → its parts that hold text, as XML: python-docx opens it, and follows no link and no external part."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import parse_xml

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
_ANY_PART = f"{RT.STYLES.rpartition('/')[0]}/"
_DRAWN = {RT.CHART, f"{_ANY_PART}diagramData"}


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that hold text or say how it is read; None where there is no such part.

    ``notes`` and ``repeated`` (page headers and footers) are by their kinds; ``drawn`` are charts and the data of
    diagrams, by the ids that the body has for them.
    """

    body: Any
    styles: Any
    numbering: Any
    comments: Any
    notes: Mapping[str, Any]
    repeated: Mapping[str, list[Any]]
    drawn: Mapping[str, Any]


def unpacked(data: bytes) -> Package:
    """The parts of the document that ``data`` holds.

    Raises:
        FileUnreadable: it is no DOCX file, or is damaged.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        styles: Any = document.styles.element
        relations = [one for one in document.part.rels.values() if not one.is_external]
        return Package(
            document.element.body,
            styles,
            next(_roots(relations, RT.NUMBERING), None),
            next(_roots(relations, RT.COMMENTS), None),
            {name: next(_roots(relations, f"{_ANY_PART}{name}"), None) for name in ("footnotes", "endnotes")},
            {name: list(_roots(relations, f"{_ANY_PART}{name}")) for name in ("header", "footer")},
            {one.rId: parse_xml(one.target_part.blob) for one in relations if one.reltype in _DRAWN},
        )
    except _DAMAGE as error:
        raise FileUnreadable("it is not a DOCX file, or is damaged") from error


def _roots(relations: list[Any], kind: str) -> Iterator[Any]:
    return (parse_xml(one.target_part.blob) for one in relations if one.reltype == kind)
