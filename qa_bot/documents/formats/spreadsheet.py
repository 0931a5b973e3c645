"""XLSX and XLSM: the rows of every visible sheet, each a line that carries its columns' names. Macros are never run.

Sheets are read from their XML: python-calamine gives no number formats, hidden rows, comments or formulas without a
result, and takes memory for the whole block between a sheet's first cell and its last.
"""

import re
from collections.abc import Iterator, Sequence
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats.archives import opened, pieces
from qa_bot.documents.formats.core_properties import core_properties
from qa_bot.documents.formats.rows import LONGEST_CAPTION, Lines
from qa_bot.documents.formats.sheet_tables import merge, tables
from qa_bot.documents.formats.sheet_xml import Sheet, place_of, read_sheet
from qa_bot.documents.formats.workbook import SheetPart, Workbook, comments, has_drawn_text, read_workbook
from qa_bot.errors import FileUnreadable

_UNNAMED = re.compile(
    r"(?:sheet|tabelle|sayfa|feuil(?:le)?|hoja|foglio|planilha|blad|arkusz|list|munka|лист|シート|工作表)\s?\d*",
    re.IGNORECASE,
)
_MOST_TOLD = 5
_DAMAGE = (ExpatError, SyntaxError, DefusedXmlException, ValueError, LookupError)


def read(data: bytes, limits: Limits) -> Extract:
    """The rows of all visible sheets, each a line and a place ``Budget, row 14``, and their comments.

    Raises:
        FileUnreadable: it is no workbook, is encrypted or damaged, or has too many rows or cells.
    """
    lines = Lines()
    with opened(data, limits, "XLSX") as archive:
        try:
            workbook = read_workbook(archive)
            notes = [note for part in workbook.sheets if part.is_shown for note in _take(lines, workbook, part)]
        except _DAMAGE as error:
            raise FileUnreadable("it is not an XLSX file, or is damaged") from error
        hidden = [f"“{part.name}”" for part in workbook.sheets if not part.is_shown]
        if hidden:
            notes.insert(0, f"hidden sheets left out: {', '.join(hidden)}")
        if has_drawn_text(archive):
            notes.append("charts and drawings left out")
        properties = core_properties(archive)
        return Extract(lines.text, properties.title, lines.places, "; ".join(notes), properties)


def _take(lines: Lines, workbook: Workbook, part: SheetPart) -> Iterator[str]:
    """Add a sheet to ``lines``; what is to be told of it comes back."""
    sheet = read_sheet(pieces(workbook.archive, part.path), workbook.values)
    merge(sheet.rows, sheet.merged)
    found = list(comments(workbook.archive, part.path))
    subjects = {row.number: row.texts[0] for row in sheet.rows} if found else {}
    for table in tables(sheet.rows, set(sheet.hidden_rows)):
        lines.take(table, part.name, "" if _UNNAMED.fullmatch(part.name) else part.name)
    for address, text in found:
        number, _ = place_of(address)
        subject = subjects.get(number, "")
        about = f" ({subject})" if 0 < len(subject) <= LONGEST_CAPTION else ""
        lines.add(f"Comment on {part.name}, {address}{about}: {text}", f"{part.name}, comment on {address}", number)
    yield from _notes(sheet, part.name)


def _notes(sheet: Sheet, name: str) -> Iterator[str]:
    if sheet.hidden_rows:
        yield f"hidden rows left out: {name} {_listed([str(number) for number in sheet.hidden_rows])}"
    if sheet.hidden_columns:
        letters = [_letters(column) for column in sorted(sheet.hidden_columns)]
        yield f"hidden columns left out: {name} {_listed(letters)}"
    if sheet.formulas:
        yield (
            f"formulas without a saved value: {name} {_listed(sheet.formulas)} "
            "(open the file in a spreadsheet program and save it)"
        )
    if sheet.errors:
        yield f"errors left out: {name} {_listed(sheet.errors)}"


def _listed(places: Sequence[str]) -> str:
    more = len(places) - _MOST_TOLD
    return ", ".join(places[:_MOST_TOLD]) + (f" and {more:,} more" if more > 0 else "")


def _letters(column: int) -> str:
    """A column's name: AB for 28."""
    letters = ""
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(65 + last) + letters
    return letters
