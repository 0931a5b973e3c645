"""Header rows of a table, and its column names. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qa_bot.ingest.formats.first_rows import are_fields, is_like_those_below

MOST_HEADER_ROWS = 3

LONGEST_NAME = 200
"""Characters of a column name; a row with a longer cell is no header row."""

_SAMPLE = 20  # rows below a candidate that are compared with it
_YEAR = re.compile("[12][0-9]{3}")
_CHECKED = re.compile(r"[☐☑☒✓✔✗✘]|\[[xX ]\]")
_WHOLE = re.compile("[0-9]{1,4}")
_NUMBER = re.compile(r"[^\w%<>≤≥]{0,3}\d[\d.,'’\s]*(?:%|[^\w%+]{1,3})?")
_DIGITS = re.compile(r"\d+")
_PHRASE = re.compile(
    r"[,;]\s|(?<!\w)[^\W\d_]\.\s|(?:\S+\s+){3}.*\w[.!?]$"
)  # no column name: a list, an initial, a sentence
_LONGEST_LABEL = 60
_MOST_LABELS = 60  # rows of a table of labels and values; longer ones are lists

Cells = Sequence[str]


def count_header_rows(rows: Sequence[Cells]) -> int:
    """Return the number of header rows, 0 to :data:`MOST_HEADER_ROWS`."""
    if not rows:
        return 0
    for count in range(min(MOST_HEADER_ROWS, len(rows) - 1), 1, -1):
        head, below = rows[:count], rows[count : count + _SAMPLE]
        is_distinct = differ(head[-1], below) or _has_merged_column(head)
        if all(map(_are_words, head)) and _is_grouped(head) and is_distinct:
            return count
    return 1 if _name_columns(rows[0], rows[1 : 1 + _SAMPLE]) else 0


def column_names(head: Sequence[Cells]) -> list[str]:
    """Return the column names, "" where there is none; names of several rows are joined (``Fee, summer``).

    A repeated name gets a number: ``Cost``, ``Cost (2)``.
    """
    width = max(map(len, head), default=0)
    levels = [[*row, *[""] * (width - len(row))] for row in head]
    for upper, lower in pairwise(levels):
        _fill(upper, lower)
    names = [", ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*levels, strict=True)]
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        count = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        if name and count > 1:
            names[index] = f"{name} ({count})"
    return names


def are_labels(rows: Sequence[Cells]) -> bool:
    """Return whether all rows are a label and its value, or several such pairs with colons."""
    if any(len(row) != 2 for row in rows):
        return _are_pairs(rows)
    filled = [(label, value) for label, value in rows if label and value]
    labels = [label for label, _ in filled]
    if not filled or len(filled) > _MOST_LABELS or len(set(labels)) < len(labels):
        return False
    if not all(_has_letter(label) and len(label) <= _LONGEST_LABEL for label in labels):
        return False
    if sum(label.endswith(":") for label in labels) > len(labels) // 2 or _is_value(filled[0][1]):
        return True
    return _name_no_column(filled)


def _name_no_column(pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether pairs of words are labels and values: the first value is a phrase, or a row as those below."""
    (label, first), *below = pairs
    values = sum(_is_value(value) for _, value in below)
    is_phrase = _PHRASE.search(first) and 2 * values <= len(below)
    if is_phrase or 0 < 2 * values < len(below):  # of several kinds, for which no column name is right
        return True
    columns = [one for one, _ in below], [value for _, value in below]
    return are_fields(label, first, columns[0]) or is_like_those_below((label, first), below, columns)


def _are_pairs(rows: Sequence[Cells]) -> bool:
    """Return whether the rows are pairs of a label with a colon and its value, side by side."""
    if any(len(row) % 2 or len(row) < 4 for row in rows):
        return False
    labels, values = ([cell for row in rows for cell in row[first::2] if cell] for first in (0, 1))
    has_colon = [label.endswith(":") and len(label) <= _LONGEST_LABEL for label in labels]
    return 4 * sum(has_colon) >= 3 * len(labels) > 0 and not any(value.endswith(":") for value in values)


def _name_columns(cells: Cells, below: Sequence[Cells]) -> bool:
    """Return whether a row names the columns: words, numbers in a sequence, or symbols above numbers."""
    names = [cell.casefold() for cell in cells if cell]
    is_sequence = _is_sequence([cell for cell in cells if _WHOLE.fullmatch(cell)])
    columns = [[row[index] for row in below if index < len(row) and row[index]] for index in range(len(cells))]
    if not differ(cells, below) and (not any(map(_has_letter, cells)) or is_like_those_below(cells, below, columns)):
        return False
    if not all(_is_name(cell, column, is_sequence) for cell, column in zip(cells, columns, strict=True)):
        return False
    if len(set(names)) == len(names):
        return True
    is_repeated = any(cell in column for cell, column in zip(cells, columns, strict=True) if cell)
    return differ(cells, below) or (len(set(names)) > 1 and len(below) > 1 and not is_repeated and len(names) > 2)


def _is_name(cell: str, column: Cells, is_sequence: bool) -> bool:
    if not cell:
        return True
    if _CHECKED.match(cell):
        return False
    if _YEAR.fullmatch(cell):
        return is_sequence or not (column and _YEAR.fullmatch(column[0]))
    if _WHOLE.fullmatch(cell):
        return is_sequence
    has_digit = any(map(str.isdigit, cell))
    if _has_letter(cell):
        is_like = has_digit and column and _DIGITS.sub("0", cell) == _DIGITS.sub("0", column[0])  # 5 kg above 7 kg
        return len(cell) <= LONGEST_NAME and not is_like
    return not has_digit or (not _is_number(cell) and bool(column) and all(map(_is_number, column)))


def _is_sequence(cells: Cells) -> bool:
    """Return whether whole numbers increase evenly: ``1, 2, 3`` or ``2015, 2020, 2025``."""
    steps = {int(after) - int(before) for before, after in pairwise(cells)}
    return len(cells) > 2 and len(steps) == 1 and min(steps) > 0


def _are_words(cells: Cells) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(not _is_number(cell) or _YEAR.fullmatch(cell) for cell in filled)


def _is_grouped(head: Sequence[Cells]) -> bool:
    """Return whether each row but the last spans columns of the next, or the last one adds units."""
    return all(_spans(upper, lower) or _adds_units(upper, lower) for upper, lower in pairwise(head))


def _spans(upper: Cells, lower: Cells) -> bool:
    """Return whether ``upper`` groups columns, by repeated cells or gaps above filled cells."""
    repeats = any(left and left == right for left, right in pairwise(upper))
    gaps = any(not cell and below for cell, below in zip(upper[1:], lower[1:], strict=False))
    return (repeats or gaps) and list(upper) != list(lower) and sum(map(bool, upper)) > 1


def _has_merged_column(head: Sequence[Cells]) -> bool:
    """Return whether a column has the same name in all header rows, as a vertically merged cell has."""
    return any(cells[0] and len(set(cells)) == 1 for cells in zip(*head, strict=False))


def _adds_units(upper: Cells, lower: Cells) -> bool:
    """Return whether ``lower`` is a row of units: short cells below names, with gaps."""
    pairs = [(above, cell) for above, cell in zip(upper, lower, strict=False) if cell]
    gaps = sum(map(bool, upper)) > len(pairs)
    return gaps and all(above and len(cell) <= 12 for above, cell in pairs)


def differ(cells: Cells, below: Sequence[Cells]) -> bool:
    """Return whether a column holds values below a cell of words."""
    for index, cell in enumerate(cells):
        column = [row[index] for row in below if index < len(row) and row[index]]
        if cell and not _is_value(cell) and are_values(column):
            return True
    return False


def are_values(cells: Cells) -> bool:
    """Return whether most of these cells are numbers, dates and the like."""
    return 2 * sum(map(_is_value, cells)) > len(cells)


def _fill(upper: list[str], lower: Cells) -> None:
    """Extend names to the right over gaps above cells of ``lower``."""
    for index in range(1, len(upper)):
        if not upper[index] and lower[index] and upper[index - 1] and lower[index - 1]:
            upper[index] = upper[index - 1]


def _is_value(cell: str) -> bool:
    """Return whether a cell is mostly digits: a number, a date, a time, a telephone number."""
    digits = sum(map(str.isdigit, cell))
    return digits > 0 and 2 * digits >= sum(map(str.isalnum, cell)) and not _YEAR.fullmatch(cell)


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _has_letter(cell: str) -> bool:
    return any(map(str.isalpha, cell))
