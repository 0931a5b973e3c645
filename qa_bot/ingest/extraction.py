"""What leaves a format's reader, and how much it may take in."""

from dataclasses import dataclass

from qa_bot.ingest.properties import NOTHING, Properties
from qa_bot.records import Place


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a reader goes before it gives a file up.

    Attributes:
        pages: The most pages, slides or chapters of one file.
        expanded_bytes: The most that the members of an archive (DOCX, PPTX, XLSX, EPUB) may hold together, unpacked.
        ratio: How many times its packed size an archive may hold; ordinary office files stay under 30.
    """

    pages: int = 5_000
    expanded_bytes: int = 500_000_000
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Extraction:
    """A file's exact text, the title that the format knows ("" where none), its places, and what is to be told of it.

    See :class:`qa_bot.records.Document`, which it becomes; what the file states of itself becomes its last line.
    """

    text: str
    title: str = ""
    places: tuple[Place, ...] = ()
    note: str = ""
    properties: Properties = NOTHING
