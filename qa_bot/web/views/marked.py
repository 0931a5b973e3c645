"""Cut a quote into pieces, marked and unmarked. Pure."""

from collections.abc import Iterable

from qa_bot.records import Citation, Span

MarkedPiece = tuple[str, bool]
"""A piece of a quote, and whether it is marked."""


def marked(citation: Citation, spans: Iterable[Span]) -> list[MarkedPiece]:
    """Return the quote in pieces, which joined equal it; ``spans`` of the document's text, in order, are marked."""
    pieces: list[MarkedPiece] = []
    at = 0
    for span in (one.shifted(-citation.span.start) for one in spans):
        pieces += [(citation.quote[at : span.start], False), (span.of(citation.quote), True)]
        at = span.end
    return [piece for piece in (*pieces, (citation.quote[at:], False)) if piece[0]]
