"""Rows of a table on a page → a line for each, with its column names. Pure."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from qa_bot.ingest.formats.headers import MOST_HEADER_ROWS, are_labels
from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN, Box
from qa_bot.ingest.formats.pdf_heads import CELL_LINE_END, Head, StoredRows
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.rows import BETWEEN_ROWS, LONGEST_CAPTION, described, header_of
from qa_bot.text.languages import ALL_LANGUAGES, alternation

_CLOSE = 0.8
"""In usual row distances: a closer row without a first cell continues the row above."""

_LONGEST_NAME = 8
"""Words of a column name in the font of the rows below it."""

_LABELS = alternation(label for language in ALL_LANGUAGES for label in language.table_labels)
_TABLE = re.compile(rf"(?:{_LABELS})\s", re.IGNORECASE)

_DIVIDED = re.compile(r"[^\W_][-\u2010\xad–—]$")

Cell = list[Line]
"""The line segments of a cell; a merged cell is the same list in all rows and columns of its span."""

Cells = list[Cell]
"""A row."""


def row_lines(rows: Sequence[Cells], above: Line | None) -> list[Line]:
    """Return a line for each row of a table; ``above`` is the line above it, which may be its caption."""
    header_rows = _header_rows(rows, [_texts(row, rows) for row in rows])
    rows = _without_twins(rows, header_rows or 1)
    texts = [_texts(row, rows) for row in rows]
    caption = above.text if above and _is_caption(above, rows) else ""
    start, count = header_of(list(enumerate(texts)), header_rows)
    lines = described(enumerate(texts), caption, header_rows, numbered=False)
    head = _head_of(rows, texts, caption, texts[start : start + count])
    return [replace(_line(text, rows[number]), head=head) for number, text in lines]


def continued_lines(rows: Sequence[Cells], before: Head | StoredRows) -> list[Line]:
    """Return a line for each row that continues the table of the page before, no lines where the rows do not."""
    fonts = _fonts(rows[0]) if _header_rows(rows, [_texts(row, rows) for row in rows]) else ()
    rows = _without_twins(rows, 0)
    texts = [_texts(row, rows) for row in rows]
    lines = before.continued(texts, _extents(rows), fonts)
    head = _head_of(rows, texts, before.caption, before.rows) if isinstance(before, Head) else None
    return [replace(_line(text, rows[number]), head=head) for number, text in lines]


def _head_of(
    rows: Sequence[Cells], texts: Sequence[Sequence[str]], caption: str, header: Sequence[Sequence[str]]
) -> Head:
    """Return what the table gives to rows on the next page."""
    group = next((row[0] for row in reversed(texts) if len(row) == 1 < len(rows[-1])), "")
    body = rows[len(header) :] or rows
    fonts = frozenset(font for row in body for font in _fonts(row))
    columns = [one if one[0] < one[1] else other for one, other in zip(_extents(body), _extents(rows), strict=False)]
    return Head(caption, header, group, columns, fonts)


def _extents(rows: Sequence[Cells]) -> list[tuple[float, float]]:
    """Return the left and right edge of the text of each column, merged cells and lone ones ignored."""
    width = max(map(len, rows))
    found = [(float("inf"), float("-inf"))] * width
    for row in rows:
        filled = [at for at, cell in enumerate(row) if cell and sum(cell is other for other in row) == 1]
        for at in filled if len(filled) > 1 else ():
            left, right = found[at]
            boxes = [line.box for line in row[at]]
            found[at] = (min(left, *(box.left for box in boxes)), max(right, *(box.right for box in boxes)))
    return found


def _header_rows(rows: Sequence[Cells], texts: Sequence[Sequence[str]]) -> int | None:
    """Return the number of header rows by their font and their merged cells, None where only the words decide."""
    if len(rows) < 2 or len(rows[0]) < 2 or are_labels(texts):
        return None
    count = next((number for number, (row, below) in enumerate(pairwise(rows)) if not _share_cell(row, below)), 0) + 1
    names = [name for name in texts[0] if name]
    is_form = sum(name.endswith((":", "：")) for name in names) > len(names) // 2
    if is_form or set(names) & {text for row in texts[count:] for text in row}:
        return 0
    body = {font for row in rows[count:] for font in _fonts(row)}
    is_named = count <= MOST_HEADER_ROWS and all(rows[0][1:]) and body
    if is_named and body.isdisjoint(font for row in rows[:count] for font in _fonts(row)):
        return count
    return 0 if any(len(name.split()) > _LONGEST_NAME for name in names) else None


def _without_twins(rows: Sequence[Cells], header_rows: int) -> list[Cells]:
    """Return the rows with a cell that spans columns of one name in the first of these alone."""
    head = rows[:header_rows]

    def is_twin(row: Cells, at: int) -> bool:
        return (
            at > 0 and row[at] is row[at - 1] and all(at < len(names) and names[at] is names[at - 1] for names in head)
        )

    return [[[] if is_twin(row, at) else cell for at, cell in enumerate(row)] for row in rows]


def _share_cell(row: Cells, below: Cells) -> bool:
    """Return whether two rows have a merged cell in common."""
    return any(cell and cell is other for cell, other in zip(row, below, strict=False))


def whole_rows(rows: Sequence[Cells]) -> list[Cells]:
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
            return [text_of(row[0])]
    return [text_of(cell) for cell in row]


def text_of(cell: Sequence[Line]) -> str:
    """Return the text of a cell in one line, with :data:`CELL_LINE_END` where a line divides a word."""
    pieces = [line.text + _separator(line, following) for line, following in pairwise(cell)]
    return "".join([*pieces, *(line.text for line in cell[-1:])])


def _separator(line: Line, following: Line) -> str:
    if line.is_row and following.is_row:
        return BETWEEN_ROWS
    is_divided = _DIVIDED.search(line.text) and following.text[:1].isalnum()
    is_below = following.box.bottom - line.box.bottom > 0.5 * line.height
    return CELL_LINE_END if is_divided and is_below else " "


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
        cell_text = text_of(cell)
        at = end - len(cell_text) if text.endswith(cell_text, 0, end) else text.rfind(f"{cell_text}; ", 0, end)
        at = at if at >= 0 else text.rfind(cell_text.rstrip(" :"), 0, end)
        if at < 0:
            continue
        end = at
        for line, following in pairwise([*cell, cell[-1]]):
            count = min(len(line.indices), len(text) - at)
            indices[at : at + count] = line.indices[:count]
            at += count + len(_separator(line, following))
    lines = [line for cell in row for line in cell]
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    return replace(lines[0], text=text, indices=indices, box=box, is_row=True)
