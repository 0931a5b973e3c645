"""Turn an answer's sources and other passages into the JSON that the page displays. Pure."""

from collections.abc import Collection, Sequence

from qa_bot.answer.near_duplicates import same_words
from qa_bot.answer.source_groups import SourceGroup
from qa_bot.answer.state_lines import quoted_in
from qa_bot.records import Citation, Hit
from qa_bot.text.wording import one_line, shorten
from qa_bot.web.views.document import QuotedPiece, View
from qa_bot.web.views.proof import Proof
from qa_bot.web.views.wording import citation_status_note, joined_places, ranked

_BEGINNING = 110


def source_view(group: SourceGroup, proof: Proof, displayed: Collection[str], question: str) -> View:
    """Return a source: a line for each of its documents, and the passage with its quotes.

    There are no ``paragraphs`` where the passage has nothing but quotes that are `displayed` (each on one line).
    """
    first = group.displayed[0]
    start = group.hits[0].passage.span.start if group.hits else first.span.start
    text = group.hits[0].passage.text if group.hits else first.quote
    documents: dict[tuple[str, str], list[Citation]] = {}
    for citation in group.citations:
        documents.setdefault((citation.document_id, citation.source), []).append(citation)
    quotes = {citation.number: shown.span for citation in group.citations if (shown := group.displayed_for(citation))}
    paragraphs = proof.paragraphs(first.document_id, text, start, quotes)
    named = [first.title, *map(proof.place_of, group.displayed)]
    return {
        "numbers": [citation.number for citation in group.citations],
        "lines": [_line(citations, group, proof, question) for citations in documents.values()],
        "paragraphs": paragraphs if _adds(paragraphs, displayed, named) else [],
    }


def _adds(paragraphs: Sequence[Sequence[QuotedPiece]], displayed: Collection[str], named: Collection[str]) -> bool:
    """Return whether a passage says anything beside the quotes that are displayed, and the heading that is `named`."""
    quotes: dict[tuple[int, ...], str] = {}
    for text, numbers in (piece for pieces in paragraphs for piece in pieces):
        if numbers:
            quotes[tuple(numbers)] = quotes.get(tuple(numbers), "") + text
        elif text.strip() and not _is_named(one_line(text).strip("# "), named):
            return True
    return any(one_line(quote) not in displayed for quote in quotes.values())


def _is_named(heading: str, named: Collection[str]) -> bool:
    return any(heading == name or f"“{heading}”" in name for name in named)


def _line(citations: Sequence[Citation], group: SourceGroup, proof: Proof, question: str) -> View:
    """Return the line of a source for one of its documents, which all `citations` are from."""
    first = citations[0]
    shown = [(citation, group.displayed_for(citation)) for citation in citations]
    return {
        "numbers": [citation.number for citation in citations],
        "title": first.title,
        "file": first.source,
        "place": joined_places(map(proof.place_of, citations)),
        "proven": all(proof.holds(citation) for citation in citations),
        "language": quoted_in(question, first),
        "status": citation_status_note(proof.citation_status(first)),
        "exact": all(other is not None and same_words(one.quote, other.quote) for one, other in shown),
    }


def retrieved_view(hits: Sequence[tuple[int, Hit]], proof: Proof) -> View:
    """Return near-duplicate passages that are not cited: one text, with a line per passage."""
    passage = hits[0][1].passage
    return {
        "lines": [_retrieved(index, hit, proof) for index, hit in hits],
        "paragraphs": proof.paragraphs(passage.document_id, passage.text, passage.span.start, {}),
        "beginning": shorten(one_line(passage.text), _BEGINNING),
    }


def _retrieved(index: int, hit: Hit, proof: Proof) -> View:
    passage = hit.passage
    place = proof.place(passage.document_id, passage.span)
    return {
        "index": index,
        "title": passage.title,
        "file": passage.source,
        "place": place,
        "ranks": ranked(hit.ranks),
    }


def rank_view(hit: Hit, proof: Proof) -> View:
    """Return the ranks of a passage in each search."""
    passage = hit.passage
    return {
        "title": passage.title,
        "place": proof.place(passage.document_id, passage.span),
        "words": str(hit.ranks.get("words", "–")),
        "meaning": str(hit.ranks.get("meaning", "–")),
        "score": f"{hit.score:.2f}",
    }
