"""The supported formats, one module each: ``read(data, limits)`` turns a file's bytes into an ``Extraction``.

A new format is a new module here and a line of :data:`READERS`. Modules are imported with the first file of their
format, so that a folder of plain text does not load a PDF library.
"""

import importlib
from collections.abc import Callable
from types import MappingProxyType

from qa_bot.ingest.extraction import Extraction, Limits

VERSION = 17
"""Increased with every change of the text or the places of a format; part of the store's fingerprint."""

FileReader = Callable[[bytes, Limits], Extraction]

_SOURCE_CODE = """
    .py .js .ts .tsx .jsx .java .kt .scala .go .rs .c .h .cc .cpp .hpp .cs .swift .rb .php .pl .lua .r .jl .sh .bash
    .ps1 .sql .yaml .yml .toml .ini .cfg .conf .properties
""".split()

READERS = MappingProxyType(
    {
        ".txt": "plain_text",
        ".text": "plain_text",
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".pdf": "pdf",
        **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
        **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"), "pptx"),
        ".doc": "legacy_office",
        ".xls": "legacy_office",
        ".ppt": "legacy_office",
        ".epub": "epub",
        ".rtf": "rtf",
        ".csv": "delimited",
        ".tsv": "delimited",
        ".xlsx": "xlsx",
        ".xlsm": "xlsx",
        ".ods": "ods",
        ".odt": "odt",
        ".odp": "odp",
        ".json": "json_text",
        ".jsonl": "json_text",
        ".ndjson": "json_text",
        ".tex": "latex",
        ".rst": "rst",
        ".ipynb": "ipynb",
        ".xml": "xml_text",
        ".eml": "eml",
        ".srt": "subtitles",
        ".vtt": "subtitles",
        ".log": "log",
        **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"), "picture"),
        **dict.fromkeys(_SOURCE_CODE, "source_code"),
    }
)
"""Suffix in lower case → name of the module that reads it."""


def reader_of(suffix: str) -> FileReader | None:
    """Return the reader of files with this suffix, or None."""
    name = READERS.get(suffix.lower())
    reader: FileReader | None = importlib.import_module(f"{__name__}.{name}").read if name else None
    return reader
