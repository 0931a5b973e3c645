"""ODS (ODF 1.3, part 3, 9): the rows of every visible sheet, each a line that carries its columns' names.

The file holds what each cell shows beside its value, so no number format is needed.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.archives import member, opened, pieces
from qa_bot.ingest.formats.blocks import one_line
from qa_bot.ingest.formats.number_formats import general
from qa_bot.ingest.formats.rows import MOST_ROWS, Lines, cell_of
from qa_bot.ingest.formats.sheet_tables import SheetRow
from qa_bot.ingest.formats.sheets import MOST_CELLS, MOST_COLUMNS, Sheet, add_sheet, hidden_sheets, letters_of
from qa_bot.ingest.formats.xml_stream import parse
from qa_bot.ingest.properties import NOTHING, Properties, stated

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT = "content.xml"
_META = "meta.xml"
_STATED = ("title", "initial-creator", "creator", "creation-date")
_ENCRYPTED = b"encryption-data"
_LONGEST_RAW = 12  # digits; a longer number is the result of a calculation, shown rounded
_NUMBERS = {"float", "percentage", "currency"}
_BLANKS = {"s": " ", "tab": " ", "line-break": " "}
_CELLS = {"table-cell", "covered-table-cell"}
_NOT_CELLS = {"shapes", "tracked-changes", "dde-links"}  # tables within these are none of the sheet's
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]|#N/A|Err:\d+")


@dataclass(slots=True)
class _NamedSheet:
    name: str
    is_hidden: bool
    sheet: Sheet = field(default_factory=Sheet)
    comments: list[tuple[str, str]] = field(default_factory=list)


def read(data: bytes, limits: Limits) -> Extraction:
    """The rows of all visible sheets, each a line and a place ``Budget, row 14``, and their comments.

    Raises:
        FileUnreadable: it is no ODS file, is encrypted or damaged, or has too many rows.
    """
    lines = Lines()
    reading = _Reading()
    with opened(data, limits, "ODS") as archive:
        _check(archive)
        try:
            parse(pieces(archive, _CONTENT), reading)
        except (ExpatError, ValueError) as error:
            raise FileUnreadable("it is not an ODS file, or is damaged") from error
        properties = _properties(archive)
    notes = hidden_sheets([sheet.name for sheet in reading.sheets if sheet.is_hidden])
    for sheet in reading.sheets:
        if not sheet.is_hidden:
            notes += add_sheet(lines, sheet.name, sheet.sheet, sheet.comments)
    if reading.has_shapes:
        notes.append("charts and drawings left out")
    return Extraction(lines.text, properties.title, lines.places, "; ".join(notes), properties)


def _check(archive: zipfile.ZipFile) -> None:
    kind = member(archive, "mimetype") if "mimetype" in archive.NameToInfo else b""
    if not kind.startswith(_KIND) or _CONTENT not in archive.NameToInfo:
        raise FileUnreadable("it is not an ODS file")
    listed = "META-INF/manifest.xml"
    if listed in archive.NameToInfo and _ENCRYPTED in member(archive, listed):
        raise FileUnreadable("it is encrypted: save it without a password")


def _properties(archive: zipfile.ZipFile) -> Properties:
    if _META not in archive.NameToInfo:
        return NOTHING
    try:
        root = ElementTree.fromstring(member(archive, _META))
    except (SyntaxError, DefusedXmlException, ValueError, LookupError):
        return NOTHING  # properties that cannot be read cost the title, not the file
    title, author, creator, date = (one_line(root.findtext(f".//{{*}}{name}") or "") for name in _STATED)
    return stated(title, author or creator, date)


class _Reading:
    """The content of a workbook being read."""

    def __init__(self) -> None:
        self.sheets: list[_NamedSheet] = []
        self.has_shapes = False
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._outside = 0  # how deep within what holds no cells of the sheet
        self._hidden_columns: set[int] = set()
        self._columns = self._row = self._column = self._cells = 0
        self._row_attributes: Mapping[str, str] = {}
        self._cell: Mapping[str, str] | None = None
        self._filled: dict[int, str] = {}
        self._texts: list[str] = []
        self._comment: list[str] | None = None
        self._is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name in _NOT_CELLS or self._outside:
            self._outside += 1
            self.has_shapes = self.has_shapes or name == "p"
        elif name in {"p", "h"}:
            self._is_text = self._cell is not None
            self._texts.append(" ")
        elif name in _BLANKS:
            self.text(_BLANKS[name])
        elif name in _STARTS:
            _STARTS[name](self, {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def text(self, data: str) -> None:
        """Text stands in an element."""
        if self._is_text and not self._outside:
            (self._texts if self._comment is None else self._comment).append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._outside:
            self._outside -= 1
        elif name in {"p", "h"}:
            self._is_text = False
        elif name in _CELLS and self._cell is not None:
            self._take_cell(self._cell)
            self._cell = None
        elif name == "annotation" and self._comment is not None and self.sheets:
            address = f"{letters_of(self._column + 1)}{self._row + 1}"
            if text := one_line("".join(self._comment)):
                self.sheets[-1].comments.append((address, text))
            self._comment = None
        elif name == "table-row" and self.sheets:
            self._take_row()

    def start_style(self, attributes: Mapping[str, str]) -> None:
        """A style, which may hide sheets."""
        self._style = attributes.get("name", "")

    def start_table_style(self, attributes: Mapping[str, str]) -> None:
        """What a style says of sheets."""
        if attributes.get("display") == "false":
            self._hidden_styles.add(self._style)

    def start_sheet(self, attributes: Mapping[str, str]) -> None:
        """A sheet."""
        is_hidden = attributes.get("style-name", "") in self._hidden_styles
        self.sheets.append(_NamedSheet(one_line(attributes.get("name", "")), is_hidden))
        self._row = self._columns = 0
        self._hidden_columns = set()

    def start_column(self, attributes: Mapping[str, str]) -> None:
        """Columns of a sheet, before its rows."""
        count = min(_count(attributes, "number-columns-repeated"), MOST_COLUMNS - self._columns)
        if _is_hidden(attributes):
            self._hidden_columns.update(range(self._columns + 1, self._columns + count + 1))
        self._columns += count

    def start_row(self, attributes: Mapping[str, str]) -> None:
        """A row, or several that are alike."""
        self._row_attributes, self._column, self._filled = attributes, 0, {}

    def start_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell, or several that are alike."""
        self._cell, self._texts = attributes, []

    def start_comment(self, _: Mapping[str, str]) -> None:
        """A comment, within its cell."""
        self._comment = []

    def _take_cell(self, cell: Mapping[str, str]) -> None:
        first = self._column + 1
        count = min(_count(cell, "number-columns-repeated"), MOST_COLUMNS - self._column)
        self._column += count
        text = _shown(cell, cell_of("".join(self._texts)))
        if not self.sheets or count < 1:
            return
        sheet = self.sheets[-1].sheet
        if not text and cell.get("formula"):
            sheet.formulas.append(f"{letters_of(first)}{self._row + 1}")
        elif cell.get("formula") and _ERROR.fullmatch(text):
            sheet.errors.append(f"{letters_of(first)}{self._row + 1}")
            return
        if not text:
            return
        for column in range(first, first + count):
            if column in self._hidden_columns:
                sheet.hidden_columns.add(column)
            else:
                self._filled[column] = text
        down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            sheet.merged.append((self._row + 1, first, self._row + down, min(first + right - 1, MOST_COLUMNS)))

    def _take_row(self) -> None:
        count = _count(self._row_attributes, "number-rows-repeated")
        sheet = self.sheets[-1].sheet
        if self._filled:
            numbers = range(self._row + 1, self._row + min(count, MOST_ROWS + 1) + 1)
            self._cells += len(numbers) * len(self._filled)
            if self._cells > MOST_CELLS:
                raise FileUnreadable(f"it has more than {MOST_CELLS // 1_000_000} million cells: split it")
            if _is_hidden(self._row_attributes):
                sheet.hidden_rows += numbers
            else:
                columns, texts = tuple(self._filled), list(self._filled.values())
                sheet.rows += [SheetRow(number, columns, texts) for number in numbers]
            if len(sheet.rows) > MOST_ROWS:
                raise FileUnreadable(f"it has more than {MOST_ROWS:,} rows: split it, or take what is asked about")
        self._row += count


_STARTS = {
    "style": _Reading.start_style,
    "table-properties": _Reading.start_table_style,
    "table": _Reading.start_sheet,
    "table-column": _Reading.start_column,
    "table-row": _Reading.start_row,
    "table-cell": _Reading.start_cell,
    "covered-table-cell": _Reading.start_cell,
    "annotation": _Reading.start_comment,
}


def _shown(cell: Mapping[str, str], text: str) -> str:
    """What a cell shows; the number itself behind it where it says more, dates as ISO 8601 writes them."""
    kind = cell.get("value-type", "")
    if kind == "date":
        return cell.get("date-value", text).replace("T", " ")
    if kind == "boolean":
        return "yes" if cell.get("boolean-value") == "true" else "no"
    if kind not in _NUMBERS or "value" not in cell:
        return text
    raw = general(float(cell["value"]))
    exact, shown = (_digits(part) for part in (raw, text))
    return text or raw if not text or exact == shown or len(exact) > _LONGEST_RAW else f"{text} ({raw})"


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)).strip("0")


def _count(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("visibility", "visible") != "visible"
