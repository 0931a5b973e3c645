"""Two questions in one are answered by the answers to both."""

import pytest

from qa_bot.answer.two_questions import two_questions


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "When does the lease begin and how much is the rent?",
            ("When does the lease begin?", "how much is the rent?"),
        ),
        ("Where and when was Ada Holm born?", ("Where was Ada Holm born?", "when was Ada Holm born?")),
        ("Who gets the letters, and until when?", ("Who gets the letters?", "until when?")),
        ("What did Ann and the mayor each say?", ("What did Ann say?", "What did the mayor say?")),
        ("Where are Bonn and Ulm each twinned?", ("Where is Bonn twinned?", "Where is Ulm twinned?")),
        ("How many days and how much money in Spain?", ("How many days? (Spain)", "how much money in Spain?")),
    ],
)
def test_two_questions_are_divided_each_with_the_names_of_both(text: str, parts: tuple[str, str]) -> None:
    assert two_questions(text) == parts


@pytest.mark.parametrize(
    "text", ["What did Ann and Bob say?", "What is the width and the height?", "Is it known when and by whom?", ""]
)
def test_one_question_stays_whole(text: str) -> None:
    assert two_questions(text) is None
