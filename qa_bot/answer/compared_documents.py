"""Find which documents a request compares: named one by one, by what they have in their names, or chosen before."""

from collections.abc import Sequence
from dataclasses import replace

from qa_bot.answer.open_index import ListedDocument, OpenIndex
from qa_bot.answer.request import Request
from qa_bot.answer.summary import Terms, is_in_name, name_terms, name_words, named_document
from qa_bot.text.languages.english_requests import COMPARED_NOUNS, COMPARED_PARTS, COMPARED_POINT

_SHARE = 0.5
"""A name has at least this share of the words of the document's title or file name."""


def compared_documents(
    request: Request, index: OpenIndex, within: Sequence[str] | None
) -> tuple[Request, list[ListedDocument]] | None:
    """Return the request with its point, and the documents that it compares; None where it names fewer than two.

    All are returned where it says "the documents" or "they": what is found then says which are compared. Chosen
    documents (``within``) are compared where the request names no others.
    """
    unique = {one.document_id: one for one in reversed(index.documents) if within is None or one.document_id in within}
    documents = list(reversed(unique.values()))
    readings = [request]
    before = None if request.point else COMPARED_POINT.fullmatch(request.subject)
    if before:  # "the notice periods of the leases", but also "the Bank of England and the lease of Tom"
        readings.append(replace(request, subject=before["subject"], point=before["point"]))
    for reading in readings:
        found = _named(reading.subject, documents, index)
        if len(found) > 1:
            return reading, found
    return (request, documents) if within is not None and len(documents) > 1 else None


def _named(subject: str, documents: list[ListedDocument], index: OpenIndex) -> list[ListedDocument]:
    """Return the documents that ``subject`` names."""
    words = [word for word in name_words(subject) if word not in COMPARED_NOUNS]
    if not words:
        return documents
    wanted = index.keyword_search.terms_by_language(" ".join(words))
    parts = [part for part in COMPARED_PARTS.split(subject) if part.strip()]
    if len(parts) > 1:
        found = [named_document(part, documents, index) for part in parts]
        named = {one.document_id: one for one in found if one and _covers(wanted, one, index)}
        return list(named.values()) if len(named) == len(parts) else []
    return [one for one in documents if is_in_name(wanted, one, index)]


def _covers(wanted: Terms, document: ListedDocument, index: OpenIndex) -> bool:
    """Return whether the words are those of the document's title or file's name, and no chance word of a long one."""
    return any(
        len(wanted.get(rules, frozenset()) & terms) >= _SHARE * len(terms)
        for name in name_terms(document, index)
        for rules, terms in name.items()
    )
