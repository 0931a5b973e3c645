"""Compare what documents say: each document's best sentence on a point, or the sentences that they have in like words.

Each document is asked by itself, so that one that says much of the point does not hide the others.
"""

from collections.abc import Callable, Sequence

from qa_bot.answer.aligned_sentences import AlignedRow, Sentence, aligned_sentences
from qa_bot.answer.anaphora import begins_with_pronoun
from qa_bot.answer.citations import claim_of, prove
from qa_bot.answer.compared_documents import compared_documents
from qa_bot.answer.differing_words import differing, has_differing_values
from qa_bot.answer.open_index import ListedDocument, OpenIndex
from qa_bot.answer.request import Request
from qa_bot.answer.summary import statements_by_section
from qa_bot.records import Answer, Citation, Compared, Comparison, Hit, Passage, Span, State, Statement
from qa_bot.text.wording import one_line

MOST_DOCUMENTS = 12
"""Each is asked by itself, in about 20 ms."""
_MOST_FOUND = 6
"""Documents that are compared where the request names none: those that come nearest."""

_LONGEST = 350
"""Characters of two sentences that are quoted together."""

AnswerIn = Callable[[Request, Sequence[str] | None], Answer]
"""Answers a question from documents (ids), or from all."""


def compare(request: Request, index: OpenIndex, within: Sequence[str] | None, answer_in: AnswerIn) -> Answer | None:
    """Return the comparison of the documents that a request names; None where it compares no documents."""
    found = compared_documents(request, index, within) if request.intent == "comparison" else None
    if found is None:
        return None
    request, documents = found
    if not request.point:
        return _compare_all(request, documents[:MOST_DOCUMENTS], index, max(0, len(documents) - MOST_DOCUMENTS))
    asked = Request(request.point)
    chosen = documents
    is_all = within is None and len(documents) == len(index.documents)
    if is_all or len(documents) > MOST_DOCUMENTS:
        nearest = _documents_of(answer_in(asked, None if is_all else [one.document_id for one in documents]))
        by_id = {one.document_id: one for one in documents}
        chosen = [by_id[one] for one in nearest if one in by_id][: _MOST_FOUND if is_all else MOST_DOCUMENTS]
    answers = [answer_in(asked, [one.document_id]) for one in chosen]
    return _on_point(request, chosen, answers, index, len(documents) - len(chosen))


def _documents_of(answer: Answer) -> list[str]:
    """Return the documents that an answer cites or found, best first."""
    cited = (one.document_id for one in answer.citations)
    return list(dict.fromkeys((*cited, *(hit.passage.document_id for hit in answer.hits))))


def _on_point(
    request: Request, documents: Sequence[ListedDocument], answers: Sequence[Answer], index: OpenIndex, left_out: int
) -> Answer:
    """Return the best sentence of each document's own answer, side by side."""
    best = _continued([_best(answer, index) for answer in answers], [answer.found for answer in answers])
    points, statements, citations = _proven(documents, [tuple(best)], [one.state for one in answers], index)
    stated = {one.number for one in points[0] if one.state == "answered"} if points else set()
    sentences = tuple(one for one in statements if stated.intersection(one.numbers))
    cited = {one[0].id for one in best if one}
    return Answer(
        question=request.text,
        searched=request.point,
        found=bool(sentences),
        confidence=max((one.confidence for one in answers if one.found or not sentences), default=0.0),
        statements=sentences,
        citations=citations,
        hits=tuple(hit for answer in answers for hit in answer.hits if hit.passage.id in cited),
        is_near=bool(citations) and not sentences,
        intent="comparison",
        comparison=Comparison(request.point, points, left_out),
    )


def _best(answer: Answer, index: OpenIndex) -> Sentence | None:
    """Return the first citation of an answer with its passage."""
    for cited in answer.citations[:1]:
        for hit in answer.hits:
            passage = hit.passage
            if passage.contains(cited.document_id, cited.span):
                asked = set(index.keyword_search.terms(answer.searched))
                return passage, _without_context(passage, cited.span, asked, index)
    return None


def _without_context(passage: Passage, span: Span, asked: set[str], index: OpenIndex) -> Span:
    """Return the second of two quoted sentences, if it has a word of the question and names its subject."""
    sentences = [one for one in passage.sentences if one.overlaps(span)]
    if len(sentences) != 2:
        return span
    text = passage.slice(sentences[1])
    return span if begins_with_pronoun(text) or asked.isdisjoint(index.keyword_search.terms(text)) else sentences[1]


def _continued(best: Sequence[Sentence | None], stated: Sequence[bool]) -> list[Sentence | None]:
    """Return the sentences, each with the next one where only with these they state different values.

    "The tenant pays a monthly rent. It amounts to 18,500 euros": the first sentence may be the best one of each lease.
    """
    answered = [one for one, is_stated in zip(best, stated, strict=True) if one and is_stated]
    if has_differing_values([passage.slice(span) for passage, span in answered]):
        return list(best)
    longer = [_with_next(*one) for one in answered]
    if not has_differing_values([passage.slice(span) for passage, span in longer]):
        return list(best)
    following = dict(zip(answered, longer, strict=True))
    return [following.get(one, one) if one else None for one in best]


def _with_next(passage: Passage, span: Span) -> Sentence:
    """Return a sentence with the next one of its passage, if that begins with a pronoun and both are short."""
    following = next((one for one in passage.sentences if one.start >= span.end), None)
    if following and begins_with_pronoun(passage.slice(following)) and following.end - span.start <= _LONGEST:
        return passage, Span(span.start, following.end)
    return passage, span


def _proven(
    documents: Sequence[ListedDocument], rows: Sequence[AlignedRow], states: Sequence[State], index: OpenIndex
) -> tuple[tuple[tuple[Compared, ...], ...], tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the rows with their sentences proven, and the statements and citations of all."""
    passages = {passage.id: passage for row in rows for passage, _ in filter(None, row)}
    claims = [claim_of(*one) for row in rows for one in row if one]
    statements, citations = prove(claims, passages, index.text_of, index.places_of)
    at = {(one.document_id, one.span): one for one in citations}
    cited = [[at.get((one[0].document_id, one[1])) if one else None for one in row] for row in rows]
    return tuple(_cells(documents, row, states) for row in cited), statements, citations


def _cells(
    documents: Sequence[ListedDocument], citations: Sequence[Citation | None], states: Sequence[State]
) -> tuple[Compared, ...]:
    """Return what each document says; only sentences that answer are compared word by word."""
    stated = [one if state == "answered" else None for one, state in zip(citations, states, strict=True)]
    marks = iter(differing([one.quote for one in stated if one]))
    cells = []
    for document, citation, answering in zip(documents, citations, stated, strict=True):
        spans = tuple(span.shifted(answering.span.start) for span in next(marks)) if answering else ()
        state: State = "answered" if answering else "near" if citation else "absent"
        number = citation.number if citation else None
        cells.append(Compared(document.document_id, document.source, document.title, state, number, spans))
    return tuple(cells)


def _beginning(passages: Sequence[Passage]) -> Sentence | None:
    """Return the first statement of a document, or else, as of slides, the first line that is not its title."""
    lines = ((one, span) for one in passages for span in one.sentences if one_line(one.slice(span)) != one.title)
    return next(statements_by_section(passages), None) or next(lines, None)


def _compare_all(request: Request, documents: Sequence[ListedDocument], index: OpenIndex, left_out: int) -> Answer:
    """Return the sentences that the documents have in like words and that differ, or else the first of each."""
    texts = [index.renamed_in_order(index.keyword_search.passages([one.document_id])) for one in documents]
    rows = aligned_sentences(texts)
    is_found = bool(rows)
    rows = rows or [tuple(map(_beginning, texts))]
    states: list[State] = ["answered" if is_found else "near"] * len(documents)
    points, statements, citations = _proven(documents, rows, states, index)
    passages = {passage.id: passage for row in rows for passage, _ in filter(None, row)}
    return Answer(
        question=request.text,
        searched=request.subject,
        found=is_found,
        confidence=1.0 if is_found else 0.0,
        statements=statements if is_found else (),
        citations=citations,
        is_near=bool(citations) and not is_found,
        hits=tuple(Hit(passage, 1.0, {}) for passage in passages.values()),
        intent="comparison",
        comparison=Comparison("", points, left_out),
    )
