"""The page run by Streamlit's own test harness, over a copy of the documents and with the real bot."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from qa_bot.chats.store import Chats
from qa_bot.settings import Settings
from qa_bot.web.session import Session
from qa_bot.web.state import close_application_states

if TYPE_CHECKING:
    from qa_bot.bot import Bot

ROOT = Path(__file__).parents[2]
APP = ROOT / "qa_bot" / "web" / "app.py"
_PATIENCE = 60


class Page:
    """One visitor's page: what it draws as text, and the parts that are the page's own as their JSON."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(APP), default_timeout=_PATIENCE).run()

    def ask(self, question: str) -> dict[str, Any]:
        """Ask in the field; the JSON of the answer."""
        self.app.chat_input[0].set_value(question).run()
        return self.answers()[-1]

    def answers(self) -> list[dict[str, Any]]:
        """The answers that are drawn in full."""
        return [exchange["view"] for exchange in self.exchanges() if "view" in exchange]

    def exchanges(self) -> list[dict[str, Any]]:
        return [one for name, data in self._parts() if name == "qa_bot.answer" for one in data["exchanges"]]

    def lines(self) -> list[str]:
        """All that the lists and notices say."""
        rows = [row for name, data in self._parts() if name == "qa_bot.rows" for row in data["rows"]]
        return [text for row in rows for text in (row["label"], row.get("detail", "")) if text]

    def headings(self) -> list[str]:
        """The headings of the lists."""
        return [data["heading"] for name, data in self._parts() if name == "qa_bot.rows" and data["heading"]]

    def texts(self) -> list[str]:
        drawn = [*self.app.text, *self.app.caption, *self.app.subheader, *self.app.title]
        return [element.value for element in drawn]

    def buttons(self) -> list[str]:
        return [button.label for button in self.app.button]

    def press(self, label: str) -> None:
        next(button for button in self.app.button if button.label == label).click().run()

    def wait(self, holds: Callable[["Page"], bool]) -> None:
        """Run again, as the page's timer does, until ``holds``."""
        end = time.monotonic() + _PATIENCE
        while not holds(self):
            assert time.monotonic() < end, f"waited in vain; the page says {self.texts()} {self.lines()}"
            time.sleep(0.2)
            self.app.run()

    def sent(self) -> int:
        """The bytes of all elements, the scripts and styles of the page's own parts included."""
        return sum(element.proto.ByteSize() for element in _elements(self.app._tree) if element.proto is not None)

    def _parts(self) -> list[tuple[str, dict[str, Any]]]:
        drawn = self.app.get("bidi_component")
        return [(part.proto.component_name, json.loads(part.proto.json)[0]) for part in drawn]


def _elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        yield from _elements(child) if hasattr(child, "children") else [child]


@pytest.fixture(autouse=True)
def no_packaged_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each page the search of all installed packages for parts: .5 s, and this page has its own."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the documents, which the page's environment names."""
    folder = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", folder)
    monkeypatch.setenv("QA_BOT_SEEDS", str(folder))
    monkeypatch.setenv("QA_BOT_STORE", str(tmp_path / "store"))
    config.set_option("server.address", "127.0.0.1")  # as the command line serves it: elsewhere a login is asked for
    return folder


@pytest.fixture
def open_page(corpus: Path) -> Iterator[Callable[[], Page]]:
    """Opens a visitor's page; every page of a test shares one state, as on a server."""
    yield Page
    close_application_states()


@pytest.fixture
def page(corpus: Path, open_page: Callable[[], Page], seeds_bot: "Bot") -> Page:
    """The page over documents that are indexed; the store is a copy of the one that all tests share."""
    shutil.copytree(seeds_bot.settings.store, Settings.from_environment().store)
    return open_page()


@pytest.fixture
def chats(tmp_path: Path) -> Iterator[Chats]:
    stored = Chats(tmp_path)
    yield stored
    stored.close()


@pytest.fixture
def session(chats: Chats) -> Session:
    return Session(chats)
