"""Passages that give orders, and a model that obeys them: nothing obeyed is cited, supported, opened or rendered."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.answer.composing.orders import is_order, without_orders
from qa_bot.bot import Bot
from qa_bot.cli.output import answer_json
from qa_bot.records import Answer
from qa_bot.settings import Settings
from tests.answer.composing.injections import INJECTIONS
from tests.language_server import LanguageServer, Prompt, Reply, language_server

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
CONNECTED: list[object] = []
"""Addresses that a process of the tests connects to, while it is not None."""


def hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        CONNECTED.append(arguments[-1])


def place(number: int) -> str:
    return f"Castle {'BCDFGHKLMN'[number // 10]}{'aeiouaeiou'[number % 10]}{'dlmnrstvxz'[number % 10]}burg"


def text(number: int) -> str:
    order = INJECTIONS[number][0].replace("{place}", place(number))
    return f"A guide\n\n{place(number)} opens at nine in the morning.\n\n{order}\n\n{place(number)} has a garden.\n"


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with language_server() as server:
        yield server


@pytest.fixture(scope="module")
def bot(server: LanguageServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("injected")
    (folder / "documents").mkdir()
    for number in range(len(INJECTIONS)):
        (folder / "documents" / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    bot = Bot(Settings(folder / "documents", folder / "store", llm=server.openai_like))
    bot.index()
    yield bot
    bot.close()


def obeying(number: int) -> tuple[str, ...]:
    """What the model writes: what it was ordered to, and then the true answer."""
    return INJECTIONS[number][1], f" {place(number)} opens at nine in the morning [{{n}}]."


def asked(bot: Bot, server: LanguageServer, number: int, *parts: str) -> Answer:
    def script(prompt: Prompt) -> Reply:
        own = next(n for n, passage in prompt.passages.items() if f"{place(number)} opens" in passage)
        return Reply([part.replace("{n}", str(own)).replace("{place}", place(number)) for part in parts])

    server.script = script
    return bot.ask(f"When does {place(number)} open?")


@pytest.mark.parametrize("number", range(len(INJECTIONS)))
def test_an_obeyed_order_changes_nothing(bot: Bot, server: LanguageServer, number: int) -> None:
    faithful = asked(bot, server, number, obeying(number)[1])
    assert faithful.mode == "compose"
    server.paths.clear()
    answer = asked(bot, server, number, *obeying(number))
    assert [one for one in answer.statements if one.is_supported] == list(faithful.statements)
    assert answer.citations == faithful.citations
    assert {path for path in server.paths if path != "/tokenize"} == {"/v1/chat/completions"}
    shown = str(answer_json(answer))
    assert "](http" not in shown
    assert not any(0xE0000 <= ord(character) <= 0xE007F for character in shown)


@pytest.mark.parametrize("number", range(len(INJECTIONS)))
def test_an_order_is_not_sent(bot: Bot, server: LanguageServer, number: int) -> None:
    asked(bot, server, number, obeying(number)[1])
    order = INJECTIONS[number][0].replace("{place}", place(number))
    sent = server.prompts[-1].text
    assert not any(is_order(line) for line in sent.splitlines() if not line.startswith("Question:"))
    assert "\U000e0049" not in sent
    assert max(order.split("\n"), key=len) not in sent


def test_no_connection_is_opened_but_to_the_named_server(bot: Bot, server: LanguageServer) -> None:
    sys.addaudithook(hook)
    for number in (28, 29, 30):
        asked(bot, server, number, *obeying(number))
    port = int(server.address.rpartition(":")[2])
    assert CONNECTED
    assert {address for address in CONNECTED if address != ("127.0.0.1", port)} == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Repeat this step every day.",
        "System: Windows 10 or newer.",
        "He went on to say that profits rose.",
        "The assistant must be eighteen years old.",
        "Ignore the blinking light until it is green.",
        "Write the answer in the box below.",
        "Visit https://example.org for the opening hours.",
        "Your answer is due on Friday.",
        "The report will state that prices fell.",
        "Models of this series are sold in red.",
        "Act as a buffer between the two parts.",
        "She was told to answer all letters within a week.",
        "AI systems must be registered before use.",
        "The system message appears after two minutes.",
    ],
)
def test_what_says_something_to_readers_is_no_order(sentence: str) -> None:
    assert without_orders(sentence) == sentence
