"""Open XML packages (ISO/IEC 29500-2: DOCX, PPTX, XLSX): core properties, and the strict variant made transitional."""

import io
import re
import zipfile
import zlib

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.archives import member, opened
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.properties import NOTHING, Properties, stated

DAMAGE = (AttributeError, LookupError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error)
"""Raised by python-docx, python-pptx and lxml (whose syntax errors are Python's) for damaged packages, by fuzzing."""

_CORE = "docProps/core.xml"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACE = re.compile(re.escape(_STRICT) + rb"(?P<kind>\w+)/")
_PARTS_WITH_NAMESPACE = ("_rels/.rels", "xl/workbook.xml")


def transitional_package(data: bytes, limits: Limits, kind: str) -> tuple[bytes, Properties]:
    """Return a package that the libraries can read, with transitional namespaces, and its core properties.

    Raises:
        FileUnreadable: It is not a package of this ``kind`` (``DOCX``), is encrypted or damaged, or exceeds ``limits``.
    """
    with opened(data, limits, kind) as archive:
        return _transitional(data, archive), core_properties(archive)


def core_properties(archive: zipfile.ZipFile) -> Properties:
    """Return the package's declared properties (clause 11); none where that part is missing or damaged."""
    if _CORE not in archive.namelist():
        return NOTHING
    try:
        root = ElementTree.fromstring(member(archive, _CORE))
    except (SyntaxError, DefusedXmlException, ValueError, LookupError, FileUnreadable):
        return NOTHING  # the text can still be read
    names = (f"{_DUBLIN_CORE}title", f"{_DUBLIN_CORE}creator", f"{_TERMS}created")
    title, author, created = (clean_line(root.findtext(name) or "") for name in names)
    return stated(title, author, created or root.findtext(f"{_TERMS}modified"))


def _transitional(data: bytes, archive: zipfile.ZipFile) -> bytes:
    """Return the package, with namespaces of ISO/IEC 29500 Strict replaced by transitional ones."""
    names = archive.namelist()
    if not any(_STRICT in member(archive, name) for name in _PARTS_WITH_NAMESPACE if name in names):
        return data
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as package:
        for name in dict.fromkeys(names):
            part = member(archive, name)
            is_xml = name.endswith((".xml", ".rels"))
            package.writestr(name, _NAMESPACE.sub(_transitional_namespace, part) if is_xml else part)
    return rewritten.getvalue()


def _transitional_namespace(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found["kind"] + b"/2006/"
