"""A Word table → its cells with what they span, for the lines of its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from qa_bot.documents.formats.grid import MOST_COLUMNS, Cell, spread
from qa_bot.documents.formats.rows import table_lines
from qa_bot.documents.formats.word_styles import attribute, child_of, value_of

_LONGEST_TILE = 300
"""Characters of a table of one row that is read as a row; a longer one is there for the layout."""


@dataclass(slots=True)
class _Cell:
    text: str
    columns: int
    rows: int = 1


def is_layout(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a table is there for the layout only: of one column, or one row of long texts."""
    return all(len(row) == 1 for row in texts) or (len(texts) == 1 and sum(map(len, texts[0])) > _LONGEST_TILE)


def row_lines(
    rows: Sequence[Any], cells_of: Callable[[Any], list[Any]], text_of: Callable[[Any], str], caption: str
) -> list[str]:
    """The lines of a table's ``w:tr`` elements, each with its columns' names, merged cells repeated."""
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
    return _tiles(grid) or _with_lone_names(grid, table_lines(grid, caption, _header_rows(rows)))


def _with_lone_names(grid: Sequence[Sequence[str]], lines: list[str]) -> list[str]:
    """The lines, before them the names of columns that no row fills, as in a form that is not filled in."""
    said = "\n".join(lines)
    lone = [name for name in dict.fromkeys(name for row in grid[:3] for name in row) if name and name not in said]
    return [" | ".join(lone), *lines] if lone else lines


def _header_rows(rows: Sequence[Any]) -> int | None:
    """How many rows are marked as repeated on each page; None where none is, or all are."""
    count = 0
    for row in rows:
        if child_of(row, "trPr", "tblHeader") is None:
            break
        count += 1
    return count if 0 < count < len(rows) else None


def _tiles(grid: Sequence[Sequence[str]]) -> list[str]:
    """Values above their labels, ``70 % of the coal``, where the first of two rows has the values."""
    if len(grid) != 2 or len(grid[0]) != len(grid[1]):
        return []
    pairs = [(value, label) for value, label in zip(*grid, strict=True) if value or label]
    if not pairs or not all(_is_value(value) and label and not _has_digit(label) for value, label in pairs):
        return []
    return [f"{value} {label}" for value, label in pairs]


def _is_value(text: str) -> bool:
    return _has_digit(text) and len(text) <= 40 and 2 * sum(map(str.isdigit, text)) >= sum(map(str.isalnum, text))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _number(text: str | None, otherwise: int) -> int:
    return min(int(text), MOST_COLUMNS) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
