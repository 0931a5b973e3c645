"""An answer → what the page draws of it: sentences with marks, sources with their quotes, the rest folded. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.answers.citations import PlacesOf, place_at
from qa_bot.errors import QaBotError
from qa_bot.records import Answer, Citation, Difference, Hit, Span, Statement
from qa_bot.shown import differing
from qa_bot.web.documents import Piece, View, cut, paragraph_number, paragraph_starts
from qa_bot.web.wording import counted, duration, folded, shortened

TextOf = Callable[[str], str]
"""Gives a document's text by its id; raises a ``QaBotError`` where it cannot be had."""

_BEGINNING = 110
_NAME = 60


@dataclass(frozen=True, slots=True)
class Card:
    """One source: the citations that it proves, in order, and the passage they stand in (None: no hit holds them)."""

    citations: tuple[Citation, ...]
    hit: Hit | None


@dataclass(frozen=True, slots=True)
class Proof:
    """How a page checks and places what it shows: both are asked anew each time an answer is drawn."""

    text_of: TextOf
    holds: Callable[[Citation], bool]
    places_of: PlacesOf

    def place(self, document_id: str, span: Span, named: str = "") -> str:
        """Where ``span`` is, in words: the name that it bears (``page 3``), ``paragraph 27``, or else its offset."""
        if named:
            return named
        try:
            place = place_at(self.places_of(document_id), span.start)
            if place:
                return place.name
            return f"paragraph {paragraph_number(self.text_of(document_id), span.start)}"
        except QaBotError:
            return f"character {span.start:,}"

    def paragraphs(self, document_id: str, text: str, start: int, quotes: Mapping[int, Span]) -> list[list[Piece]]:
        """``text``, which stands at ``start`` of a document, by its paragraphs, the quotes in it cut out."""
        try:
            starts = paragraph_starts(self.text_of(document_id), Span(start, start + len(text)))
        except QaBotError:
            starts = []
        borders = [start, *starts, start + len(text)]
        return [cut(text[left - start : right - start], left, quotes) for left, right in pairwise(borders)]


def answer_view(answer: Answer, proof: Proof) -> View:
    """The JSON that the answer part draws, without anything that depends on the moment but the proofs."""
    cards = list(source_cards(answer))
    used = {card.hit.passage.id for card in cards if card.hit}
    return {
        "question": answer.question,
        "searched": folded(answer.searched) if folded(answer.searched) != folded(answer.question) else "",
        "found": answer.found,
        "statements": [_statement(statement, answer.citations) for statement in answer.statements],
        "differences": [_difference(difference, answer.citations) for difference in answer.differences],
        "quotes": {str(citation.number): _quote(citation, proof) for citation in answer.citations},
        "sources": [_card(card, proof) for card in cards],
        "more": [_passage(n, hit, proof) for n, hit in enumerate(answer.hits) if hit.passage.id not in used],
        "ranks": [_rank(hit, proof) for hit in answer.hits],
        "facts": facts(answer),
        "how": _how(answer),
    }


def problem_view(question: str, problem: str) -> View:
    """The JSON for a question that could not be answered: the question stays, the problem is one line."""
    return {"question": question, "found": False, "problem": problem}


def source_cards(answer: Answer) -> Iterator[Card]:
    """The cited sources in the order of their first number; quotes of one passage share a card."""
    groups: dict[str, list[Citation]] = {}
    homes: dict[str, Hit | None] = {}
    for citation in sorted(answer.citations, key=lambda citation: citation.number):
        hit = _home(citation, answer.hits, groups)
        key = hit.passage.id if hit else f"citation {citation.number}"
        homes[key] = hit
        groups.setdefault(key, []).append(citation)
    for key, citations in groups.items():
        yield Card(tuple(citations), homes[key])


def facts(answer: Answer) -> str:
    """The small print: ``2 sentences from 1 document · 64 ms``."""
    if not answer.found:
        return f"{counted(len(answer.hits), 'passage')} looked at · {duration(answer.seconds)}"
    documents = {citation.document_id for citation in answer.citations}
    sentences = counted(len(answer.statements), "sentence")
    return f"{sentences} from {counted(len(documents), 'document')} · {duration(answer.seconds)}"


def _how(answer: Answer) -> str:
    return f"Searched for: {folded(answer.searched)} · confidence {answer.confidence:.2f} · index {answer.generation}"


def _home(citation: Citation, hits: Iterable[Hit], taken: dict[str, list[Citation]]) -> Hit | None:
    """The hit whose passage holds the whole quote; one that already has a card comes first."""
    holding = [hit for hit in hits if _holds(hit, citation)]
    return next((hit for hit in holding if hit.passage.id in taken), holding[0] if holding else None)


def _holds(hit: Hit, citation: Citation) -> bool:
    passage = hit.passage
    return (
        passage.document_id == citation.document_id
        and passage.span.start <= citation.span.start
        and citation.span.end <= passage.span.end
    )


def _statement(statement: Statement, citations: Iterable[Citation]) -> View:
    quotes = [folded(citation.quote) for citation in citations if citation.number in statement.numbers]
    verbatim = folded(statement.text) in quotes
    return {"text": folded(statement.text), "numbers": list(statement.numbers), "verbatim": verbatim}


def _difference(difference: Difference, citations: Iterable[Citation]) -> View:
    """A point on which documents differ, each side under its document's name."""
    titles = {citation.number: shortened(citation.title, _NAME) for citation in citations}
    sides = [
        {"title": titles[side.number], "words": folded(side.words), "number": side.number} for side in difference.sides
    ]
    return {"lead": differing(difference), "sides": sides}


def _quote(citation: Citation, proof: Proof) -> View:
    place = proof.place(citation.document_id, citation.span, citation.place)
    return {"text": folded(citation.quote), "title": citation.title, "place": place}


def _card(card: Card, proof: Proof) -> View:
    first = card.citations[0]
    start = card.hit.passage.span.start if card.hit else first.span.start
    text = card.hit.passage.text if card.hit else first.quote
    places = dict.fromkeys(proof.place(c.document_id, c.span, c.place) for c in card.citations)
    return {
        "numbers": [citation.number for citation in card.citations],
        "title": first.title,
        "file": first.source,
        "place": ", ".join(places),
        "proven": all(proof.holds(citation) for citation in card.citations),
        "paragraphs": proof.paragraphs(first.document_id, text, start, {c.number: c.span for c in card.citations}),
    }


def _passage(index: int, hit: Hit, proof: Proof) -> View:
    passage = hit.passage
    return {
        "index": index,
        "title": passage.title,
        "file": passage.source,
        "place": proof.place(passage.document_id, passage.span),
        "paragraphs": proof.paragraphs(passage.document_id, passage.text, passage.span.start, {}),
        "beginning": shortened(folded(passage.text), _BEGINNING),
    }


def _rank(hit: Hit, proof: Proof) -> View:
    passage = hit.passage
    return {
        "passage": f"{passage.title} · {proof.place(passage.document_id, passage.span)}",
        "words": str(hit.ranks.get("words", "–")),
        "meaning": str(hit.ranks.get("meaning", "–")),
        "score": f"{hit.score:.2f}",
    }
