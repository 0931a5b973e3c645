"""Answers by a language model on the command line, and what the status says of the model."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from qa_bot.cli.live_answer import live_answer
from qa_bot.records import Answer, Statement
from tests.cli.contract import Command
from tests.language_server import LanguageServer, Prompt, Reply, first_sentences, language_server, says

QUESTION = "When was the Shusha Declaration signed?"


@pytest.fixture
def server() -> Iterator[LanguageServer]:
    with language_server() as server:
        yield server


def test_ask_composes_by_default_where_there_is_a_model(command: Command, store: Path, server: LanguageServer) -> None:
    server.script = says("The Shusha Declaration was signed in 1066 [1].")
    result = command("ask", QUESTION, "--json", "--store", store, QA_BOT_LLM=server.openai_like)
    answer = json.loads(result.out)
    assert (answer["mode"], answer["model"]) == ("extract", "scripted")
    assert "support no sentence" in answer["problem"]
    assert all(statement["supported"] for statement in answer["statements"])
    quoted = command("ask", QUESTION, "--store", store, QA_BOT_LLM=server.openai_like)
    assert quoted.out.startswith("Quoted from the documents, because scripted wrote no answer: ")
    extracted = command("ask", QUESTION, "--mode", "extract", "--store", store, QA_BOT_LLM=server.openai_like)
    assert "scripted" not in extracted.out
    assert len(server.prompts) == 2


def test_a_composed_answer_marks_what_is_not_supported_in_words(
    command: Command, store: Path, server: LanguageServer
) -> None:
    def script(prompt: Prompt) -> Reply:
        return Reply([next(iter(first_sentences(prompt).parts)), "Nobody knows why [1]."])

    server.script = script
    result = command("ask", QUESTION, "--json", "--mode", "compose", "--store", store, QA_BOT_LLM=server.ollama)
    answer = json.loads(result.out)
    assert (answer["mode"], answer["model"]) == ("compose", "scripted")
    supported = [one for one in answer["statements"] if one["supported"]]
    (other,) = (one for one in answer["statements"] if not one["supported"])
    assert other["citations"] == []
    assert other["reason"]
    assert all(one["citations"] and "reason" not in one for one in supported)
    assert "Nobody knows" not in answer["answer"]
    lines = command("ask", QUESTION, "--store", store, QA_BOT_LLM=server.ollama).out.splitlines()
    assert any(line.startswith("Nobody knows why. (not supported by the documents: ") for line in lines)


def test_compose_without_a_model_is_refused_in_one_line(command: Command, store: Path) -> None:
    result = command("ask", QUESTION, "--mode", "compose", "--store", store)
    assert (result.code, result.out) == (1, "")
    assert result.err == ("qa-bot: There is no language model to compose with: name one by QA_BOT_LLM (docs/llm.md).\n")


def test_a_model_that_is_none_is_refused_in_one_line(command: Command, store: Path) -> None:
    result = command("ask", QUESTION, "--store", store, QA_BOT_LLM="llama")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("qa-bot: QA_BOT_LLM is 'llama', which names no model; write ollama:MODEL")


def test_the_status_says_whether_the_model_answers_and_what_it_gets(
    command: Command, seeds: Path, store: Path, server: LanguageServer
) -> None:
    place = ("--seeds", seeds, "--store", store)
    assert "language model: none" in command("status", *place).out
    lines = command("status", *place, QA_BOT_LLM=server.openai_like).out
    host = server.address.removeprefix("http://")
    sent = f"The question and the passages found for it are sent to {host} on this machine."
    assert f"language model: scripted answers. {sent}" in lines
    status = json.loads(command("status", "--json", *place, QA_BOT_LLM=f"ollama:{server.address}#other").out)
    assert status["llm"] == {
        "name": "other",
        "host": host,
        "is_local": True,
        "problem": "the server has no model other",
        "sent": sent,
    }
    assert server.prompts == []


def test_a_key_is_printed_nowhere(command: Command, seeds: Path, store: Path, server: LanguageServer) -> None:
    for arguments in (["status", "--seeds", seeds], ["status", "--json", "--seeds", seeds], ["ask", QUESTION]):
        result = command(*arguments, "--store", store, QA_BOT_LLM=server.openai_like, QA_BOT_LLM_KEY="key-123")
        assert "key-123" not in result.out + result.err


def test_a_terminal_shows_the_answer_as_it_is_written() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=60, height=6, color_system=None)
    answer = Answer(
        "?", "?", True, 0.9, (Statement("It was signed.", (1,)), Statement("In rain.", (), "why")), model="m"
    )
    with live_answer(console) as on_partial:
        on_partial(answer, "")
        on_partial(answer, "It \x1b[31mholds")
    text = out.getvalue()
    assert "It was signed. [1]" in text
    assert "In rain. (not supported by the documents: why)" in text
    assert "\x1b[31m" not in text


def test_nothing_is_drawn_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    with live_answer(Console(file=out)) as on_partial:
        on_partial(Answer("?", "?", True, 0.9), "It holds")
    assert out.getvalue() == ""
