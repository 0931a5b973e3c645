"""Word's paragraph styles and lists: outline levels, titles, captions and list marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MOST_ANCESTORS = 20
"""Styles in a chain of inheritance; a chain may be cyclic in a damaged file."""

_HEADING = re.compile("heading ([1-9])")
_BODY_LEVEL = 9  # of paragraphs outside of the outline (ISO/IEC 29500-1, 17.3.1.20, counted from 0)
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Style:
    """Properties of a paragraph style or of a paragraph, None where not set.

    Attributes:
        name: The style's name in lower case.
        parent: The id of the style that it is based on.
        outline: The outline level, 0 for the topmost.
        list_id: The id of the list that paragraphs belong to.
        level: The level in the list, from 0.
    """

    name: str = ""
    parent: str | None = None
    outline: int | None = None
    list_id: str | None = None
    level: int | None = None


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute in the element's own namespace, or None."""
    value: str | None = element.get(element.tag.rpartition("}")[0] + "}" + name)
    return value


def child_of(element: Any, *path: str) -> Any:
    """Return the first descendant along a path of names in the element's own namespace, or None."""
    space = element.tag.rpartition("}")[0] + "}"
    return element.find("/".join(space + name for name in path))


def value_of(element: Any, *path: str) -> str | None:
    """Return the ``val`` attribute of the descendant along ``path``, or None."""
    found = child_of(element, *path) if element is not None else None
    return None if found is None else attribute(found, "val")


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, styles: Any) -> None:
        """Take the styles of a ``w:styles`` element."""
        self._styles: dict[str | None, Style] = {}
        for element in styles.iterchildren("{*}style"):
            name = (value_of(element, "name") or "").lower()
            style = _style(child_of(element, "pPr"), name, value_of(element, "basedOn"))
            if style.outline is None and (heading := _HEADING.fullmatch(name)):  # English in every localized Word
                style = replace(style, outline=int(heading[1]) - 1)
            self._styles[attribute(element, "styleId")] = style

    def is_heading(self, paragraph: Any) -> bool:
        """Whether the paragraph is in the document's outline."""
        outline = next((style.outline for style in self._of(paragraph) if style.outline is not None), _BODY_LEVEL)
        return 0 <= outline < _BODY_LEVEL

    def is_title(self, paragraph: Any) -> bool:
        """Whether the paragraph has the style of titles."""
        return any(style.name == "title" for style in self._of(paragraph))

    def is_caption(self, paragraph: Any) -> bool:
        """Whether the paragraph has the style of captions."""
        return any(style.name == "caption" for style in self._of(paragraph))

    def list_of(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the id of the paragraph's list and the level in it; None outside of lists."""
        styles = list(self._of(paragraph))
        list_id = next((style.list_id for style in styles if style.list_id is not None), None)
        level = next((style.level for style in styles if style.level is not None), 0)
        return (list_id, level) if list_id and 0 <= level < _MOST_LEVELS else None

    def _of(self, paragraph: Any) -> Iterator[Style]:
        """Yield the paragraph's own properties, its style and that style's ancestors."""
        properties = child_of(paragraph, "pPr")
        if properties is None:
            return
        style: Style | None = _style(properties, "", value_of(properties, "pStyle"))
        for _ in range(MOST_ANCESTORS):
            if style is None:
                return
            yield style
            style = self._styles.get(style.parent)


def _style(properties: Any, name: str, parent: str | None) -> Style:
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
    """A list level with bullets, or with marks of one number and a suffix; other levels are not supported."""

    is_bullet: bool
    start: int
    suffix: str


class Lists:
    """The lists of a document, with the number of the next item of each."""

    def __init__(self, numbering: Any = None) -> None:
        """Take the lists of a ``w:numbering`` element, or none."""
        self._levels: dict[tuple[str, int], _Level] = {}
        self._definitions: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for definition in numbering.iterchildren("{*}abstractNum") if numbering is not None else ():
            self._add_levels(definition)
        for instance in numbering.iterchildren("{*}num") if numbering is not None else ():
            if child_of(instance, "lvlOverride") is None:  # overridden numbers are not supported
                self._definitions[attribute(instance, "numId") or ""] = value_of(instance, "abstractNumId") or ""

    def mark(self, list_id: str, level: int) -> str:
        """Return the mark of the list's next item at this level: ``- ``, ``2. ``, or "" where it is not supported."""
        definition = self._definitions.get(list_id, "")
        found = self._levels.get((definition, level))
        for deeper in range(level + 1, _MOST_LEVELS):
            self._counts.pop((definition, deeper), None)
        if found is None or found.is_bullet:
            return "- " if found else ""
        count = self._counts.get((definition, level), found.start - 1) + 1
        self._counts[definition, level] = count
        return f"{count}{found.suffix} "

    def _add_levels(self, definition: Any) -> None:
        for level in definition.iterchildren("{*}lvl"):
            depth = _number(attribute(level, "ilvl"))
            number_format = value_of(level, "numFmt")
            text = value_of(level, "lvlText") or ""
            own = f"%{(depth or 0) + 1}"
            is_number = number_format == "decimal" and text.startswith(own) and "%" not in text[len(own) :]
            if depth is not None and (number_format == "bullet" or is_number):
                start = _number(value_of(level, "start"))
                supported = _Level(number_format == "bullet", 1 if start is None else start, text[len(own) :].strip())
                self._levels[attribute(definition, "abstractNumId") or "", depth] = supported
