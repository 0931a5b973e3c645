"""Whether the first row of a table of words is like the rows below it, so that it does not name the columns. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import eq

from qa_bot.text.languages import LANGUAGES
from qa_bot.text.wording import fold

Cells = Sequence[str]

_FEWEST_ORDERED = 5  # rows whose alphabetical order is no accident
_FEWEST_LABELS = 2
_TELLING = frozenset("@\\=")
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile("[A-ZÀ-Þ]{2,6}")

_CALENDAR = frozenset(
    name.casefold()[:length]
    for one in LANGUAGES
    for name in (*one.month_names, *one.weekdays)
    for length in (2, 3, len(name))
)
"""Months and weekdays, also abbreviated; all cells of a column are compared."""
_COLUMN_WORDS = frozenset(fold(word).removesuffix("s") for one in LANGUAGES for word in one.column_words)


def is_like_those_below(cells: Cells, below: Sequence[Cells], columns: Sequence[Cells]) -> bool:
    """Return whether a row of words is like those below: it has a cell of one, or a cell that continues a column.

    That is one in alphabetical order with all below it, in a row with no cell shorter than all below it, or one with
    the signs that all below it have (``@``).
    """
    is_repeated = any(2 * sum(map(eq, cells, row)) > len(cells) for row in below)  # as a header on each page is
    if not is_repeated and any(_recurs(cell, column) for cell, column in zip(cells, columns, strict=True)):
        return True
    is_short = any(column and len(cell) < min(map(len, column)) for cell, column in zip(cells, columns, strict=True))
    for cell, column in zip(cells, columns, strict=True):
        ordered = [each.casefold() for each in (cell, *column)]
        is_sorted = len(column) >= _FEWEST_ORDERED and all(one < other for one, other in pairwise(ordered))
        signs = _TELLING.intersection(cell) if len(column) > 1 else ()
        if (is_sorted and not is_short) or any(all(sign in each for each in column) for sign in signs):
            return True
    return not _has_column_words(cells, columns) and any(map(_is_of_a_kind, cells, columns))


def are_fields(label: str, value: str, labels: Cells) -> bool:
    """Return whether labels are those of a form: they have several nouns for fields, and the first value has none."""
    nouns = {noun for one in (label, *labels) for noun in _nouns(one)}
    return len(nouns) >= _FEWEST_LABELS and not _nouns(value)


def _has_column_words(cells: Cells, columns: Sequence[Cells]) -> bool:
    """Return whether a cell names its column; in the first column, it may be a label as those below are."""
    is_label = any(map(_nouns, columns[0])) if columns else False
    return any(map(_nouns, cells[int(is_label) :]))


def _nouns(cell: str) -> set[str]:
    """Return the nouns for columns and fields that a cell begins or ends with."""
    words = [fold(word) for word in _WORD.findall(cell)]
    return {word.removesuffix("s") for word in words[:1] + words[-1:]} & _COLUMN_WORDS


def _is_of_a_kind(cell: str, column: Cells) -> bool:
    """Return whether a cell is of the kind of all below it: months and weekdays, names of several capitalized words.

    Also names with one title (``Dr.``), or abbreviations in capitals.
    """
    if not cell or len(column) < 2:
        return False
    every = (cell, *column)
    titles = {each.split()[0] for each in every}
    return (
        all(each.casefold() in _CALENDAR for each in every)
        or all(map(_is_name, every))
        or (len(titles) == 1 and titles.pop().endswith("."))
        or all(_ABBREVIATION.fullmatch(each) for each in every)
    )


def _is_name(cell: str) -> bool:
    """Return whether a cell is two capitalized words or more."""
    words = cell.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _recurs(cell: str, column: Cells) -> bool:
    """Return whether a column has a cell again below another one: not in the next rows only, as a merged cell is."""
    return bool(cell) and cell in column[next((at for at, other in enumerate(column) if other != cell), len(column)) :]
