"""A document's text → what the document view draws: numbered paragraphs, the quotes of one answer marked. Pure.

Offsets count Python's characters and a browser counts UTF-16 units, so every text is cut here and never in the browser.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from qa_bot.records import Citation, Passage, Span
from qa_bot.sentences import blocks

View = dict[str, Any]
"""Plain JSON, as a component takes it."""

Piece = tuple[str, list[int]]
"""A stretch of text and the numbers of the quotes that cover all of it."""

_KEPT_TEXTS = 16


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
    """

    document_id: str
    title: str
    source: str
    quotes: Mapping[int, Span] = field(default_factory=dict)
    current: int = 0
    opening: int = 0


@lru_cache(maxsize=_KEPT_TEXTS)
def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The paragraphs of ``text`` in order, as the sentence splitter sees them; kept for the last few texts."""
    return tuple(blocks(text))


def paragraph_number(text: str, offset: int) -> int:
    """The number, from 1, of the paragraph that the character at ``offset`` stands in (or follows)."""
    return max(1, bisect_right(paragraph_spans(text), offset, key=_start))


def paragraph_starts(text: str, within: Span) -> list[int]:
    """Where paragraphs begin strictly inside ``within``."""
    spans = paragraph_spans(text)
    first = bisect_right(spans, within.start, key=_start)
    last = bisect_left(spans, within.end, key=_start)
    return [span.start for span in spans[first:last]]


def cut(text: str, start: int, quotes: Mapping[int, Span]) -> list[Piece]:
    """``text``, which stands at ``start`` of a document, cut where quotes begin and end.

    The pieces joined are ``text`` again. A quote that overlaps no other is one piece.
    """
    end = start + len(text)
    edges = {edge for span in quotes.values() for edge in (span.start, span.end) if start < edge < end}
    borders = [start, *sorted(edges), end]
    return [(text[left - start : right - start], _covering(left, right, quotes)) for left, right in pairwise(borders)]


def document_view(opened: Opened, text: str) -> View:
    """The JSON that the document view draws.

    Each block is a paragraph with the white space that follows it, so that the blocks joined are the text, character
    for character. Paragraphs that one quote runs across are one block: the browser can then mark it as one stretch.
    """
    numbers = sorted(opened.quotes, key=lambda number: opened.quotes[number].start)
    current = numbers.index(opened.current) if opened.current in numbers else 0
    return _frame(opened) | {
        "quotes": numbers,
        "current": current,
        "blocks": [_block(text, *place, opened.quotes) for place in _blocks(text, opened.quotes)],
    }


def missing_view(opened: Opened, problem: str) -> View:
    """The JSON for a document whose text cannot be had: ``problem`` in one line."""
    return _frame(opened) | {"quotes": [], "current": 0, "blocks": [], "problem": problem}


def from_citation(citation: Citation, citations: Sequence[Citation]) -> Opened:
    """The document of ``citation``, at its quote, with all quotes that the same answer takes from it."""
    same = {other.number: other.span for other in citations if other.document_id == citation.document_id}
    return Opened(citation.document_id, citation.title, citation.source, same, citation.number)


def from_passage(passage: Passage) -> Opened:
    """The document of ``passage``, with the passage marked."""
    return Opened(passage.document_id, passage.title, passage.source, {1: passage.span}, 1)


def _start(span: Span) -> int:
    return span.start


def _covering(left: int, right: int, quotes: Mapping[int, Span]) -> list[int]:
    return [number for number, span in quotes.items() if span.start <= left and right <= span.end]


def _frame(opened: Opened) -> View:
    return {"key": f"{opened.document_id} {opened.opening}", "title": opened.title, "file": opened.source}


def _blocks(text: str, quotes: Mapping[int, Span]) -> Iterator[tuple[Span, int, int]]:
    """Stretches that tile the text, each with the numbers of its first and last paragraph."""
    starts = [span.start for span in paragraph_spans(text)]
    inside = {at for at in starts for span in quotes.values() if span.start < at < span.end}
    first, begin = 1, 0
    for number, start in enumerate(starts[1:], 2):
        if start not in inside:
            yield Span(begin, start), first, number - 1
            first, begin = number, start
    if begin < len(text):
        yield Span(begin, len(text)), first, max(first, len(starts))


def _block(text: str, block: Span, first: int, last: int, quotes: Mapping[int, Span]) -> View:
    inside = {number: span for number, span in quotes.items() if span.overlaps(block)}
    return {
        "number": str(first) if first == last else f"{first}–{last}",
        "pieces": cut(block.of(text), block.start, inside),
    }
