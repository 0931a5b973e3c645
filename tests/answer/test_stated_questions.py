"""Sentences of some forms answer a question in their own words."""

import pytest

from qa_bot.answer.stated_questions import stated_questions


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The rent is 640 euros a month.", "How much is the rent?"),
        ("The price of a jar stays at 9 francs.", "How much is the price of a jar?"),
        ("The trip costs 18 euros, to be paid in cash.", "How much does the trip cost?"),
        ("Tickets cost $12 at the door.", "How much do tickets cost?"),
        ("Around 3,000 military personnel participated, and 40 ships.", "How many military personnel participated?"),
        ("Eleven volunteers worked 2,300 hours.", "How many volunteers worked 2,300 hours?"),
        ("Mrs. Carla Dunn opened the meeting.", "Who opened the meeting?"),
        ("Dr. Adil Kaya is the head of the Centre for Tides.", "Who is the head of the Centre for Tides?"),
        ("1. The course for beginners starts on 6 April.", "When does the course for beginners start?"),
        ("Where to\nThe exercise was held in Baku.", "Where was the exercise held?"),
        ("The collection was given by the miner Jost Feller.", "By whom was the collection given?"),
    ],
)
def test_a_sentence_is_asked_for_by_what_it_says(sentence: str, question: str) -> None:
    assert list(stated_questions(sentence)) == [question]


@pytest.mark.parametrize(
    "sentence",
    [
        "It costs 18 euros.",
        "The rent is low.",
        "The meeting was held in May.",
        "Eleven of them came.",
        "The price of this is 3 euros.",
        "He opened the meeting.",
        "",
    ],
)
def test_other_sentences_are_not_asked_for(sentence: str) -> None:
    assert not list(stated_questions(sentence))
