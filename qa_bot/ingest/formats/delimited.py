"""CSV and TSV: each record becomes a line with the columns' names. The delimiter is detected."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, islice

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.ingest.formats.rows import MOST_ROWS, Lines, Row, cell_of
from qa_bot.ingest.formats.sheet_tables import SheetRow, tables

_DELIMITERS = ",;\t|"
_SAMPLE = 16_384
_SAMPLE_RECORDS = 100
_DECLARED = re.compile("sep=([,;\t|])\r?\n", re.IGNORECASE)


def read(data: bytes, limits: Limits) -> Extraction:
    """Return a line and a place, ``row 14``, for each record; the header is row 1.

    Raises:
        FileUnreadable: The file is not text, or has too many rows or too long a cell.
    """
    del limits  # no pages and no archive; rows are limited by MOST_ROWS
    text, note = decoded(data)
    delimiter, text = _declared(text) or (_delimiter(text), text)
    lines = Lines()
    records = list(_records(text, delimiter))
    has_gaps = len(records) > 1 and records[-1][0] - records[0][0] >= len(records)
    for rows in tables([_filled(*record) for record in records]) if has_gaps else [records]:
        lines.take(rows)
    return Extraction(lines.text, places=lines.places, note=note)


def _records(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the records that are not empty, with their numbers.

    Raises:
        FileUnreadable: See :func:`read`.
    """
    number = count = 0
    try:
        for number, record in enumerate(_reader(text, delimiter), 1):
            cells = [cell_of(cell) for cell in record]
            if not any(cells):
                continue
            count += 1
            if count > MOST_ROWS + 1:  # the header is one more
                raise FileUnreadable(f"it has more than {MOST_ROWS:,} rows: split it, or take what is asked about")
            yield number, cells if len(cells) > 1 else [*cells, ""]  # a single cell would be taken for a merged one
    except csv.Error:
        raise FileUnreadable(
            f"the record after row {number} has a cell of more than {csv.field_size_limit():,} characters: "
            "a quotation mark may not be closed"
        ) from None


def _filled(number: int, cells: Sequence[str]) -> SheetRow:
    return SheetRow(number, tuple(compress(range(1, len(cells) + 1), cells)), [cell for cell in cells if cell])


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _declared(text: str) -> tuple[str, str] | None:
    """Return the delimiter that a first line ``sep=;`` declares (Excel), and the text after that line."""
    found = _DECLARED.match(text)
    return (found[1], text[found.end() :]) if found else None


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the most records with the same number of cells; a comma if none gives several."""
    return max(_DELIMITERS, key=lambda delimiter: _consistency(text, delimiter))


def _consistency(text: str, delimiter: str) -> tuple[float, int]:
    """Return the share of sampled records with the most frequent number of cells, and that number; (0, 0) for one."""
    try:
        records = list(islice(_reader(text[:_SAMPLE], delimiter), _SAMPLE_RECORDS))
    except csv.Error:
        return 0, 0
    if len(text) > _SAMPLE and len(records) > 1:
        records.pop()  # truncated
    widths = Counter(len(record) for record in records if record)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return (count / widths.total(), width) if width > 1 else (0, 0)
