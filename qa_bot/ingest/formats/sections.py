"""Headings → sections, for every format that has headings. Pure."""

from collections.abc import Iterable
from itertools import islice

from qa_bot.ingest.formats.blocks import clean_line, named
from qa_bot.records import Place, Span

MOST = 20_000
"""Sections of one file that are told; no book has so many, and a file made of nothing but headings must not hurt."""


def sections(headings: Iterable[tuple[int, str]], end: int) -> tuple[Place, ...]:
    """A section from each heading to the next, the last to ``end``.

    Args:
        headings: Where in the text each heading begins, in order, and what it says; one that says nothing is none.
        end: The length of the text.
    """
    found = list(islice(((start, name) for start, name in headings if clean_line(name)), MOST + 1))
    ends = [*(start for start, _ in found), end][1:]
    return tuple(
        Place("section", named("section", name), number, Span(start, after))
        for number, ((start, name), after) in enumerate(zip(found, ends, strict=True), 1)
        if number <= MOST
    )
