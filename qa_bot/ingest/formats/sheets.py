"""Sheets of all spreadsheet formats → lines, places and messages about omitted content."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qa_bot.ingest.formats.rows import LONGEST_CAPTION, Lines
from qa_bot.ingest.formats.sheet_tables import Area, SheetRow, merge, tables
from qa_bot.text.languages import ALL_LANGUAGES, alternation

MOST_COLUMNS = 16_384

MOST_CELLS = 20_000_000
"""Filled cells of one sheet; each takes some 60 bytes of memory."""

_NAMES = alternation(name for language in ALL_LANGUAGES for name in language.sheet_names)
_DEFAULT_NAME = re.compile(rf"(?:{_NAMES})\s?\d*", re.IGNORECASE)
_MOST_LISTED = 5


@dataclass(slots=True)
class Sheet:
    """The visible rows of a worksheet, and the places of omitted content.

    Attributes:
        merged: The areas of merged cells.
        hidden_rows: Their numbers.
        hidden_columns: Their numbers.
        formulas: The addresses of formulas without a saved result.
        errors: The addresses of errors.
        margins: The lines of its printed pages' headers and footers, each after ``header`` or ``footer``.
    """

    rows: list[SheetRow] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    margins: list[tuple[str, str]] = field(default_factory=list)


def add_sheet(
    lines: Lines, name: str, sheet: Sheet, comments: Sequence[tuple[str, str]] = (), controls: Sequence[str] = ()
) -> Iterator[str]:
    """Add a sheet to ``lines``: its rows, comments (address and text) and its form's controls.

    Yields messages about omitted content.

    Raises:
        FileUnreadable: There are too many rows, or their text is too long.
    """
    merge(sheet.rows, sheet.merged)
    caption = "" if _DEFAULT_NAME.fullmatch(name) else name
    subjects = {row.number: row.texts[0] for row in sheet.rows} if comments else {}
    for table in tables(sheet.rows, set(sheet.hidden_rows)):
        lines.take(table, name, caption)
    for address, text in comments:
        number, _ = place_of(address)
        subject = subjects.get(number, "")
        about = f" ({subject})" if 0 < len(subject) <= LONGEST_CAPTION else ""
        lines.add(f"Comment on {name}, {address}{about}: {text}", f"{name}, comment on {address}", number)
    for number, text in enumerate(controls, 1):
        lines.add("; ".join(filter(None, (caption, text))), f"{name}, form field {number}", number)
    yield from _notes(sheet, name)


def add_margins(lines: Lines, margins: Iterable[tuple[str, str]]) -> None:
    """Add the distinct lines of page headers, then those of page footers.

    Raises:
        FileUnreadable: as :func:`add_sheet`.
    """
    known = dict.fromkeys(margins)
    for wanted in ("header", "footer"):
        for number, line in enumerate((line for kind, line in known if kind == wanted), 1):
            lines.add(line, f"page {wanted}", number)


def _notes(sheet: Sheet, name: str) -> Iterator[str]:
    if sheet.hidden_rows:
        yield f"hidden rows left out: {name} {_listed([str(number) for number in sheet.hidden_rows])}"
    if sheet.hidden_columns:
        letters = [letters_of(column) for column in sorted(sheet.hidden_columns)]
        yield f"hidden columns left out: {name} {_listed(letters)}"
    if sheet.formulas:
        yield (
            f"formulas without a saved value: {name} {_listed(sheet.formulas)} "
            "(open the file in a spreadsheet program and save it)"
        )
    if sheet.errors:
        yield f"errors left out: {name} {_listed(sheet.errors)}"


def _listed(places: Sequence[str]) -> str:
    more = len(places) - _MOST_LISTED
    return ", ".join(places[:_MOST_LISTED]) + (f" and {more:,} more" if more > 0 else "")


def letters_of(column: int) -> str:
    """Return a column's letters: AB for 28."""
    letters = ""
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(65 + last) + letters
    return letters


def hidden_sheets(names: Sequence[str]) -> list[str]:
    """Return a message about hidden sheets with these names, if there are any."""
    return [f"hidden sheets left out: {', '.join(f'“{name}”' for name in names)}"] if names else []


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of an address: 4, 28 for ``AB4``."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_of(letters)


def column_of(address: str) -> int:
    """Return the column of an address: 28 for ``AB4``.

    Raises:
        ValueError: The address has no valid column.
    """
    return _number_of(address.rstrip("0123456789"))


@lru_cache(maxsize=MOST_COLUMNS)
def _number_of(letters: str) -> int:
    number = 0
    for letter in letters[:4]:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = 26 * number + ord(letter) - 64
    if not 0 < number <= MOST_COLUMNS:
        raise ValueError(letters)
    return number
