"""A language model's rewriting of a follow-up: used where it asks about the same, otherwise dropped."""

from collections.abc import Callable, Sequence

import pytest

from qa_bot.conversation.model_rewriting import ModelRewriter, is_same_question
from qa_bot.errors import ModelUnavailable
from qa_bot.records import Turn

HISTORY = [Turn("When was the Harbour Treaty signed?", "It was signed in Lisbon on 4 May 1987.")]


def without_model(question: str, history: Sequence[Turn]) -> str:
    return f"{question} (as without a model)"


def rewriter(reply: str) -> ModelRewriter:
    return ModelRewriter(lambda *_: reply, without_model)


@pytest.mark.parametrize(
    ("question", "rewritten"),
    [
        ("Who signed it?", "Who signed the Harbour Treaty?"),
        ("Where?", "Where was the Harbour Treaty signed in 1987?"),
        ("Did Portugal sign it in 1990?", "Did Portugal sign the Harbour Treaty in 1990?"),
        ("And in Lisbon?", "Was the Harbour Treaty's text printed in Lisbon?"),
        ("Wer hat ihn unterzeichnet?", "Wer hat den Harbour Treaty unterzeichnet?"),
    ],
)
def test_a_rewriting_with_names_of_the_conversation_is_kept(question: str, rewritten: str) -> None:
    assert rewriter(f'"{rewritten}"\n')(question, HISTORY, lambda: None) == rewritten


@pytest.mark.parametrize(
    ("question", "rewritten"),
    [
        ("Did Portugal sign it?", "Did they sign the Harbour Treaty?"),  # loses a name
        ("What happened in 1990?", "What happened to the Harbour Treaty?"),  # loses a number
        ("Who signed it?", "Who signed the Harbour Treaty for Spain?"),  # adds a name
        ("Who signed it?", "Who signed the Harbour Treaty in 1988?"),  # adds a number
        ("Who signed it?", "Who signed the Harbour Treaty?\nThe king did."),  # more than a question
        ("Who signed it?", "Who signed the treaty " + "and so on " * 40 + "?"),  # too long
        ("Who signed it?", ""),
    ],
)
def test_any_other_is_dropped(question: str, rewritten: str) -> None:
    assert rewriter(rewritten)(question, HISTORY, lambda: None) == f"{question} (as without a model)"


def test_a_model_that_fails_leaves_the_rewriting_without_it() -> None:
    def fail(*_: object) -> str:
        raise ModelUnavailable("busy")

    assert ModelRewriter(fail, without_model)("Who?", HISTORY, lambda: None) == "Who? (as without a model)"


def test_a_first_question_is_not_sent() -> None:
    def fail(*_: object) -> str:
        raise AssertionError("asked")

    assert ModelRewriter(fail, without_model)("Who signed it?", [], lambda: None) == "Who signed it?"


def test_the_model_gets_the_last_turns_and_no_passages() -> None:
    asked: list[str] = []

    def reply(system: str, text: str, on_wait: Callable[[], object]) -> str:
        asked.append(text)
        return "Who signed the Harbour Treaty?"

    many = [Turn(f"Question {number}?", "word " * 200) for number in range(9)] + HISTORY
    ModelRewriter(reply, without_model)("Who signed it?", many, lambda: None)
    (text,) = asked
    assert text.count("Question: ") == 4
    assert "Question 5?" not in text
    assert len(text) < 3000
    assert text.endswith("Last question: Who signed it?")


def test_names_are_compared_without_accents_and_case_of_possessives() -> None:
    assert is_same_question("Was Türkiye's offer accepted?", "Was turkiye's offer accepted?", [])
