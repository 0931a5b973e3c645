"""Word's lists: the marks of items and numbered headings, ``- ``, ``2. ``, ``4.2 ``, ``(b) ``."""

import re
from dataclasses import dataclass
from typing import Any

from qa_bot.ingest.formats.docx_styles import MOST_LEVELS, attribute, child_of, value_of, whole_number
from qa_bot.text.numerals import ROMAN_NUMERALS

_PART = re.compile("%([1-9])")
_LONGEST_MARK = 60
_MOST_LETTERS = 5
"""Times that a letter is repeated: after ``z`` follow ``aa`` and ``bb``."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A level: its number format, its first number, and its mark, with ``%2`` for the number of the second level.

    ``is_decimal``: the numbers of all levels are written in digits; ``goes_on``: no item of another level restarts it.
    """

    number_format: str
    start: int
    mark: str
    is_decimal: bool = False
    goes_on: bool = False


class Lists:
    """The lists of a document, with the number of the last item of each level."""

    def __init__(self, numbering: Any = None) -> None:
        """Take the lists of a ``w:numbering`` element, or none."""
        self._levels: dict[tuple[str, int], _Level] = {}  # by the id of a definition, or of a list that overrides it
        self._definitions: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for definition in numbering.iterchildren("{*}abstractNum") if numbering is not None else ():
            for level in definition.iterchildren("{*}lvl"):
                self._add(attribute(definition, "abstractNumId") or "", level)
        for instance in numbering.iterchildren("{*}num") if numbering is not None else ():
            self._add_list(attribute(instance, "numId") or "", instance)

    def mark(self, list_id: str, level: int) -> str:
        """Return the mark of the list's next item at this level with a space, "" where it has none that is known."""
        definition = self._definitions.get(list_id, "")
        found = self._level(list_id, level)
        for deeper in range(level + 1, MOST_LEVELS):
            if not ((other := self._level(list_id, deeper)) and other.goes_on):
                self._counts.pop((definition, deeper), None)
        if found is None or found.number_format == "bullet":
            return "- " if found else ""
        start = self._restarts.pop((list_id, level), None)
        before = self._counts.get((definition, level), found.start - 1) if start is None else start - 1
        self._counts[definition, level] = before + 1
        mark = found.mark
        for part in {int(number) for number in _PART.findall(mark)}:
            number = self._number(list_id, part - 1, is_decimal=found.is_decimal)
            mark = mark.replace(f"%{part}", number or "\0")
        return f"{mark} " if mark and "\0" not in mark and len(mark) <= _LONGEST_MARK else ""

    def _number(self, list_id: str, level: int, *, is_decimal: bool) -> str:
        """Return the number of a level's last item as its format writes it, "" in a format that is not known."""
        found = self._level(list_id, level)
        count = self._counts.get((self._definitions.get(list_id, ""), level), found.start if found else 1)
        return formatted(count, "decimal" if is_decimal else found.number_format) if found else ""

    def _level(self, list_id: str, level: int) -> _Level | None:
        own = self._levels.get((f"list {list_id}", level))
        return own or self._levels.get((self._definitions.get(list_id, ""), level))

    def _add_list(self, list_id: str, instance: Any) -> None:
        self._definitions[list_id] = value_of(instance, "abstractNumId") or ""
        for override in instance.iterchildren("{*}lvlOverride"):
            depth, start = whole_number(attribute(override, "ilvl")), whole_number(value_of(override, "startOverride"))
            if depth is not None and start is not None:
                self._restarts[list_id, depth] = start
            if (level := child_of(override, "lvl")) is not None:
                self._add(f"list {list_id}", level)

    def _add(self, name: str, level: Any) -> None:
        depth, start = whole_number(attribute(level, "ilvl")), whole_number(value_of(level, "start"))
        if depth is not None:
            self._levels[name, depth] = _Level(
                value_of(level, "numFmt") or "decimal",
                start or 0,  # ISO/IEC 29500-1, 17.9.25
                (value_of(level, "lvlText") or "").strip(),
                (legal := child_of(level, "isLgl")) is not None and attribute(legal, "val") not in ("0", "false"),
                value_of(level, "lvlRestart") == "0",
            )


def formatted(number: int, number_format: str) -> str:
    """Return a number in one of Word's formats, "" in one that is not known, or where the format does not reach."""
    if number_format in ("decimal", "decimalZero"):
        return f"{number:0{1 + (number_format == 'decimalZero')}}"
    is_upper, kind = number_format.startswith("upper"), number_format[5:]
    text = ""
    if kind == "Letter" and 0 < number <= 26 * _MOST_LETTERS:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind == "Roman" and 0 < number < len(ROMAN_NUMERALS):
        text = ROMAN_NUMERALS[number]
    return text.upper() if is_upper else text
