"""Styles of OpenDocument texts (ODF 1.3, part 3, 16): formatting of runs, names of paragraph styles."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from qa_bot.ingest.formats.office_blocks import RunStyle

_MOST_ANCESTORS = 20  # a chain of styles may be cyclic in a damaged file
_NONE = frozenset((None, "none", "false"))


def attribute(element: Any, name: str) -> str | None:
    """Return the first attribute of this local name, or None."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def local_name(element: Any) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


class Styles:
    """The styles of a document, of its content and of its part ``styles.xml``."""

    def __init__(self, *roots: Any) -> None:
        """Take the styles below these elements; later ones replace earlier ones of the same name."""
        self._styles = {attribute(style, "name"): style for root in roots for style in root.iterfind(".//{*}style")}
        self.run_style = lru_cache(maxsize=1000)(self._run_style)

    def _run_style(self, name: str | None, outer: RunStyle) -> RunStyle:
        """Return the formatting of a style within a run of the formatting ``outer``."""
        position = self._property(name, "text-position")
        struck = (self._property(name, kind) for kind in ("text-line-through-style", "text-line-through-type"))
        shift = (position or "").split()[:1]
        return RunStyle(
            is_raised=outer.is_raised if position is None else shift == ["super"] or _percent(shift) > 0,
            is_lowered=outer.is_lowered if position is None else shift == ["sub"] or _percent(shift) < 0,
            is_struck=outer.is_struck or any(one not in _NONE for one in struck),
            is_hidden=outer.is_hidden or self._property(name, "display") == "none",
        )

    def is_named(self, name: str | None, *names: str) -> bool:
        """Whether a style or one of its ancestors has one of these names."""
        return any((attribute(style, "name") or "").lower() in names for style in self._chain(name))

    def page_property(self, name: str | None, key: str) -> str | None:
        """Return a property of a slide's style, as ``visibility`` or ``display-footer``, or None."""
        found = self._styles.get(name)
        values = (attribute(one, key) for one in (found if found is not None else ()))
        return next((value for value in values if value is not None), None)

    def is_numbered(self, name: str | None) -> bool:
        """Whether headings of the style are numbered: neither it nor an ancestor that it inherits from says not to."""
        names = (attribute(style, "list-style-name") for style in self._chain(name))
        return next((one for one in names if one is not None), None) != ""

    def _property(self, name: str | None, key: str) -> str | None:
        for style in self._chain(name):
            for properties in style.iterfind("{*}text-properties"):
                if (value := attribute(properties, key)) is not None:
                    return value
        return None

    def _chain(self, name: str | None) -> Iterator[Any]:
        for _ in range(_MOST_ANCESTORS):
            if (style := self._styles.get(name)) is None:
                return
            yield style
            name = attribute(style, "parent-style-name")


def _percent(shift: list[str]) -> float:
    text = "".join(shift).removesuffix("%")
    return float(text) if text.removeprefix("-").replace(".", "", 1).isdecimal() else 0
