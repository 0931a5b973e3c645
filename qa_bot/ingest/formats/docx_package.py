"""The parts of a DOCX package with text, as XML. python-docx opens it; links and external parts are not followed."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import parse_xml

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.formats.ooxml import DAMAGE

_ANY_PART = f"{RT.STYLES.rpartition('/')[0]}/"
_GRAPHICS = {RT.CHART, f"{_ANY_PART}diagramData"}


@dataclass(frozen=True, slots=True)
class Package:
    """The parts with text or formatting; None where a part is missing.

    Attributes:
        notes: The parts of footnotes and of endnotes.
        repeated: The parts of page headers and of page footers, by ``header`` and ``footer``.
        graphics: Charts and the data of diagrams, by their relationship ids in the body.
    """

    body: Any
    styles: Any
    numbering: Any
    comments: Any
    notes: Mapping[str, Any]
    repeated: Mapping[str, list[Any]]
    graphics: Mapping[str, Any]


def unpacked(data: bytes) -> Package:
    """Return the parts of the document in ``data``.

    Raises:
        FileUnreadable: It is not a DOCX file, or is damaged.
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
            {one.rId: parse_xml(one.target_part.blob) for one in relations if one.reltype in _GRAPHICS},
        )
    except (*DAMAGE, PythonDocxError) as error:
        raise FileUnreadable("it is not a DOCX file, or is damaged") from error


def _roots(relations: list[Any], kind: str) -> Iterator[Any]:
    return (parse_xml(one.target_part.blob) for one in relations if one.reltype == kind)
