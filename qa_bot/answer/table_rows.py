"""Find the rows of a table that a question lists, counts or adds up. No row states such a count or sum."""

import re
from collections.abc import Sequence

from qa_bot.answer.citations import claim_of, place_at
from qa_bot.answer.open_index import OpenIndex
from qa_bot.answer.request import Request
from qa_bot.records import Claim, Passage, Place
from qa_bot.text.languages.english_requests import (
    AGGREGATE_REQUEST,
    AGGREGATE_WORDS,
    COUNTED_THINGS,
    EXTREME_OR_MEAN,
    TOTAL_IN_ROW,
)
from qa_bot.text.wording import fold

MOST_ROWS = 8
_WORD = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")
_LABELLED_NUMBER = re.compile(r"(?:^|; )([^:;]+): [^\w;:]{0,2}\d[\d.,\s]*[^\d;:]{0,6}(?=;|$)")


def find_rows(request: Request, question: str, best: Passage, index: OpenIndex) -> list[Passage]:
    """Return the rows of one table with all the words of a list or aggregate, in order; none where fewer than two do.

    ``best`` is the passage of the best sentence: where it is no row, or states the aggregate, the question is answered
    as any other.
    """
    is_aggregate = request.intent == "question" and AGGREGATE_REQUEST.search(question) is not None
    if request.intent != "list" and not is_aggregate:
        return []
    place = _row_of(best, index)
    if place is None or (is_aggregate and _states(best.text, question)):
        return []
    asked = question if is_aggregate else request.subject
    words = [word for word in _WORD.findall(asked) if fold(word) not in AGGREGATE_WORDS]
    named = set(index.keyword_search.terms(f"{best.title} {' '.join(_WORD.findall(best.source))} {_table(place)}"))
    further = " ".join(word for word in words if not set(index.keyword_search.terms(word)) <= named)
    document = [best.document_id]
    found = index.keyword_search.containing(further, document) if further else index.keyword_search.passages(document)
    rows = [one for one in index.renamed_in_order(found) if _table(_row_of(one, index)) == _table(place)]
    return rows if words and len(rows) > 1 else []


def row_claims(rows: Sequence[Passage]) -> list[Claim]:
    """Return a claim for each of the first eight rows."""
    return [claim_of(row, row.span) for row in rows[:MOST_ROWS]]


def _row_of(passage: Passage, index: OpenIndex) -> Place | None:
    """Return the row that a passage is, None if it is none."""
    place = place_at(index.places_of(passage.document_id), passage.span.start)
    return place if place and place.kind == "row" else None


def _table(place: Place | None) -> str | None:
    """Return the name of a row's sheet, "" where the file has only one."""
    return place.name.rpartition(", ")[0] if place else None


def _states(row: str, question: str) -> bool:
    """Return whether a row states what the question adds up, counts or compares.

    A column that counts things has their name in the plural, "Crates: 7"; "Crate: 7" is a number of one.
    """
    if TOTAL_IN_ROW.search(row):
        return True
    if set(map(fold, EXTREME_OR_MEAN.findall(question))) & set(_words(row)):
        return True
    counted = COUNTED_THINGS.search(question)
    things = set(_words(counted[1])) if counted else set()
    return bool(things) and any(things <= set(_words(label)) for label in _LABELLED_NUMBER.findall(row))


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]
