import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answer.citations import place_at, prove
from qa_bot.ingest.parse import document_id
from qa_bot.records import Citation, Claim, Document, Passage, Place, Span, Statement
from qa_bot.text.passages import split
from tests.strategies import texts

TEXT = "Before it.\n\nThe law was signed on June 15, 2021.\nIt holds. The law was signed.\n\nAfter it."
DOCUMENT = Document("d1", "a.txt", "A title", TEXT)
START = TEXT.index("The law")
END = TEXT.index("\n\nAfter")
PASSAGE = Passage("p1", "d1", "a.txt", "A title", Span(START, END), TEXT[START:END])
SIGNED = "The law was signed on June 15, 2021."


HEAD, TAIL = Place("page", "page 1", 1, Span(0, START)), Place("page", "page 2", 2, Span(START, len(TEXT)))
PLACES = (HEAD, TAIL)


def proven(*claims: Claim, text: str = TEXT) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    return prove(claims, {"p1": PASSAGE}, {"d1": text}.__getitem__, lambda _: PLACES)


def test_a_quote_found_in_the_text_becomes_a_citation_with_its_place() -> None:
    statements, citations = proven(Claim("It was signed.", "p1", SIGNED, START))
    assert statements == (Statement("It was signed.", (1,)),)
    span = Span(START, START + len(SIGNED))
    assert citations == (Citation(1, "d1", "a.txt", "A title", span, SIGNED, place="page 2", page=2),)


def test_a_place_is_the_one_that_the_quote_begins_in() -> None:
    assert [place_at(PLACES, offset) for offset in (0, START - 1, START, len(TEXT) - 1)] == [HEAD, HEAD, TAIL, TAIL]
    row = Place("row", "Budget, row 3", 3, Span(4, 9))
    assert [place_at((row,), offset) for offset in (3, 4, 8, 9)] == [None, row, row, None]
    assert place_at((), 3) is None


def test_a_quote_without_a_place_is_looked_for_in_its_passage() -> None:
    _, (citation,) = proven(Claim("It holds.", "p1", "It holds."))
    assert citation.span == Span(TEXT.index("It holds."), TEXT.index("It holds.") + 9)


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("a changed digit", Claim("x", "p1", "The law was signed on June 16, 2021.", START)),
        ("a changed digit, no place", Claim("x", "p1", "The law was signed on June 16, 2021.")),
        ("another case", Claim("x", "p1", "the law was signed on June 15, 2021.", START)),
        ("folded white space", Claim("x", "p1", "2021. It holds.")),
        ("one character on", Claim("x", "p1", SIGNED, START + 1)),
        ("far on", Claim("x", "p1", SIGNED, 10_000)),
        ("before the text", Claim("x", "p1", "After it.", -9)),
        ("before the passage", Claim("x", "p1", "Before it.", 0)),
        ("before the passage, no place", Claim("x", "p1", "Before it.")),
        ("after the passage", Claim("x", "p1", "After it.", TEXT.index("After"))),
        ("over the passage's end", Claim("x", "p1", TEXT[END - 5 : END + 5], END - 5)),
        ("over the passage's beginning", Claim("x", "p1", TEXT[START - 3 : START + 3], START - 3)),
        ("empty", Claim("x", "p1", "", START)),
        ("blank", Claim("x", "p1", "\n", TEXT.index("\nIt holds"))),
        ("of no passage", Claim("x", "p2", SIGNED, START)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_there_leaves_no_trace(name: str, claim: Claim) -> None:
    assert proven(claim) == ((), ())


def test_the_stored_text_decides_and_not_what_the_passage_says() -> None:
    changed = TEXT.replace("15, 2021", "16, 2021")
    assert proven(Claim("x", "p1", SIGNED, START), text=changed) == ((), ())
    assert proven(Claim("x", "p1", SIGNED), text=changed) == ((), ())
    assert proven(Claim("x", "p1", SIGNED, START), text="short") == ((), ())


def test_numbers_count_from_one_in_order_and_what_is_dropped_takes_none() -> None:
    statements, citations = proven(
        Claim("Not there.", "p1", "nowhere"),
        Claim("It holds.", "p1", "It holds."),
        Claim("Not there.", "p9", "It holds."),
        Claim("It was signed.", "p1", SIGNED),
    )
    assert [statement.numbers for statement in statements] == [(1,), (2,)]
    assert [(citation.number, citation.quote) for citation in citations] == [(1, "It holds."), (2, SIGNED)]


def test_claims_on_the_same_words_share_a_number_and_the_same_words_elsewhere_do_not() -> None:
    second = TEXT.index("The law was signed.", START + 1)
    statements, citations = proven(
        Claim("One.", "p1", "The law was signed", START),
        Claim("Two.", "p1", "The law was signed"),
        Claim("Three.", "p1", "The law was signed", second),
    )
    assert [statement.numbers for statement in statements] == [(1,), (1,), (2,)]
    assert [citation.span.start for citation in citations] == [START, second]


def test_a_proof_is_looked_up_in_the_text_as_it_is_now() -> None:
    (citation,) = proven(Claim("x", "p1", SIGNED, START))[1]
    assert citation.is_proven_by(TEXT)
    assert not citation.is_proven_by(TEXT.replace("15,", "16,"))
    assert not citation.is_proven_by(" " + TEXT)
    assert not citation.is_proven_by("")


@given(texts, st.data())
def test_whatever_is_claimed_a_citation_is_the_slice_at_its_span(text: str, data: st.DataObject) -> None:
    document = Document(document_id(text), "a.txt", "A title", text)
    passages = {passage.id: passage for passage in split(document, 200)}
    claim = st.builds(
        Claim,
        text=st.just("x"),
        passage_id=st.sampled_from([*passages, "none"]),
        quote=st.one_of(st.text(max_size=3), st.sampled_from([*(one.text for one in passages.values()), ""])),
        start=st.none() | st.integers(min_value=-5, max_value=len(text) + 5),
    )
    claims = data.draw(st.lists(claim, max_size=6))
    statements, citations = prove(claims, passages, lambda _: text, lambda _: ())
    assert len(statements) <= len(claims)
    assert [citation.number for citation in citations] == list(range(1, len(citations) + 1))
    assert {number for statement in statements for number in statement.numbers} == {one.number for one in citations}
    for citation in citations:
        assert text[citation.span.start : citation.span.end] == citation.quote
        assert citation.quote.strip()
        assert citation.is_proven_by(text)
