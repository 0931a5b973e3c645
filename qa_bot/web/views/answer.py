"""Turn an answer into the JSON that the page displays: statements, citations, sources, and other passages. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.answer.citations import PlacesOf, place_at
from qa_bot.answer.differences import lead_in
from qa_bot.answer.near_duplicates import same_words
from qa_bot.answer.source_groups import SourceGroup, citation_number, grouped_hits, source_groups
from qa_bot.answer.state_lines import state_lines
from qa_bot.errors import QaBotError
from qa_bot.records import Answer, Citation, CitationStatus, Difference, Hit, Span, Statement
from qa_bot.store.reports import IndexedFile
from qa_bot.text.wording import counted, duration, one_line, printable, shorten
from qa_bot.web.views.document import Piece, View, cut, paragraph_number, paragraph_starts
from qa_bot.web.views.wording import citation_status_note, mode_note, ranked, searched_in

OffsetsOf = Callable[[str], Sequence[int]]
"""Returns a document's paragraph offsets by its id; raises ``QaBotError`` if its text cannot be read."""

_BEGINNING = 110
_NAME = 60
_LINE = 160
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """Checks and locates citations. Not cached between runs of the script, so that each display is checked again."""

    offsets_of: OffsetsOf
    holds: Callable[[Citation], bool]
    places_of: PlacesOf
    citation_status: Callable[[Citation], CitationStatus]

    def place(self, document_id: str, span: Span, named: str = "") -> str:
        """Return the place of `span` in words: `named` (``page 3``), ``paragraph 27``, or else its offset."""
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
        """Return the place of a citation's quote in words."""
        return self.place(citation.document_id, citation.span, citation.place)

    def paragraphs(self, document_id: str, text: str, start: int, quotes: Mapping[int, Span]) -> list[list[Piece]]:
        """Return `text`, which begins at `start` of a document, by paragraphs, each cut at the quotes in it."""
        try:
            starts = paragraph_starts(self.offsets_of(document_id), Span(start, start + len(text)))
        except QaBotError:
            starts = ()
        borders = [start, *starts, start + len(text)]
        return [cut(text[left - start : right - start], left, quotes) for left, right in pairwise(borders)]


def answer_view(
    answer: Answer, proof: Proof, link: str = "", within: Sequence[str] = (), files: Sequence[IndexedFile] = ()
) -> View:
    """Return the JSON of an answer.

    Args:
        answer: The answer.
        proof: Checks and locates its citations.
        link: The query string that opens this answer, or "".
        within: The names of the documents that were searched, empty for all.
        files: The documents, for an answer that lists them.
    """
    groups = source_groups(answer)
    cited = {hit.passage.id for group in groups for hit in group.hits}
    more = [_retrieved_group(hits, proof) for hits in grouped_hits(answer.hits, cited)]
    return {
        "question": answer.question,
        "searched": one_line(answer.searched) if one_line(answer.searched) != one_line(answer.question) else "",
        "within": searched_in(within),
        "found": answer.found,
        "state": answer.state,
        "intent": answer.intent,
        "lines": state_lines(answer, _titles(answer, within)),
        "limited": bool(within) and not answer.found,
        "documents": [{"title": file.title, "file": file.source} for file in files[:_MOST_LISTED]],
        "count": counted(len(files), "document"),
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


def _titles(answer: Answer, within: Sequence[str]) -> list[str]:
    """Return the titles of files where a hit has them, else their names."""
    titles = {hit.passage.source: shorten(hit.passage.title, _NAME) for hit in answer.hits}
    return [titles.get(source, source) for source in within]


def problem_view(question: str, problem: str) -> View:
    """Return the JSON of a question that failed, with the problem in one line."""
    return {"question": question, "found": False, "problem": problem}


def collapsed_view(question: str, outcome: Answer | str) -> View:
    """Return the JSON of an older exchange in two lines; it needs no document and states no proof."""
    detail = ""
    if isinstance(outcome, str):
        line = outcome
    elif outcome.found:
        line, detail = outcome.text, counted(len(outcome.citations), "source")
    else:
        line = " ".join(state_lines(outcome))
    return {"question": shorten(one_line(question), _LINE), "line": shorten(one_line(line), _LINE), "detail": detail}


def facts(answer: Answer) -> str:
    """Return an answer's facts: ``2 sentences from 1 document · 64 ms · quoted word for word, no model``."""
    if not answer.found:
        return f"{counted(len(answer.hits), 'passage')} checked · {duration(answer.seconds)}"
    documents = counted(len({citation.document_id for citation in answer.citations}), "document")
    sentences = counted(len(answer.statements), "sentence")
    return f"{sentences} from {documents} · {duration(answer.seconds)} · {mode_note(answer.mode)}"


def copied(answer: Answer, proof: Proof) -> str:
    """Return an answer as plain text for the clipboard: its sentences with numbers, then each citation with its place.

    It is "" if nothing was found, and has no control characters.
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
    """Return a difference between documents, each side with its document's title."""
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
    """Return the line of a source for one of its documents, which all `citations` are from."""
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


def _rank(hit: Hit, proof: Proof) -> View:
    passage = hit.passage
    return {
        "title": passage.title,
        "place": proof.place(passage.document_id, passage.span),
        "words": str(hit.ranks.get("words", "–")),
        "meaning": str(hit.ranks.get("meaning", "–")),
        "score": f"{hit.score:.2f}",
    }
