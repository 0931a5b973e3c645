"""The XML of one worksheet (ISO/IEC 29500-1, 18.3) → the cells that it shows, row by row, and what it does not show."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.formats.number_formats import Shown, general
from qa_bot.ingest.formats.rows import MOST_ROWS, cell_of
from qa_bot.ingest.formats.sheet_tables import Area, SheetRow
from qa_bot.ingest.formats.sheets import MOST_CELLS, MOST_COLUMNS, Sheet, column_of, place_of
from qa_bot.ingest.formats.xml_stream import parse

_MOST_KEPT = 10_000
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Values:
    """What the cells of a workbook refer to: its strings, and how each of its styles shows a number.

    ``bold`` are the numbers of the styles in bold letters. ``shown`` keeps numbers as they are shown, by both.
    """

    strings: Sequence[str]
    styles: Sequence[Shown]
    bold: frozenset[str] = frozenset()
    shown: dict[tuple[str, str], str] = field(default_factory=dict)


def read_sheet(pieces: Iterable[bytes], values: Values) -> Sheet:
    """The worksheet in these pieces of XML.

    Raises:
        ExpatError: it is not sound XML.
        FileUnreadable: it has too many rows or cells, or a document type.
        ValueError, LookupError: a cell has no sound address or value.
    """
    reading = _Reading(values)
    parse(pieces, reading)
    reading.sheet.rows.sort(key=lambda row: row.number)
    return reading.sheet


def read_strings(pieces: Iterable[bytes]) -> list[str]:
    """The strings that a workbook's cells refer to by their number.

    Raises:
        ExpatError, FileUnreadable: as :func:`read_sheet`.
    """
    reading = _Strings()
    parse(pieces, reading)
    return reading.strings


class _Strings:
    """The strings being read, without the reading aids of East Asian text."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._texts: list[str] = []
        self._is_text = self._is_aid = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """An element begins."""
        if name == "t":
            self._is_text = not self._is_aid
        elif name == "rPh":
            self._is_aid = True

    def text(self, data: str) -> None:
        """Text stands in an element."""
        if self._is_text:
            self._texts.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        self._is_text = False
        if name == "rPh":
            self._is_aid = False
        elif name == "si":
            self.strings.append(_string("".join(self._texts)))
            self._texts.clear()


class _Reading:
    """One worksheet being read."""

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
        self._has_formula = self._is_aid = False
        self._is_value = False  # within what holds a cell's value

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._cell, self._value, self._has_formula = attributes, "", False
        elif name in {"v", "t"}:
            self._is_value = not self._is_aid
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._row, self._columns, self._texts, self._column = attributes, [], [], 0
            self._bold = 0
            self._number = int(attributes.get("r") or self._number + 1)
        elif name == "rPh":
            self._is_aid = True
        elif name == "col" and _is_on(attributes.get("hidden")):
            last = min(int(attributes.get("max") or 1), MOST_COLUMNS)
            self._hidden.update(range(int(attributes.get("min") or 1), last + 1))
        elif name == "mergeCell" and len(self.sheet.merged) < MOST_ROWS:
            self.sheet.merged.append(_area(attributes.get("ref") or ""))

    def text(self, data: str) -> None:
        """Text stands in an element."""
        if self._is_value:
            self._value += data

    def end(self, name: str) -> None:
        """An element ends."""
        self._is_value = False
        if name == "c":
            self._take_cell()
        elif name == "rPh":
            self._is_aid = False
        elif name == "row":
            self._take_row()

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
            shown = self._values.shown.get((style, value))
            text = _number(value, style, self._values) if shown is None else shown
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
        if not self._columns or (lacks_results and len(self._columns) == 1):  # "Total" without it answers nothing
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
    """A number as its style shows it; numbers come again, so what is worked out is kept."""
    number, index = float(value), int(style)
    text = (values.styles[index] if index < len(values.styles) else general)(number) if math.isfinite(number) else ""
    if len(values.shown) < _MOST_KEPT:
        values.shown[style, value] = text
    return text


def _string(value: str) -> str:
    return cell_of(unescaped(value))


_OTHER: dict[str, Callable[[str], str]] = {
    "b": lambda value: "yes" if value == "1" else "no",
    "d": lambda value: value.replace("T", " "),
}


def unescaped(text: str) -> str:
    """The text with ``_x000D_`` and the like as the characters that they stand for (ISO/IEC 29500-1, 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _is_on(flag: str | None) -> bool:
    return flag in {"1", "true"}


def _area(text: str) -> Area:
    first, _, last = text.partition(":")
    (row, column), (last_row, last_column) = place_of(first), place_of(last or first)
    return row, column, last_row, last_column
