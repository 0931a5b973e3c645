"""What a Word document's styles and lists say of a paragraph: its level as a heading, and the mark before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TITLE = "title"
_CAPTION = "caption"
_HEADING = re.compile("heading ([1-9])")
_BODY = 9  # the outline level of text that is no heading (ISO/IEC 29500-1, 17.3.1.20, counted from 0)
_MOST_ANCESTORS = 20
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a style, or a paragraph itself, states; None where it states nothing.

    ``outline`` is 0 for the topmost heading. ``list_id`` and ``level`` name a list of the document's and its level.
    """

    name: str = ""
    parent: str | None = None
    outline: int | None = None
    list_id: str | None = None
    level: int | None = None


def attribute(element: Any, name: str) -> str | None:
    """The attribute of an element in the element's own namespace, or None."""
    value: str | None = element.get(element.tag.rpartition("}")[0] + "}" + name)
    return value


def child_of(element: Any, *path: str) -> Any:
    """The first descendant along a path of names in the element's own namespace, or None."""
    space = element.tag.rpartition("}")[0] + "}"
    return element.find("/".join(space + name for name in path))


def value_of(element: Any, *path: str) -> str | None:
    """What the descendant along ``path`` holds as its value, or None."""
    found = child_of(element, *path) if element is not None else None
    return None if found is None else attribute(found, "val")


class Styles:
    """The paragraph styles of a document, by the ids that its paragraphs use."""

    def __init__(self, styles: Any) -> None:
        """Those of a ``w:styles`` element."""
        self._styles: dict[str | None, Style] = {}
        for style in styles.iterchildren("{*}style"):
            name = (value_of(style, "name") or "").lower()
            named = _HEADING.fullmatch(name)
            stated = _stated(child_of(style, "pPr"), name, value_of(style, "basedOn"))
            if stated.outline is None and named:  # the name is English in every language's Word
                stated = Style(name, stated.parent, int(named[1]) - 1, stated.list_id, stated.level)
            self._styles[attribute(style, "styleId")] = stated

    def is_heading(self, paragraph: Any) -> bool:
        """Whether the paragraph is in the document's outline."""
        outline = next((style.outline for style in self._of(paragraph) if style.outline is not None), _BODY)
        return 0 <= outline < _BODY

    def is_title(self, paragraph: Any) -> bool:
        """Whether the paragraph is the document's title by its style."""
        return any(style.name == _TITLE for style in self._of(paragraph))

    def is_caption(self, paragraph: Any) -> bool:
        """Whether the paragraph names a table or a figure by its style."""
        return any(style.name == _CAPTION for style in self._of(paragraph))

    def list_of(self, paragraph: Any) -> tuple[str, int] | None:
        """The id of the list that the paragraph is an item of, and its level from 0; None where it is none."""
        styles = list(self._of(paragraph))
        list_id = next((style.list_id for style in styles if style.list_id is not None), None)
        level = next((style.level for style in styles if style.level is not None), 0)
        return (list_id, level) if list_id and 0 <= level < _MOST_LEVELS else None

    def _of(self, paragraph: Any) -> Iterator[Style]:
        """What the paragraph states itself, then its style, then what that is based on."""
        properties = child_of(paragraph, "pPr")
        if properties is None:
            return
        style: Style | None = _stated(properties, "", value_of(properties, "pStyle"))
        for _ in range(_MOST_ANCESTORS):
            if style is None:
                return
            yield style
            style = self._styles.get(style.parent)


def _stated(properties: Any, name: str, parent: str | None) -> Style:
    if properties is None:
        return Style(name, parent)
    return Style(
        name,
        parent,
        _number(value_of(properties, "outlineLvl")),
        value_of(properties, "numPr", "numId"),
        _number(value_of(properties, "numPr", "ilvl")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list that is simple enough to be written out: a bullet, or one number and what follows it."""

    is_bullet: bool
    start: int
    after: str


class Lists:
    """The lists of a document, counted as their items come."""

    def __init__(self, numbering: Any = None) -> None:
        """Those of a ``w:numbering`` element; none without one."""
        self._levels: dict[tuple[str, int], _Level] = {}
        self._kinds: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for kind in numbering.iterchildren("{*}abstractNum") if numbering is not None else ():
            self._learn(kind)
        for item in numbering.iterchildren("{*}num") if numbering is not None else ():
            # A list that changes its kind's numbers is none of the simple ones.
            if child_of(item, "lvlOverride") is None:
                self._kinds[attribute(item, "numId") or ""] = value_of(item, "abstractNumId") or ""

    def mark(self, list_id: str, level: int) -> str:
        """The mark of the list's next item at this level: ``- ``, ``2. ``, or "" where it is not simple."""
        kind = self._kinds.get(list_id, "")
        found = self._levels.get((kind, level))
        for deeper in range(level + 1, _MOST_LEVELS):
            self._counts.pop((kind, deeper), None)
        if found is None or found.is_bullet:
            return "- " if found else ""
        count = self._counts.get((kind, level), found.start - 1) + 1
        self._counts[kind, level] = count
        return f"{count}{found.after} "

    def _learn(self, kind: Any) -> None:
        for level in kind.iterchildren("{*}lvl"):
            depth = _number(attribute(level, "ilvl"))
            shape = value_of(level, "numFmt")
            text = value_of(level, "lvlText") or ""
            own = f"%{(depth or 0) + 1}"
            is_number = shape == "decimal" and text.startswith(own) and "%" not in text[len(own) :]
            if depth is not None and (shape == "bullet" or is_number):
                start = _number(value_of(level, "start"))
                simple = _Level(shape == "bullet", 1 if start is None else start, text[len(own) :].strip())
                self._levels[attribute(kind, "abstractNumId") or "", depth] = simple
