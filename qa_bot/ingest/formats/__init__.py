"""One small adapter for each format: ``read(data, limits)`` turns a file's bytes into an ``Extract``.

An adapter is imported when the first file of its kind comes, so that a folder of plain text never pays for a PDF
library. A new format is a new file here and a new row of :data:`READERS`.
"""

import importlib
from collections.abc import Callable
from types import MappingProxyType

from qa_bot.ingest.extraction import Extraction, Limits

VERSION = 2
"""To be raised with every change of the text or places that a format gives; part of the store's fingerprint."""

Reader = Callable[[bytes, Limits], Extraction]

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
        ".docx": "docx",
        ".pptx": "pptx",
        ".epub": "epub",
        ".rtf": "rtf",
        ".csv": "delimited",
        ".tsv": "delimited",
        ".xlsx": "xlsx",
        ".xlsm": "xlsx",
        ".ods": "ods",
    }
)
"""By a file's ending, in small letters: the module of this folder that reads it."""


def reader_of(suffix: str) -> Reader | None:
    """The reader of files that end in ``suffix``, or None where there is none."""
    name = READERS.get(suffix.lower())
    reader: Reader | None = importlib.import_module(f"{__name__}.{name}").read if name else None
    return reader
