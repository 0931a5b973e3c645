"""Turn an answer into the JSON that the page displays: short answer, statements, sources, how it was found. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from qa_bot.answer.citations import is_verbatim
from qa_bot.answer.differences import lead_in
from qa_bot.answer.source_groups import SourceGroup, grouped_hits, source_groups
from qa_bot.answer.state_lines import state_lines, unsupported_note
from qa_bot.records import Answer, Citation, Difference, Span, Statement
from qa_bot.store.reports import IndexedFile
from qa_bot.text.wording import counted, one_line, shorten
from qa_bot.web.views.comparison import comparison_view
from qa_bot.web.views.copying import copied
from qa_bot.web.views.document import View
from qa_bot.web.views.emphasis import asked_terms, emphasized, place_in_line
from qa_bot.web.views.offers import offers
from qa_bot.web.views.places import places_view
from qa_bot.web.views.proof import Proof
from qa_bot.web.views.quote_lines import in_lines, lines_of, table_rows
from qa_bot.web.views.sources import rank_view, retrieved_view, source_view
from qa_bot.web.views.wording import mode_note, searched_in, seconds_taken

_NAME = 60
_LINE = 160
_MOST_LISTED = 10
_TABLES = ("comparison", "occurrences")
"""Intents whose citations are displayed as a table or a list, not as the sources of statements."""


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
    is_table = answer.intent in _TABLES
    groups = [] if is_table else source_groups(answer)
    cited = {hit.passage.id for group in groups for hit in group.hits}
    comparison, places = comparison_view(answer, proof), places_view(answer, proof)
    more = [] if comparison or places else [retrieved_view(hits, proof) for hits in grouped_hits(answer.hits, cited)]
    statements = answer.statements or tuple(_nearest(groups))
    displayed = {one_line(statement.text) for statement in statements}
    return {
        "question": answer.question,
        "searched": _searched(answer),
        "within": _searched_in(answer, within),
        "found": answer.found,
        "state": answer.state,
        "intent": answer.intent,
        "lines": state_lines(answer, _titles(answer, within)),
        "limited": bool(within) and not answer.found,
        "documents": [
            {"document": file.document_id, "title": file.title, "file": file.source} for file in files[:_MOST_LISTED]
        ],
        "count": counted(len(files), "document"),
        "about": _summarized(answer),
        "short": _short(answer),
        "statements": [_statement(statement, answer) for statement in statements],
        "differences": [_difference(difference, answer.citations) for difference in answer.differences],
        "quotes": {} if places else {str(one.number): _quote(one, proof) for one in answer.citations},
        "sources": [source_view(group, proof, displayed, answer.question) for group in groups],
        "comparison": comparison,
        "places": places,
        "offers": offers(answer, within),
        "more": more,
        "retrieved": _retrieved(answer, sum(len(one["lines"]) for one in more)),
        "ranks": [rank_view(hit, proof) for hit in answer.hits],
        "facts": facts(answer),
        "how": list(_how(answer)),
        "copy": copied(answer, proof),
        "copy_all": "" if all(one.is_supported for one in answer.statements) else copied(answer, proof, is_whole=True),
        "link": link,
    }


def _summarized(answer: Answer) -> View | None:
    """Return the document that an answer summarizes, whose page has its outline and more of it."""
    if answer.intent != "summary" or not answer.citations:
        return None
    cited = answer.citations[0]
    return {"document": cited.document_id, "title": shorten(cited.title, _NAME)}


def _searched(answer: Answer) -> str:
    """Return what was searched where it has other words than the question and no other line names it, else ""."""
    is_named = answer.intent in (*_TABLES, "summary")
    searched = one_line(answer.searched)
    return "" if is_named or searched.casefold() == one_line(answer.question).casefold() else searched


def _searched_in(answer: Answer, within: Sequence[str]) -> str:
    """Return to which documents a question was limited where the refusal does not name it, else ""."""
    return "" if answer.state == "absent" and len(within) == 1 else searched_in(_titles(answer, within))


def _titles(answer: Answer, within: Sequence[str]) -> list[str]:
    """Return the titles of files where a hit has them, else their names."""
    titles = {hit.passage.source: shorten(hit.passage.title, _NAME) for hit in answer.hits}
    return [titles.get(source, source) for source in within]


def _nearest(groups: Iterable[SourceGroup]) -> Iterator[Statement]:
    """Yield the quotes of an answer that is only near, each once with the citations that say the same."""
    for group in groups:
        for shown in group.displayed:
            same = [one.number for one in group.citations if group.displayed_for(one) == shown]
            yield Statement(shown.quote, tuple(same))


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
    """Return the line below an answer: ``2 documents · 0.1 s``."""
    if not answer.citations:
        return f"{counted(len(answer.hits), 'passage')} checked · {seconds_taken(answer.seconds)}"
    documents = counted(len({citation.document_id for citation in answer.citations}), "document")
    return f"{documents} · {seconds_taken(answer.seconds)}"


def _retrieved(answer: Answer, passages: int) -> str:
    count = counted(passages, "passage")
    return f"Also retrieved: {count}" if answer.citations else f"The nearest: {count}"


def _how(answer: Answer) -> Iterator[str]:
    """Yield how an answer was found, in lines."""
    if answer.found:
        yield f"{counted(len(answer.statements), 'sentence')}, {mode_note(answer.mode)}"
    if answer.model:
        yield f"Language model: {one_line(answer.model)}"
    yield f"Confidence {answer.confidence:.2f} · index {answer.generation}"


def _short(answer: Answer) -> View | None:
    """Return the short answer with the numbers of the statement that has it."""
    if not answer.short_answer:
        return None
    first = answer.citations[0].number
    numbers = next((one.numbers for one in answer.statements if first in one.numbers), (first,))
    return {"text": one_line(answer.short_answer.text), "numbers": list(numbers)}


def _statement(statement: Statement, answer: Answer) -> View:
    text = lines_of(statement, answer.citations)
    pieces = emphasized(text, asked_terms(answer.searched), _short_span(statement, text, answer))
    rows, is_named = table_rows(pieces)
    return {
        "text": text,
        "pieces": pieces,
        "rows": rows,
        "named": is_named,
        "numbers": list(statement.numbers),
        "verbatim": is_verbatim(statement, answer.citations),
        "unsupported": "" if statement.is_supported else unsupported_note(statement),
    }


def _short_span(statement: Statement, text: str, answer: Answer) -> Span | None:
    """Return where the `text` of a statement has the short answer, which is within the first citation."""
    short, first = answer.short_answer, answer.citations[0]
    if not short or first.number not in statement.numbers:
        return None
    return place_in_line(text, first.quote, short.span.start - first.span.start, one_line(short.text))


def _difference(difference: Difference, citations: Iterable[Citation]) -> View:
    """Return a difference between documents, each side with its document's title."""
    titles = {citation.number: shorten(citation.title, _NAME) for citation in citations}
    sides = [
        {"title": titles[side.number], "words": one_line(side.words), "number": side.number}
        for side in difference.sides
    ]
    return {"lead": lead_in(difference), "sides": sides}


def _quote(citation: Citation, proof: Proof) -> View:
    return {"text": in_lines(citation.quote.strip()), "title": citation.title, "place": proof.place_of(citation)}
