"""Properties of the answers of any language model: the scripted one, or the one that ``QA_BOT_TEST_LLM`` names.

A real model need not answer well; whatever it writes, only what is proven has a mark.
"""

import os
import re

import pytest

from qa_bot.answer.support import check_support
from qa_bot.bot import Bot
from qa_bot.records import Answer, Turn
from tests.answer.composing.conftest import ComposingBot

QUESTIONS = (
    "When was the Shusha Declaration signed?",
    "What was the founding principle of the Türkiye–Azerbaijan military relationship?",
    "Whose principle is “one nation — two states”?",
    "How many Azerbaijanis were killed in the war of the early 1990s?",
    "What did the drill that Turkey and Azerbaijan carried out in July feature?",
)


@pytest.fixture
def bot(composing_bot: ComposingBot) -> Bot:
    named = os.environ.get("QA_BOT_TEST_LLM")
    return composing_bot(llm=named) if named else composing_bot()


def check(bot: Bot, answer: Answer) -> None:
    """Every mark is proven, and every composed sentence with marks is supported by the quotes that they lead to."""
    assert all(bot.documents.prove(citation) for citation in answer.citations)
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert {number for one in answer.statements for number in one.numbers} == set(quotes)
    for statement in answer.statements:
        assert statement.is_supported != bool(statement.reason)
        assert not re.search(r"\[\d+\]|\]\(|<think|<\|", statement.text)
        if statement.is_supported and answer.mode == "compose":
            cited = [quotes[number] for number in statement.numbers]
            assert check_support(statement.text, cited, range(len(cited))).is_supported
    if answer.found:
        assert any(statement.is_supported for statement in answer.statements)
        assert (answer.mode == "compose") != bool(answer.problem)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.timeout(600)
def test_every_mark_is_proven(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.found
    assert answer.model
    check(bot, answer)


@pytest.mark.timeout(600)
def test_a_follow_up_keeps_what_was_typed(bot: Bot) -> None:
    history = [Turn(QUESTIONS[0], "It was signed on June 15, 2021.")]
    answer = bot.ask("Who signed it in 2021?", history)
    assert "2021" in answer.searched
    check(bot, answer)


@pytest.mark.timeout(600)
def test_what_is_not_in_the_documents_is_refused(bot: Bot) -> None:
    answer = bot.ask("How do I bake an apple pie?")
    assert (answer.state, answer.statements, answer.model) == ("absent", (), "")


@pytest.mark.timeout(900)
def test_a_summary_is_proven(bot: Bot) -> None:
    title = bot.status(compare_folder=False).files[0].title
    answer = bot.ask(f"Summarize {title}")
    assert answer.intent == "summary"
    check(bot, answer)
