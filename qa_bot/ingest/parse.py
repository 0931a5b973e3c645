"""A file's bytes → the document that they hold."""

import hashlib
import importlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import Reader, reader_of
from qa_bot.ingest.formats.blocks import cleaned
from qa_bot.records import Document, Place, Span
from qa_bot.text.titles import find_title

_LONGEST_ENDING = 20
"""Characters that are shown of an ending that nothing reads."""

_BEFORE_PROPERTIES = "\n\n"

Readers = Mapping[str, str]
"""Readers of one's own: a file's ending with its dot → the import path ``package.module:function`` of a ``Reader``."""


def read(source: str, data: bytes, limits: Limits, readers: Readers | None = None) -> Document:
    """The document that a file's bytes hold; ``readers`` go before the house's own.

    Raises:
        FileUnreadable: the format is not read here, the bytes are not what the name says, or there is no text.
    """
    suffix = PurePosixPath(source).suffix.lower()
    reader = _own(readers[suffix]) if readers and suffix in readers else reader_of(suffix)
    if reader is None:
        raise FileUnreadable(f"files of the kind {_kind(suffix)} are not read")
    return document_of(source, reader(data, limits))


def document_of(source: str, extract: Extraction) -> Document:
    """The document of a file's extract.

    Raises:
        FileUnreadable: it holds no text, or text that no file could hold.
    """
    if not extract.text.strip():
        raise FileUnreadable("it holds no text")
    title = extract.title or ("" if _begins_with_row(extract) else find_title(extract.text))
    text, places = _with_properties(extract, title)
    try:
        name = document_id(text)
    except UnicodeEncodeError:
        raise FileUnreadable("its text holds halves of characters: it is damaged") from None
    title = (title or source).encode("utf-8", "replace").decode()
    return Document(name, source, title, text, places, extract.note)


def _begins_with_row(extract: Extraction) -> bool:
    """Whether a table's row comes first, which is no title."""
    first = (place for place in extract.places if place.span.start == 0)
    return any(place.kind == "row" or (place.kind == "markup" and place.name == "table") for place in first)


def _with_properties(extract: Extraction, title: str) -> tuple[str, tuple[Place, ...]]:
    """The text and its places; what the file states of itself is the last line, a passage of its own.

    It stands last so that nothing that goes by the beginning of a text (titles, first passages) meets it.
    """
    line = cleaned(extract.properties.line(title, extract.text))
    if not line:
        return extract.text, extract.places
    start = len(extract.text) + len(_BEFORE_PROPERTIES)
    place = Place("row", "file properties", 1, Span(start, start + len(line)))
    return extract.text + _BEFORE_PROPERTIES + line, (*extract.places, place)


def document_id(text: str) -> str:
    """The name of a text by its content: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def _kind(suffix: str) -> str:
    """An ending in one line: whoever names a file may put anything behind the last dot."""
    shown = "".join(filter(str.isprintable, " ".join(suffix.split())))
    return f"{shown[:_LONGEST_ENDING]}…" if len(shown) > _LONGEST_ENDING else shown or "without an ending"


def _own(path: str) -> Reader:
    module, _, name = path.partition(":")
    try:
        reader: Reader = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise FileUnreadable(f"its reader {path} cannot be imported ({error}): see QA_BOT_READERS") from None
    return reader
