"""Zip archives (Open XML, EPUB, OpenDocument), validated before a library unpacks them.

The declared sizes are verified by unpacking each member in small pieces. Archives inside archives are not opened, and
members' names are never used as paths on disk.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
"""Signature of compound files (MS-CFB 2.2): encrypted Open XML, and Office formats before 2007."""

MOST_MEMBERS = 20_000
"""Office files have some hundred members; a directory of millions takes gigabytes of memory."""

RATIO_FROM = 10_000_000
"""Unpacked bytes from which on the ratio is limited; smaller archives are harmless."""

_PIECE = 1 << 16
_MEGABYTE = 1 << 20
_LOCAL_SIGNATURE = b"PK\3\4"
_CENTRAL_SIGNATURE = b"PK\1\2"
_LOCAL_HEADER = 30  # bytes
_ENCRYPTED = 1 | 1 << 6  # traditional or strong encryption (APPNOTE 4.4.4)
_PATCH = 1 << 5
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that ISO/IEC 29500-2, annex B, and EPUB OCF allow


def opened(data: bytes, limits: Limits, kind: str) -> zipfile.ZipFile:
    """Return the archive in ``data``, validated; ``kind`` (``DOCX``) is the expected format, for messages.

    Raises:
        FileUnreadable: It is not a zip archive, is encrypted or damaged, or exceeds ``limits`` when unpacked.
    """
    if data.startswith(OLE2):
        raise FileUnreadable(f"it is encrypted, or of an older Office format: save it as {kind} without a password")
    if not data.startswith(_LOCAL_SIGNATURE):
        raise FileUnreadable(f"it is not {_article(kind)} {kind} file")
    if data.count(_CENTRAL_SIGNATURE) > MOST_MEMBERS:
        raise FileUnreadable(f"it holds more than {MOST_MEMBERS:,} files: refused as a zip bomb")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for member in archive.infolist():
            _check_method(member)
        _check_total(sum(member.file_size for member in archive.infolist()), len(data), limits)
        for member in archive.infolist():
            _check_size(data, member)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise FileUnreadable(
            f"it is damaged: its archive cannot be unpacked as {_article(kind)} {kind} file"
        ) from error
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the bytes of a member of an archive that was :func:`opened`.

    Raises:
        FileUnreadable: The member is missing or damaged.
    """
    return b"".join(pieces(archive, name))


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a member in pieces of a megabyte; errors as in :func:`member`."""
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_MEGABYTE):
                yield piece
    except KeyError:
        raise FileUnreadable("it is damaged: a part that it names is not in it") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError) as error:
        raise FileUnreadable("it is damaged: a part of it cannot be unpacked") from error


def _article(kind: str) -> str:
    return "an" if kind in {"EPUB", "ODP", "ODS", "ODT", "XLSX"} else "a"


def _check_method(listed: zipfile.ZipInfo) -> None:
    if listed.flag_bits & _ENCRYPTED:
        raise FileUnreadable("it is encrypted: save it without a password")
    if listed.compress_type not in _METHODS or listed.flag_bits & _PATCH:
        raise FileUnreadable("it is packed in a way that its format does not know")


def _check_total(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > limits.expanded_bytes or (unpacked > RATIO_FROM and unpacked > limits.ratio * packed):
        raise FileUnreadable(
            f"it would unpack to {unpacked / 1e6:,.0f} MB, {unpacked // packed:,} times its size: refused as a zip bomb"
        )


def _check_size(data: bytes, listed: zipfile.ZipInfo) -> None:
    """Refuse a member whose size differs from the directory's: libraries other than zipfile unpack to its real end."""
    header = data[listed.header_offset : listed.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_SIGNATURE):
        raise FileUnreadable("it is damaged: its list of contents points to nothing")
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = listed.header_offset + _LOCAL_HEADER + lengths
    packed = memoryview(data)[start : start + listed.compress_size]
    is_stored = listed.compress_type == zipfile.ZIP_STORED
    size = len(packed) if is_stored else _unpacked(packed, listed.file_size)
    if size != listed.file_size or len(packed) != listed.compress_size:
        raise FileUnreadable("it is damaged: the size of a part differs from the size that the archive states")


def _unpacked(packed: memoryview, most: int) -> int:
    """Return the size of a deflated member; counting ends soon after ``most`` bytes."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    total = 0
    for start in range(0, len(packed), _PIECE):
        pending: bytes | memoryview = packed[start : start + _PIECE]
        while pending and total <= most and not inflater.eof:
            total += len(inflater.decompress(pending, _PIECE))
            pending = inflater.unconsumed_tail
    return total
