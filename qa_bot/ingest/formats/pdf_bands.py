"""Lines drawn across a PDF page between the rows of a table → its grid; the columns show in its text. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from qa_bot.ingest.formats.headers import are_values
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_lines import Line

_FEWEST = 3
_GUTTER = 0.1
"""In heights of a line: the narrowest gutter; the lines across vouch for it."""

_FAR = 1.5
"""In heights of a line: how far the first or last row is from the rule beside it."""

_LONGEST = 30
"""Lines of a row; a longer one is no row of a table."""


def columned(grid: Grid, lines: Sequence[Line]) -> Iterator[Grid]:
    """Yield the grids of tables whose rows a grid of one column has, with columns where no text crosses.

    Args:
        grid: Lines across of equal length.
        lines: The line segments of the page that are level.
    """
    inside = [line for line in lines if line.box.left < grid.across[1] and line.box.right > grid.across[0]]
    bands = [_between(inside, top, bottom) for top, bottom in pairwise(grid.down)]
    for is_table, numbers in groupby(range(len(bands)), key=lambda number: _has_columns(bands[number])):
        if is_table:
            run = list(numbers)
            yield from _grid(grid, _with_outer_rows(grid.down[run[0] : run[-1] + 2], inside), inside)


def _grid(grid: Grid, down: Sequence[float], lines: Sequence[Line]) -> Iterator[Grid]:
    rows = [_between(lines, top, bottom) for top, bottom in pairwise(down)]
    gutters = _gutters([line for row in rows for line in row])
    if len(rows) >= _FEWEST and gutters and not _has_several_rows(rows, gutters):
        across = (grid.across[0], *gutters, grid.across[1])
        columns = range(len(across) - 1)
        yield Grid(
            across, tuple(down), tuple(tuple(row * len(columns) + each for each in columns) for row in range(len(rows)))
        )


def _with_outer_rows(edges: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """Return the edges, with those of a row right above the first line across, and of one right below the last."""
    above = [line for line in lines if 0 <= edges[0] - _middle(line) < _FAR * line.height]
    below = [line for line in lines if 0 <= _middle(line) - edges[-1] < _FAR * line.height]
    first = [min(line.box.top for line in above)] if _has_columns(above) else []
    last = [max(line.box.bottom for line in below)] if _has_columns(below) else []
    return [*first, *edges, *last]


def _between(lines: Sequence[Line], top: float, bottom: float) -> list[Line]:
    return [line for line in lines if top <= _middle(line) < bottom]


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


def _has_columns(band: Sequence[Line]) -> bool:
    return 1 < len(band) <= _LONGEST and bool(_gutters(band))


def _gutters(lines: Sequence[Line]) -> list[float]:
    """Return the middles of the gaps that no line crosses, from left to right."""
    height = median(line.height for line in lines)
    ordered = sorted((line.box.left, line.box.right) for line in lines)
    found: list[float] = []
    reached = ordered[0][1]
    for left, right in ordered[1:]:
        if left - reached > _GUTTER * height:
            found.append((reached + left) / 2)
        reached = max(reached, right)
    return found


def _has_several_rows(rows: Sequence[Sequence[Line]], gutters: Sequence[float]) -> bool:
    """Return whether most of the rows with several lines hold rows of their own, which have a value each."""
    several = 0
    divided = 0
    for row in rows:
        columns: list[list[str]] = [[] for _ in range(len(gutters) + 1)]
        for line in row:
            columns[sum(gutter < line.box.left for gutter in gutters)].append(line.text)
        several += max(map(len, columns)) > 1
        divided += sum(len(texts) > 1 for texts in columns) > 1 and len(columns[-1]) > 1 and are_values(columns[-1])
    return 2 * divided > several
