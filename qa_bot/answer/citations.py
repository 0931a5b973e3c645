"""Turn claims into citations, if the text proves them. The only module that makes citations and short answers. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qa_bot.records import Citation, Claim, Passage, Place, ShortAnswer, Span, Statement, Unsupported
from qa_bot.text.wording import one_line

TextOf = Callable[[str], str]
"""Returns the stored text of a document by its id."""

PlacesOf = Callable[[str], Sequence[Place]]
"""Returns the places of a document by its id."""


Proven = tuple[tuple[Statement, ...], tuple[Citation, ...]]


def prove(
    claims: Iterable[Claim | Unsupported], passages: Mapping[str, Passage], text_of: TextOf, places_of: PlacesOf
) -> Proven:
    """Return the statements and numbered citations of the claims whose quote is in the stored text.

    A quote is compared with the text character by character, at the claim's ``start`` or else where the passage first
    has it. Other claims are dropped. Claims with the same quote at the same place share a citation; claims with the
    same text are one statement with several citations.
    """
    proven: Proven = ((), ())
    for proven in prove_each(claims, passages, text_of, places_of):  # noqa: B007 - the last is the whole
        pass
    return proven


def prove_each(
    claims: Iterable[Claim | Unsupported], passages: Mapping[str, Passage], text_of: TextOf, places_of: PlacesOf
) -> Iterator[Proven]:
    """Yield what :func:`prove` returns for the claims so far, after each that adds something."""
    numbers: dict[tuple[str, Span], Citation] = {}
    statements: dict[str, Statement] = {}
    for claim in claims:
        if isinstance(claim, Unsupported):
            statements.setdefault(claim.text, Statement(claim.text, (), claim.reason))
        else:
            passage = passages.get(claim.passage_id)
            span = _proven_span(claim, passage, text_of) if passage else None
            if passage is None or span is None:
                continue
            key = (passage.document_id, span)
            if key not in numbers:
                numbers[key] = _citation(len(numbers) + 1, claim.quote, passage, span, places_of(passage.document_id))
            cited = statements[claim.text].numbers if claim.text in statements else ()
            statements[claim.text] = Statement(claim.text, tuple(dict.fromkeys((*cited, numbers[key].number))))
        yield tuple(statements.values()), tuple(numbers.values())


def claim_of(passage: Passage, span: Span) -> Claim:
    """Return the claim that quotes a span of a passage's document word for word."""
    quote = passage.slice(span)
    return Claim(one_line(quote), passage.id, quote, span.start)


def part_of(citation: Citation, span: Span) -> ShortAnswer | None:
    """Return the words of a citation's quote at a span of its document, None where it does not contain them."""
    if not citation.span.contains(span):
        return None
    return ShortAnswer(span.shifted(-citation.span.start).of(citation.quote), span)


def cite(passage: Passage, places: Sequence[Place]) -> Citation:
    """Return the citation of a whole passage, which is a slice of the stored text; ``places`` are the document's."""
    return _citation(1, passage.text, passage, passage.span, places)


def place_at(places: Sequence[Place], offset: int) -> Place | None:
    """Return the place that holds the character at ``offset``, None if none does."""
    before = bisect_right(places, offset, key=lambda place: place.span.start) - 1
    return places[before] if before >= 0 and offset < places[before].span.end else None


def is_verbatim(statement: Statement, citations: Iterable[Citation]) -> bool:
    """Return whether a source that a statement cites says it word for word."""
    text = one_line(statement.text)
    return any(one.number in statement.numbers and one_line(one.quote) == text for one in citations)


def _citation(number: int, quote: str, passage: Passage, span: Span, places: Sequence[Place]) -> Citation:
    place = place_at(places, span.start)
    return Citation(
        number=number,
        document_id=passage.document_id,
        source=passage.source,
        title=passage.title,
        span=span,
        quote=quote,
        place=place.name if place else "",
        page=place.number if place and place.kind == "page" else None,
        language=passage.language,
    )


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
    return span if passage.span.contains(span) and span.of(text_of(passage.document_id)) == claim.quote else None
