"""Requests for more, distinguished from other questions."""

import pytest

from qa_bot.text.languages.english_requests import FURTHER_QUESTION, MORE_REQUEST


@pytest.mark.parametrize(
    "question",
    [
        "more", "More?", "tell me more", "Tell me more!", "what else?", "anything else?", "And what else?", "go on",
        "some more details please", "Can you tell me more about it?", "even more", "further information", "continue",
        "Is there anything more?", "please elaborate", "Is there anything else about that?",
    ],
)  # fmt: skip
def test_a_request_for_more_names_nothing(question: str) -> None:
    assert MORE_REQUEST.fullmatch(question)


@pytest.mark.parametrize(
    "question",
    [
        "more pumps", "Which pump moves more?", "What more did it cost?", "Who else?", "how many more", "go on strike",
        "information desk", "moreover", "Are there more?",
    ],
)  # fmt: skip
def test_a_question_that_names_something_is_no_request_for_more(question: str) -> None:
    assert not MORE_REQUEST.fullmatch(question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What else did the board decide?", True),
        ("And who else signed?", True),
        ("tell me more about the pump", True),
        ("more on the pump", True),
        ("What did the board decide?", False),
        ("Was there something else?", False),
    ],
)
def test_a_further_question_asks_for_what_was_not_said_of_a_thing(question: str, expected: bool) -> None:
    assert bool(FURTHER_QUESTION.match(question)) == expected
