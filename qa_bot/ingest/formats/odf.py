"""OpenDocument packages (ODF 1.3, part 2): validation, the content's parts, and the declared properties."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.archives import member, opened
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.properties import NOTHING, Properties, stated

CONTENT = "content.xml"
"""The member with the document's content."""

_MEDIA_TYPES = {"ODP": b"presentation", "ODS": b"spreadsheet", "ODT": b"text"}
_MANIFEST = "META-INF/manifest.xml"
_META = "meta.xml"
_CHART = ".//{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}chart"
_STYLES = "styles.xml"
_DECLARED = ("title", "initial-creator", "creator", "creation-date")


@contextmanager
def opened_document(data: bytes, limits: Limits, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open the package in ``data``; ``kind`` is the expected format: ``ODS``, ``ODT`` or ``ODP``.

    Raises:
        FileUnreadable: It is not of this kind, is encrypted or damaged, or exceeds ``limits``.
    """
    with opened(data, limits, kind) as archive:
        media_type = member(archive, "mimetype") if "mimetype" in archive.NameToInfo else b""
        is_kind = media_type.startswith(b"application/vnd.oasis.opendocument." + _MEDIA_TYPES[kind])
        if not is_kind or CONTENT not in archive.NameToInfo:
            raise FileUnreadable(f"it is not an {kind} file")
        if _MANIFEST in archive.NameToInfo and b"encryption-data" in member(archive, _MANIFEST):
            raise FileUnreadable("it is encrypted: save it without a password")
        yield archive


def parsed_parts(archive: zipfile.ZipFile, kind: str) -> tuple[Any, Any]:
    """Return the root of the content and that of the part with the styles, an empty element where it is missing.

    Raises:
        FileUnreadable: A part is damaged.
    """
    try:
        return ElementTree.fromstring(member(archive, CONTENT)), _styles(archive)
    except (SyntaxError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileUnreadable(f"it is not an {kind} file, or is damaged") from error


def styles_part(archive: zipfile.ZipFile) -> Any:
    """Return the root of the part with the styles, an empty element where it is missing or damaged."""
    try:
        return _styles(archive)
    except (SyntaxError, DefusedXmlException, ValueError, LookupError):
        return ElementTree.fromstring(b"<styles/>")


def _styles(archive: zipfile.ZipFile) -> Any:
    return ElementTree.fromstring(member(archive, _STYLES) if _STYLES in archive.NameToInfo else b"<styles/>")


def chart_objects(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return the roots of embedded charts, by the names of their folders; damaged ones are left out."""
    found: dict[str, Any] = {}
    for name in archive.namelist():
        folder, _, file = name.rpartition("/")
        if folder and file == CONTENT:
            with suppress(SyntaxError, DefusedXmlException, ValueError, LookupError, FileUnreadable):
                found[folder] = ElementTree.fromstring(member(archive, name)).find(_CHART)
    return {folder: chart for folder, chart in found.items() if chart is not None}


def declared_properties(archive: zipfile.ZipFile) -> Properties:
    """Return the declared properties; none where that part is missing or damaged."""
    if _META not in archive.NameToInfo:
        return NOTHING
    try:
        root = ElementTree.fromstring(member(archive, _META))
    except (SyntaxError, DefusedXmlException, ValueError, LookupError):
        return NOTHING  # the text can still be read
    title, author, creator, date = (clean_line(root.findtext(f".//{{*}}{name}") or "") for name in _DECLARED)
    return stated(title, author or creator, date)
