"""The result of a format's reader, and the limits that it observes."""

from dataclasses import dataclass

from qa_bot.ingest.properties import NOTHING, Properties
from qa_bot.records import Place


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits beyond which a reader refuses a file.

    Attributes:
        pages: Maximum number of pages, slides or chapters.
        expanded_bytes: Maximum total size of an archive's members (DOCX, PPTX, XLSX, EPUB, ODF), unpacked.
        ratio: Maximum ratio of unpacked to packed size of an archive; ordinary office files stay under 30.
        ocr_languages: What text recognition reads, as Tesseract names languages (``eng+tur``); "" for no recognition.
        ocr_seconds: Time for recognition per file.
    """

    pages: int = 5_000
    expanded_bytes: int = 500_000_000
    ratio: int = 200
    ocr_languages: str = ""
    ocr_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """The content of one file, from which a :class:`qa_bot.records.Document` is made.

    Attributes:
        text: The exact text.
        title: The title that the format declares, "" where it declares none.
        places: Pages, sections, rows and the like, in the order of the text.
        note: A message about the file, such as what was left out; "" where there is none.
        properties: Declared title, author and date, which become the last line of the document.
    """

    text: str
    title: str = ""
    places: tuple[Place, ...] = ()
    note: str = ""
    properties: Properties = NOTHING
