"""Source code and configuration files: each block of lines without a blank one is a place and is quoted whole."""

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.line_blocks import read_lines


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text with a place for each block.

    Raises:
        FileUnreadable: The file is not text, or is minified.
    """
    del limits  # no pages and no archive
    return read_lines(data, lambda _, after_blank: after_blank)
