"""Log files: each record is a place and is quoted whole, with its indented continuation lines."""

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.line_blocks import read_lines


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text with a place for each record.

    Raises:
        FileUnreadable: The file is not text.
    """
    del limits  # no pages and no archive
    return read_lines(data, lambda line, after_blank: after_blank or not line[0].isspace())
