import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.records import Answer, Passage, Span, Statement
from qa_bot.store.reports import Pending

starts = st.integers(min_value=0, max_value=50)
lengths = st.integers(min_value=1, max_value=50)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (5, 4), (-1, 4), (-4, -1)])
def test_a_span_is_never_empty_and_never_counts_from_the_end(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"not {start}, {end}"):
        Span(start, end)


def test_a_span_has_its_characters_and_its_length() -> None:
    span = Span(4, 8)
    assert len(span) == 4
    assert span.of("The army won.") == "army"
    assert span.shifted(-4).of("army") == "army"


@given(starts, lengths, starts, lengths)
def test_spans_overlap_where_they_share_a_character(start: int, length: int, other: int, others: int) -> None:
    one, two = Span(start, start + length), Span(other, other + others)
    shared = set(range(one.start, one.end)) & set(range(two.start, two.end))
    assert one.overlaps(two) is two.overlaps(one) is bool(shared)
    assert one.contains(two) is (shared == set(range(two.start, two.end)))


def test_a_passage_contains_spans_of_its_own_document() -> None:
    passage = Passage("p", "d", "a.txt", "A", Span(10, 20), "The army w")
    assert passage.contains("d", Span(10, 20))
    assert not passage.contains("d", Span(9, 20))
    assert not passage.contains("other", Span(10, 20))


def test_an_answer_s_text_is_its_statements_in_order() -> None:
    answer = Answer("?", "?", True, 0.9, (Statement("It was signed.", (1,)), Statement("It holds.", (2,))))
    assert answer.text == "It was signed. It holds."
    assert Answer("?", "?", False, 0.1).text == ""


@pytest.mark.parametrize("pending", [Pending(added=("a",)), Pending(changed=("a",)), Pending(removed=("a",))])
def test_anything_that_differs_is_pending(pending: Pending) -> None:
    assert pending
    assert not Pending()
