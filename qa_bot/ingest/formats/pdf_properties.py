"""A PDF's properties: its information dictionary, or else its XMP packet (ISO 32000-2, 14.3)."""

import contextlib
import re
import zlib

import pypdfium2
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.properties import Properties, stated

_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_LARGEST_PACKET = 1_000_000
"""Bytes."""

_METADATA_STREAM = re.compile(rb"/Subtype\s*/XML\b[^<>]{0,500}(?:<<[^<>]{0,200}>>[^<>]{0,200})?>>\s*stream\r?\n")
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_LIST_ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


def pdf_properties(data: bytes, document: pypdfium2.PdfDocument) -> Properties:
    """Return title, author and creation date; the file's last XMP packet fills the gaps of the dictionary."""
    title, author, date = (
        clean_line(document.get_metadata_value(name) or "") for name in ("Title", "Author", "CreationDate")
    )
    if title and author:
        return stated(title, author, date)
    other_title, other_author = _packet(data)
    return stated(title or other_title, author or other_author, date)


def _packet(data: bytes) -> tuple[str, str]:
    """Return title and authors of the XMP packet, "" where it is missing or damaged."""
    packet = _last_packet(data) or _last_packet(_decompressed(data))
    try:
        root = ElementTree.fromstring(packet) if packet else None
    except (SyntaxError, DefusedXmlException, ValueError, LookupError):
        root = None
    if root is None:
        return "", ""
    titles, authors = (
        [clean_line(item.text or "") for found in root.iter(_DUBLIN_CORE + name) for item in found.iter(_LIST_ITEM)]
        for name in ("title", "creator")
    )
    return next(iter(titles), ""), ", ".join(dict.fromkeys(authors))


def _last_packet(data: bytes) -> bytes:
    end = data.rfind(_END)
    begin = data.rfind(_BEGIN, max(0, end - _LARGEST_PACKET), end) if end >= 0 else -1
    return data[begin : end + len(_END)] if begin >= 0 else b""


def _decompressed(data: bytes) -> bytes:
    """Return the contents of the only compressed metadata stream; with several, some are those of images."""
    streams = list(_METADATA_STREAM.finditer(data))
    if len(streams) == 1:
        start = streams[0].end()
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj().decompress(data[start : start + _LARGEST_PACKET], _LARGEST_PACKET)
    return b""
