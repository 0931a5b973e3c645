"""Turn claims into citations, if the text proves them. The only module that makes citations and short answers. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from qa_bot.records import Citation, Claim, Passage, Place, ShortAnswer, Span, Statement
from qa_bot.text.wording import one_line

TextOf = Callable[[str], str]
"""Returns the stored text of a document by its id."""

PlacesOf = Callable[[str], Sequence[Place]]
"""Returns the places of a document by its id."""


def prove(
    claims: Iterable[Claim], passages: Mapping[str, Passage], text_of: TextOf, places_of: PlacesOf
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the statements and numbered citations of the claims whose quote is in the stored text.

    A quote is compared with the text character by character, at the claim's ``start`` or else where the passage first
    has it. Other claims are dropped. Claims with the same quote at the same place share a citation; claims with the
    same text are one statement with several citations.
    """
    numbers: dict[tuple[str, Span], Citation] = {}
    statements: dict[str, list[int]] = {}
    for claim in claims:
        passage = passages.get(claim.passage_id)
        span = _proven_span(claim, passage, text_of) if passage else None
        if passage is None or span is None:
            continue
        key = (passage.document_id, span)
        if key not in numbers:
            place = place_at(places_of(passage.document_id), span.start)
            numbers[key] = Citation(
                number=len(numbers) + 1,
                document_id=passage.document_id,
                source=passage.source,
                title=passage.title,
                span=span,
                quote=claim.quote,
                place=place.name if place else "",
                page=place.number if place and place.kind == "page" else None,
            )
        cited = statements.setdefault(claim.text, [])
        if numbers[key].number not in cited:
            cited.append(numbers[key].number)
    return tuple(Statement(text, tuple(cited)) for text, cited in statements.items()), tuple(numbers.values())


def part_of(citation: Citation, span: Span) -> ShortAnswer | None:
    """Return the words of a citation's quote at a span of its document, None where it does not contain them."""
    if not citation.span.start <= span.start < span.end <= citation.span.end:
        return None
    return ShortAnswer(span.shifted(-citation.span.start).of(citation.quote), span)


def place_at(places: Sequence[Place], offset: int) -> Place | None:
    """Return the place that holds the character at ``offset``, None if none does."""
    before = bisect_right(places, offset, key=lambda place: place.span.start) - 1
    return places[before] if before >= 0 and offset < places[before].span.end else None


def is_verbatim(statement: Statement, citations: Iterable[Citation]) -> bool:
    """Return whether a source that a statement cites says it word for word."""
    text = one_line(statement.text)
    return any(one.number in statement.numbers and one_line(one.quote) == text for one in citations)


def _proven_span(claim: Claim, passage: Passage, text_of: TextOf) -> Span | None:
    """Return the span of the claim's quote in the stored text, None if it is not there."""
    if not claim.quote.strip():
        return None
    start = claim.start
    if start is None:
        found = passage.text.find(claim.quote)
        start = passage.span.start + found if found >= 0 else None
    if start is None or start < 0:
        return None
    span = Span(start, start + len(claim.quote))
    is_inside = passage.span.start <= span.start and span.end <= passage.span.end
    return span if is_inside and span.of(text_of(passage.document_id)) == claim.quote else None
