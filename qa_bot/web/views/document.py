"""A document's text → what the document view draws: numbered paragraphs, the quotes of one answer marked. Pure.

Offsets count Python's characters and a browser counts UTF-16 units: whatever the browser is to cut, its place is told
in units.
"""

import base64
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from qa_bot.ingest.page_rendering import PageImage
from qa_bot.records import Citation, Passage, Place, Span
from qa_bot.text.paragraphs import split_paragraphs

View = dict[str, Any]
"""Plain JSON, as a component takes it."""

Piece = tuple[str, list[int]]
"""A stretch of text and the numbers of the quotes that cover all of it."""

_KEPT_TEXTS = 16
_BEYOND_ONE_UNIT = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Opened:
    """The document that the document view shows.

    Attributes:
        document_id: The content's id.
        title: The document's title.
        source: Its file.
        quotes: The spans to mark, by the number that each has in its answer.
        current: The number to begin with; 0 where there are no quotes.
        opening: Counts the openings of a session, so that opening the same place again scrolls to it again.
        steps: The numbers of all citations of the answer, also those of other documents; none where what is shown was
            not cited.
        page: The page that is shown as a picture, counted from 1; 0 for the text.
    """

    document_id: str
    title: str
    source: str
    quotes: Mapping[int, Span] = field(default_factory=dict)
    current: int = 0
    opening: int = 0
    steps: tuple[int, ...] = ()
    page: int = 0


@lru_cache(maxsize=_KEPT_TEXTS)
def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The paragraphs of ``text`` in order, as the sentence splitter sees them; kept for the last few texts."""
    return tuple(split_paragraphs(text))


def paragraph_offsets(text: str) -> tuple[int, ...]:
    """Return where the paragraphs of ``text`` begin, in order."""
    return tuple(span.start for span in paragraph_spans(text))


def paragraph_number(offsets: Sequence[int], offset: int) -> int:
    """The number, from 1, of the paragraph that the character at ``offset`` stands in (or follows)."""
    return max(1, bisect_right(offsets, offset))


def paragraph_starts(offsets: Sequence[int], within: Span) -> Sequence[int]:
    """Where paragraphs begin strictly inside ``within``."""
    return offsets[bisect_right(offsets, within.start) : bisect_left(offsets, within.end)]


def cut(text: str, start: int, quotes: Mapping[int, Span]) -> list[Piece]:
    """``text``, which stands at ``start`` of a document, cut where quotes begin and end.

    The pieces joined are ``text`` again. A quote that overlaps no other is one piece.
    """
    end = start + len(text)
    edges = {edge for span in quotes.values() for edge in (span.start, span.end) if start < edge < end}
    borders = [start, *sorted(edges), end]
    return [(text[left - start : right - start], _covering(left, right, quotes)) for left, right in pairwise(borders)]


def document_view(
    opened: Opened,
    text: str,
    places: Sequence[Place] = (),
    page: PageImage | None = None,
    problem: str = "",
) -> View:
    """The JSON that the document view draws: the text, or in its stead a ``page`` as a picture.

    The text comes as one string. ``lengths`` cut it into blocks, each a paragraph with the white space that follows it,
    so that the blocks joined are the text, character for character. Paragraphs that one quote runs across are one
    block, so that the browser can mark it as one stretch: ``counts`` tells how many, by the block's index.
    ``quotes`` are places in the whole text. All of these count UTF-16 units.

    Args:
        opened: What is shown.
        text: The document's text.
        places: Its places; where these are pages, they can be asked for.
        page: The picture that was asked for.
        problem: Why there is none, in one line.
    """
    view = _frame(opened, problem) | {"pages": _pages(opened, places)}
    return view | ({"page": _picture(page)} if page else _laid_out(text, tuple(opened.quotes.items())))


def missing_view(opened: Opened, problem: str) -> View:
    """The JSON for a document whose text cannot be had: ``problem`` in one line."""
    return _frame(opened, problem) | {"pages": None} | _laid_out("", ())


def from_citation(citation: Citation, citations: Sequence[Citation]) -> Opened:
    """The document of ``citation``, at its quote, with all quotes that the same answer takes from it."""
    same = {other.number: other.span for other in citations if other.document_id == citation.document_id}
    steps = tuple(sorted(other.number for other in citations))
    return Opened(citation.document_id, citation.title, citation.source, same, citation.number, steps=steps)


def from_passage(passage: Passage) -> Opened:
    """The document of ``passage``, with the passage marked."""
    return Opened(passage.document_id, passage.title, passage.source, {1: passage.span}, 1)


def _covering(left: int, right: int, quotes: Mapping[int, Span]) -> list[int]:
    return [number for number, span in quotes.items() if span.start <= left and right <= span.end]


def _frame(opened: Opened, problem: str) -> View:
    """What is told of any document; ``key`` names document and opening, so that the browser knows what it has drawn."""
    return {
        "key": f"{opened.document_id} {opened.opening}",
        "title": opened.title,
        "file": opened.source,
        "steps": list(opened.steps),
        "here": list(opened.quotes),
        "current": opened.current,
        "problem": problem,
    }


def _pages(opened: Opened, places: Sequence[Place]) -> dict[str, list[int]] | None:
    """The pages that each quote stands on, or None where the document has no pages."""
    pages = [place for place in places if place.kind == "page"]
    if not pages:
        return None
    return {
        str(number): [page.number for page in pages if page.span.overlaps(span)]
        for number, span in opened.quotes.items()
    }


def _picture(page: PageImage) -> View:
    return {
        "number": page.number,
        "of": page.pages,
        "png": base64.b64encode(page.png).decode("ascii"),
        "boxes": {str(number): boxes for number, boxes in page.boxes.items()},
    }


@lru_cache(maxsize=_KEPT_TEXTS)
def _laid_out(text: str, quotes: tuple[tuple[int, Span], ...]) -> View:
    """What changes with text and quotes alone: the page is drawn again and again while a document is open."""
    found = list(_blocks(text, dict(quotes)))
    units = _units(text)
    borders = [*(units(block.start) for block, _, _ in found), units(len(text))]
    return {
        "text": text,
        "lengths": [right - left for left, right in pairwise(borders)],
        "counts": {str(at): last - first + 1 for at, (_, first, last) in enumerate(found) if last > first},
        "quotes": {str(number): [units(span.start), units(span.end)] for number, span in quotes},
    }


def _units(text: str) -> Callable[[int], int]:
    """The way from an offset in characters of ``text`` to one in UTF-16 units."""
    wide = [] if text.isascii() else [match.start() for match in _BEYOND_ONE_UNIT.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)


def _blocks(text: str, quotes: Mapping[int, Span]) -> Iterator[tuple[Span, int, int]]:
    """Stretches that tile the text, each with the numbers of its first and last paragraph."""
    starts = paragraph_offsets(text)
    inside = {at for at in starts for span in quotes.values() if span.start < at < span.end}
    first, begin = 1, 0
    for number, start in enumerate(starts[1:], 2):
        if start not in inside:
            yield Span(begin, start), first, number - 1
            first, begin = number, start
    if begin < len(text):
        yield Span(begin, len(text)), first, max(first, len(starts))
