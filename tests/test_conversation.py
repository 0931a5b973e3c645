import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.conversation import complete, points_back
from qa_bot.records import Turn

SHUSHA = Turn("When was the Shusha Declaration signed?", "It was signed on June 15, 2021 by President Aliyev.")
DRILL = Turn("Where was the Winter Drill held?", "The Winter Drill took place in Kars.")


@pytest.mark.parametrize(
    "question",
    [
        "Who signed it?",
        "Why?",
        "And where?",
        "And where was the treaty published?",
        "What did he say about this?",
        "When did they do that?",
        "What about Armenia?",
        "How many?",
        "What else happened there?",
    ],
)
def test_a_follow_up_is_completed_with_the_words_that_it_points_back_to(question: str) -> None:
    searched = complete(question, [SHUSHA])
    assert searched.startswith(question)
    assert "Shusha" in searched
    assert "Declaration" in searched


@pytest.mark.parametrize(
    "question",
    [
        "How many officers were trained in Türkiye?",
        "What is the capital of Peru?",
        "Which drones did the Azerbaijani army use?",
        "When did the Second Karabakh War begin?",
    ],
)
def test_a_question_that_stands_on_its_own_is_searched_as_it_is(question: str) -> None:
    assert complete(question, [SHUSHA, DRILL]) == question


@pytest.mark.parametrize("question", ["Who signed it?", "Why?", "", "?"])
def test_without_a_conversation_nothing_is_added(question: str) -> None:
    assert complete(question, []) == question


def test_a_follow_up_points_to_the_last_question_that_stood_on_its_own() -> None:
    searched = complete("Who took part in it?", [SHUSHA, DRILL, Turn("Why?", "To train both armies.")])
    assert "Winter" in searched
    assert "Shusha" not in searched


def test_a_word_that_is_asked_already_is_not_added() -> None:
    searched = complete("Who signed the declaration then?", [SHUSHA])
    assert searched.casefold().count("declaration") == 1


def test_what_is_added_is_short_however_long_the_answer_was() -> None:
    long = Turn("Where was the Winter Drill held?", " ".join(f"Town{number}" for number in range(500)))
    assert len(complete("Who took part in it?", [long])) < 300


turns = st.builds(Turn, st.text(max_size=60), st.text(max_size=60))


@given(st.text(max_size=80), st.lists(turns, max_size=4))
def test_whatever_was_said_the_question_stands_at_the_beginning(question: str, history: list[Turn]) -> None:
    assert complete(question, history).startswith(question)
    assert points_back(question) in (True, False)
