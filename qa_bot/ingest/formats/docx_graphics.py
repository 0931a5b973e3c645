"""Graphics anchored to a Word paragraph: text boxes, charts, diagrams, pictures and embedded objects."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_bot.ingest.formats.charts import chart_lines, diagram_lines
from qa_bot.ingest.formats.docx_text import children, local_name

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWINGS = ("{*}drawing", "{*}pict", "{*}object", "{*}txbxContent")
_UNREADABLE = {"pic": "picture", "imagedata": "picture", "OLEObject": "embedded object", "inkAtom": "drawing"}


@dataclass(slots=True)
class Graphics:
    """Elements of text boxes, lines of charts and of diagrams, and the number of unreadable graphics by kind."""

    boxes: list[Any] = field(default_factory=list)
    charts: list[list[str]] = field(default_factory=list)
    diagrams: list[list[str]] = field(default_factory=list)
    unreadable: Counter[str] = field(default_factory=Counter)


def graphics(paragraph: Any, parts: Mapping[str, Any]) -> Graphics:
    """Return the graphics of a ``w:p`` element; of alternative representations the first.

    Args:
        paragraph: The element.
        parts: The roots of charts and diagrams by relationship id.
    """
    found = Graphics()
    if next(paragraph.iter(*_DRAWINGS), None) is None:
        return found
    for element in _shown(paragraph):
        name = local_name(element)
        if name == "txbxContent":
            found.boxes.append(element)
        elif name == "chart":
            _add(found, name, found.charts, parts.get(element.get(f"{_RELATIONS}id") or ""), chart_lines)
        elif name == "relIds":
            _add(found, "diagram", found.diagrams, parts.get(element.get(f"{_RELATIONS}dm") or ""), diagram_lines)
        elif name in _UNREADABLE:
            found.unreadable[_UNREADABLE[name]] += 1
    return found


def _add(found: Graphics, name: str, target: list[list[str]], root: Any, lines_of: Callable[[Any], list[str]]) -> None:
    if root is not None and (lines := lines_of(root)):
        target.append(lines)
    else:
        found.unreadable[name] += 1


def _shown(element: Any) -> Iterator[Any]:
    """Yield all descendants in order, except those of text boxes and embedded objects."""
    for child in children(element):
        yield child
        if local_name(child) not in ("txbxContent", "OLEObject"):
            yield from _shown(child)
