"""Charts and diagrams of office files (DrawingML) → lines of text; messages about graphics that are not read."""

import re
from collections.abc import Mapping
from typing import Any

from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.number_formats import general
from qa_bot.text.wording import counted

_LONG = re.compile(r"-?\d{1,9}\.\d{12,20}")


def chart_lines(root: Any) -> list[str]:
    """Return a line per series from the saved values, ``Chart “Results”; Sales: 2023 4.5; 2024 6``.

    A chart without series gives its title, if any.
    """
    title = clean_line(_text(root.find("{*}chart/{*}title")))
    name = f"Chart “{title}”" if title else "Chart"
    lines = [f"{name}; {line}" for series in root.iter("{*}ser") if (line := _series(series))]
    return lines or ([name] if title else [])


def diagram_lines(root: Any) -> list[str]:
    """Return the paragraphs of a SmartArt diagram, given its data part."""
    paragraphs = (clean_line(_text(paragraph)) for paragraph in root.iter("{*}p"))
    return [line for line in paragraphs if line]


def not_read(graphics: Mapping[str, int]) -> list[str]:
    """Return a message for each kind of graphics with its number: ``2 pictures not read``."""
    return [f"{counted(number, name)} not read" for name, number in graphics.items() if number]


def _text(element: Any) -> str:
    return "" if element is None else "".join(text.text or "" for text in element.iter("{*}t"))


def _series(series: Any) -> str:
    name = " ".join(_points(series, "tx").values())
    labels = _points(series, "cat") or _points(series, "xVal")
    values = _points(series, "val") or _points(series, "yVal")
    line = "; ".join(f"{labels.get(index, '')} {value}".strip() for index, value in values.items())
    return clean_line(f"{name}: {line}" if name else line)


def _points(series: Any, role: str) -> dict[str, str]:
    """Return the saved texts of one role in a series, by index."""
    points = series.iterfind(f"{{*}}{role}//{{*}}pt")
    return {point.get("idx") or "": _shown(point.findtext("{*}v") or "") for point in points}


def _shown(value: str) -> str:
    """Return a saved value as a chart shows it: ``4.4`` for 4.4000000000000004."""
    return general(float(value)) if _LONG.fullmatch(value) else value
