"""Claims → citations: keep what its quote proves, drop the rest. Pure, and the only place where a citation is made."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from qa_bot.records import Citation, Claim, Passage, Place, Span, Statement

TextOf = Callable[[str], str]
"""The stored text of a document, by its id."""

PlacesOf = Callable[[str], Sequence[Place]]
"""The places of a document, by its id."""


def prove(
    claims: Iterable[Claim], passages: Mapping[str, Passage], text_of: TextOf, places_of: PlacesOf
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The claims whose quote stands in the stored text, as numbered statements with their citations.

    The quote is compared with the text, character by character, at the place that the claim names or else where the
    passage has it. A claim that cannot be proven leaves no trace. Claims that rest on the same words share a number;
    claims that say the same are one statement with several.
    """
    numbers: dict[tuple[str, Span], Citation] = {}
    statements: dict[str, list[int]] = {}
    for claim in claims:
        passage = passages.get(claim.passage_id)
        span = _proven(claim, passage, text_of) if passage else None
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
        said = statements.setdefault(claim.text, [])
        if numbers[key].number not in said:
            said.append(numbers[key].number)
    return tuple(Statement(text, tuple(said)) for text, said in statements.items()), tuple(numbers.values())


def place_at(places: Sequence[Place], offset: int) -> Place | None:
    """The place that the character at ``offset`` stands in, or None where it stands in none."""
    before = bisect_right(places, offset, key=lambda place: place.span.start) - 1
    return places[before] if before >= 0 and offset < places[before].span.end else None


def _proven(claim: Claim, passage: Passage, text_of: TextOf) -> Span | None:
    """Where the claim's quote stands in the stored text, or None."""
    if not claim.quote.strip():
        return None
    start = claim.start
    if start is None:
        found = passage.text.find(claim.quote)
        start = passage.span.start + found if found >= 0 else None
    if start is None or start < 0:
        return None
    span = Span(start, start + len(claim.quote))
    within = passage.span.start <= span.start and span.end <= passage.span.end
    return span if within and span.of(text_of(passage.document_id)) == claim.quote else None
