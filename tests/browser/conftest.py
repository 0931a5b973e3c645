"""Servers over folders of documents, and visitors in a real browser whose every step is written down.

A server takes seconds to start, so two serve all tests, and each test file puts documents of its own before them.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright

from qa_bot.bot import Bot
from qa_bot.settings import Settings
from tests.browser.served import ROOT, open_profile, served

PATIENCE_MS = 30_000


@dataclass(frozen=True)
class Place:
    """A running page: its address, the folder of documents and the store, and a second bot over these."""

    address: str
    seeds: Path
    store: Path
    bot: Bot

    def stock(self, files: Mapping[str, str | bytes]) -> None:
        """Put ``files`` in the place of all documents, and learn them."""
        for path in self.seeds.rglob("*"):
            if path.is_file():
                path.unlink()
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            (self.seeds / name).write_bytes(data)
        self.bot.learn()


@dataclass
class Visit:
    """A visitor's page and what went wrong or outside while it was open."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down from now on."""
        for event, listener in self._listeners.items():
            self.page.on(event, listener)  # type: ignore[call-overload]

    def leave(self) -> None:
        """Write down no more."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    @cached_property
    def _listeners(self) -> dict[str, Callable[[Any], None]]:
        return {
            "request": self._request,
            "console": self._console,
            "pageerror": lambda error: self.errors.append(str(error)),
            "dialog": self._dialog,
        }

    def ask(self, question: str) -> None:
        """Ask in the field and wait until the question stands on the page with what came of it."""
        self.page.bring_to_front()
        field = self.page.get_by_test_id("stChatInputTextArea")
        field.fill(question)
        field.press("Enter")
        expect(self.page.locator(".question").last).to_have_text(question)

    @property
    def answer(self) -> str:
        """The text of the last answer, marks and all."""
        return self.page.locator("article").last.locator(".answer").inner_text()

    def _request(self, request: Request) -> None:
        if request.url.startswith(("http:", "https:", "ws:", "wss:")):
            self.hosts.add(urlsplit(request.url).hostname or "")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="package")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser of all visitors."""
    with sync_playwright() as playwright:
        opened = open_profile(playwright, tmp_path_factory.mktemp("profile"))
        opened.add_init_script("localStorage.clear()")  # Streamlit keeps there whether the sidebar was open
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def idle(profile: BrowserContext) -> list[Page]:
    """Windows that nobody looks at any more: the next visitor goes there faster than to a new one."""
    return []


@contextmanager
def opened_place(folder: Path, *options: str) -> Iterator[Place]:
    """A server over a copy of the repository's documents."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    bot = Bot(Settings(folder / "seeds", folder / "store"))
    with served(folder / "seeds", folder / "store", *options) as address:
        yield Place(address, folder / "seeds", folder / "store", bot)
    bot.close()


@pytest.fixture(scope="package")
def plain_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server that re-indexes when it is told to; what its documents are is for each test file to say."""
    with opened_place(tmp_path_factory.mktemp("plain")) as place:
        yield place


@pytest.fixture(scope="package")
def watching_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server that watches its folder; what its documents are is for each test file to say."""
    with opened_place(tmp_path_factory.mktemp("watching"), "--watch") as place:
        yield place


@pytest.fixture(scope="module")
def place(plain_place: Place) -> Place:
    """A server over the repository's documents, where the test file names no others."""
    plain_place.stock({path.name: path.read_bytes() for path in (ROOT / "seeds").iterdir()})
    return plain_place


@pytest.fixture
def visit(profile: BrowserContext, idle: list[Page], place: Place) -> Iterator[Callable[..., Visit]]:
    """Opens the page for a visitor; at the end no page may have had an error or have spoken to another machine."""
    visits: list[Visit] = []

    def open_visit(width: int = 1560, height: int = 900) -> Visit:
        page = idle.pop() if idle else profile.new_page()
        page.bring_to_front()  # Chromium draws a window that lies behind others once a second
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(PATIENCE_MS)
        visits.append(Visit(page))
        visits[-1].watch()
        page.goto(place.address)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        return visits[-1]

    expect.set_options(timeout=PATIENCE_MS)
    yield open_visit
    for one in visits:
        one.leave()
        one.page.goto("about:blank")  # or its server would go on telling it what is new
        idle.append(one.page)
    for one in visits:
        assert one.errors == []
        assert one.hosts == {"127.0.0.1"}
        assert one.dialogs == []
