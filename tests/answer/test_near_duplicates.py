"""A statement that is displayed once for two documents must be true of both."""

import pytest

from qa_bot.answer.near_duplicates import near_duplicates, same_words

LONG = (
    "An agreement on trade between the two countries was signed in the old town hall of Baku in the spring of that year"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Treaty was signed.", "the treaty,\n\nwas SIGNED!"),
        ("Türkiye’s army – the second", "Turkiye's army - the second"),
        ("It cost 3,000 euros (5%).", "it cost 3,000 euros, 5%"),
        (" — ", "—"),
    ],
)
def test_case_accents_punctuation_and_white_space_make_no_difference(one: str, other: str) -> None:
    assert same_words(one, other)
    assert near_duplicates(one, other)


@pytest.mark.parametrize("more", ["solemnly signed", "also signed", "signed together"])
def test_a_light_word_more_in_a_long_sentence_makes_no_difference(more: str) -> None:
    assert near_duplicates(LONG, LONG.replace("signed", more))
    assert near_duplicates(LONG.replace("signed", more), LONG)
    assert not same_words(LONG, LONG.replace("signed", more))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("signed", "not signed"),
        ("signed", "never signed"),
        ("was", "wasn't"),
        ("signed", "almost signed"),
        ("two", "three"),
        ("two", "2"),
        ("that year", "that year 2021"),
        ("in the spring", "in May in the spring"),
        ("Baku", "Ankara"),
        ("two countries", "two Caspian countries"),
        ("old", "new"),
        ("trade", "arms"),
        ("An agreement", "Baku and an agreement"),
        ("two countries", "two or three countries"),
        ("was signed", "may be signed"),
        ("was signed", "was to be signed, as planned,"),
        ("two countries", "almost all two countries"),
        ("in the spring", "in the spring of 40 km"),
        ("that year", "that year?"),
        ("the old town hall of Baku in the spring", "the spring of Baku in the old town hall"),
    ],
)
def test_a_number_a_date_a_name_a_denial_or_another_word_makes_two(old: str, new: str) -> None:
    assert not near_duplicates(LONG, LONG.replace(old, new, 1))
    assert not near_duplicates(LONG.replace(old, new, 1), LONG)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It fell to 5 degrees", "It fell to -5 degrees"),
        ("It rose by 5%", "It rose by 5"),
        ("It cost $5", "It cost €5"),
        ("It cost 1,000 euros", "It cost 1.000 euros"),
        ("on 15 June 2021", "on 16 June 2021"),
        ("Armenia attacked Azerbaijan", "Azerbaijan attacked Armenia"),
        ("It was open from 5 to 7 metres", "It was open from 5 to 7"),
        ("Add 1/2 cup", "Add 1 2 cup"),
        ("Add 3 or more", "Add ≥3 or more"),
        ("—", "…"),
        ("one two three", "four five six"),
    ],
)
def test_what_changes_a_number_or_turns_a_sentence_round_makes_two(one: str, other: str) -> None:
    assert not near_duplicates(one, other)


def test_a_word_more_in_a_short_sentence_makes_two() -> None:
    assert not near_duplicates("It was signed", "It was solemnly signed")
