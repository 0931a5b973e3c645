"""Parsing: a file's bytes → its :class:`Document`."""

import hashlib
import importlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import FileReader, reader_of
from qa_bot.ingest.formats.blocks import cleaned
from qa_bot.ingest.properties import PROPERTIES
from qa_bot.records import Document, Place, Span
from qa_bot.text.titles import find_title
from qa_bot.text.wording import one_line, shorten

_LONGEST_SUFFIX = 20
"""Characters of an unknown suffix in an error message."""

_BEFORE_PROPERTIES = "\n\n"

Readers = Mapping[str, str]
"""Configured readers: a suffix with its dot → the import path ``package.module:function`` of a ``FileReader``."""


def read(source: str, data: bytes, limits: Limits, readers: Readers | None = None) -> Document:
    """Return the document that a file's bytes hold; ``readers`` take precedence over the built-in formats.

    Raises:
        FileUnreadable: The format is not supported, the bytes do not match the name's suffix, or there is no text.
    """
    suffix = PurePosixPath(source).suffix.lower()
    reader = _configured(readers[suffix]) if readers and suffix in readers else reader_of(suffix)
    if reader is None:
        raise FileUnreadable(f"files of the kind {_printable(suffix)} are not read")
    return document_of(source, reader(data, limits))


def document_of(source: str, extraction: Extraction) -> Document:
    """Return the document of an extraction.

    Raises:
        FileUnreadable: It holds no text, or text with lone surrogates.
    """
    if not extraction.text.strip():
        raise FileUnreadable("it holds no text")
    title = extraction.title or ("" if _begins_with_row(extraction) else find_title(extraction.text))
    text, places = _with_properties(extraction, title)
    try:
        name = document_id(text)
    except UnicodeEncodeError:
        raise FileUnreadable("its text holds halves of characters: it is damaged") from None
    title = (title or source).encode("utf-8", "replace").decode()
    return Document(name, source, title, text, places, extraction.note)


def _begins_with_row(extraction: Extraction) -> bool:
    """Return whether the text begins with a table's row, which is not a title."""
    first = (place for place in extraction.places if place.span.start == 0)
    return any(place.kind == "row" or (place.kind == "markup" and place.name == "table") for place in first)


def _with_properties(extraction: Extraction, title: str) -> tuple[str, tuple[Place, ...]]:
    """Return text and places with the properties appended as a line with a place of its own.

    The line comes last because titles and first passages are taken from the beginning of the text.
    """
    line = cleaned(extraction.properties.line(title, extraction.text))
    if not line:
        return extraction.text, extraction.places
    start = len(extraction.text) + len(_BEFORE_PROPERTIES)
    place = Place("row", PROPERTIES, 1, Span(start, start + len(line)))
    return extraction.text + _BEFORE_PROPERTIES + line, (*extraction.places, place)


def document_id(text: str) -> str:
    """Return the identifier of a text: the first 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def _printable(suffix: str) -> str:
    """Return a suffix short and on one line: a file's name may have anything after its last dot."""
    return shorten("".join(filter(str.isprintable, one_line(suffix))), _LONGEST_SUFFIX) or "without an ending"


def _configured(path: str) -> FileReader:
    module, _, name = path.partition(":")
    try:
        reader: FileReader = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise FileUnreadable(f"its reader {path} cannot be imported ({error}): see QA_BOT_READERS") from None
    return reader
