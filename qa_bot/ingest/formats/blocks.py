"""Blocks of text → one text with its places, for formats with parts (slides, chapters, sections). Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_bot.records import Place, PlaceKind, Span
from qa_bot.text.wording import one_line, shorten

LONGEST_NAME = 80
"""Characters of a heading in a place's name; a longer heading is shortened."""

_UNCLEAN = re.compile("[\0-\x08\v-\x1f\x7f-\x9f\xad\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85]")
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\xad]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive blocks: a place if they have a ``name`` (``slide 3``), a table row if ``is_row``."""

    name: str
    number: int
    blocks: tuple[str, ...]
    is_row: bool = False


def cleaned(text: str) -> str:
    r"""Return the text without control characters (but ``\n`` and ``\t``) and soft hyphens.

    Line ends of all kinds become ``\n``, lone surrogates the replacement character.
    """
    if not _UNCLEAN.search(text):
        return text
    return _HALF_CHARACTER.sub("\ufffd", _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Return the text cleaned, each run of white space replaced by one space."""
    return one_line(cleaned(text))


def named(kind: str, heading: str) -> str:
    """Return the name of a part by its heading: ``section “Budget”``."""
    return f"{kind} “{shorten(cleaned(heading), LONGEST_NAME)}”"


def sectioned(blocks: Iterable[tuple[str, bool]]) -> Iterator[Part]:
    """Yield a part from each heading to the next, named by it; the part before the first one has no name.

    Args:
        blocks: Each with whether it is a heading.
    """
    name, number = "", 0
    found: list[str] = []
    for block, is_heading in blocks:
        if is_heading and block.strip():
            yield Part(name, number, tuple(found))
            name, number, found = named("section", block), number + 1, []
        found.append(block)
    yield Part(name, number, tuple(found))


def laid_out(kind: PlaceKind, parts: Iterable[Part]) -> tuple[str, tuple[Place, ...]]:
    """Return the text of all parts, a blank line between blocks, and the places of named parts with text."""
    texts: list[str] = []
    places: list[Place] = []
    length = 0
    for part in parts:
        blocks = [block for block in (cleaned(block).strip() for block in part.blocks) if block]
        if not blocks:
            continue
        text = "\n\n".join(blocks)
        start = length + (2 if texts else 0)
        length = start + len(text)
        texts.append(text)
        if part.name:
            places.append(Place("row" if part.is_row else kind, part.name, part.number, Span(start, length)))
    return "\n\n".join(texts), tuple(places)
