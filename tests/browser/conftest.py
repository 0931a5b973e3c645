"""Servers over folders of documents, and visitors in a real browser whose every step is written down.

A server takes seconds to start, so two serve all tests, and each test file puts documents of its own before them.
"""

import re
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
QUICK = {"QA_BOT_LOOK_SECONDS": "0.5"}
"""Otherwise changes of a folder are reported after three seconds."""

ASKED = """() =>
  [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
    .flatMap(part => [...part.shadowRoot?.querySelectorAll(".question") ?? []])
    .map(question => question.textContent)"""
"""The questions on the page that something has come of."""
CAME = f"([question, before]) => {{ const all = ({ASKED})(); return all.length > before && all.at(-1) === question; }}"
"""Whether a question is the last of more than ``before``. Looked at in each frame: an ``expect`` that has looked for a
quarter of a second waits for half a second, and an answer takes just that."""

DOCUMENTS = re.compile("^[0-9,]+ documents?$")
"""The name of the button that leads to the list of the documents."""

READY = """() => document.querySelector('[data-testid="stChatInputTextArea"]')"""


FOCUSED = """(wanted) => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return Boolean(at?.matches(wanted));
}"""


def submit(page: Page, question: str) -> None:
    """Enter a question, without waiting for what comes of it."""
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    field.press("Enter")


def reach(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press ``key`` until the focus is on what is ``wanted``."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED, wanted):
            return
    raise AssertionError(f"{wanted} cannot be reached with {key}")


@dataclass(frozen=True)
class Place:
    """A running page: its address, the folder of documents and the store, and a second bot over these."""

    address: str
    seeds: Path
    store: Path
    bot: Bot

    def stock(self, files: Mapping[str, str | bytes]) -> None:
        """Put ``files`` in the place of all documents, and index them."""
        for path in self.seeds.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            (self.seeds / name).parent.mkdir(parents=True, exist_ok=True)
            (self.seeds / name).write_bytes(data)
        self.bot.index()


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
        before = len(self.page.evaluate(ASKED))
        submit(self.page, question)
        self.page.wait_for_function(CAME, arg=[question.strip(), before])

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


class Windows:
    """The browser's windows. An unused one is used again: it opens a page faster than a new one."""

    def __init__(self, profile: BrowserContext) -> None:
        self._profile = profile
        self._idle: list[Page] = []

    def open(self, width: int = 1560, height: int = 900) -> Page:
        """A window of this size, before all others."""
        page = self._idle.pop() if self._idle else self._profile.new_page()
        page.bring_to_front()  # Chromium draws a window that lies behind others once a second
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(PATIENCE_MS)
        return page

    def put_away(self, page: Page) -> None:
        """Leave a window to the next visitor, empty: or its page would go on listening to its server, or seeking it."""
        page.goto("about:blank")
        self._idle.append(page)


@pytest.fixture(scope="package")
def windows(profile: BrowserContext) -> Windows:
    """The windows of all visitors."""
    return Windows(profile)


@pytest.fixture(scope="package")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the repository's documents and the store over them, to be copied: to embed them takes seconds."""
    folder = tmp_path_factory.mktemp("indexed")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    bot = Bot(Settings(folder / "seeds", folder / "store"))
    bot.index()
    bot.close()
    return folder


@contextmanager
def opened_place(folder: Path, *options: str) -> Iterator[Place]:
    """A server over the documents and the store in ``folder``."""
    bot = Bot(Settings(folder / "seeds", folder / "store"))
    with served(folder / "seeds", folder / "store", *options, settings=QUICK) as address:
        yield Place(address, folder / "seeds", folder / "store", bot)
    bot.close()


@pytest.fixture(scope="package")
def plain_place(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server that re-indexes on request; each test file provides its documents."""
    folder = shutil.copytree(indexed, tmp_path_factory.mktemp("plain"), dirs_exist_ok=True)
    with opened_place(folder) as place:
        yield place


@pytest.fixture(scope="package")
def watching_place(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server that watches its folder; what its documents are is for each test file to say."""
    folder = shutil.copytree(indexed, tmp_path_factory.mktemp("watching"), dirs_exist_ok=True)
    with opened_place(folder, "--watch") as place:
        yield place


@pytest.fixture(scope="module")
def place(plain_place: Place) -> Place:
    """A server over the repository's documents, where the test file names no others."""
    plain_place.stock({path.name: path.read_bytes() for path in (ROOT / "seeds").iterdir()})
    return plain_place


@pytest.fixture
def visit(windows: Windows, place: Place) -> Iterator[Callable[..., Visit]]:
    """Opens the page for a visitor; at the end no page may have had an error or have spoken to another machine."""
    visits: list[Visit] = []

    def open_visit(width: int = 1560, height: int = 900) -> Visit:
        page = windows.open(width, height)
        visits.append(Visit(page))
        visits[-1].watch()
        page.goto(place.address)
        page.wait_for_function(READY)
        return visits[-1]

    expect.set_options(timeout=PATIENCE_MS)
    yield open_visit
    for one in visits:
        one.leave()
        windows.put_away(one.page)
    for one in visits:
        assert one.errors == []
        assert one.hosts == {"127.0.0.1"}
        assert one.dialogs == []
