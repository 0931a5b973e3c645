"""Blocks of text → one text with its places: what the readers of formats that have parts share. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_bot.records import Place, PlaceKind, Span
from qa_bot.text.wording import one_line, shorten

LONGEST_NAME = 80
"""Characters of a heading that name its place; a longer one is cut at a word."""

_UNCLEAN = re.compile("[\0-\x08\v-\x1f\x7f-\x9f\xad\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85]")
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\xad]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that belong together; a place if they have a ``name`` (``slide 3``), a row of a table if ``is_row``."""

    name: str
    number: int
    blocks: tuple[str, ...]
    is_row: bool = False


def cleaned(text: str) -> str:
    r"""The text without what no reader sees: control characters but ``\n`` and ``\t``, and soft hyphens.

    All kinds of line ends become ``\n``; half of a surrogate pair becomes the replacement character.
    """
    if not _UNCLEAN.search(text):
        return text
    return _HALF_CHARACTER.sub("\ufffd", _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Return the text cleaned, each run of white space replaced by one space."""
    return one_line(cleaned(text))


def named(kind: str, heading: str) -> str:
    """The name of a part by its heading: ``section “Budget”``."""
    return f"{kind} “{shorten(cleaned(heading), LONGEST_NAME)}”"


def sectioned(blocks: Iterable[tuple[str, bool]]) -> Iterator[Part]:
    """A part from each heading to the next, named by it; what comes before the first has no name.

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
    """The text of all parts, a blank line between blocks, and the places of those that are named and hold text."""
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
