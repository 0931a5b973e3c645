"""Measures → lines for the terminal. Pure."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from qa_bot.evaluation.explained import NOT_TOLD, OF_KIND, Row, rows, rows_of_kinds
from qa_bot.text.wording import counted

_LABEL, _VALUE, _LEAST_TOLD = 22, 7, 24


def table(measured: Mapping[str, Any], width: int = 100) -> list[str]:
    """The measures by group with a word on each, then by kind; no line wider than ``width`` where that can be."""
    lines = [f"{counted(measured['questions'], 'question')}, {counted(measured['citations'], 'quote')}"]
    for group, told in rows(measured).items():
        lines += ["", group]
        for row in told:
            lines += _lines(row, width)
    return lines + _by_kind(measured)


def _lines(row: Row, width: int) -> list[str]:
    beside = f"  {row.measure.label:{_LABEL}}{row.value:>{_VALUE}}  "
    if width - len(beside) < _LEAST_TOLD:
        below = textwrap.wrap(
            row.measure.told, max(width, _LEAST_TOLD), initial_indent="    ", subsequent_indent="    "
        )
        return [beside.rstrip(), *below]
    first, *others = textwrap.wrap(row.measure.told, width - len(beside))
    return [beside + first, *(" " * len(beside) + other for other in others)]


def _by_kind(measured: Mapping[str, Any]) -> list[str]:
    kinds = rows_of_kinds(measured)
    if len(kinds) < 2:
        return []
    table = [("By kind", [one.label for one in OF_KIND]), *kinds]
    used = [0, *(column for column in range(1, len(OF_KIND)) if any(_is_told(cells[column]) for _, cells in kinds))]
    return ["", *_aligned([(name, [cells[column] for column in used]) for name, cells in table])]


def _aligned(table: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    head = max(len(name) for name, _ in table)
    widths = [max(map(len, column)) for column in zip(*(cells for _, cells in table), strict=True)]
    return [
        "  ".join([name.ljust(head), *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))]).rstrip()
        for name, cells in table
    ]


def _is_told(cell: str) -> bool:
    return cell != NOT_TOLD
