"""What hangs on a Word paragraph: text boxes, charts, diagrams, pictures and embedded objects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_bot.ingest.formats.charts import chart_lines, diagram_lines
from qa_bot.ingest.formats.docx_text import children, local_name

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWINGS = ("{*}drawing", "{*}pict", "{*}object", "{*}txbxContent")
_OTHERS = {"pic": "picture", "imagedata": "picture", "OLEObject": "embedded object", "inkAtom": "drawing"}


@dataclass(slots=True)
class Graphics:
    """What was found: elements with text, lines of charts and diagrams, and how many other things of each kind."""

    boxes: list[Any] = field(default_factory=list)
    charts: list[list[str]] = field(default_factory=list)
    diagrams: list[list[str]] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)


def graphics(paragraph: Any, drawn: Mapping[str, Any]) -> Graphics:
    """What hangs on ``paragraph``, each once, however many ways of drawing it there are.

    Args:
        paragraph: A ``w:p`` element.
        drawn: The parts of charts and diagrams by the ids that the document has for them.
    """
    found = Graphics()
    if next(paragraph.iter(*_DRAWINGS), None) is not None:
        for element in _shown(paragraph):
            _take(found, element, drawn)
    return found


def _take(found: Graphics, element: Any, drawn: Mapping[str, Any]) -> None:
    name = local_name(element)
    if name == "txbxContent":
        found.boxes.append(element)
    elif name == "chart":
        lines = _lines_of(drawn.get(element.get(_RELATIONS + "id") or ""), chart_lines)
        found.charts += [lines] if lines else []
        _count(found, "" if lines else "chart")
    elif name == "relIds":
        lines = _lines_of(drawn.get(element.get(_RELATIONS + "dm") or ""), diagram_lines)
        found.diagrams += [lines] if lines else []
        _count(found, "" if lines else "diagram")
    elif name in _OTHERS:
        _count(found, _OTHERS[name])


def _lines_of(root: Any, read: Any) -> list[str]:
    lines: list[str] = read(root) if root is not None else []
    return lines


def _count(found: Graphics, name: str) -> None:
    if name:
        found.others[name] = found.others.get(name, 0) + 1


def _shown(element: Any) -> Iterator[Any]:
    """All that is drawn within an element, in order; what is in a text box is the box's."""
    for child in children(element):
        yield child
        if local_name(child) not in ("txbxContent", "OLEObject"):
            yield from _shown(child)
