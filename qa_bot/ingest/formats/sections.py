"""Headings → sections, for every format that has headings. Pure."""

from collections.abc import Iterable
from itertools import islice

from qa_bot.ingest.formats.blocks import clean_line, named
from qa_bot.records import Place, Span

MOST = 20_000
"""Sections of one file; no book has as many, and a file of nothing but headings must remain cheap."""


def sections(headings: Iterable[tuple[int, str]], end: int) -> tuple[Place, ...]:
    """Return a section from each heading to the next, the last one to ``end``.

    Args:
        headings: Offset and text of each heading, in order; empty ones are ignored.
        end: The length of the text.
    """
    found = list(islice(((start, name) for start, name in headings if clean_line(name)), MOST + 1))
    ends = [*(start for start, _ in found), end][1:]
    return tuple(
        Place("section", named("section", name), number, Span(start, after))
        for number, ((start, name), after) in enumerate(zip(found, ends, strict=True), 1)
        if number <= MOST
    )
