import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answer.differences import Contrast, differences
from qa_bot.answer.differences import contrast as contrast_of_quotes
from qa_bot.answer.subjects import Quote
from qa_bot.records import Citation, Difference, Side, Span


def contrast(question: str, one: str, other: str) -> Contrast | None:
    return contrast_of_quotes(question, Quote(one), Quote(other))


WHEN = "When was the statement signed?"


@pytest.mark.parametrize(
    ("one", "other", "first", "second"),
    [
        ("The statement was signed on November 10, 2020.", "It was signed, this statement, on October 11, 2020.",
         "November 10, 2020", "October 11, 2020"),
        ("The statement was signed on 10 November.", "The statement was signed on Nov. 11.", "10 November", "Nov. 11"),
        ("The statement was signed in 2020.", "The statement was signed on 2021-01-05.", "2020", "2021-01-05"),
        ("The statement was signed in May 2020.", "The statement was signed in June 2020.", "May 2020", "June 2020"),
    ],
)  # fmt: skip
def test_other_dates_for_the_same_thing_are_a_difference(one: str, other: str, first: str, second: str) -> None:
    assert contrast(WHEN, one, other) == ("dates", first, second)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (WHEN, "The statement was signed on November 10, 2020.", "The statement was signed in 2020."),
        (WHEN, "The statement was signed on November 10.", "The statement was signed in 2020."),
        (WHEN, "The statement was signed on November 10, 2020.", "The parliament was opened on May 3, 1990."),
        (WHEN, "The statement was signed on November 10, 2020.", "The statement was signed in Moscow."),
        ("Where was the statement signed?", "The statement was signed in 2019.", "The statement was signed in 2020."),
        ("When was the statement of 2019 and 2020 signed?", "The statement of 2019.", "The statement of 2020."),
        ("How many took part?", "Around 3,000 soldiers took part.", "3000 soldiers took part."),
        ("How many took part?", "3,000 soldiers took part.", "12 tanks took part."),
        ("How many took part?", "3,000 soldiers took part.", "The soldiers took part."),
        ("Was it A1 or B2?", "It was A1 and B2.", "It was B2."),
        ("", "", ""),
    ],
)
def test_what_agrees_or_cannot_be_compared_is_none(question: str, one: str, other: str) -> None:
    assert contrast(question, one, other) is None


def test_other_numbers_of_the_same_things_are_a_difference() -> None:
    asked = "How many days did the ceasefire last?"
    found = contrast(asked, "The ceasefire lasted 90 days.", "The ceasefire lasted 30 days in 2020.")
    assert found == ("numbers", "90 days", "30 days")
    percent = contrast("What percentage voted for it?", "92 % voted for it.", "88.5% voted for it.")
    assert percent == ("numbers", "92 %", "88.5%")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Was it called “Fist of Brotherhood” or “Fraternal Fist”?", ("Fist of Brotherhood", "Fraternal Fist")),
        ("was it the brotherhood fist or the fraternal fist", ("brotherhood fist", "fraternal fist")),
    ],
)
def test_each_sentence_may_support_one_of_two_names(question: str, names: tuple[str, str]) -> None:
    found = contrast(question, 'It was called "Fraternal Fist".', "The Fist of Brotherhood was held in December.")
    assert found == ("words", names[1], names[0])


def test_two_dates_that_a_question_names_are_dates_also_in_one_document() -> None:
    quotes = ("It was signed on November 10, 2020.", "¹¹ Statement, October 11, 2020.")
    cited = [cite(number, quote, "a") for number, quote in enumerate(quotes, start=1)]
    (found,) = differences("statement date, nov 10 or oct 11 2020?", cited)
    assert (found.point, [side.number for side in found.sides]) == ("dates", [1, 2])


def cite(number: int, quote: str, document: str) -> Citation:
    return Citation(number, document, document, document, Span(0, len(quote)), quote)


def test_the_sides_of_a_difference_are_citations_of_different_documents() -> None:
    first = cite(1, "The statement was signed on November 10, 2020.", "a")
    second = cite(2, "The statement was signed on October 11, 2020.", "b")
    expected = Difference("dates", (Side(1, "November 10, 2020"), Side(2, "October 11, 2020")))
    assert differences(WHEN, [first, cite(3, "It rained.", "b"), second]) == (expected,)
    assert differences(WHEN, [first, cite(2, second.quote, "a")]) == ()
    assert differences(WHEN, []) == ()


@given(st.text(max_size=60), st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_it_and_nothing_differs_from_itself(question: str, one: str, other: str) -> None:
    assert contrast(question, one, one) is None
    found = contrast(question, one, other)
    assert (found is None) == (contrast(question, other, one) is None)
