from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.settings import Settings
from tests.language_server import LanguageServer, language_server

ComposingBot = Callable[..., Bot]
"""``composing_bot(**settings)``: a bot over the five documents, whose language model is the scripted server."""


@pytest.fixture
def server() -> Iterator[LanguageServer]:
    with language_server() as server:
        yield server


@pytest.fixture
def composing_bot(seeds_bot: Bot, server: LanguageServer) -> Iterator[ComposingBot]:
    made: list[Bot] = []

    def make(**settings: object) -> Bot:
        given = {"seeds": seeds_bot.settings.seeds, "store": seeds_bot.settings.store, "llm": server.openai_like}
        made.append(Bot(Settings.from_environment({}, **(given | settings))))
        return made[-1]

    yield make
    for bot in made:
        bot.close()


@pytest.fixture
def texts_bot(tmp_path: Path, server: LanguageServer) -> Iterator[Callable[..., Bot]]:
    """``texts_bot({name: text}, **settings)``: the same over documents of a test's own."""
    made: list[Bot] = []

    def make(texts: dict[str, str], **settings: object) -> Bot:
        folder = tmp_path / "documents"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        given = {"seeds": folder, "store": tmp_path / "store", "llm": server.openai_like}
        made.append(Bot(Settings.from_environment({}, **(given | settings))))
        made[-1].index()
        return made[-1]

    yield make
    for bot in made:
        bot.close()
