"""Running lines: headers, footers and page numbers that repeat at the edges of pages. Pure.

A running line appears on another page at the same height, with the same words and with numbers that are equal or count
with the pages; left and right pages may have their own. A gap separates it from the text, so that the header row of a
table over several pages is none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from statistics import median

from qa_bot.ingest.formats.pdf_layout import rows_of
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.text.numerals import ROMAN_NUMERALS

_DEPTH = 3
"""Rows at the head and at the foot of a page that may be running lines."""

_SAME_HEIGHT = 4.0
"""Points by which a running line may move from page to page."""

_FARTHEST_OFFSET = 50
"""Largest difference of a page number beside words and the page's position in the file."""

_LOOSE = 0.4
"""In heights of a line: the gap between a running line and the text."""

_MOST_PARTS = 3
"""Segments of a running line: left, middle and right."""

_BESIDE = 2.0
"""In heights of a line: a segment at this distance belongs to the same line."""

_OTHER_SIZE = 1.08
_TITLE = 1.25
"""In usual line heights: a larger line at a page's head is the title of a slide or chapter."""

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBERS = 2
_PAGE_WORDS = 2
"""Words beside a page number, as in ``Page 3 of 8``; a line of more words has content of its own."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near an edge of a page.

    ``depth`` counts rows from the edge, ``mask`` is the text with ``#`` for numbers; ``is_counted``: its numbers count
    with the pages.
    """

    page: int
    number: int
    depth: int
    is_head: bool
    foot: float
    text: str
    mask: str
    numbers: tuple[int, ...]
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class RunningLines:
    """The numbers of each page's running lines, and their texts, each once, without bare page numbers."""

    of_page: tuple[frozenset[int], ...]
    texts: tuple[str, ...]


def edge_lines(lines: Sequence[Line]) -> dict[int, tuple[bool, int]]:
    """Return the lines near the head and foot of a page: number → (is at the head, depth)."""
    upright = [(number, line) for number, line in enumerate(lines) if line.rotation == 0]
    rows = rows_of(upright)
    found: dict[int, tuple[bool, int]] = {}
    for depth, row in enumerate(rows[:_DEPTH]):
        found.update((number, (True, depth)) for number, _ in row)
    for depth, row in enumerate(rows[: -_DEPTH - 1 : -1]):
        found.update((number, (False, depth)) for number, _ in row if number not in found or found[number][1] > depth)
    return found


def running_lines(pages: Sequence[Sequence[Line]]) -> RunningLines:
    """Return the running lines of all pages."""
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for number, (is_head, depth) in edge_lines(lines).items():
            edge = _edge(page, number, depth, is_head, lines[number])
            groups[is_head, edge.mask].append(edge)
    repeated = [edge for group in groups.values() for level in _levels(group) for edge in _repeated(level)]
    of_page: list[frozenset[int]] = []
    texts: dict[str, str] = {}
    by_page: dict[int, list[_Edge]] = defaultdict(list)
    for edge in repeated:
        by_page[edge.page].append(edge)
    for page, lines in enumerate(pages):
        kept = _parted(lines, by_page[page])
        of_page.append(frozenset(edge.number for edge in kept))
        for edge in kept:
            if not _is_page_number(edge):
                texts.setdefault(edge.mask, edge.text)
    return RunningLines(tuple(of_page), tuple(texts.values()))


def _edge(page: int, number: int, depth: int, is_head: bool, line: Line) -> _Edge:
    text = line.text.strip()
    bare = text.strip("-–— .|[]()")
    if bare and bare.lower() in ROMAN_NUMERALS:
        value = ROMAN_NUMERALS.index(bare.lower())
        return _Edge(page, number, depth, is_head, line.box.bottom, text, "roman #", (value,))
    numbers = tuple(int(each[:9]) for each in _NUMBER.findall(text))
    return _Edge(page, number, depth, is_head, line.box.bottom, text, _NUMBER.sub("#", text.casefold()), numbers)


def _levels(group: Sequence[_Edge]) -> list[list[_Edge]]:
    """Group lines of equal text by their height on the page."""
    levels: list[list[_Edge]] = []
    for edge in sorted(group, key=lambda each: each.foot):
        if levels and edge.foot - levels[-1][-1].foot <= _SAME_HEIGHT:
            levels[-1].append(edge)
        else:
            levels.append([edge])
    return levels


def _repeated(level: Sequence[_Edge]) -> list[_Edge]:
    """Return the lines that another page has too, with equal numbers or numbers that count with the pages."""
    if len({edge.page for edge in level}) < 2:
        return []
    places = range(len(level[0].numbers))
    same = [Counter({edge.numbers[at]: 0 for edge in level}) for at in places]
    counting = [Counter({edge.numbers[at] - edge.page: 0 for edge in level}) for at in places]
    for at in places:
        same[at].update(value for value, _ in {(edge.numbers[at], edge.page) for edge in level})
        counting[at].update(offset for offset, _ in {(edge.numbers[at] - edge.page, edge.page) for edge in level})

    def holds(edge: _Edge, at: int) -> bool:
        offset = edge.numbers[at] - edge.page
        is_near = abs(offset) <= _FARTHEST_OFFSET or not _has_words(edge)
        fewest = 2 if _has_words(edge) or len(edge.numbers) > 1 else 3
        return same[at][edge.numbers[at]] >= fewest or (is_near and counting[at][offset] > 1)

    found = [edge for edge in level if all(holds(edge, at) for at in places)]
    is_counted = len({edge.numbers for edge in found}) > 1
    return [replace(edge, is_counted=is_counted) for edge in found]


def _has_words(edge: _Edge) -> bool:
    return edge.mask != "roman #" and any(map(str.isalpha, edge.mask))


def _is_page_number(edge: _Edge) -> bool:
    """Return whether it holds the number of a page and says nothing else."""
    words = [word for word in edge.mask.split() if any(map(str.isalpha, word))]
    return edge.is_counted and len(edge.numbers) <= _PAGE_NUMBERS and len(words) <= _PAGE_WORDS


def _parted(lines: Sequence[Line], repeated: Sequence[_Edge]) -> list[_Edge]:
    """Return the repeated lines that a gap or another size separates from the page's text, if it has any."""
    if not repeated or len({edge.number for edge in repeated}) >= len(lines):
        return []
    upright = rows_of([(number, line) for number, line in enumerate(lines) if line.rotation == 0])
    usual = median(line.height for _, line in chain(*upright))
    found: list[_Edge] = []
    for is_head in (True, False):
        rows = upright if is_head else upright[::-1]
        is_inner_running = False
        for depth in range(min(_DEPTH, len(rows)) - 1, -1, -1):
            edges = [edge for edge in repeated if edge.is_head == is_head and edge.depth == depth]
            inner = rows[depth + 1] if depth + 1 < len(rows) else None
            is_parted = is_inner_running or inner is None or _is_loose(rows[depth], inner)
            is_alone = len(edges) == len(rows[depth])
            kept = [edge for edge in edges if is_parted or (is_alone and _is_page_number(edge))]
            kept = [edge for edge in kept if not is_head or lines[edge.number].height < _TITLE * usual]
            kept = _set_off(rows[depth], kept)
            if any(_has_words(edge) for edge in kept):
                kept += _figures_beside(rows[depth], kept)
            found += kept
            is_inner_running = bool(kept) and is_parted
    return found


def _set_off(row: Sequence[tuple[int, Line]], kept: Sequence[_Edge]) -> list[_Edge]:
    """Return the lines without text close by; words that two pages share by chance are inside of a line."""
    known = {edge.number: edge for edge in kept}
    others = [line.text for number, line in row if number not in known]
    if len(row) > _MOST_PARTS and any(any(map(str.isalpha, text)) for text in others):
        return []  # cells of a table
    near: set[int] = set()
    for (number, line), (other, following) in pairwise(row):
        if following.box.left - line.box.right < _BESIDE * line.height and (number in known) != (other in known):
            text = (line if other in known else following).text
            near |= {number, other} if any(map(str.isalpha, text)) else set()
    return [edge for number, edge in known.items() if number not in near]


def _figures_beside(row: Sequence[tuple[int, Line]], kept: Sequence[_Edge]) -> list[_Edge]:
    """Return the numbers in the row of running lines, such as a day beside a month."""
    known, one = {edge.number for edge in kept}, kept[0]
    others = [(number, line.text) for number, line in row if number not in known]
    if any(any(map(str.isalpha, text)) for _, text in others):
        return []
    return [replace(one, number=number, text=text, mask="#", is_counted=True) for number, text in others]


def _is_loose(outer: Sequence[tuple[int, Line]], inner: Sequence[tuple[int, Line]]) -> bool:
    tops = [(min(line.box.top for _, line in row), max(line.box.bottom for _, line in row)) for row in (outer, inner)]
    (_, first_foot), (second_top, _) = sorted(tops)
    heights = [median(line.height for _, line in row) for row in (outer, inner)]
    return second_top - first_foot > _LOOSE * max(heights) or max(heights) > _OTHER_SIZE * min(heights)
