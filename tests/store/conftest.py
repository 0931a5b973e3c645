"""Small passages with small vectors, for tests that need no embedding."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.ingest.parse import document_id
from qa_bot.records import Document, Passage
from qa_bot.text.passages import split
from tests.conftest import MakeBot
from tests.store.towns import BAKU, QUITO

MakePassages = Callable[..., list[Passage]]


@pytest.fixture
def passages() -> MakePassages:
    """``passages(*texts)``: one passage of each text, each of a document of its own."""

    def make(*texts: str) -> list[Passage]:
        documents = [Document(document_id(text), f"{number}.txt", "A title", text) for number, text in enumerate(texts)]
        return [split(document, 600)[0] for document in documents]

    return make


@pytest.fixture
def bot(folder: Path, make_bot: MakeBot) -> Bot:
    """A bot with an index of two files."""
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    made = make_bot(folder)
    made.index()
    return made
