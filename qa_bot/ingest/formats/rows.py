"""Rows of cells → a line of text for each, with its column names. For tables of all formats. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.headers import are_labels, column_names, count_header_rows
from qa_bot.records import Place, Span
from qa_bot.text.wording import one_line

MOST_ROWS = 200_000
"""Rows of one file, all its sheets together; each becomes a passage."""

MOST_CHARACTERS = 100_000_000
"""Characters of one file's text: rows repeat their column names, so a small file can make a large text."""

LONGEST_CELL = 400
"""Characters of a cell; a document's table with a longer one is a layout table and stays text."""

LONGEST_CAPTION = 120
"""Characters of a caption that precedes each row; a longer title or group is only a line of its own."""

BETWEEN_ROWS = " / "
"""Between the rows of a table in a cell."""

Row = tuple[int, Sequence[str]]
"""A row's number, as a spreadsheet shows it, and its cells."""

_SAMPLE_ROWS = 50  # that decide where the table begins and how many columns it has


def cell_of(text: str) -> str:
    """Return a cell's text for a line: cleaned, without line breaks."""
    if text.isprintable():
        return text.strip()
    text = cleaned(text).strip()
    return one_line(text) if len(text.splitlines()) > 1 else text


class Lines:
    """The growing text of a file of rows, with a place for each row."""

    def __init__(self) -> None:
        """Start empty."""
        self._lines: list[str] = []
        self._places: list[Place] = []
        self._length = 0

    @property
    def text(self) -> str:
        """All lines, separated by blank lines."""
        return "\n\n".join(self._lines)

    @property
    def places(self) -> tuple[Place, ...]:
        """A place for each line."""
        return tuple(self._places)

    def take(self, rows: Iterable[Row], sheet: str = "", caption: str = "") -> None:
        """Add the rows of a table; those of a named ``sheet`` get places like ``Budget, row 14``.

        Raises:
            FileUnreadable: there are more than :data:`MOST_ROWS`, or their text is too long.
        """
        prefix = f"{clean_line(sheet)}, row" if sheet else "row"
        for number, line in described(rows, caption):
            self.add(line, f"{prefix} {number}", number)

    def add(self, line: str, name: str, number: int) -> None:
        """Add a line with the name and number of its place.

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
    """Yield each row that is not empty as its number and a line: ``Caption; Group; Town: Lima; Lit: 1921``.

    A title above the table is a line of its own and precedes each row; so does a row of one cell, which names the group
    of the rows below it.

    Args:
        rows: Rows with a cell for each column, merged cells repeated (:func:`grid.spread`).
        caption: The table's name, from outside of it.
        header_rows: The number of header rows where the format states it; None to detect it.
        numbered: Whether cells without a column name are labelled with the column's number.
    """
    filled = ((number, cells) for number, cells in rows if any(cells))
    first = list(islice(filled, _SAMPLE_ROWS))
    start, header_rows = header_of(first, header_rows)
    outer = _short(caption)
    yield from ((number, _joined(outer if _count(cells) > 1 else (), _pair(cells))) for number, cells in first[:start])
    above = (_plain(cells) for _, cells in first[:start] if _count(cells) == 1)
    captions = _short(caption, *(title for title in above if not title.startswith("#")))  # "# exported by x" is none
    body = [cells for _, cells in first[start:]]
    head, rest = body[:header_rows], chain(first[start + header_rows :], filled)
    if len(head) == len(body):
        yield from ((number, _joined(captions, _plain(cells))) for number, cells in first[start:])
    elif not head and are_labels(body):
        yield from ((number, _joined(captions, _pair(cells))) for number, cells in rest)
        return
    yield from _labelled(rest, column_names(head), captions, numbered=numbered and start < len(first))


def table_lines(grid: Iterable[Sequence[str]], caption: str = "", header_rows: int | None = None) -> list[str]:
    """Return the lines of a document's table, without numbers: see :func:`described`."""
    return [line for _, line in described(enumerate(grid, 1), caption, header_rows, numbered=False)]


def header_of(rows: Sequence[Row], header_rows: int | None = None) -> tuple[int, int]:
    """Return the index of a table's first row below its titles, and the number of its header rows."""
    if header_rows is not None:
        return 0, header_rows
    start = _table_starts(rows)
    body = [cells for _, cells in rows[start:]]
    return start, 0 if are_labels(body) else count_header_rows(body)


def _table_starts(rows: Sequence[Row]) -> int:
    """Return the index of the first row that fills most columns; the rows above it are titles.

    A table of one column has titles only.
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
        is_subject = column == 1 and any(names)  # an unnamed first column holds the row's subject
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
    """Return the distinct captions that are short enough to precede every row."""
    return [caption for caption in dict.fromkeys(captions) if 0 < len(caption) <= LONGEST_CAPTION]


def _joined(captions: Sequence[str], line: str) -> str:
    return "; ".join([*captions, line])


def _pair(cells: Sequence[str]) -> str:
    """Return a row outside of the table: ``Date: 2 May`` if it has two cells, or several pairs with colons."""
    filled = [cell for cell in cells if cell]
    if len(cells) > 2 and len(cells) % 2 == 0 and all(label.endswith(":") for label in cells[::2] if label):
        return "; ".join(filter(None, map(_pair, zip(cells[::2], cells[1::2], strict=True))))
    if len(filled) == 2 and any(map(str.isalpha, filled[0])):
        return f"{filled[0].rstrip(' :')}: {filled[1]}"
    return "; ".join(filled)


def _plain(cells: Sequence[str]) -> str:
    return "; ".join(cell for cell in cells if cell)


def _count(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)
