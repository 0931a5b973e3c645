"""XLSX and XLSM: each row of a visible sheet becomes a line with the columns' names. Macros are not run.

Sheets are parsed here because python-calamine provides no number formats, hidden rows, comments or formulas without a
result, and allocates the whole range between a sheet's first and last cell.
"""

from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.archives import opened, pieces
from qa_bot.ingest.formats.ooxml import core_properties
from qa_bot.ingest.formats.rows import Lines
from qa_bot.ingest.formats.sheets import add_margins, add_sheet, hidden_sheets
from qa_bot.ingest.formats.xlsx_workbook import comments, has_drawn_text, read_workbook
from qa_bot.ingest.formats.xlsx_xml import read_sheet

_DAMAGE = (ExpatError, SyntaxError, DefusedXmlException, ValueError, LookupError)


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the rows and comments of all visible sheets, each with a place, ``Budget, row 14``, and page headers.

    Raises:
        FileUnreadable: It is not a workbook, is encrypted or damaged, or has too many rows or cells.
    """
    lines = Lines()
    notes: list[str] = []
    margins: list[tuple[str, str]] = []
    with opened(data, limits, "XLSX") as archive:
        try:
            workbook = read_workbook(archive)
            for part in workbook.sheets:
                if part.is_shown:
                    sheet = read_sheet(pieces(archive, part.path), workbook.values)
                    notes += add_sheet(lines, part.name, sheet, list(comments(archive, part.path)))
                    margins += sheet.margins
        except _DAMAGE as error:
            raise FileUnreadable("it is not an XLSX file, or is damaged") from error
        add_margins(lines, margins)
        notes[:0] = hidden_sheets([part.name for part in workbook.sheets if not part.is_shown])
        if has_drawn_text(archive):
            notes.append("charts and drawings left out")
        properties = core_properties(archive)
        return Extraction(lines.text, properties.title, lines.places, "; ".join(notes), properties)
