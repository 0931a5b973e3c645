"""How a Word document's runs look: raised, lowered, struck, hidden, by themselves or by their styles."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qa_bot.ingest.formats.docx_styles import attribute, child_of, value_of

_OFF = frozenset(("0", "false", "off", "none"))
_STATED = frozenset(("vertAlign", "position", "strike", "dstrike", "vanish"))
_MOST_ANCESTORS = 20
_RAISED_FROM = 3  # half-points of w:position; less is a correction by the eye

_Stated = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run's look changes how it reads."""

    is_raised: bool = False
    is_lowered: bool = False
    is_struck: bool = False
    is_hidden: bool = False


PLAIN = Look()


class Looks:
    """The looks that the styles of a document give (ISO/IEC 29500-1, 17.7.2)."""

    def __init__(self, styles: Any) -> None:
        """Those of a ``w:styles`` element."""
        self._styles = {
            attribute(style, "styleId"): (_stated(child_of(style, "rPr")), value_of(style, "basedOn"))
            for style in styles.iterchildren("{*}style")
        }
        self._by_style = lru_cache(maxsize=1000)(self._of_style)

    def of(self, run: Any, paragraph_style: str | None) -> Look:
        """The look of a run: what it states itself, or else its style, or else its paragraph's style."""
        properties = child_of(run, "rPr")
        own = _stated(properties)
        style = value_of(properties, "rStyle")
        if not own and style is None and paragraph_style is None:
            return PLAIN
        found = self._by_style(paragraph_style) | self._by_style(style) | own
        position = _half_points(found.get("position", ""))
        return Look(
            is_raised=found.get("vertAlign") == "superscript" or position >= _RAISED_FROM,
            is_lowered=found.get("vertAlign") == "subscript" or position <= -_RAISED_FROM,
            is_struck=found.get("strike", "0") not in _OFF or found.get("dstrike", "0") not in _OFF,
            is_hidden=found.get("vanish", "0") not in _OFF,
        )

    def _of_style(self, style: str | None) -> _Stated:
        found: _Stated = {}
        for stated in reversed(list(self._chain(style))):
            found |= stated
        return found

    def _chain(self, style: str | None) -> Iterator[_Stated]:
        for _ in range(_MOST_ANCESTORS):
            if style not in self._styles:
                return
            stated, style = self._styles[style]
            yield stated


def _stated(properties: Any) -> _Stated:
    if properties is None:
        return {}
    named = ((child.tag.rpartition("}")[2], child) for child in properties.iterchildren("*"))
    return {name: attribute(child, "val") or "1" for name, child in named if name in _STATED}


def _half_points(text: str) -> int:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
