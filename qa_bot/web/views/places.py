"""Turn the places of some words into the JSON that the page lists by document. Pure."""

from collections.abc import Iterable
from itertools import groupby

from qa_bot.answer.occurrences import MOST_PASSAGES
from qa_bot.records import Answer, Citation, Span
from qa_bot.text.wording import counted
from qa_bot.web.views.document import View
from qa_bot.web.views.marked import marked
from qa_bot.web.views.proof import Proof
from qa_bot.web.views.quote_lines import in_lines, table_rows

_MORE = f"Those of the first {MOST_PASSAGES} of {{:,}} passages are listed: add words, or choose documents."


def places_view(answer: Answer, proof: Proof) -> View | None:
    """Return the cited places by document, ``more`` saying if not all are listed; None of any other answer."""
    if answer.intent != "occurrences" or not answer.citations:
        return None
    matches: dict[int, list[Span]] = {}
    for match in answer.matches:
        matches.setdefault(match.number, []).append(match.span)
    passages = answer.occurrences.passages if answer.occurrences else 0
    documents = groupby(answer.citations, key=lambda one: (one.document_id, one.title, one.source))
    return {
        "documents": [
            {
                "document": document,
                "title": title,
                "file": source,
                "places": [_place(one, matches.get(one.number, ()), proof) for one in citations],
            }
            for (document, title, source), citations in documents
        ],
        "more": _MORE.format(passages) if passages > MOST_PASSAGES else "",
        "count": counted(len(answer.citations), "place"),
    }


def _place(citation: Citation, spans: Iterable[Span], proof: Proof) -> View:
    pieces = [(in_lines(words), is_marked) for words, is_marked in marked(citation, spans)]
    rows, is_named = table_rows(pieces)
    return {
        "number": citation.number,
        "pieces": pieces,
        "rows": rows,
        "named": is_named,
        "place": proof.place_of(citation),
        "proven": proof.holds(citation),
    }
