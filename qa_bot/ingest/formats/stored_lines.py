"""A page's lines as its text was stored when it was indexed, so that quotes can be located on it. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, groupby

from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_heads import StoredRows
from qa_bot.ingest.formats.pdf_layout import laid_out
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_running import edge_lines
from qa_bot.ingest.formats.pdf_text import PageText, as_stored, is_stored_as, page_text
from qa_bot.records import Span

_MOST_UNCERTAIN = 6
"""Lines near a page's edges that are tried both with and without."""

_WORD = re.compile(r"\w+")


def read_as_stored(lines: Sequence[Line], stored: str, grids: Sequence[Grid] = ()) -> PageText | None:
    """Return the page's text as it was stored.

    Which running lines were left out shows by the words it lacks; column names of the page before, by its rows.
    """
    lacking = Counter(word for line in lines for word in _WORD.findall(line.text)) - Counter(_WORD.findall(stored))
    edges = sorted(edge_lines(lines).items(), key=lambda edge: edge[1][1])
    by_words = [number for number, _ in edges if Counter(_WORD.findall(lines[number].text)) <= lacking]
    kept_lines = set(stored.splitlines())
    by_lines = [number for number, _ in edges if _is_left_out(lines[number].text, lacking, stored, kept_lines)]
    for aside in (by_words, by_lines) if by_lines != by_words else (by_words,):
        for count in range(len(aside[:_MOST_UNCERTAIN]) + 1):
            for kept in combinations(aside[:_MOST_UNCERTAIN], count):
                left_out = set(aside) - set(kept)
                body = [line for number, line in enumerate(lines) if number not in left_out]
                for head in (None, StoredRows(stored)):
                    read = page_text(laid_out(body, grids, head=head), as_stored(stored))
                    if is_stored_as(read.text, stored):
                        return read
    return None


def _is_left_out(text: str, lacking: Counter[str], stored: str, kept_lines: Collection[str]) -> bool:
    """Return whether a line near a page's edge may have been left out of its stored text.

    Words alone do not show it, since rows of a table repeat those of their column names.
    """
    words = Counter(_WORD.findall(text))
    if text.isdigit():
        return text not in kept_lines
    return text not in stored or (bool(words) and words <= lacking)


def quoted_indices(read: PageText, span: Span) -> Iterator[list[int]]:
    """Yield the indices of a span's characters, line by line."""
    quoted = list(zip(read.lines, read.indices, read.text, strict=True))[span.start : span.end]
    drawn = ((line, index) for line, index, letter in quoted if index != NOT_DRAWN and not letter.isspace())
    for _, pairs in groupby(drawn, key=lambda pair: pair[0]):
        yield [index for _, index in pairs]
