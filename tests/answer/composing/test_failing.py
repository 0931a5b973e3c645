"""A language model that fails: the extractive answer comes within the time limit, and says why."""

from collections.abc import Callable, Mapping
from itertools import count

import pytest

from qa_bot.answer.state_lines import state_lines
from qa_bot.bot import Bot
from tests.answer.composing.conftest import ComposingBot
from tests.answer.composing.test_composed import DATE, QUESTION
from tests.language_server import CUT, WAIT, LanguageServer, Reply, says


def hundred(start: int) -> str:
    """A hundred numbers: a stream of single words would take three seconds to reach the limit."""
    return "".join(f"and {number} " for number in range(start, start + 100))


FAILING: Mapping[str, tuple[Callable[..., Reply], str]] = {
    "slow": (says(WAIT), "not done in time"),
    "slow in the middle": (says(f"It was signed on {DATE} [1]. And", WAIT), "not done in time"),
    "cut off": (says(f"It was signed on {DATE} [1]. And then", CUT), "cut off"),
    "empty": (says(), "it wrote nothing"),
    "blank": (says(" ", "\n"), "it wrote nothing"),
    "going in circles": (says(*["It was signed. "] * 50), "it repeated itself"),
    "endless": (lambda _: Reply(hundred(start) for start in count(step=100)), "did not stop writing"),
    "too many requests": (lambda _: Reply(status=429, error="busy"), "too many requests"),
    "no key": (lambda _: Reply(status=401, error="no key"), "key is not accepted"),
    "too long": (lambda _: Reply(status=400, error="maximum context length is 10 tokens"), "too long for it"),
    "broken": (lambda _: Reply(status=500, error="oops"), "its server failed"),
    "unsupported": (says("Pigs can fly [1]. So can cows."), "support no sentence that it wrote"),
    "silent": (says("The documents do not say."), "it found no answer"),
}


@pytest.fixture(scope="module")
def extracted(seeds_bot: Bot) -> tuple[object, ...]:
    answer = seeds_bot.ask(QUESTION, mode="extract")
    return answer.statements, answer.citations


@pytest.mark.parametrize("protocol", ["openai_like", "ollama"])
@pytest.mark.parametrize("name", FAILING)
def test_the_extractive_answer_comes_and_says_why(
    composing_bot: ComposingBot, server: LanguageServer, extracted: tuple[object, ...], name: str, protocol: str
) -> None:
    server.script, reason = FAILING[name]
    limit = 1.0 if "slow" in name else 30.0
    answer = composing_bot(llm=getattr(server, protocol), llm_seconds=limit).ask(QUESTION)
    assert (answer.statements, answer.citations) == extracted
    assert (answer.mode, answer.model) == ("extract", "scripted")
    assert reason in answer.problem
    (line,) = state_lines(answer)
    assert line.startswith("Quoted from the documents, because scripted wrote no answer: ")


def test_without_a_server_the_extractive_answer_comes(
    composing_bot: ComposingBot, extracted: tuple[object, ...]
) -> None:
    answer = composing_bot(llm="openai-like:http://127.0.0.1:1/v1#any").ask(QUESTION)
    assert (answer.statements, answer.citations) == extracted
    assert "refused" in answer.problem


def test_without_a_key_nothing_is_sent(composing_bot: ComposingBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QA_BOT_LLM_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    answer = composing_bot(llm="openai:gpt-4o-mini").ask(QUESTION)
    assert answer.found
    assert answer.problem.startswith("there is no key: set QA_BOT_LLM_KEY or OPENAI_API_KEY")
