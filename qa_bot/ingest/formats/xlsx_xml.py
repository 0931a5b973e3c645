"""The XML of worksheets (ISO/IEC 29500-1, 18.3) and of shared strings → rows of cells as they are displayed."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.formats.number_formats import Format, general
from qa_bot.ingest.formats.page_margins import coded_lines
from qa_bot.ingest.formats.rows import MOST_ROWS, cell_of
from qa_bot.ingest.formats.sheet_tables import Area, SheetRow
from qa_bot.ingest.formats.sheets import MOST_CELLS, MOST_COLUMNS, Sheet, column_of, place_of
from qa_bot.ingest.formats.xml_stream import parse

_MOST_CACHED = 10_000
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Values:
    """The data of a workbook that its cells refer to.

    Attributes:
        strings: The shared strings.
        formats: The number format of each cell style.
        bold: The indexes of styles with a bold font.
        formatted: A cache of formatted numbers, by style and value.
    """

    strings: Sequence[str]
    formats: Sequence[Format]
    bold: frozenset[str] = frozenset()
    formatted: dict[tuple[str, str], str] = field(default_factory=dict)


def read_sheet(pieces: Iterable[bytes], values: Values) -> Sheet:
    """Return the worksheet in these pieces of XML.

    Raises:
        ExpatError: The XML is not well-formed.
        FileUnreadable: It has too many rows or cells, or a document type.
        ValueError, LookupError: A cell has an invalid address or value.
    """
    handler = _SheetHandler(values)
    parse(pieces, handler)
    handler.sheet.rows.sort(key=lambda row: row.number)
    return handler.sheet


def read_strings(pieces: Iterable[bytes]) -> list[str]:
    """Return the shared strings, in order.

    Raises:
        ExpatError, FileUnreadable: As :func:`read_sheet`.
    """
    handler = _StringsHandler()
    parse(pieces, handler)
    return handler.strings


class _StringsHandler:
    """Collects strings, without the phonetic guides of East Asian text."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._texts: list[str] = []
        self._is_text = self._is_phonetic = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """Handle the start of an element."""
        if name == "t":
            self._is_text = not self._is_phonetic
        elif name == "rPh":
            self._is_phonetic = True

    def text(self, data: str) -> None:
        """Handle text."""
        if self._is_text:
            self._texts.append(data)

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        self._is_text = False
        if name == "rPh":
            self._is_phonetic = False
        elif name == "si":
            self.strings.append(_string("".join(self._texts)))
            self._texts.clear()


class _SheetHandler:
    """Collects the rows of one worksheet."""

    def __init__(self, values: Values) -> None:
        self.sheet = Sheet()
        self._values = values
        self._hidden: set[int] = set()
        self._row: Mapping[str, str] = {}
        self._cell: Mapping[str, str] = {}
        self._number = self._column = self._cells = self._formulas = self._bold = 0
        self._columns: list[int] = []
        self._texts: list[str] = []
        self._value = ""
        self._has_formula = self._is_phonetic = False
        self._margins: dict[str, str] = {}
        self._is_value = False  # within an element with the cell's value

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element."""
        if name == "c":
            self._cell, self._value, self._has_formula = attributes, "", False
        elif name in {"v", "t"}:
            self._is_value = not self._is_phonetic
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._row, self._columns, self._texts, self._column = attributes, [], [], 0
            self._bold = 0
            self._number = int(attributes.get("r") or self._number + 1)
        elif name == "rPh":
            self._is_phonetic = True
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element outside the rows."""
        if name == "col" and _is_on(attributes.get("hidden")):
            last = min(int(attributes.get("max") or 1), MOST_COLUMNS)
            self._hidden.update(range(int(attributes.get("min") or 1), last + 1))
        elif name == "mergeCell" and len(self.sheet.merged) < MOST_ROWS:
            self.sheet.merged.append(_area(attributes.get("ref") or ""))
        elif name == "headerFooter":
            self._margins = _margins(attributes)
        elif name in self._margins:
            self._is_value, self._value = True, ""

    def text(self, data: str) -> None:
        """Handle text."""
        if self._is_value:
            self._value += data

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        self._is_value = False
        if name == "c":
            self._take_cell()
        elif name == "rPh":
            self._is_phonetic = False
        elif name == "row":
            self._take_row()
        elif kind := self._margins.get(name):
            self.sheet.margins += ((kind, line) for line in coded_lines(unescaped(self._value)))

    def _take_cell(self) -> None:
        cell = self._cell
        address = cell.get("r")
        self._column = column_of(address) if address else self._column + 1
        value = self._value
        if not value:
            if self._has_formula and cell.get("t") != "str":
                self.sheet.formulas.append(address or "?")
            return
        kind = cell.get("t", "n")
        if kind == "s":
            text = self._values.strings[int(value)]
        elif kind == "n":
            style = cell.get("s") or "0"
            formatted = self._values.formatted.get((style, value))
            text = _number(value, style, self._values) if formatted is None else formatted
        elif kind == "e":
            self.sheet.errors.append(address or "?")
            return
        else:
            text = _OTHER.get(kind, _string)(value)
        if text and self._column in self._hidden:
            self.sheet.hidden_columns.add(self._column)
        elif text:
            self._columns.append(self._column)
            self._texts.append(text)
            self._bold += cell.get("s") in self._values.bold

    def _take_row(self) -> None:
        lacks_results = len(self.sheet.formulas) > self._formulas
        self._formulas = len(self.sheet.formulas)
        if not self._columns or (lacks_results and len(self._columns) == 1):  # "Total" without its result
            return
        if _is_on(self._row.get("hidden")):
            self.sheet.hidden_rows.append(self._number)
            return
        self._cells += len(self._columns)
        is_bold = self._bold == len(self._columns)
        self.sheet.rows.append(SheetRow(self._number, tuple(self._columns), self._texts, is_bold=is_bold))
        if len(self.sheet.rows) > MOST_ROWS or self._cells > MOST_CELLS:
            raise FileUnreadable(f"it has more than {MOST_ROWS:,} rows: split it, or take what is asked about")


def _number(value: str, style: str, values: Values) -> str:
    """Return a number as its style displays it, and cache it."""
    number, index = float(value), int(style)
    number_format = values.formats[index] if index < len(values.formats) else general
    text = number_format(number) if math.isfinite(number) else ""
    if len(values.formatted) < _MOST_CACHED:
        values.formatted[style, value] = text
    return text


def _string(value: str) -> str:
    return cell_of(unescaped(value))


_OTHER: dict[str, Callable[[str], str]] = {
    "b": lambda value: "yes" if value == "1" else "no",
    "d": lambda value: value.replace("T", " "),
}


def unescaped(text: str) -> str:
    """Return the text with escapes such as ``_x000D_`` decoded (ISO/IEC 29500-1, 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _is_on(flag: str | None) -> bool:
    return flag in {"1", "true"}


def _margins(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the elements of the headers and footers in use, each with its kind, given those of their container."""
    first, even = (_is_on(attributes.get(name)) for name in ("differentFirst", "differentOddEven"))
    pages = ["odd"] + ["even"] * even + ["first"] * first
    return {f"{page}{kind}": kind.lower() for page in pages for kind in ("Header", "Footer")}


def _area(text: str) -> Area:
    first, _, last = text.partition(":")
    (row, column), (last_row, last_column) = place_of(first), place_of(last or first)
    return row, column, last_row, last_column
