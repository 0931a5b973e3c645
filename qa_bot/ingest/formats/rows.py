"""Rows of cells → one line of text for each, which carries its column's names. For tables of all formats. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.headers import are_labels, column_names, count_header_rows
from qa_bot.records import Place, Span
from qa_bot.text.wording import one_line

MOST_ROWS = 200_000
"""Rows of one file, all its sheets together: each becomes a passage, and more of them would be a database."""

MOST_CHARACTERS = 100_000_000
"""Of one file's text: every row repeats the names of its columns, so that a small file can make a large text."""

LONGEST_CELL = 400
"""Characters; a table of a document with a longer cell is a layout, or text that is set in columns, and stays text."""

LONGEST_CAPTION = 120
"""Characters of what goes before each row; a longer title or group is a line of its own only."""

Row = tuple[int, Sequence[str]]
"""A row's number, as a spreadsheet shows it, and its cells."""


_LOOKED_AT = 50  # rows, for where the table begins and how many columns it has


def cell_of(text: str) -> str:
    """A cell's text as it goes into a line: cleaned, and its own line breaks folded."""
    if text.isprintable():
        return text.strip()
    text = cleaned(text).strip()
    return one_line(text) if len(text.splitlines()) > 1 else text


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

    def take(self, rows: Iterable[Row], sheet: str = "", caption: str = "") -> None:
        """Add the rows of one table; those of a named ``sheet`` are called ``Budget, row 14``.

        Raises:
            FileUnreadable: there are more than :data:`MOST_ROWS`, or their text is too long.
        """
        prefix = f"{clean_line(sheet)}, row" if sheet else "row"
        for number, line in described(rows, caption):
            self.add(line, f"{prefix} {number}", number)

    def add(self, line: str, name: str, number: int) -> None:
        """Add one line, whose place has this name and number.

        Raises:
            FileUnreadable: see :meth:`take`.
        """
        start = self._length + (2 if self._lines else 0)
        self._length = start + len(line)
        if len(self._lines) >= MOST_ROWS:
            raise FileUnreadable(f"it has more than {MOST_ROWS:,} rows: split it, or take what is asked about")
        if self._length > MOST_CHARACTERS:
            raise FileUnreadable(f"its rows make more than {MOST_CHARACTERS // 1_000_000} million characters: split it")
        self._lines.append(line)
        self._places.append(Place("row", name, number, Span(start, self._length)))


def described(
    rows: Iterable[Row], caption: str = "", header_rows: int | None = None, *, numbered: bool = True
) -> Iterator[tuple[int, str]]:
    """Each row that is not empty as one line with its number: ``Caption; Group; Town: Lima; Lit: 1921``.

    What stands above the table is a line of its own, and goes before each of its rows. So does a row of one cell, which
    names the group of the rows below it.

    Args:
        rows: As many cells each as the table has columns, merged cells repeated (:func:`grid.spread`).
        caption: What names the table, from outside of it.
        header_rows: How many rows name the columns where the format says so; None where that is to be found out.
        numbered: Whether cells without a name are told by their column's number.
    """
    filled = ((number, cells) for number, cells in rows if any(cells))
    first = list(islice(filled, _LOOKED_AT))
    start = _table_starts(first) if header_rows is None else 0
    outer = _short(caption)
    yield from ((number, _joined(outer if _count(cells) > 1 else (), _pair(cells))) for number, cells in first[:start])
    above = (_plain(cells) for _, cells in first[:start] if _count(cells) == 1)
    captions = _short(caption, *(title for title in above if not title.startswith("#")))  # "# exported by x" is none
    body = [cells for _, cells in first[start:]]
    if header_rows is None:
        header_rows = 0 if are_labels(body) else count_header_rows(body)
    head, rest = body[:header_rows], chain(first[start + header_rows :], filled)
    if len(head) == len(body):
        yield from ((number, _joined(captions, _plain(cells))) for number, cells in first[start:])
    elif not head and are_labels(body):
        yield from ((number, _joined(captions, _pair(cells))) for number, cells in rest)
        return
    yield from _labelled(rest, column_names(head), captions, numbered=numbered and start < len(first))


def table_lines(grid: Iterable[Sequence[str]], caption: str = "", header_rows: int | None = None) -> list[str]:
    """The lines of a table within a document, without numbers: see :func:`described`."""
    return [line for _, line in described(enumerate(grid, 1), caption, header_rows, numbered=False)]


def _table_starts(rows: Sequence[Row]) -> int:
    """The first row that fills most of the columns; what stands above it is a title. All rows if there is one column.

    A column is judged by where the fullest row has it, not by its letter.
    """
    fullest = max((_count(cells) for _, cells in rows), default=0)
    if fullest < 2:
        return len(rows)
    start = next(index for index, (_, cells) in enumerate(rows) if 2 * _count(cells) > fullest)
    above = rows[start - 1] if start else (0, ())
    is_next = start > 0 and above[0] == rows[start][0] - 1 and _count(above[1]) > 1
    return start - 1 if is_next and count_header_rows([cells for _, cells in rows[start - 1 :]]) > 1 else start


def _labelled(
    rows: Iterable[Row], names: Sequence[str], captions: Sequence[str], *, numbered: bool
) -> Iterator[tuple[int, str]]:
    def label(column: int, name: str = "") -> str:
        is_subject = column == 1 and any(names)  # a first column without a name holds what the row is about
        return f"{name}: " if name else f"column {column}: " if numbered and not is_subject else ""

    labels = [label(column, name) for column, name in enumerate(names, 1)]
    separator = "; " if names or numbered else " | "
    group: Sequence[str] = ()
    for number, cells in rows:
        if len(cells) == 1 and len(labels) > 1:
            yield number, _joined(captions, cells[0])
            group = _short(*cells)
            continue
        labels += (label(column) for column in range(len(labels) + 1, len(cells) + 1))
        line = separator.join([name + cell for name, cell in zip(labels, cells, strict=False) if cell])
        yield number, _joined((*captions, *group), line)


def _short(*captions: str) -> list[str]:
    """The captions, each once, that are not too long to go before every row."""
    return [caption for caption in dict.fromkeys(captions) if 0 < len(caption) <= LONGEST_CAPTION]


def _joined(captions: Sequence[str], line: str) -> str:
    return "; ".join([*captions, line])


def _pair(cells: Sequence[str]) -> str:
    """A row outside of the table: ``Date: 2 May`` if it has two cells."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and any(map(str.isalpha, filled[0])):
        return f"{filled[0].rstrip(' :')}: {filled[1]}"
    return "; ".join(filled)


def _plain(cells: Sequence[str]) -> str:
    return "; ".join(cell for cell in cells if cell)


def _count(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)
