"""Charts and diagrams of office files (DrawingML) → lines of text."""

from collections.abc import Iterator
from typing import Any

from qa_bot.ingest.formats.blocks import one_line


def chart_lines(root: Any) -> list[str]:
    """A line for each series, ``Chart “Results”; Sales: 2023 4.5; 2024 6``, from the values that the file has saved.

    A chart that holds no series is one line with its title; the list is empty without both.
    """
    title = one_line("".join(_said(root.find("{*}chart/{*}title"))))
    name = f"Chart “{title}”" if title else "Chart"
    lines = [f"{name}; {line}" for series in root.iter("{*}ser") if (line := _series(series))]
    return lines or ([name] if title else [])


def diagram_lines(root: Any) -> list[str]:
    """The paragraphs of a SmartArt diagram, from its data part."""
    paragraphs = (one_line("".join(_said(paragraph))) for paragraph in root.iter("{*}p"))
    return [line for line in paragraphs if line]


def _said(element: Any) -> Iterator[str]:
    return (text.text or "" for text in element.iter("{*}t")) if element is not None else iter(())


def _series(series: Any) -> str:
    name = " ".join(_points(series, "tx").values())
    labels = _points(series, "cat") or _points(series, "xVal")
    values = _points(series, "val") or _points(series, "yVal")
    line = "; ".join(f"{labels.get(index, '')} {value}".strip() for index, value in values.items())
    return one_line(f"{name}: {line}" if name else line)


def _points(series: Any, role: str) -> dict[str, str]:
    """The texts that the file holds for one role in a series, by their index."""
    points = series.iterfind(f"{{*}}{role}//{{*}}pt")
    return {point.get("idx") or "": point.findtext("{*}v") or "" for point in points}
