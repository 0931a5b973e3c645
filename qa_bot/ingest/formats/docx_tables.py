"""Word tables: cells with their spans, and the lines of the rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from qa_bot.ingest.formats.docx_styles import attribute, child_of, value_of
from qa_bot.ingest.formats.grid import MOST_COLUMNS, Cell, spread
from qa_bot.ingest.formats.ooxml_tables import grid_lines

_LONGEST_ROW = 300
"""Characters of a table with a single row; a longer one is a layout."""


@dataclass(slots=True)
class _Cell:
    text: str
    columns: int
    rows: int = 1


def is_layout(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a table serves the layout only: it has one column, or one row of long texts."""
    return all(len(row) == 1 for row in texts) or (len(texts) == 1 and sum(map(len, texts[0])) > _LONGEST_ROW)


def row_lines(
    rows: Sequence[Any], cells_of: Callable[[Any], list[Any]], text_of: Callable[[Any], str], caption: str
) -> list[str]:
    """Return the lines of a table's ``w:tr`` elements, with the columns' names and merged cells repeated."""
    above: dict[int, _Cell] = {}
    found: list[list[_Cell]] = []
    for row in rows:
        column = _number(value_of(child_of(row, "trPr"), "gridBefore"), 0)
        line = [_Cell("", column)] if column else []
        here: dict[int, _Cell] = {}
        for element in cells_of(row):
            width = _number(value_of(child_of(element, "tcPr"), "gridSpan"), 1)
            merged = child_of(element, "tcPr", "vMerge")
            if merged is not None and attribute(merged, "val") != "restart" and column in above:
                here[column] = above[column]
                above[column].rows += 1
            else:
                line.append(_Cell(text_of(element), width))
                if merged is not None:
                    here[column] = line[-1]
            column += width
        found.append(line)
        above = here
    grid = spread([[Cell(cell.text, cell.rows, cell.columns) for cell in line] for line in found])
    return grid_lines(grid, caption, _header_rows(rows))


def _header_rows(rows: Sequence[Any]) -> int | None:
    """Return the number of first rows marked as repeated on each page; None where none or all are."""
    count = 0
    for row in rows:
        if child_of(row, "trPr", "tblHeader") is None:
            break
        count += 1
    return count if 0 < count < len(rows) else None


def _number(text: str | None, default: int) -> int:
    return min(int(text), MOST_COLUMNS) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
