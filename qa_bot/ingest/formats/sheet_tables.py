"""Rows of a sheet → its tables, separated at blank rows, blank columns and new headers. Pure."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.ingest.formats.headers import are_values, count_header_rows, differ
from qa_bot.ingest.formats.rows import Row

MOST_REPEATED = 1_000_000
"""Cells of one sheet filled by merging; further merged cells are not repeated."""

_MOST_TITLE_ROWS = 5  # more rows of one cell above a table are text, not titles
_MOST_GAPS = 20  # between tables side by side
_SAMPLE = 20  # rows
_MOST_EMPTY_COLUMNS = 64  # within a table; retained so that its columns have the sheet's numbers

_WHOLE_ROW = (1, 1 << 20)
_MOST_DENSE = 20_000_000  # cells of one table with its gaps; in a larger one the rows lose their columns

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; A1 is 1, 1."""


@dataclass(slots=True)
class SheetRow:
    """The filled cells of a row.

    Attributes:
        number: The row's number in the sheet.
        columns: The cells' columns, ascending from 1.
        texts: The cells' texts.
        span: First and last column of the merged cell that the row consists of, or None.
        is_bold: Whether all cells are bold.
    """

    number: int
    columns: tuple[int, ...]
    texts: list[str]
    span: tuple[int, int] | None = None
    is_bold: bool = False


def merge(rows: Sequence[SheetRow], areas: Iterable[Area]) -> None:
    """Repeat the text of each merged cell in all of its rows and columns; ``rows`` are ascending."""
    numbers = [row.number for row in rows]
    repeated = 0
    for top, left, bottom, right in areas:
        first = bisect_left(numbers, top)
        if first == len(rows) or numbers[first] != top or left not in rows[first].columns:
            continue
        text = rows[first].texts[rows[first].columns.index(left)]
        last = bisect_left(numbers, bottom + 1)
        repeated += (last - first) * (right - left + 1)
        if repeated > MOST_REPEATED:
            return
        for row in rows[first:last]:
            if row.columns == (left,) and row.number == top and right > left:
                row.span = (left, right)
            else:
                _fill(row, range(left, right + 1), text)


def tables(rows: Sequence[SheetRow], hidden: Container[int] = ()) -> Iterator[list[Row]]:
    """Yield the tables of a sheet, each with the titles above it, as input of :func:`rows.described`.

    Args:
        rows: Ascending.
        hidden: The numbers of hidden rows, which do not separate tables.
    """
    current: list[SheetRow] = []
    titles: list[SheetRow] = []
    for block in (part for whole in _blocks(rows, hidden) for part in _side_by_side(whole)):
        if all(len(row.columns) == 1 for row in block):
            titles += block
            continue
        if len(titles) > _MOST_TITLE_ROWS:
            yield from _cut(current)
            yield from _cut(titles)
            current, titles = [], []
        if current and not _is_new_table(current, block, bool(titles)):
            for title in titles:
                title.span = _WHOLE_ROW  # it is the name of a group of rows
        else:
            yield from _cut(current)
            current = []
        current += [*titles, *block]
        titles = []
    yield from _cut(current)
    yield from _cut(titles)


def _fill(row: SheetRow, columns: range, text: str) -> None:
    cells = dict(zip(row.columns, row.texts, strict=True))
    cells = dict.fromkeys(columns, text) | cells
    row.columns = tuple(sorted(cells))
    row.texts = [cells[column] for column in row.columns]


def _blocks(rows: Sequence[SheetRow], hidden: Container[int]) -> Iterator[list[SheetRow]]:
    """Yield groups of rows without a blank row between them."""
    block: list[SheetRow] = []
    for row in rows:
        if block and any(number not in hidden for number in range(block[-1].number + 1, row.number)):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _side_by_side(block: list[SheetRow]) -> list[list[SheetRow]]:
    """Return the tables of a block, split at empty columns if each has a header of its own."""
    used = sorted({column for row in block if not row.span for column in row.columns})
    cuts = [right for left, right in pairwise(used) if right - left > 1]
    if not 0 < len(cuts) <= _MOST_GAPS or len(block) < 2:
        return [block]
    edges = [0, *cuts, used[-1] + 1]
    parts = [_within(block, left, right) for left, right in pairwise(edges)]
    return parts if all(map(_has_header, parts)) else [block]


def _within(block: list[SheetRow], left: int, right: int) -> list[SheetRow]:
    part = []
    for row in block:
        first, last = bisect_left(row.columns, left), bisect_left(row.columns, right)
        if first < last:
            part.append(SheetRow(row.number, row.columns[first:last], row.texts[first:last], row.span, row.is_bold))
    return part


def _has_header(part: list[SheetRow]) -> bool:
    wide = _cells([row for row in part if len(row.columns) > 1][: _SAMPLE + 1])
    return len(wide) > 1 and count_header_rows(wide) > 0


def _is_new_table(current: list[SheetRow], block: list[SheetRow], has_title: bool) -> bool:
    """Whether a block after a blank row is a table of its own rather than a continuation."""
    sample = [*current[:_SAMPLE], *current[max(_SAMPLE, len(current) - _SAMPLE) :]]
    above = [row for row in sample if len(row.columns) > 1]
    wide = [row for row in block if len(row.columns) > 1][: _SAMPLE + 1]
    columns = {column for row in above for column in row.columns}
    if not columns & {column for row in wide for column in row.columns}:
        return True
    cells = _cells(wide)
    if len(cells) < 2 or not count_header_rows(cells):
        return False
    is_elsewhere = wide[0].columns[0] != above[0].columns[0] or len(wide[0].columns) != len(above[0].columns)
    is_titled = has_title or len(block[0].columns) == 1
    is_titled = is_titled or (wide[0].is_bold and not wide[1].is_bold)
    return is_elsewhere or is_titled or differ(cells[0], cells[1:]) or _changes(above[1:], wide[0]) > 0


def _changes(above: Sequence[SheetRow], row: SheetRow) -> int:
    """Return the number of columns that hold values above and words in ``row``."""
    count = 0
    for column, text in zip(row.columns, row.texts, strict=True):
        values = [each.texts[each.columns.index(column)] for each in above[-_SAMPLE:] if column in each.columns]
        count += bool(values) and are_values(values) and not are_values([text])
    return count


def _cut(table: list[SheetRow]) -> Iterator[list[Row]]:
    """Yield the tables of one split at headers within it; a repeated header is omitted."""
    if not table:
        return
    head = next((row for row in table if len(row.columns) > 1), table[0])
    part: list[SheetRow] = []
    for index, row in enumerate(table):
        if row is not head and (row.columns, row.texts) == (head.columns, head.texts) and len(row.columns) > 1:
            continue
        may_be_header = len(part) > 1 and _count_numbers(part[-1]) > 1 and not _count_numbers(row)  # a fast test
        if may_be_header and _is_header_within(table[index : index + _SAMPLE], part[max(1, len(part) - _SAMPLE) :]):
            yield _dense(part)
            part, head = [], row
        part.append(row)
    yield _dense(part)


def _count_numbers(row: SheetRow) -> int:
    """Return the number of cells that begin with a digit."""
    return sum([text[0].isdigit() for text in row.texts])


def _is_header_within(rows: Sequence[SheetRow], above: Sequence[SheetRow]) -> bool:
    """Whether the first of ``rows`` is a new header: distinct words, in several columns that hold values above."""
    head = rows[0]
    return (
        len(set(head.texts)) == len(head.texts) > 2
        and _changes(above, head) > 1
        and count_header_rows(_cells(rows)) > 0
    )


def _dense(table: list[SheetRow]) -> list[Row]:
    """Return the rows with all columns of the table; a cell merged over all of them is a row of one cell."""
    whole = [row for row in table if not row.span]
    used = sorted({column for row in whole or table for column in row.columns})
    spans_all = [bool(row.span and row.span[0] <= used[0] and row.span[1] >= used[-1]) for row in table]
    for row, is_single in zip(table, spans_all, strict=True):
        if row.span and not is_single and whole:
            _fill(row, range(max(row.span[0], used[0]), min(row.span[1], used[-1]) + 1), row.texts[0])
    used = sorted({column for row in table for column in row.columns})
    if used[-1] - used[0] < len(used) + _MOST_EMPTY_COLUMNS:
        used = list(range(used[0], used[-1] + 1))
    if len(used) * len(table) > _MOST_DENSE:
        return [(row.number, row.texts) for row in table]
    indexes = {column: index for index, column in enumerate(used)}
    dense: list[Row] = []
    for row, is_single in zip(table, spans_all, strict=True):
        cells = [""] * (1 if is_single and len(used) > 1 else indexes[row.columns[-1]] + 1)
        for column, text in zip(row.columns, row.texts, strict=True):
            cells[0 if len(cells) == 1 else indexes[column]] = text
        dense.append((row.number, cells if is_single or len(cells) > 1 else [*cells, ""]))
    return dense


def _cells(rows: Sequence[SheetRow]) -> list[Sequence[str]]:
    return [cells for _, cells in _dense(list(rows))] if rows else []
