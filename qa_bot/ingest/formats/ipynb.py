"""Jupyter notebooks (nbformat 3 and 4): the text and code of each cell and its text output."""

import json
from collections.abc import Iterator
from typing import Any

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, laid_out
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.text.wording import counted

_PICTURES = frozenset(("png", "jpeg", "svg"))
"""Names of images in outputs of format 3."""

_LONGEST_OUTPUT = 5_000
"""Characters of the output of a cell; longer output is omitted and reported."""


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the cells' sources as they are written, with a place for each cell and for each output.

    Raises:
        FileUnreadable: It is not a notebook.
    """
    del limits  # no pages and no archive
    text, note = decoded(data)
    try:
        cells = list(_cells(json.loads(text)))
    except (ValueError, RecursionError) as error:
        raise FileUnreadable("it is not a notebook, or is damaged") from error
    if not cells:
        raise FileUnreadable("it is not a notebook: it has no cells")
    outputs = [_output(cell) for cell in cells]
    parts: list[Part] = []
    for number, (cell, output) in enumerate(zip(cells, outputs, strict=True), 1):
        is_code = cell.get("cell_type") == "code"
        parts.append(Part(f"cell {number}", number, (_source(cell),), is_row=is_code))
        if len(output) <= _LONGEST_OUTPUT:
            parts.append(Part(f"cell {number}, output", number, (output,), is_row=True))
    text, places = laid_out("section", parts)
    long = sum(len(output) > _LONGEST_OUTPUT for output in outputs)
    omitted = f"{counted(long, 'long output')} left out" if long else ""
    pictures = sum(map(_has_picture, (output for cell in cells for output in _dictionaries(cell.get("outputs")))))
    unread = f"{counted(pictures, 'picture')} not read" if pictures else ""
    return Extraction(text, places=places, note="; ".join(filter(None, (note, omitted, unread))))


def _cells(notebook: Any) -> Iterator[dict[str, Any]]:
    """Yield the cells of a notebook of format 4, or of the worksheets of format 3."""
    sheets = _dictionaries(_member(notebook, "worksheets"))
    for sheet in (notebook, *sheets):
        yield from _dictionaries(_member(sheet, "cells"))


def _source(cell: dict[str, Any]) -> str:
    source = _joined(cell.get("source", cell.get("input")))
    return f"# {source}" if cell.get("cell_type") == "heading" else source


def _output(cell: dict[str, Any]) -> str:
    """Return the printed text, results and errors of a cell; images and markup are not text."""
    found: list[str] = []
    for output in _dictionaries(cell.get("outputs")):
        if output.get("output_type") in ("error", "pyerr"):
            found.append(f"{_joined(output.get('ename'))}: {_joined(output.get('evalue'))}")
        else:
            data = _member(output, "data") or output
            found.append(_joined(_member(data, "text/plain") or _member(output, "text")))
    return "\n".join(text for one in found if (text := one.strip()))


def _has_picture(output: dict[str, Any]) -> bool:
    """Return whether an output is an image, in format 4 or 3."""
    data = _member(output, "data") or output
    return isinstance(data, dict) and any(name in _PICTURES or name.startswith("image/") for name in data)


def _dictionaries(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _joined(value: Any) -> str:
    """Return a multi-line string, which may be stored as a list of lines."""
    lines = value if isinstance(value, list) else [value]
    return "".join(line for line in lines if isinstance(line, str))
