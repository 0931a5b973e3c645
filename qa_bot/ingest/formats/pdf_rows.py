"""A zone of columns that is a table → a line for each row, with its column names. Pure."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from qa_bot.ingest.formats.headers import are_labels
from qa_bot.ingest.formats.pdf_columns import Zone
from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN, Box
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.rows import LONGEST_CAPTION, described
from qa_bot.text.languages import ALL_LANGUAGES, alternation

_CLOSE = 0.8
"""In usual row distances: a closer row without a first cell continues the row above."""

_LABELS = alternation(label for language in ALL_LANGUAGES for label in language.table_labels)
_TABLE = re.compile(rf"(?:{_LABELS})\s", re.IGNORECASE)

Cells = list[list[Line]]
"""A row: the line segments of each cell."""


def table_lines(zone: Zone, above: Line | None = None) -> list[Line]:
    """Return a line for each row; the header row goes into the others.

    Args:
        zone: The table's rows.
        above: The line above it, which may be its caption.
    """
    rows = _whole(zone.cells())
    texts = [_texts(row, rows) for row in rows]
    header_rows = _header_rows(rows, texts)
    caption = above.text if above and _is_caption(above, rows) else ""
    lines = described(enumerate(texts), caption, header_rows, numbered=False)
    return [_line(text, rows[number]) for number, text in lines]


def _header_rows(rows: Sequence[Cells], texts: Sequence[Sequence[str]]) -> int | None:
    """Return the number of header rows by their font, None where only the words decide."""
    if len(rows) < 2 or are_labels(texts):
        return None
    names = [name for name in texts[0] if name]
    is_form = sum(name.endswith((":", "：")) for name in names) > len(names) // 2
    if is_form or set(names) & {text for row in texts[1:] for text in row}:
        return 0
    return 1 if all(rows[0][1:]) and _fonts(rows[0]).isdisjoint(_fonts(rows[1])) else None


def _whole(rows: Sequence[Cells]) -> list[Cells]:
    """Join rows that continue the cells of the row above."""
    steps = [_foot(lower) - _foot(upper) for upper, lower in pairwise(rows) if lower[0]]
    usual = median(steps) if steps else 0.0
    found: list[Cells] = []
    for row in rows:
        if found and not row[0] and _foot(row) - _foot(found[-1]) < _CLOSE * usual:
            found[-1] = [above + below for above, below in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return found


def _foot(row: Cells) -> float:
    return max(line.box.bottom for cell in row for line in cell)


def _texts(row: Cells, rows: Sequence[Cells]) -> list[str]:
    """Return the cells' texts; only the first one for a lone cell in another font, which names a group."""
    if row[0] and not any(row[1:]) and row is not rows[0]:
        others = {font for other in rows if any(other[1:]) and other is not rows[0] for font in _fonts(other)}
        if _fonts(row).isdisjoint(others):
            return [_text(row[0])]
    return [_text(cell) for cell in row]


def _text(cell: Sequence[Line]) -> str:
    return " ".join(line.text for line in cell)


def _fonts(row: Cells) -> set[str]:
    return {line.font for cell in row for line in cell}


def _is_caption(line: Line, rows: Sequence[Cells]) -> bool:
    """Return whether the line above a table is its caption: by its words, a colon at its end or its font."""
    if len(line.text) > LONGEST_CAPTION or line.is_row:
        return False
    if _TABLE.match(line.text) or line.text.endswith(":"):
        return True
    return line.font not in _fonts(rows[-1]) and not line.text.endswith((".", ";", ","))


def _line(text: str, row: Cells) -> Line:
    """Return a row as one line; what is not drawn in it, such as column names, has no index."""
    indices = array("l", [NOT_DRAWN]) * len(text)
    end = len(text)
    for cell in reversed([cell for cell in row if cell]):
        cell_text = _text(cell)
        at = end - len(cell_text) if text.endswith(cell_text, 0, end) else text.rfind(f"{cell_text}; ", 0, end)
        at = at if at >= 0 else text.rfind(cell_text.rstrip(" :"), 0, end)
        if at < 0:
            continue
        end = at
        for line in cell:
            count = min(len(line.indices), len(text) - at)
            indices[at : at + count] = line.indices[:count]
            at += count + 1
    lines = [line for cell in row for line in cell]
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    return replace(lines[0], text=text, indices=indices, box=box, is_row=True)
