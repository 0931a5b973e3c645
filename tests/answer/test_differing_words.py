"""What quotes of several documents differ in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answer.differing_words import differing, has_differing_values


def marked(*quotes: str) -> list[list[str]]:
    return [[span.of(quote) for span in spans] for quote, spans in zip(quotes, differing(quotes), strict=True)]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("The notice period is six months.", "The notice period is 90 days.", [["six months"], ["90 days"]]),
        ("It opens on 4 May 2024.", "Doors open May 5, 2024, to members.", [["4 May 2024"], ["May 5, 2024"]]),
        ("Lunch is at 12:30.", "Lunch is at 1 pm.", [["12:30"], ["1 pm"]]),
        ("Pets are allowed in the flat.", "Pets are not allowed in the flat.", [[], ["not"]]),
        ("The keeper is Ada Byron.", "The keeper is Tom Weber.", [["Ada", "Byron"], ["Tom", "Weber"]]),
    ],
)
def test_values_and_replaced_words_are_marked(one: str, other: str, words: list[list[str]]) -> None:
    assert marked(one, other) == words
    assert marked(other, one) == words[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The deposit is 1,500 euros.", "The deposit is 1500 euros."),
        ("It was signed on 4 May 1987.", "It was signed on May 4, 1987."),
        ("The rent is due.", "A rent is due."),
        ("The tenant pays the electricity.", "Dogs must be on a lead."),
        ("Two months are agreed.", "Two months are agreed."),
    ],
)
def test_what_agrees_or_cannot_be_compared_is_not_marked(one: str, other: str) -> None:
    assert marked(one, other) == [[], []]
    assert not has_differing_values([one, other])


def test_among_several_quotes_each_one_is_compared_with_all_others() -> None:
    assert marked("It costs 5 euros.", "It costs 5 euros.", "It costs 7 euros.") == [
        ["5 euros"],
        ["5 euros"],
        ["7 euros"],
    ]
    assert has_differing_values(["It costs 5 euros.", "It costs 5 euros.", "It costs 7 euros."])


@given(st.lists(st.text(alphabet="a 1.%,éß\n", max_size=40), max_size=4))
def test_marks_are_in_order_apart_and_within_their_quote(quotes: list[str]) -> None:
    for quote, spans in zip(quotes, differing(quotes), strict=True):
        assert all(span.end <= len(quote) for span in spans)
        assert all(one.end < other.start for one, other in pairwise(spans))
