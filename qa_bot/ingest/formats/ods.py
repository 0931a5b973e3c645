"""ODS (ODF 1.3, part 3, 9): each row of a visible sheet becomes a line with the columns' names.

The file has the displayed text of each cell beside its value, so that number formats are not interpreted.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import TreeBuilder
from xml.parsers.expat import ExpatError

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.archives import pieces
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.charts import not_read
from qa_bot.ingest.formats.number_formats import general
from qa_bot.ingest.formats.odf import CONTENT, declared_properties, opened_document, styles_part
from qa_bot.ingest.formats.odf_forms import control_texts, controls_not_read
from qa_bot.ingest.formats.odf_margins import margin_lines
from qa_bot.ingest.formats.odf_styles import Styles, attribute, local_name
from qa_bot.ingest.formats.odf_text import ContentReader
from qa_bot.ingest.formats.rows import MOST_ROWS, Lines, cell_of
from qa_bot.ingest.formats.sheet_tables import SheetRow
from qa_bot.ingest.formats.sheets import (
    MOST_CELLS,
    MOST_COLUMNS,
    Sheet,
    add_margins,
    add_sheet,
    hidden_sheets,
    letters_of,
)
from qa_bot.ingest.formats.xml_stream import parse

_LONGEST_RAW = 12  # digits; longer numbers are calculated and displayed rounded
_NUMBERS = {"float", "percentage", "currency"}
_BLANKS = {"s": " ", "tab": " ", "line-break": " "}
_CELLS = {"table-cell", "covered-table-cell"}
_OUTSIDE = {"shapes", "tracked-changes", "dde-links"}  # tables within these are not sheets
_DEFAULT_MASTER = "Default"
_FILLED_IN = frozenset("date time file-name sheet-name title".split())  # in headers: ``???`` or the day of saving
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]|#N/A|Err:\d+")


@dataclass(slots=True)
class _NamedSheet:
    name: str
    is_hidden: bool
    master: str  # the name of the style of its pages
    sheet: Sheet = field(default_factory=Sheet)
    comments: list[tuple[str, str]] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the rows and comments of all visible sheets, each with a place, ``Budget, row 14``, and page headers.

    Raises:
        FileUnreadable: It is not an ODS file, is encrypted or damaged, or has too many rows.
    """
    lines = Lines()
    handler = _ContentHandler()
    with opened_document(data, limits, "ODS") as archive:
        try:
            parse(pieces(archive, CONTENT), handler)
        except (ExpatError, ValueError) as error:
            raise FileUnreadable("it is not an ODS file, or is damaged") from error
        properties = declared_properties(archive)
        styles = styles_part(archive)
    notes = hidden_sheets([sheet.name for sheet in handler.sheets if sheet.is_hidden])
    for sheet in handler.sheets:
        if not sheet.is_hidden:
            notes += add_sheet(lines, sheet.name, sheet.sheet, sheet.comments, sheet.controls)
    add_margins(lines, _margins(styles, {sheet.master for sheet in handler.sheets if not sheet.is_hidden}))
    if handler.has_shapes:
        notes.append("charts and drawings left out")
    notes += not_read(handler.not_read)
    return Extraction(lines.text, properties.title, lines.places, "; ".join(notes), properties)


class _ContentHandler:
    """Collects the sheets of a workbook."""

    def __init__(self) -> None:
        self.sheets: list[_NamedSheet] = []
        self.has_shapes = False
        self.not_read = Counter[str]()
        self._hidden_styles: set[str] = set()
        self._masters: dict[str, str] = {}
        self._style = ""
        self._outside = 0  # depth within elements of _OUTSIDE
        self._hidden_columns: set[int] = set()
        self._columns = self._row = self._column = self._cells = 0
        self._row_attributes: Mapping[str, str] = {}
        self._cell: Mapping[str, str] | None = None
        self._filled: dict[int, str] = {}
        self._texts: list[str] = []
        self._comment: list[str] | None = None
        self._forms: TreeBuilder | None = None
        self._is_text = False
        self._starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "style": self._start_style,
            "table-properties": self._start_table_properties,
            "table": self._start_sheet,
            "table-column": self._start_column,
            "table-row": self._start_row,
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "annotation": self._start_comment,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element."""
        if self._forms or name == "forms":
            self._forms = self._forms or TreeBuilder()
            self._forms.start(name, {key.rpartition(":")[2]: value for key, value in attributes.items()})
        elif name in _OUTSIDE or self._outside:
            self._outside += 1
            self.has_shapes = self.has_shapes or name == "p"
        elif name in {"p", "h"}:
            self._is_text = self._cell is not None
            self._texts.append(" ")
        elif name in _BLANKS:
            self.text(_BLANKS[name])
        elif name in self._starts:
            self._starts[name]({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def text(self, data: str) -> None:
        """Handle text."""
        if self._forms:
            self._forms.data(data)
        elif self._is_text and not self._outside:
            (self._texts if self._comment is None else self._comment).append(data)

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        if self._forms:
            self._end_control(self._forms, name)
        elif self._outside:
            self._outside -= 1
        elif name in {"p", "h"}:
            self._is_text = False
        elif name in _CELLS and self._cell is not None:
            self._take_cell(self._cell)
            self._cell = None
        elif name == "annotation" and self._comment is not None and self.sheets:
            address = f"{letters_of(self._column + 1)}{self._row + 1}"
            if text := clean_line("".join(self._comment)):
                self.sheets[-1].comments.append((address, text))
            self._comment = None
        elif name == "table-row" and self.sheets:
            self._take_row()

    def _start_style(self, attributes: Mapping[str, str]) -> None:
        self._style = attributes.get("name", "")
        if "master-page-name" in attributes:
            self._masters[self._style] = attributes["master-page-name"]

    def _start_table_properties(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _start_sheet(self, attributes: Mapping[str, str]) -> None:
        style = attributes.get("style-name", "")
        master = self._masters.get(style, _DEFAULT_MASTER)
        self.sheets.append(_NamedSheet(clean_line(attributes.get("name", "")), style in self._hidden_styles, master))
        self._row = self._columns = 0
        self._hidden_columns = set()

    def _start_column(self, attributes: Mapping[str, str]) -> None:
        count = min(_count(attributes, "number-columns-repeated"), MOST_COLUMNS - self._columns)
        if _is_hidden(attributes):
            self._hidden_columns.update(range(self._columns + 1, self._columns + count + 1))
        self._columns += count

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._row_attributes, self._column, self._filled = attributes, 0, {}

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell, self._texts = attributes, []

    def _start_comment(self, _: Mapping[str, str]) -> None:
        self._comment = []

    def _end_control(self, builder: TreeBuilder, name: str) -> None:
        builder.end(name)
        if name != "forms":
            return
        forms, self._forms = builder.close(), None
        if self.sheets and not self.sheets[-1].is_hidden:
            self.not_read["form control"] += controls_not_read(forms)
            self.sheets[-1].controls += filter(None, control_texts(forms, by_name=True).values())

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


def _margins(styles: Any, masters: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of the page headers and footers of these master pages, each after its kind."""
    reader = ContentReader(Styles(styles), {})
    for master in styles.iterfind(".//{*}master-page"):
        if attribute(master, "name") in masters:
            for field in master.iter():
                if local_name(field) in _FILLED_IN:
                    field.text = ""
            for kind in ("header", "footer"):
                yield from ((kind, line) for line in margin_lines(reader, master, kind))


def _shown(cell: Mapping[str, str], text: str) -> str:
    """Return a cell's displayed text, with the exact number in brackets if it is rounded; dates as in ISO 8601."""
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
