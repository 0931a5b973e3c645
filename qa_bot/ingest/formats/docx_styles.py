"""Word's paragraph styles: outline levels, titles, captions and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MOST_ANCESTORS = 20
"""Styles in a chain of inheritance; a chain may be cyclic in a damaged file."""

_HEADING = re.compile("heading ([1-9])")
_BODY_LEVEL = MOST_LEVELS = 9  # of paragraphs outside of the outline (ISO/IEC 29500-1, 17.3.1.20, counted from 0)


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
        return (list_id, level) if list_id and 0 <= level < MOST_LEVELS else None

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
        whole_number(value_of(properties, "outlineLvl")),
        value_of(properties, "numPr", "numId"),
        whole_number(value_of(properties, "numPr", "ilvl")),
    )


def whole_number(text: str | None) -> int | None:
    """Return an attribute's whole number, None where it has none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
