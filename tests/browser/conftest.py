"""A server over a copy of the documents, and visitors in a real browser whose every step is written down."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright

from tests.browser.served import ROOT, open_browser, served

PATIENCE_MS = 30_000


@dataclass(frozen=True)
class Place:
    """A running page: its address, the folder of documents and the store."""

    address: str
    seeds: Path
    store: Path


@dataclass
class Visit:
    """A visitor's page and what went wrong or outside while it was open."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dialog)

    def ask(self, question: str) -> None:
        """Ask in the field and wait until the question stands on the page with what came of it."""
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


@pytest.fixture(scope="module")
def profile() -> Iterator[BrowserContext]:
    """A browser whose pages share a cache, so that each does not load the page's scripts anew."""
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        yield browser.new_context()
        browser.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server of the test file's own, over the repository's documents."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    with served(folder / "seeds", folder / "store") as address:
        yield Place(address, folder / "seeds", folder / "store")


@pytest.fixture
def visit(profile: BrowserContext, place: Place) -> Iterator[Callable[..., Visit]]:
    """Opens the page for a visitor; at the end no page may have had an error or have spoken to another machine."""
    visits: list[Visit] = []

    def open_visit(width: int = 1560, height: int = 900) -> Visit:
        page = profile.new_page()
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
        one.page.close()
        assert one.errors == []
        assert one.hosts == {"127.0.0.1"}
        assert one.dialogs == []
