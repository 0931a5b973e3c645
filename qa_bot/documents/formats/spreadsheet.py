"""XLSX and XLSM: every visible sheet's rows, each a line that carries its columns' names. Macros are never run."""

import datetime
import functools
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats.archives import opened, pieces
from qa_bot.documents.formats.blocks import one_line
from qa_bot.documents.formats.core_properties import core_properties
from qa_bot.documents.formats.rows import Lines, Row, cell_of
from qa_bot.errors import FileUnreadable

MOST_CELLS = 20_000_000
"""Of one sheet, from its first filled row and column to its last: calamine takes 32 bytes for each, filled or not."""

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_WHOLE = 2**53  # up to here a float is exact to the last digit
_LONGEST_ADDRESS = 64


def read(data: bytes, limits: Limits) -> Extract:
    """The rows of all visible sheets, each a line and a place ``Budget, row 14``.

    Raises:
        FileUnreadable: it is no workbook, is encrypted or damaged, or has too many rows or cells.
    """
    with opened(data, limits, "XLSX") as archive:
        properties = core_properties(archive)
        for name in filter(_SHEET.fullmatch, archive.namelist()):
            _check_extent(archive, name)
    lines = Lines()
    try:
        with load_workbook(io.BytesIO(data)) as workbook:
            for sheet in _shown(workbook):
                lines.take(_rows(workbook.get_sheet_by_name(sheet.name)), sheet.name)
            return Extract(lines.text, properties.title, lines.places, _note(workbook), properties)
    except CalamineError as error:
        raise FileUnreadable("it is not an XLSX file, or is damaged") from error


def _shown(workbook: CalamineWorkbook) -> list[SheetMetadata]:
    return [sheet for sheet in _worksheets(workbook) if sheet.visible == SheetVisibleEnum.Visible]


def _worksheets(workbook: CalamineWorkbook) -> list[SheetMetadata]:
    return [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def _note(workbook: CalamineWorkbook) -> str:
    hidden = [
        f"“{one_line(sheet.name)}”" for sheet in _worksheets(workbook) if sheet.visible != SheetVisibleEnum.Visible
    ]
    return f"hidden sheets left out: {', '.join(hidden)}" if hidden else ""


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    # Rows come from the sheet's first one on, columns from its first; so the numbers are those on the screen.
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [_shown_value(value) for value in row]


def _shown_value(value: Value) -> str:
    """A cell as it is read: whole numbers without .0, dates and times as ISO 8601 writes them, yes and no."""
    return _SHOWN.get(type(value), str)(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    return f"{value:.15g}"  # the digits that spreadsheets show: 0.3 where the file says 0.30000000000000004


def _hours(duration: datetime.timedelta) -> str:
    """A duration as spreadsheets show it: ``36:00:00``."""
    seconds = round(duration.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_SHOWN: dict[type, Callable[[Any], str]] = {
    str: cell_of,
    float: _number,
    bool: lambda value: "yes" if value else "no",
    datetime.datetime: lambda moment: moment.isoformat(" ", "seconds"),
    datetime.time: lambda time: time.isoformat("seconds"),
    datetime.timedelta: _hours,
}


def _check_extent(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a sheet with cells so far apart that the block between them has no room in memory.

    What this overlooks (cells without an address, say) costs the reading process its memory, and no more than that.
    """
    columns: set[int] = set()
    rows: set[int] = set()
    for found in _addresses(archive, name):
        columns.update(_column(letters) for letters in {letters for letters, _ in found})
        rows.update(map(int, (found[0][1], found[-1][1])))  # rows are in order
    if columns and (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1) > MOST_CELLS:
        raise FileUnreadable(
            f"a sheet has more than {MOST_CELLS // 1_000_000} million cells from its first to its last: "
            "delete the stray ones far out"
        )


def _addresses(archive: zipfile.ZipFile, name: str) -> Iterator[list[tuple[bytes, bytes]]]:
    """The addresses of a sheet's cells, as column and row, in portions."""
    rest = b""
    for piece in pieces(archive, name):
        portion = rest + piece
        found = list(_CELL.finditer(portion))
        if found:
            yield [(match[1], match[2]) for match in found]
        rest = portion[max(found[-1].end() if found else 0, len(portion) - _LONGEST_ADDRESS) :]


def _column(letters: bytes) -> int:
    """The column's number: A is 1, AA is 27."""
    return functools.reduce(lambda number, letter: 26 * number + letter - ord("A") + 1, letters.upper(), 0)
