"""The measures as lines for a terminal."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from qa_bot.evaluation.descriptions import OF_KIND, UNKNOWN, Measure, rows, rows_of_kinds
from qa_bot.text.wording import counted

_LABEL, _VALUE, _MIN_DESCRIPTION = 22, 7, 24


def table(measured: Mapping[str, Any], width: int = 100) -> list[str]:
    """Return the measures by group, each with its description, then by kind; wrapped to ``width`` where possible."""
    lines = [f"{counted(measured['questions'], 'question')}, {counted(measured['citations'], 'quote')}"]
    for group, some in rows(measured).items():
        lines += ["", group]
        for measure, value in some:
            lines += _lines(measure, value, width)
    return lines + _by_kind(measured)


def _lines(measure: Measure, value: str, width: int) -> list[str]:
    beside = f"  {measure.label:{_LABEL}}{value:>{_VALUE}}  "
    if width - len(beside) < _MIN_DESCRIPTION:
        below = textwrap.wrap(
            measure.description, max(width, _MIN_DESCRIPTION), initial_indent="    ", subsequent_indent="    "
        )
        return [beside.rstrip(), *below]
    first, *others = textwrap.wrap(measure.description, width - len(beside))
    return [beside + first, *(" " * len(beside) + other for other in others)]


def _by_kind(measured: Mapping[str, Any]) -> list[str]:
    kinds = rows_of_kinds(measured)
    if len(kinds) < 2:
        return []
    table = [("By kind", [one.label for one in OF_KIND]), *kinds]
    used = [0, *(column for column in range(1, len(OF_KIND)) if any(cells[column] != UNKNOWN for _, cells in kinds))]
    return ["", *_aligned([(name, [cells[column] for column in used]) for name, cells in table])]


def _aligned(table: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    head = max(len(name) for name, _ in table)
    widths = [max(map(len, column)) for column in zip(*(cells for _, cells in table), strict=True)]
    return [
        "  ".join([name.ljust(head), *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))]).rstrip()
        for name, cells in table
    ]
