"""Rows of cells → one line of text for each, which carries its column's names. Shared by CSV and XLSX. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat

from qa_bot.documents.formats.blocks import cleaned, one_line
from qa_bot.errors import FileUnreadable
from qa_bot.records import Place, Span

MOST_ROWS = 200_000
"""Rows of one file, all its sheets together: each becomes a passage, and more of them would be a database."""

MOST_CHARACTERS = 100_000_000
"""Of one file's text: every row repeats the names of its columns, so that a small file can make a large text."""

LONGEST_HEADING = 200
"""Characters; a first row with a longer cell is text, not the names of columns."""

Row = tuple[int, Sequence[str]]
"""A row's number, as a spreadsheet shows it, and its cells."""


_LOOKED_AT = 50  # rows, for where the table begins and how many columns it has
_YEAR = re.compile("[12][0-9]{3}")


def cell_of(text: str) -> str:
    """A cell's text as it goes into a line: cleaned, and its own line breaks folded."""
    if text.isprintable():
        return text.strip()
    text = cleaned(text).strip()
    return " ".join(text.split()) if len(text.splitlines()) > 1 else text


class Lines:
    """The text of a file of rows, and a place for each row, as they come: one for a file."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._lines: list[str] = []
        self._places: list[Place] = []
        self._length = 0

    @property
    def text(self) -> str:
        """All lines, a blank one between each two."""
        return "\n\n".join(self._lines)

    @property
    def places(self) -> tuple[Place, ...]:
        """One for each line, whose span is the line."""
        return tuple(self._places)

    def take(self, rows: Iterable[Row], sheet: str = "") -> None:
        """Add the rows of one table; those of a named ``sheet`` are called ``Budget, row 14``.

        Raises:
            FileUnreadable: there are more than :data:`MOST_ROWS`, or their text is too long.
        """
        prefix = f"{one_line(sheet)}, row" if sheet else "row"
        for number, line in _lines(rows):
            self._add(line, f"{prefix} {number}", number)

    def _add(self, line: str, name: str, number: int) -> None:
        start = self._length + (2 if self._lines else 0)
        self._length = start + len(line)
        if len(self._lines) >= MOST_ROWS:
            raise FileUnreadable(f"it has more than {MOST_ROWS:,} rows: split it, or take what is asked about")
        if self._length > MOST_CHARACTERS:
            raise FileUnreadable(f"its rows make more than {MOST_CHARACTERS // 1_000_000} million characters: split it")
        self._lines.append(line)
        self._places.append(Place("row", name, number, Span(start, self._length)))


def _lines(rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """Each row that is not empty as one line, with its number; the row of the columns' names goes into the others."""
    filled = ((number, cells) for number, cells in rows if any(cells))
    first = list(islice(filled, _LOOKED_AT))
    start = _table_starts(first)
    names = _names(first[start:])
    has_body = len(first) > start + 1 or len(first) == _LOOKED_AT
    above = start + 1 if names and not has_body else start
    yield from ((number, _plain(cells)) for number, cells in first[:above])
    rest = chain(first[start + 1 if names else start :], filled)
    if start < len(first):
        yield from _labelled(rest, names)
    else:
        yield from ((number, _plain(cells)) for number, cells in rest)


def _table_starts(rows: Sequence[Row]) -> int:
    """The first row that fills most of the columns; what stands above it is a title. All rows if there is one column.

    A column is judged by where the fullest row has it, not by its letter.
    """
    fullest = max((_count(cells) for _, cells in rows), default=0)
    if fullest < 2:
        return len(rows)
    return next(index for index, (_, cells) in enumerate(rows) if 2 * _count(cells) > fullest)


def _names(rows: Sequence[Row]) -> list[str]:
    """The columns' names if the first of these rows holds names: words, each once. Empty if it holds values."""
    if not rows:
        return []
    cells, below = rows[0][1], rows[1][1] if len(rows) > 1 else ()
    names = [cell for cell in cells if cell]
    if len({name.casefold() for name in names}) < len(names):
        return []
    return list(cells) if all(map(_is_name, cells, chain(below, repeat("")))) else []


def _is_name(cell: str, below: str) -> bool:
    """Whether a cell can name its column: words, or a year above something that is none."""
    if _YEAR.fullmatch(cell):
        return not _YEAR.fullmatch(below)
    return not cell or (len(cell) <= LONGEST_HEADING and any(map(str.isalpha, cell)))


def _labelled(rows: Iterable[Row], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    labels = [f"{name or f'column {index}'}: " for index, name in enumerate(names, 1)]
    for number, cells in rows:
        labels += (f"column {index}: " for index in range(len(labels) + 1, len(cells) + 1))
        yield number, "; ".join([label + cell for label, cell in zip(labels, cells, strict=False) if cell])


def _plain(cells: Sequence[str]) -> str:
    return "; ".join(cell for cell in cells if cell)


def _count(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)
