"""Archives (DOCX, PPTX, XLSX, EPUB), looked over before a library unpacks them.

What an archive says of its own sizes is believed only once every member has been unpacked in small pieces, counted and
thrown away. Archives inside archives are never opened, and no member's name is ever used as a path on disk.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a compound file begins (MS-CFB 2.2): office files with a password, and those of before 2007."""

MOST_MEMBERS = 20_000
"""An office file has some hundred members; a list of millions costs gigabytes before the first is opened."""

JUDGED_FROM = 10_000_000
"""Unpacked bytes from which on the ratio counts: a small file of blanks packs well and harms nobody."""

_PIECE = 1 << 16
_MEGABYTE = 1 << 20
_MEMBER = b"PK\3\4"
_LISTED = b"PK\1\2"
_LOCAL_HEADER = 30
_ENCRYPTED = 1 | 1 << 6  # in one way or the other (APPNOTE 4.4.4)
_PATCH = 1 << 5
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ISO/IEC 29500-2, annex B, and EPUB OCF allow no other


def opened(data: bytes, limits: Limits, kind: str) -> zipfile.ZipFile:
    """The archive that ``data`` holds, safe to be unpacked by anyone; ``kind`` (``DOCX``) is what it should be.

    Raises:
        FileUnreadable: it is no such archive, is encrypted or damaged, or would unpack to more than ``limits`` allow.
    """
    if data.startswith(OLE2):
        raise FileUnreadable(f"it is encrypted, or of an older Office format: save it as {kind} without a password")
    if not data.startswith(_MEMBER):
        raise FileUnreadable(f"it is not {_article(kind)} {kind} file")
    if data.count(_LISTED) > MOST_MEMBERS:
        raise FileUnreadable(f"it holds more than {MOST_MEMBERS:,} files: refused as a zip bomb")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for member in archive.infolist():
            _check_packing(member)
        _check_total(sum(member.file_size for member in archive.infolist()), len(data), limits)
        for member in archive.infolist():
            _check_size(data, member)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise FileUnreadable(
            f"it is damaged: its archive cannot be unpacked as {_article(kind)} {kind} file"
        ) from error
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member of an archive that was :func:`opened`.

    Raises:
        FileUnreadable: there is none of this name, or it is damaged.
    """
    return b"".join(pieces(archive, name))


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """What :func:`member` gives, in pieces of a megabyte, so that a large member is never whole in memory."""
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_MEGABYTE):
                yield piece
    except KeyError:
        raise FileUnreadable("it is damaged: a part that it names is not in it") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError) as error:
        raise FileUnreadable("it is damaged: a part of it cannot be unpacked") from error


def _article(kind: str) -> str:
    return "an" if kind in {"EPUB", "ODS", "XLSX"} else "a"


def _check_packing(listed: zipfile.ZipInfo) -> None:
    if listed.flag_bits & _ENCRYPTED:
        raise FileUnreadable("it is encrypted: save it without a password")
    if listed.compress_type not in _PACKINGS or listed.flag_bits & _PATCH:
        raise FileUnreadable("it is packed in a way that its format does not know")


def _check_total(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > limits.expanded_bytes or (unpacked > JUDGED_FROM and unpacked > limits.ratio * packed):
        raise FileUnreadable(
            f"it would unpack to {unpacked / 1e6:,.0f} MB, {unpacked // packed:,} times its size: refused as a zip bomb"
        )


def _check_size(data: bytes, listed: zipfile.ZipInfo) -> None:
    """Refuse a member that is not as long as the list says; readers other than Python's go on to its real end."""
    header = data[listed.header_offset : listed.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(_MEMBER):
        raise FileUnreadable("it is damaged: its list of contents points to nothing")
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = listed.header_offset + _LOCAL_HEADER + lengths
    packed = memoryview(data)[start : start + listed.compress_size]
    is_stored = listed.compress_type == zipfile.ZIP_STORED
    size = len(packed) if is_stored else _unpacked(packed, listed.file_size)
    if size != listed.file_size or len(packed) != listed.compress_size:
        raise FileUnreadable("it is damaged, or lies about its size: what it holds is not as long as it says")


def _unpacked(packed: memoryview, most: int) -> int:
    """How many bytes a deflated member holds; counting ends soon after ``most``."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    total = 0
    for start in range(0, len(packed), _PIECE):
        pending: bytes | memoryview = packed[start : start + _PIECE]
        while pending and total <= most and not inflater.eof:
            total += len(inflater.decompress(pending, _PIECE))
            pending = inflater.unconsumed_tail
    return total
