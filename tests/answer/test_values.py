"""Dates, times, quantities and names, as far as a text states them."""

import pytest
from hypothesis import given

from qa_bot.answer.dates import Date, Time, dates, times
from qa_bot.answer.names import names
from qa_bot.answer.quantities import Quantity, quantities
from tests.strategies import texts


def one_date(text: str) -> Date:
    (found,) = dates(text)
    return found


def one_time(text: str) -> Time:
    (found,) = times(text)
    return found


def one_quantity(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    "text",
    ["2021-06-15", "15.06.2021", "June 15, 2021", "15 June 2021", "Tuesday 15 June 2021", "15th of June, 2021"],
)
def test_a_date_is_the_same_however_it_is_written(text: str) -> None:
    found = one_date(f"It was signed on {text}.")
    assert (found.year, found.month, found.day, found.words) == (2021, 6, 15, text)


def test_dates_agree_as_far_as_both_are_stated() -> None:
    day, month, year = one_date("on 15 June 2021"), one_date("in June 2021"), one_date("in 2021")
    assert day.agrees(year)
    assert year.is_implied_by(day)
    assert not day.is_implied_by(year)
    assert not month.agrees(one_date("in May 2021"))
    assert not one_date("in 2020").comparable(one_date("on 15 June"))


@pytest.mark.parametrize("text", ["at 17:30", "at 5:30 pm", "at 5.30 p.m.", "at 17.30"])
def test_a_clock_time_is_the_same_however_it_is_written(text: str) -> None:
    assert one_time(text).minutes == 17 * 60 + 30


def test_a_vague_clock_time_agrees_with_morning_and_evening() -> None:
    assert one_time("at 9 o'clock").agrees(one_time("at 21:00"))
    assert not one_time("at 9 am").agrees(one_time("at 9 pm"))
    assert [time.minutes for time in times("from noon to midnight")] == [720, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("six months", "6 months"),
        ("1.5 km", "1,500 m"),
        ("two weeks", "14 days"),
        ("half of it", "50 %"),
        ("1.25 million kr", "SEK 1,250,000"),
        ("€410.00", "410 EUR"),
        ("two dozen eggs", "24 eggs"),
        ("twenty-five soldiers", "25 soldiers"),
        ("3,000 soldiers", "3,012 soldiers"),
        ("more than 40 tanks", "43 tanks"),
        ("up to 30 days", "12 days"),
        ("about six hours", "5 hours and 52 minutes"),
        ("12 000 people", "12,000 persons"),
    ],
)
def test_quantities_that_can_be_one_agree(one: str, other: str) -> None:
    first, second = one_quantity(f"It was {one}."), one_quantity(f"It was {other}.")
    assert first.comparable(second)
    assert first.agrees(second)
    assert second.agrees(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("six months", "three months"),
        ("18,500 euros", "24,900 euros"),
        ("1,200 euros", "1,250 euros"),
        ("14 lira", "99 lira"),
        ("31%", "26 per cent"),
        ("more than 40 tanks", "38 tanks"),
        ("about 3,000 soldiers", "5,000 soldiers"),
        ("three and a half years", "two years"),
        ("CHF 62", "CHF 68"),
    ],
)
def test_quantities_that_cannot_be_one_differ(one: str, other: str) -> None:
    first, second = one_quantity(f"It was {one}."), one_quantity(f"It was {other}.")
    assert first.comparable(second)
    assert not first.agrees(second)
    assert not second.agrees(first)


def test_only_quantities_of_one_dimension_or_thing_are_comparable() -> None:
    assert not one_quantity("3 metres").comparable(one_quantity("3 hours"))
    assert not one_quantity("300 soldiers took part").comparable(one_quantity("12 tanks took part"))


@pytest.mark.parametrize("text", ["on 15 June 2021", "at 17:30", "in plot 12", "the Boeing 747 is old", "the 2nd team"])
def test_the_numbers_of_dates_times_and_names_are_no_quantities(text: str) -> None:
    assert list(quantities(text)) == []


def test_names_are_capitalized_words_codes_ordinals_and_numbered_things() -> None:
    assert names("In May, Greta Sten's team met the second crew of G93 in tank 3.") == {
        "greta", "sten", "g93", "second", "tank 3",
    }  # fmt: skip
    assert names("It was late. The end.") == frozenset()


@given(texts)
def test_any_text_is_parsed_and_the_words_of_values_are_in_it(text: str) -> None:
    for parse in (dates, times, quantities):
        for value in parse(text):
            assert value.words in text
    names(text)
