"""A file's bytes → the document that they hold."""

import hashlib
import importlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats import Reader, reader_of
from qa_bot.errors import FileUnreadable
from qa_bot.records import Document
from qa_bot.titles import find_title

_LONGEST_ENDING = 20
"""Characters that are shown of an ending that nothing reads."""

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


def document_of(source: str, extract: Extract) -> Document:
    """The document of a file's extract.

    Raises:
        FileUnreadable: it holds no text, or text that no file could hold.
    """
    if not extract.text.strip():
        raise FileUnreadable("it holds no text")
    try:
        name = document_id(extract.text)
    except UnicodeEncodeError:
        raise FileUnreadable("its text holds halves of characters: it is damaged") from None
    has_rows = any(place.kind == "row" for place in extract.places)  # a table's first row is no title
    title = extract.title or ("" if has_rows else find_title(extract.text)) or source
    title = title.encode("utf-8", "replace").decode()
    return Document(name, source, title, extract.text, extract.places, extract.note)


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
