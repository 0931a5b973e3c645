"""Turn a document into the JSON of the document view: numbered paragraphs with the quotes of one answer. Pure.

Python's offsets count characters, a browser's count UTF-16 units: offsets for the browser are converted.
"""

import base64
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from qa_bot.answer.source_groups import citation_number
from qa_bot.ingest.page_rendering import PageImage
from qa_bot.records import Citation, Passage, Place, Span
from qa_bot.text.paragraphs import split_paragraphs, stripped
from qa_bot.web.address import document_parameters

View = dict[str, Any]
"""Plain JSON for a component."""

QuotedPiece = tuple[str, list[int]]
"""A piece of text and the numbers of the quotes that cover it."""

LONGEST_SELECTION = 5_000
"""Characters of a selection that are pinned."""

_CACHED_TEXTS = 16
_BEYOND_ONE_UNIT = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Opened:
    """The document in the document view.

    Attributes:
        document_id: The document's id.
        title: Its title, "" while unknown.
        source: Its file, "" while unknown.
        quotes: The spans to mark, by citation number.
        current: The citation number to begin with; 0 without quotes.
        opening: Number of the opening in its session, so that opening the same place again scrolls to it again.
        steps: Document id and span of all citations of the answer by their numbers, including those of other
            documents; empty if the passage was not cited.
        page: The page shown as an image, from 1; 0 shows the text.
    """

    document_id: str
    title: str = ""
    source: str = ""
    quotes: Mapping[int, Span] = field(default_factory=dict)
    current: int = 0
    opening: int = 0
    steps: Mapping[int, tuple[str, Span]] = field(default_factory=dict)
    page: int = 0


@lru_cache(maxsize=_CACHED_TEXTS)
def paragraph_spans(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of `text` in order, as the sentence splitter finds them; cached for the last texts."""
    return tuple(split_paragraphs(text))


def paragraph_offsets(text: str) -> tuple[int, ...]:
    """Return the start offsets of the paragraphs of `text`, in order."""
    return tuple(span.start for span in paragraph_spans(text))


def paragraph_number(offsets: Sequence[int], offset: int) -> int:
    """Return the number, from 1, of the paragraph that contains `offset`, or precedes it."""
    return max(1, bisect_right(offsets, offset))


def paragraph_starts(offsets: Sequence[int], within: Span) -> Sequence[int]:
    """Return the paragraph offsets strictly inside `within`."""
    return offsets[bisect_right(offsets, within.start) : bisect_left(offsets, within.end)]


def cut(text: str, start: int, quotes: Mapping[int, Span]) -> list[QuotedPiece]:
    """Return `text`, which begins at `start` of a document, cut where quotes begin and end.

    The joined pieces equal `text`. A quote that overlaps no other is one piece.
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
    """Return the JSON of the document view: the text, or a page image instead.

    The text is one string, which ``lengths`` divide into blocks: a paragraph and the white space after it. Paragraphs
    that a quote spans form one block, so that the quote is one element; ``counts`` has their number by block index.
    ``quotes`` are spans of the whole text, ``page_starts`` the offset and the number of each page. All of these count
    UTF-16 units.

    Args:
        opened: The document to show.
        text: Its text.
        places: Its places; pages can be shown as images.
        page: The requested page image.
        problem: Why there is no page image, in one line.
    """
    view = _header_view(opened, problem) | {"pages": _pages(opened, places)}
    if page:
        return view | {"page": _page_view(page)}
    return view | _text_view(text, tuple(opened.quotes.items())) | {"page_starts": _page_starts(text, places)}


def missing_view(opened: Opened, problem: str) -> View:
    """Return the JSON of a document whose text cannot be read, with the problem in one line."""
    return _header_view(opened, problem) | {"pages": None, "page_starts": []} | _text_view("", ())


def from_citation(citation: Citation, citations: Sequence[Citation]) -> Opened:
    """Return the document of `citation`, open at its quote, with all quotes of the same answer from it."""
    same = {other.number: other.span for other in citations if other.document_id == citation.document_id}
    steps = {other.number: (other.document_id, other.span) for other in sorted(citations, key=citation_number)}
    return Opened(citation.document_id, citation.title, citation.source, same, citation.number, steps=steps)


def from_quote(document_id: str, quote: Span | None, citations: Sequence[Citation]) -> Opened | None:
    """Return the document open at a quote, with all quotes of the same answer, None where the answer has it not."""
    cited = (one for one in citations if (one.document_id, one.span) == (document_id, quote))
    return next((from_citation(one, citations) for one in cited), None)


def from_passage(passage: Passage) -> Opened:
    """Return the document of `passage`, with the passage marked."""
    return Opened(passage.document_id, passage.title, passage.source, {1: passage.span}, 1)


def selected_span(text: str, start: int, end: int) -> Span | None:
    """Return the span of what a browser has selected, without the white space around it; None if that is nothing.

    Args:
        text: The document's text.
        start: The beginning of the selection, in UTF-16 units.
        end: Its end.
    """
    units = _units(text)
    left, right = (bisect_left(range(len(text)), unit, key=units) for unit in (max(0, start), end))
    return stripped(text, left, min(right, left + LONGEST_SELECTION))


def _covering(left: int, right: int, quotes: Mapping[int, Span]) -> list[int]:
    return [number for number, span in quotes.items() if span.start <= left and right <= span.end]


def _header_view(opened: Opened, problem: str) -> View:
    """Return what every document view has.

    ``key`` identifies the opening, so that the browser draws it once; ``addresses`` are the query's part by step.
    """
    return {
        "key": f"{opened.document_id} {opened.opening}",
        "title": opened.title,
        "file": opened.source,
        "steps": list(opened.steps),
        "addresses": {str(number): document_parameters(*where) for number, where in opened.steps.items()},
        "here": list(opened.quotes),
        "current": opened.current,
        "problem": problem,
    }


def _pages(opened: Opened, places: Sequence[Place]) -> dict[str, list[int]] | None:
    """Return the page numbers of each quote, or None if the document has no pages."""
    pages = [place for place in places if place.kind == "page"]
    if not pages:
        return None
    return {
        str(number): [page.number for page in pages if page.span.overlaps(span)]
        for number, span in opened.quotes.items()
    }


def _page_starts(text: str, places: Sequence[Place]) -> list[list[int]]:
    units = _units(text)
    return [[units(place.span.start), place.number] for place in places if place.kind == "page"]


def _page_view(page: PageImage) -> View:
    return {
        "number": page.number,
        "of": page.pages,
        "png": base64.b64encode(page.png).decode("ascii"),
        "boxes": {str(number): boxes for number, boxes in page.boxes.items()},
    }


@lru_cache(maxsize=_CACHED_TEXTS)
def _text_view(text: str, quotes: tuple[tuple[int, Span], ...]) -> View:
    """Return the JSON of text and quotes, cached because an open document is drawn in every run of the script."""
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
    """Return a function from character offsets in `text` to UTF-16 offsets."""
    wide = [] if text.isascii() else [match.start() for match in _BEYOND_ONE_UNIT.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)


def _blocks(text: str, quotes: Mapping[int, Span]) -> Iterator[tuple[Span, int, int]]:
    """Yield blocks that tile the text, each with the numbers of its first and last paragraph."""
    starts = paragraph_offsets(text)
    inside = {at for at in starts for span in quotes.values() if span.start < at < span.end}
    first, begin = 1, 0
    for number, start in enumerate(starts[1:], 2):
        if start not in inside:
            yield Span(begin, start), first, number - 1
            first, begin = number, start
    if begin < len(text):
        yield Span(begin, len(text)), first, max(first, len(starts))
