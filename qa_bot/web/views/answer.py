"""An answer → what the page draws of it: sentences with marks, sources with their quotes, the rest collapsed. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.answer.citations import PlacesOf, place_at
from qa_bot.answer.differences import lead_in
from qa_bot.answer.near_duplicates import same_words
from qa_bot.answer.source_groups import SourceGroup, citation_number, grouped_hits, source_groups
from qa_bot.errors import QaBotError
from qa_bot.records import REFUSAL, Answer, Citation, CitationStatus, Difference, Hit, Span, Statement
from qa_bot.text.wording import counted, duration, one_line, printable, shorten
from qa_bot.web.views.document import Piece, View, cut, paragraph_number, paragraph_starts
from qa_bot.web.views.wording import asked_in, citation_status_note, manner, ranked

OffsetsOf = Callable[[str], Sequence[int]]
"""Gives where a document's paragraphs begin, by its id; raises a ``QaBotError`` where its text cannot be had."""

_BEGINNING = 110
_NAME = 60
_LINE = 160


@dataclass(frozen=True, slots=True)
class Proof:
    """How a page checks and places what it shows: all are asked anew each time an answer is drawn."""

    offsets_of: OffsetsOf
    holds: Callable[[Citation], bool]
    places_of: PlacesOf
    citation_status: Callable[[Citation], CitationStatus]

    def place(self, document_id: str, span: Span, named: str = "") -> str:
        """Where ``span`` is, in words: the name that it bears (``page 3``), ``paragraph 27``, or else its offset."""
        if named:
            return named
        try:
            place = place_at(self.places_of(document_id), span.start)
            if place:
                return place.name
            return f"paragraph {paragraph_number(self.offsets_of(document_id), span.start)}"
        except QaBotError:
            return f"character {span.start:,}"

    def place_of(self, citation: Citation) -> str:
        """Where a citation's quote is, in words."""
        return self.place(citation.document_id, citation.span, citation.place)

    def paragraphs(self, document_id: str, text: str, start: int, quotes: Mapping[int, Span]) -> list[list[Piece]]:
        """``text``, which stands at ``start`` of a document, by its paragraphs, the quotes in it cut out."""
        try:
            starts = paragraph_starts(self.offsets_of(document_id), Span(start, start + len(text)))
        except QaBotError:
            starts = ()
        borders = [start, *starts, start + len(text)]
        return [cut(text[left - start : right - start], left, quotes) for left, right in pairwise(borders)]


def answer_view(answer: Answer, proof: Proof, link: str = "", within: Sequence[str] = ()) -> View:
    """The JSON that the answer part draws, without anything that depends on the moment but the proofs.

    ``link`` is the query string that opens this answer, "" where there is none; ``within`` are the names of the
    documents that alone were asked, none where all were.
    """
    groups = source_groups(answer)
    cited = {hit.passage.id for group in groups for hit in group.hits}
    more = [_retrieved_group(hits, proof) for hits in grouped_hits(answer.hits, cited)]
    return {
        "question": answer.question,
        "searched": one_line(answer.searched) if one_line(answer.searched) != one_line(answer.question) else "",
        "within": asked_in(within),
        "found": answer.found,
        "statements": [_statement(statement, answer.citations) for statement in answer.statements],
        "differences": [_difference(difference, answer.citations) for difference in answer.differences],
        "quotes": {str(citation.number): _quote(citation, proof) for citation in answer.citations},
        "sources": [_source(group, proof) for group in groups],
        "more": more,
        "retrieved": f"Also retrieved: {counted(sum(len(one['lines']) for one in more), 'passage')}",
        "ranks": [_rank(hit, proof) for hit in answer.hits],
        "facts": facts(answer),
        "how": _how(answer),
        "copy": copied(answer, proof),
        "link": link,
    }


def problem_view(question: str, problem: str) -> View:
    """The JSON for a question that could not be answered: the question stays, the problem is one line."""
    return {"question": question, "found": False, "problem": problem}


def collapsed_view(question: str, outcome: Answer | str) -> View:
    """The JSON for an older exchange in two lines: no text is read for it, and nothing of it is called proven."""
    detail = ""
    if isinstance(outcome, str):
        line = outcome
    elif outcome.found:
        line, detail = outcome.text, counted(len(outcome.citations), "source")
    else:
        line = REFUSAL
    return {"question": shorten(one_line(question), _LINE), "line": shorten(one_line(line), _LINE), "detail": detail}


def facts(answer: Answer) -> str:
    """The small print: ``2 sentences from 1 document · 64 ms · quoted word for word, no model``."""
    if not answer.found:
        return f"{counted(len(answer.hits), 'passage')} looked at · {duration(answer.seconds)}"
    documents = counted(len({citation.document_id for citation in answer.citations}), "document")
    sentences = counted(len(answer.statements), "sentence")
    return f"{sentences} from {documents} · {duration(answer.seconds)} · {manner(answer.mode)}"


def copied(answer: Answer, proof: Proof) -> str:
    """An answer as plain text to take elsewhere: its sentences with marks, then each mark's quote and where it stands.

    "" where there is no answer. Nothing in it steers a terminal that it is put into.
    """
    if not answer.found:
        return ""
    sentences = [
        f"{printable(statement.text)} {''.join(f'[{number}]' for number in statement.numbers)}"
        for statement in answer.statements
    ]
    points = [_copied_difference(difference) for difference in answer.differences]
    sources = [_copied_source(citation, proof) for citation in sorted(answer.citations, key=citation_number)]
    return "\n".join([" ".join(sentences), *points, "", *sources])


def _copied_difference(difference: Difference) -> str:
    sides = [f"“{printable(side.words)}” [{side.number}]" for side in difference.sides]
    return f"{lead_in(difference)} {'; '.join(sides)}"


def _copied_source(citation: Citation, proof: Proof) -> str:
    named = f"{printable(citation.title)} ({printable(citation.source)}), {printable(proof.place_of(citation))}"
    where = f"{named}, characters {citation.span.start} to {citation.span.end}"
    return f"[{citation.number}] “{printable(citation.quote)}” — {where}"


def _how(answer: Answer) -> str:
    return f"Searched for: {one_line(answer.searched)} · confidence {answer.confidence:.2f} · index {answer.generation}"


def _statement(statement: Statement, citations: Iterable[Citation]) -> View:
    quotes = [one_line(citation.quote) for citation in citations if citation.number in statement.numbers]
    verbatim = one_line(statement.text) in quotes
    return {"text": one_line(statement.text), "numbers": list(statement.numbers), "verbatim": verbatim}


def _difference(difference: Difference, citations: Iterable[Citation]) -> View:
    """A point on which documents differ, each side under its document's name."""
    titles = {citation.number: shorten(citation.title, _NAME) for citation in citations}
    sides = [
        {"title": titles[side.number], "words": one_line(side.words), "number": side.number}
        for side in difference.sides
    ]
    return {"lead": lead_in(difference), "sides": sides}


def _quote(citation: Citation, proof: Proof) -> View:
    return {"text": one_line(citation.quote), "title": citation.title, "place": proof.place_of(citation)}


def _source(group: SourceGroup, proof: Proof) -> View:
    first = group.displayed[0]
    start = group.hits[0].passage.span.start if group.hits else first.span.start
    text = group.hits[0].passage.text if group.hits else first.quote
    documents: dict[tuple[str, str], list[Citation]] = {}
    for citation in group.citations:
        documents.setdefault((citation.document_id, citation.source), []).append(citation)
    quotes = {citation.number: shown.span for citation in group.citations if (shown := group.displayed_for(citation))}
    return {
        "numbers": [citation.number for citation in group.citations],
        "lines": [_line(citations, group, proof) for citations in documents.values()],
        "paragraphs": proof.paragraphs(first.document_id, text, start, quotes),
    }


def _line(citations: Sequence[Citation], group: SourceGroup, proof: Proof) -> View:
    """What a group says of one of its documents; all ``citations`` are of that document."""
    first = citations[0]
    shown = [(citation, group.displayed_for(citation)) for citation in citations]
    return {
        "numbers": [citation.number for citation in citations],
        "title": first.title,
        "file": first.source,
        "place": ", ".join(dict.fromkeys(proof.place_of(citation) for citation in citations)),
        "proven": all(proof.holds(citation) for citation in citations),
        "status": citation_status_note(proof.citation_status(first)),
        "exact": all(other is not None and same_words(one.quote, other.quote) for one, other in shown),
    }


def _retrieved_group(hits: Sequence[tuple[int, Hit]], proof: Proof) -> View:
    """Passages that say the same and are not cited: shown once, with the names of all."""
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


def _rank(hit: Hit, proof: Proof) -> View:
    passage = hit.passage
    return {
        "title": passage.title,
        "place": proof.place(passage.document_id, passage.span),
        "words": str(hit.ranks.get("words", "–")),
        "meaning": str(hit.ranks.get("meaning", "–")),
        "score": f"{hit.score:.2f}",
    }
