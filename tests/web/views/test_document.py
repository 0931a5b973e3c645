"""The pieces of a document in the document view are the document, character for character."""

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.page_rendering import PageImage
from qa_bot.records import Citation, Passage, Place, Span
from qa_bot.web.views.document import (
    Opened,
    View,
    cut,
    document_view,
    from_citation,
    from_passage,
    missing_view,
    paragraph_number,
    paragraph_offsets,
    paragraph_spans,
    paragraph_starts,
    selected_span,
)

TEXT = "A title\n\nFirst sentence. Second one.\n\nThe third begins here and\n\ngoes on there. The end.\n"
words = st.text(alphabet="ab .,A\n\r\t é😀", max_size=120)


PAGES = (Place("page", "page 1", 1, Span(0, 30)), Place("page", "page iv", 2, Span(32, 60)))


def view_of(text: str, quotes: dict[int, Span]) -> View:
    return document_view(Opened("id", "T", "f.txt", quotes), text)


def units(text: str, start: int, end: int) -> str:
    """What a browser has from ``start`` to ``end``, where it counts UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def blocks_of(view: View) -> list[str]:
    ends = list(accumulate(view["lengths"]))
    return [units(view["text"], start, end) for start, end in pairwise([0, *ends])]


def numbers_of(view: View) -> list[tuple[int, int]]:
    """The first and the last paragraph of each block."""
    counts = [view["counts"].get(str(at), 1) for at in range(len(view["lengths"]))]
    ends = list(accumulate(counts))
    return [(end - count + 1, end) for count, end in zip(counts, ends, strict=True)]


@given(words, st.data())
def test_blocks_joined_are_the_text_and_each_quote_is_in_one(text: str, data: st.DataObject) -> None:
    quotes = {}
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        quotes[1] = Span(start, data.draw(st.integers(start + 1, len(text))))
    view = view_of(text, quotes)
    assert "".join(blocks_of(view)) == view["text"] == text
    for number, (start, end) in view["quotes"].items():
        assert units(text, start, end) == quotes[int(number)].of(text)
        edges = list(accumulate([0, *view["lengths"]]))
        assert not any(start < edge < end for edge in edges) or not quotes[1].of(text).strip()


@given(words)
def test_each_block_but_those_of_a_quote_is_one_paragraph(text: str) -> None:
    view = view_of(text, {})
    assert view["counts"] == {}
    assert len(view["lengths"]) == max(len(paragraph_spans(text)), bool(text))


@given(words, st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), max_size=4))
def test_pieces_joined_are_the_text_and_quotes_are_their_pieces(text: str, places: list[tuple[int, int]]) -> None:
    quotes = {number: Span(10 + at, 10 + at + length) for number, (at, length) in enumerate(places, 1)}
    pieces = cut(text, 10, quotes)
    assert "".join(piece for piece, _ in pieces) == text
    for number, span in quotes.items():
        whole = "".join(piece for piece, numbers in pieces if number in numbers)
        assert whole == text[span.start - 10 : span.end - 10]


def test_quote_across_a_paragraph_break_is_in_one_block() -> None:
    quote = Span(TEXT.index("Second"), TEXT.index("begins") + 6)
    view = view_of(TEXT, {1: quote})
    assert [quote.of(TEXT) in block for block in blocks_of(view)] == [False, True]
    assert numbers_of(view) == [(1, 1), (2, 3)]


def test_paragraphs_are_numbered_from_one() -> None:
    offsets = paragraph_offsets(TEXT)
    assert [paragraph_number(offsets, TEXT.index(word)) for word in ("title", "Second", "third", "goes")] == [
        1,
        2,
        3,
        3,
    ]
    assert paragraph_number(offsets, 0) == 1
    assert paragraph_number((), 0) == 1


def test_paragraph_starts_are_those_strictly_inside() -> None:
    starts = paragraph_offsets(TEXT)
    assert paragraph_starts(starts, Span(0, len(TEXT))) == starts[1:]
    assert paragraph_starts(starts, Span(starts[1], starts[2])) == ()


def test_overlapping_quotes_share_their_common_piece() -> None:
    assert cut("abcdef", 0, {1: Span(0, 4), 2: Span(2, 6)}) == [("ab", [1]), ("cd", [1, 2]), ("ef", [2])]


def test_citation_opens_with_the_quotes_of_its_own_document_and_steps_through_all() -> None:
    here = [Citation(n, "one", "1.txt", "One", Span(n, n + 1), "x") for n in (1, 3)]
    other = Citation(2, "two", "2.txt", "Two", Span(5, 6), "x")
    opened = from_citation(here[1], [here[1], other, here[0]])
    assert (opened.document_id, dict(opened.quotes), opened.current) == ("one", {1: Span(1, 2), 3: Span(3, 4)}, 3)
    view = document_view(opened, TEXT)
    assert (view["steps"], sorted(view["here"]), view["current"]) == ([1, 2, 3], [1, 3], 3)
    assert view["addresses"]["2"] == {"document": "two", "quote": "5-6"}


def test_passage_that_was_not_cited_is_marked_and_has_no_steps() -> None:
    view = document_view(from_passage(Passage("p", "one", "1.txt", "One", Span(2, 9), TEXT[2:9])), TEXT)
    assert (view["steps"], view["quotes"], view["current"]) == ([], {"1": [2, 9]}, 1)


def test_document_with_pages_says_on_which_each_quote_is() -> None:
    opened = Opened("id", "T", "f.pdf", {1: Span(25, 40), 2: Span(40, 45)}, 1)
    assert document_view(opened, TEXT, PAGES)["pages"] == {"1": [1, 2], "2": [2]}
    assert document_view(opened, TEXT, [Place("section", "section “One”", 1, Span(0, 30))])["pages"] is None


def test_pages_begin_where_a_browser_counts_them() -> None:
    text = "😀 one\n\ntwo"
    places = [Place("page", "page 1", 1, Span(0, 5)), Place("page", "page 2", 2, Span(7, 10))]
    assert document_view(Opened("id", "T", "f.pdf"), text, places)["page_starts"] == [[0, 1], [8, 2]]


def test_page_comes_in_the_text_s_stead() -> None:
    opened = Opened("id", "T", "f.pdf", {1: Span(25, 40)}, 1, page=2)
    picture = PageImage(2, 9, b"png", {1: ((0.1, 0.2, 0.3, 0.4),)})
    view = document_view(opened, TEXT, PAGES, picture)
    assert view["page"] == {"number": 2, "of": 9, "png": "cG5n", "boxes": {"1": ((0.1, 0.2, 0.3, 0.4),)}}
    assert "text" not in view
    assert view["key"] == document_view(opened, TEXT)["key"]


def test_missing_page_is_reported_above_the_text() -> None:
    view = document_view(Opened("id", "T", "f.pdf", page=2), TEXT, PAGES, None, "gone")
    assert (view["problem"], view["text"]) == ("gone", TEXT)


def test_opening_the_same_place_again_has_another_key() -> None:
    keys = {document_view(Opened("id", "T", "f.txt", opening=n), TEXT)["key"] for n in (1, 2)}
    assert len(keys) == 2


def test_missing_text_is_reported_in_its_place() -> None:
    view = missing_view(Opened("id", "T", "f.txt", {1: Span(0, 1)}, 1), "gone")
    assert (view["problem"], view["text"], view["lengths"], view["quotes"]) == ("gone", "", [], {})


def test_a_selection_counts_utf_16_and_has_no_white_space_around_it() -> None:
    assert selected_span("😀 one two", 2, 7) == Span(2, 5)
    assert selected_span("one", 1, 99) == Span(1, 3)
    assert selected_span("one  two", 3, 5) is None
    assert selected_span("one", 2, 1) is None
    assert selected_span("x" * 9_000, 0, 9_000) == Span(0, 5_000)
