"""Tables of office documents as grids of cells → a line for each row. Pure."""

from collections.abc import Sequence

from qa_bot.ingest.formats.labels import is_number
from qa_bot.ingest.formats.rows import table_lines


def grid_lines(grid: Sequence[Sequence[str]], caption: str, header_rows: int | None) -> list[str]:
    """Return the lines of a table: values with the labels below them, or rows with their columns' names.

    See :func:`qa_bot.ingest.formats.rows.described` for ``caption`` and ``header_rows``.
    """
    return _values_above_labels(grid) or _with_lone_names(grid, table_lines(grid, caption, header_rows))


def _with_lone_names(grid: Sequence[Sequence[str]], lines: list[str]) -> list[str]:
    """Return the lines, preceded by the names of columns that are empty in all rows, as in a blank form."""
    text = "\n".join(lines)
    lone = [name for name in dict.fromkeys(name for row in grid[:3] for name in row) if name and name not in text]
    return [" | ".join(lone), *lines] if lone else lines


def _values_above_labels(grid: Sequence[Sequence[str]]) -> list[str]:
    """Return values with the labels below them, ``70 % of the coal``, if the first of two rows holds values."""
    if len(grid) != 2 or len(grid[0]) != len(grid[1]):
        return []
    pairs = [(value, label) for value, label in zip(*grid, strict=True) if value or label]
    if not pairs or not all(is_number(value) and label and not any(map(str.isdigit, label)) for value, label in pairs):
        return []
    return [f"{value} {label}" for value, label in pairs]
