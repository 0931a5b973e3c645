"""A grid of cells of an office document → a line for each row. Pure."""

from collections.abc import Sequence

from qa_bot.ingest.formats.labels import is_number
from qa_bot.ingest.formats.rows import table_lines


def grid_lines(grid: Sequence[Sequence[str]], caption: str, header_rows: int | None) -> list[str]:
    """The lines of a table: values with the labels below them, or else rows with their columns' names.

    See :func:`qa_bot.ingest.formats.rows.described` for ``caption`` and ``header_rows``.
    """
    return _tiles(grid) or _with_lone_names(grid, table_lines(grid, caption, header_rows))


def _with_lone_names(grid: Sequence[Sequence[str]], lines: list[str]) -> list[str]:
    """The lines, before them the names of columns that no row fills, as in a form that is not filled in."""
    said = "\n".join(lines)
    lone = [name for name in dict.fromkeys(name for row in grid[:3] for name in row) if name and name not in said]
    return [" | ".join(lone), *lines] if lone else lines


def _tiles(grid: Sequence[Sequence[str]]) -> list[str]:
    """Values above their labels, ``70 % of the coal``, where the first of two rows has the values."""
    if len(grid) != 2 or len(grid[0]) != len(grid[1]):
        return []
    pairs = [(value, label) for value, label in zip(*grid, strict=True) if value or label]
    if not pairs or not all(is_number(value) and label and not any(map(str.isdigit, label)) for value, label in pairs):
        return []
    return [f"{value} {label}" for value, label in pairs]
