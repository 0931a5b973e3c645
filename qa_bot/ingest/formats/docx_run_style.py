"""Formatting of Word runs that changes their meaning: raised, lowered, struck, hidden; direct or by styles."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from qa_bot.ingest.formats.docx_styles import MOST_ANCESTORS, attribute, child_of, value_of
from qa_bot.ingest.formats.office_blocks import PLAIN, RunStyle

_OFF = frozenset(("0", "false", "off", "none"))
_RELEVANT = frozenset(("vertAlign", "position", "strike", "dstrike", "vanish"))
_RAISED_FROM = 3  # half-points of w:position; less is an optical correction

_Formatting = dict[str, str]


class RunStyles:
    """Resolves the formatting of runs (ISO/IEC 29500-1, 17.7.2)."""

    def __init__(self, styles: Any) -> None:
        """Take the styles of a ``w:styles`` element."""
        self._styles = {
            attribute(style, "styleId"): (_formatting(child_of(style, "rPr")), value_of(style, "basedOn"))
            for style in styles.iterchildren("{*}style")
        }
        self._by_style = lru_cache(maxsize=1000)(self._inherited)

    def of(self, run: Any, paragraph_style: str | None) -> RunStyle:
        """Return the style of a run: direct formatting before its character style before its paragraph's style."""
        properties = child_of(run, "rPr")
        own = _formatting(properties)
        style = value_of(properties, "rStyle")
        if not own and style is None and paragraph_style is None:
            return PLAIN
        found = self._by_style(paragraph_style) | self._by_style(style) | own
        position = _half_points(found.get("position", ""))
        return RunStyle(
            is_raised=found.get("vertAlign") == "superscript" or position >= _RAISED_FROM,
            is_lowered=found.get("vertAlign") == "subscript" or position <= -_RAISED_FROM,
            is_struck=found.get("strike", "0") not in _OFF or found.get("dstrike", "0") not in _OFF,
            is_hidden=found.get("vanish", "0") not in _OFF,
        )

    def _inherited(self, style: str | None) -> _Formatting:
        found: _Formatting = {}
        for formatting in reversed(list(self._chain(style))):
            found |= formatting
        return found

    def _chain(self, style: str | None) -> Iterator[_Formatting]:
        for _ in range(MOST_ANCESTORS):
            if style not in self._styles:
                return
            formatting, style = self._styles[style]
            yield formatting


def _formatting(properties: Any) -> _Formatting:
    if properties is None:
        return {}
    named = ((child.tag.rpartition("}")[2], child) for child in properties.iterchildren("*"))
    return {name: attribute(child, "val") or "1" for name, child in named if name in _RELEVANT}


def _half_points(text: str) -> int:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
