"""The core properties of an Open XML package (DOCX, PPTX, XLSX): ISO/IEC 29500-2, clause 11."""

import zipfile

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.formats.archives import member
from qa_bot.ingest.formats.blocks import one_line
from qa_bot.ingest.properties import NOTHING, Properties, stated

_PART = "docProps/core.xml"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def core_properties(archive: zipfile.ZipFile) -> Properties:
    """What the package states of itself; nothing where that part is missing or damaged."""
    if _PART not in archive.namelist():
        return NOTHING
    try:
        root = ElementTree.fromstring(member(archive, _PART))
    except (SyntaxError, DefusedXmlException, ValueError, LookupError, FileUnreadable):
        return NOTHING  # properties that cannot be read cost the title, not the file
    names = (f"{_DUBLIN_CORE}title", f"{_DUBLIN_CORE}creator", f"{_TERMS}created")
    title, author, created = (one_line(root.findtext(name) or "") for name in names)
    return stated(title, author, created or root.findtext(f"{_TERMS}modified"))
