"""Citations and passages grouped by source: one group for all that say the same."""

from qa_bot.answer.source_groups import SourceGroup, grouped_hits, source_groups
from qa_bot.records import Answer, Citation, Hit, Passage, Span

SIGNED = "The Treaty was signed in Baku on 4 May 1987."
COPIED = "The treaty, was signed in Baku -- on 4\nMay 1987."
AMENDED = "The treaty was signed in Baku on 4 May 1988."
NOTED = "It was hard."
ENDED = "Then it was over."

Cited = tuple[Citation, Hit]


def cited(document_id: str, number: int, quote: str, text: str = "") -> Cited:
    """Return a citation of a document, and the passage that contains it: the document's whole text."""
    text = text or f"{quote} More."
    start = text.index(quote)
    passage = Passage(f"p-{document_id}", document_id, f"{document_id}.txt", document_id, Span(0, len(text)), text)
    span = Span(start, start + len(quote))
    return Citation(number, document_id, f"{document_id}.txt", document_id, span, quote), Hit(passage, 0.5, {})


def answer(citations: tuple[Citation, ...], hits: tuple[Hit, ...]) -> Answer:
    return Answer("Why?", "Why?", found=True, confidence=0.8, citations=citations, hits=hits)


def groups(*sources: Cited) -> list[SourceGroup]:
    hits = {hit.passage.id: hit for _, hit in sources}
    return source_groups(answer(tuple(citation for citation, _ in sources), tuple(hits.values())))


def numbers(*sources: Cited) -> list[list[int]]:
    return [[citation.number for citation in group.citations] for group in groups(*sources)]


def test_quotes_from_one_passage_form_a_group_in_the_order_of_their_numbers() -> None:
    text = f"{SIGNED} {NOTED}"
    assert numbers(cited("a", 3, SIGNED, text), cited("b", 2, ENDED), cited("a", 1, NOTED, text)) == [[1, 3], [2]]


def test_documents_that_say_the_same_form_a_group() -> None:
    assert numbers(cited("a", 1, SIGNED), cited("b", 2, ENDED), cited("c", 3, COPIED)) == [[1, 3], [2]]


def test_documents_that_differ_in_a_date_form_a_group_each() -> None:
    assert numbers(cited("a", 1, SIGNED), cited("b", 2, AMENDED)) == [[1], [2]]


def test_the_passage_with_the_most_quotes_is_displayed() -> None:
    text = f"{SIGNED} {NOTED}"
    (group,) = groups(cited("a", 1, COPIED), cited("b", 2, SIGNED, text), cited("b", 3, NOTED, text))
    assert [citation.number for citation in group.citations] == [1, 2, 3]
    assert group.hits[0].passage.document_id == "b"
    assert {citation.number for citation in group.displayed} == {2, 3}


def test_a_passage_with_a_quote_that_no_other_has_stays_a_group() -> None:
    text, other = f"{SIGNED} {NOTED}", f"{COPIED} {ENDED}"
    left = (cited("a", 1, SIGNED, text), cited("a", 2, NOTED, text))
    right = (cited("b", 3, COPIED, other), cited("b", 4, ENDED, other))
    assert numbers(*left, *right) == [[1, 2], [3, 4]]


def test_a_quote_that_no_hit_contains_is_a_group_without_hits() -> None:
    citation, _ = cited("a", 1, SIGNED)
    _, same_span_elsewhere = cited("b", 1, SIGNED)
    (group,) = source_groups(answer((citation,), (same_span_elsewhere,)))
    assert (group.citations, group.hits) == ((citation,), ())


def test_hits_that_are_not_cited_are_grouped_by_what_they_say() -> None:
    hits = [cited(document_id, 1, quote)[1] for document_id, quote in (("a", SIGNED), ("b", NOTED), ("c", COPIED))]
    assert [[index for index, _ in group] for group in grouped_hits(hits, ())] == [[0, 2], [1]]
    assert [[index for index, _ in group] for group in grouped_hits(hits, ("p-b",))] == [[0, 2]]
