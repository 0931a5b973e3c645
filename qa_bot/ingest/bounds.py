"""The limits of the worker process, as the settings configure them."""

from dataclasses import dataclass, field

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.ocr_languages import languages_of
from qa_bot.ingest.parse import Readers
from qa_bot.settings import Settings

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of the worker process.

    Attributes:
        limits: Limits on a file's content.
        seconds: Time per file.
        megabytes: Memory of the process.
        readers: Configured readers.
        allowance: Seconds that the bot waits for an answer beyond ``seconds``: the process may have to start, and its
            own timer should fire first.
    """

    limits: Limits = field(default_factory=Limits)
    seconds: float = 60.0
    megabytes: int = 2048
    readers: Readers | None = None
    allowance: float = 15.0


def bounds_of(settings: Settings) -> Bounds:
    """Return the bounds that the settings configure."""
    limits = Limits(
        settings.file_pages,
        settings.expanded_megabytes * MEGABYTE,
        settings.archive_ratio,
        languages_of(settings.ocr, settings.ocr_languages),
        settings.ocr_seconds,
    )
    return Bounds(limits, settings.file_seconds, settings.reading_megabytes, settings.own_readers())
