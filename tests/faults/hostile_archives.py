"""Archives that unpack to too much, or whose directory is false, and such documents in them."""

import struct
import zipfile
from collections.abc import Iterator

from tests.faults.hostile import INDEXED, Hostile
from tests.faults.sound_files import SENTENCE, ZIPPED, sound
from tests.ingest.formats import samples

BOMB = r"it would unpack to .* MB, .* times its size: refused as a zip bomb"
_WRONG_SIZE = "it is damaged: the size of a part differs from the size that the archive states"
NOT_SO = {
    ".docx": "it is not a DOCX file.*",
    ".pptx": "it is not a PPTX file.*",
    ".xlsx": "it is not an XLSX file.*",
    ".epub": "it is not an EPUB file.*",
    ".ods": "it is not an ODS file.*",
    ".odt": "it is not an ODT file.*",
    ".odp": "it is not an ODP file.*",
    ".eml": "it is not an e-mail.*",
    ".ipynb": "it is not a notebook.*",
    ".json": "it is not JSON.*",
    ".xml": "it is not XML that can be read .*",
    ".srt": "it has no subtitles: .*",
    ".rtf": "it is not an RTF file",
    ".pdf": "it is damaged, or is no PDF: open it in a PDF viewer and save it again",
    ".png": "it is damaged, or is no PNG, JPEG, TIFF, WebP or BMP image",
}


def archives() -> Iterator[Hostile]:
    """Zip bombs of several kinds, archives that lie, and XML that expands or reads other files."""
    for ending in ZIPPED:
        data = sound()[ending]
        name = f"bombs/{{}}{ending}".format
        yield Hostile(name("blanks").encode(), samples.zip_bomb(20), BOMB)
        yield Hostile(
            name("blanks in a sound one").encode(), samples.with_members(data, {"x": b" " * 20_000_000}), BOMB
        )
        yield Hostile(name("overlapping").encode(), _overlapping(data), None)
        yield Hostile(name("shorter than it says").encode(), _with_size(data, 1), _WRONG_SIZE)
        yield Hostile(name("longer than it says").encode(), _with_size(data, 1 << 20), _WRONG_SIZE)
        yield Hostile(name("locked").encode(), _flagged(data), "it is encrypted: save it without a password")
        yield Hostile(name("packed otherwise").encode(), _repacked(data), "it is packed in a way that its format .*")
        yield Hostile(name("with many members").encode(), _of_many(), "it holds more than 20,000 files: .*")
        yield Hostile(
            name("with paths").encode(), samples.with_members(data, {"../../up.txt": b"x", "/abs": b"x"}), INDEXED
        )
        yield Hostile(name("in itself").encode(), samples.with_members(data, {"inner" + ending: data}), INDEXED)
        yield Hostile(name("after a program").encode(), b"MZ" + bytes(100) + data, NOT_SO[ending])
        for number, (member, content) in enumerate(samples.unzipped(data).items()):
            if member.endswith((".xml", ".rels", ".opf", ".xhtml")):
                kind = (samples.BILLION_LAUGHS, samples.FILE_OF_THE_MACHINE)[number % 2]
                yield Hostile(
                    name(f"laughs {number}").encode(), samples.with_members(data, {member: _laughing(content, kind)})
                )


def _laughing(content: bytes, kind: str) -> bytes:
    """The XML with a document type, whose entity stands in its first text."""
    text = content.decode("utf-8")
    start = text.index("?>") + 2 if text.startswith("<?xml") else 0
    return (text[:start] + kind + text[start:].replace(SENTENCE, "&a9;").replace("Lights", "&a9;")).encode()


def _changed(data: bytes, change: dict[int, bytes]) -> bytes:
    """The archive with bytes of its first listed member changed, by their place in the list's entry."""
    altered = bytearray(data)
    start = data.index(b"PK\1\2")
    for place, new in change.items():
        altered[start + place : start + place + len(new)] = new
    return bytes(altered)


def _with_size(data: bytes, size: int) -> bytes:
    return _changed(data, {24: struct.pack("<L", size)})


def _flagged(data: bytes) -> bytes:
    return _changed(data, {8: struct.pack("<H", 1)})


def _repacked(data: bytes) -> bytes:
    return samples.zipped(samples.unzipped(data), zipfile.ZIP_LZMA)


def _of_many() -> bytes:
    """20,001 empty members, listed and not there: 46 bytes and a name each."""
    listed = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0)
        + f"{number:05}".encode()
        for number in range(20_001)
    )
    start = b"PK\3\4" + bytes(26)
    return start + listed + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 20_001, 20_001, len(listed), len(start), 0)


def _overlapping(data: bytes) -> bytes:
    """A list that names the same packed megabytes a thousand times."""
    packed = samples.zipped({"word/document.xml": b" " * 9_000_000})
    end = packed.index(b"PK\1\2")
    entry = packed[end : packed.index(b"PK\5\6")]
    listed = b"".join(entry[:46] + f"word/{number:08}.xml".encode() for number in range(1000))
    return packed[:end] + listed + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(listed), end, 0)
