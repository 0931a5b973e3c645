"""Lists and numbered headings of OpenDocument texts (ODF 1.3, part 3, 5.3 and 16.31): ``2. ``, ``1.2.3 ``, ``- ``."""

from dataclasses import dataclass, field
from typing import Any

from qa_bot.ingest.formats.docx_lists import formatted
from qa_bot.ingest.formats.docx_styles import whole_number
from qa_bot.ingest.formats.odf_styles import attribute

OUTLINE = "\0outline"
"""The name under which the style of numbered headings is kept."""

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLE_TAGS = ("}list-style", "}outline-style")
_LEVEL_TAGS = ("}list-level-style-number", "}outline-level-style")


@dataclass(frozen=True, slots=True)
class _Level:
    """A numbered level: its number format, its first number, the characters around, and how many levels are shown."""

    number_format: str
    start: int
    prefix: str
    suffix: str
    shown: int


@dataclass(slots=True)
class Counts:
    """The numbers of a list's last items, by level, as displayed; lists that continue each other share them."""

    _numbers: dict[int, int] = field(default_factory=dict)

    def count(self, level: int, start: int, restart: int | None = None) -> dict[int, int]:
        """Count an item of a level, which ends the lists within the item before; return all numbers."""
        before = self._numbers.get(level, start - 1)
        kept = {one: number for one, number in self._numbers.items() if one < level}
        self._numbers = kept | {level: before + 1 if restart is None else restart}
        return self._numbers


class ListStyles:
    """The list styles of a document."""

    def __init__(self, *roots: Any) -> None:
        """Take the list styles below these elements; later ones replace earlier ones of the same name."""
        self._levels: dict[tuple[str | None, str | None], _Level] = {}
        for style in (style for root in roots for style in root.iter() if str(style.tag).endswith(_STYLE_TAGS)):
            name = OUTLINE if style.tag.endswith("}outline-style") else attribute(style, "name")
            levels = (one for one in style if one.tag.endswith(_LEVEL_TAGS))
            self._levels |= {(name, attribute(one, "level")): _level(one) for one in levels}

    def mark(self, style: str | None, level: int, counts: Counts, restart: int | None = None) -> str:
        """Return the mark of the next item of a level with a space, "" where it has none, ``- `` where it is no number.

        ``restart`` is the item's own number, where it has one.
        """
        found = self._levels.get((style, str(level)))
        numbers = counts.count(level, found.start if found else 1, restart)
        if found is None:
            return "" if style == OUTLINE else "- "
        if not found.number_format:
            return ""
        levels = [(one, self._levels.get((style, str(one)))) for one in range(level - found.shown + 1, level + 1)]
        parts = [_written(numbers.get(one), each) for one, each in levels if each and each.number_format]
        return f"{found.prefix}{'.'.join(parts)}{found.suffix}".strip() + " " if all(parts) else "- "


def _level(element: Any) -> _Level:
    shown = whole_number(attribute(element, "display-levels")) or 1
    start = whole_number(attribute(element, "start-value"))
    return _Level(
        attribute(element, "num-format") or "",
        1 if start is None else start,
        attribute(element, "num-prefix") or "",
        attribute(element, "num-suffix") or "",
        min(shown, whole_number(attribute(element, "level")) or 1),
    )


def _written(number: int | None, level: _Level) -> str:
    """Return the number of a level's last item, or the first one where it has none; "" in a format not known."""
    return formatted(level.start if number is None else number, _FORMATS.get(level.number_format, ""))
