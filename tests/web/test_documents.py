"""A document cut for the document view is the document, character for character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.records import Citation, Span
from qa_bot.web.documents import (
    Opened,
    cut,
    document_view,
    from_citation,
    missing_view,
    paragraph_number,
    paragraph_spans,
    paragraph_starts,
)

TEXT = "A title\n\nFirst sentence. Second one.\n\nThe third begins here and\n\ngoes on there. The end.\n"
words = st.text(alphabet="ab .,A\n\r\t é😀", max_size=120)


def view_of(text: str, quotes: dict[int, Span], current: int = 0) -> list[dict[str, object]]:
    blocks: list[dict[str, object]] = document_view(Opened("id", "T", "f.txt", quotes, current), text)["blocks"]
    return blocks


def drawn(blocks: list[dict[str, object]]) -> str:
    return "".join(text for block in blocks for text, _ in block["pieces"])  # type: ignore[attr-defined]


def marked(blocks: list[dict[str, object]], number: int) -> list[str]:
    pieces = [piece for block in blocks for piece in block["pieces"]]  # type: ignore[attr-defined]
    return [text for text, numbers in pieces if number in numbers]


@given(words, st.data())
def test_blocks_joined_are_the_text_and_each_quote_is_one_piece(text: str, data: st.DataObject) -> None:
    quotes = {}
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        quotes[1] = Span(start, data.draw(st.integers(start + 1, len(text))))
    blocks = view_of(text, quotes)
    assert drawn(blocks) == text
    assert marked(blocks, 1) == [span.of(text) for span in quotes.values()]


@given(words, st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), max_size=4))
def test_pieces_joined_are_the_text_and_quotes_are_their_pieces(text: str, places: list[tuple[int, int]]) -> None:
    quotes = {number: Span(10 + at, 10 + at + length) for number, (at, length) in enumerate(places, 1)}
    pieces = cut(text, 10, quotes)
    assert "".join(piece for piece, _ in pieces) == text
    for number, span in quotes.items():
        whole = "".join(piece for piece, numbers in pieces if number in numbers)
        assert whole == text[span.start - 10 : span.end - 10]


def test_quote_across_a_paragraph_break_is_one_mark_in_one_block() -> None:
    start = TEXT.index("Second")
    quote = Span(start, TEXT.index("begins") + 6)
    blocks = view_of(TEXT, {1: quote})
    assert marked(blocks, 1) == [quote.of(TEXT)]
    assert [block["number"] for block in blocks] == ["1", "2–3"]


def test_paragraphs_are_numbered_from_one() -> None:
    assert [paragraph_number(TEXT, TEXT.index(word)) for word in ("title", "Second", "third", "goes")] == [1, 2, 3, 3]
    assert paragraph_number(TEXT, 0) == 1
    assert paragraph_number("", 0) == 1


def test_paragraph_starts_are_those_strictly_inside() -> None:
    starts = [span.start for span in paragraph_spans(TEXT)]
    assert paragraph_starts(TEXT, Span(0, len(TEXT))) == starts[1:]
    assert paragraph_starts(TEXT, Span(starts[1], starts[2])) == []


def test_overlapping_quotes_share_their_common_piece() -> None:
    assert cut("abcdef", 0, {1: Span(0, 4), 2: Span(2, 6)}) == [("ab", [1]), ("cd", [1, 2]), ("ef", [2])]


@pytest.mark.parametrize(("current", "at"), [(3, 0), (1, 1), (9, 0)])
def test_steps_go_through_the_text_and_begin_at_the_quote_that_was_pressed(current: int, at: int) -> None:
    opened = Opened("id", "T", "f.txt", {1: Span(30, 40), 3: Span(9, 15)}, current)
    view = document_view(opened, TEXT)
    assert (view["quotes"], view["current"]) == ([3, 1], at)


def test_citation_opens_with_the_quotes_of_its_own_document() -> None:
    here = [Citation(n, "one", "1.txt", "One", Span(n, n + 1), "x") for n in (1, 3)]
    other = Citation(2, "two", "2.txt", "Two", Span(5, 6), "x")
    opened = from_citation(here[1], [here[0], other, here[1]])
    assert (opened.document_id, dict(opened.quotes), opened.current) == ("one", {1: Span(1, 2), 3: Span(3, 4)}, 3)


def test_opening_the_same_place_again_has_another_key() -> None:
    keys = {document_view(Opened("id", "T", "f.txt", opening=n), TEXT)["key"] for n in (1, 2)}
    assert len(keys) == 2


def test_missing_text_is_told_in_place_of_the_text() -> None:
    view = missing_view(Opened("id", "T", "f.txt", {1: Span(0, 1)}, 1), "gone")
    assert (view["problem"], view["blocks"], view["quotes"]) == ("gone", [], [])
