"""A page that other machines can reach, as its visitors have it: nothing without a login, all with one."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, WebSocket, expect

from qa_bot.web.passwords import hashed
from tests.browser.conftest import PATIENCE_MS
from tests.browser.provider import CLIENT_ID, CLIENT_SECRET, METADATA, Provider, provider
from tests.browser.served import served

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery staple"
ADA = {"sub": "1815", "email": "ada@example.org"}
DOCUMENT = "The Quiet Harbour Agreement\n\nThe Quiet Harbour Agreement was signed in Lisbon on 4 May 1987.\n"
SECRETS = """
[qa_bot]
password = "{password}"
users = ["ada@example.org"]

[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "{client_id}"
client_secret = "{client_secret}"
server_metadata_url = "{metadata}"
"""


@pytest.fixture(scope="module")
def accounts() -> Iterator[Provider]:
    with provider(ADA) as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, accounts: Provider) -> Iterator[str]:
    """A server that listens everywhere, started in a folder whose secrets file sets up both ways of logging in."""
    folder = tmp_path_factory.mktemp("login")
    for name in ("seeds", ".streamlit"):
        (folder / name).mkdir()
    (folder / "seeds" / "harbour.txt").write_text(DOCUMENT, encoding="utf-8")
    written = SECRETS.format(
        password=hashed(PASSWORD),
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        metadata=accounts.address + METADATA,
    )
    (folder / ".streamlit" / "secrets.toml").write_text(written, encoding="utf-8")
    with served(folder / "seeds", folder / "store", "--host", "0.0.0.0", folder=folder) as address:
        yield address


@dataclass
class Visitor:
    """Somebody who has never been here, and all that the server has sent to the browser."""

    page: Page
    received: list[bytes] = field(default_factory=list)

    def watch(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.received.append(_bytes(frame)))

    @property
    def inside(self) -> Locator:
        return self.page.get_by_test_id("stChatInputTextArea")

    @property
    def outside(self) -> Locator:
        return self.page.get_by_label("Password", exact=True)

    def log_in(self, password: str) -> None:
        """Type it and press the button."""
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Log in", exact=True).click()


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@pytest.fixture
def visitor(profile: BrowserContext, address: str) -> Iterator[Visitor]:
    expect.set_options(timeout=PATIENCE_MS)
    profile.clear_cookies()
    visitor = Visitor(profile.new_page())
    visitor.page.set_default_timeout(PATIENCE_MS)
    visitor.page.on("websocket", visitor.watch)
    visitor.page.goto(address)
    expect(visitor.outside).to_be_visible()
    yield visitor
    visitor.page.close()


def is_out_for_good(visitor: Visitor) -> bool:
    """Log out; whether a reload finds the form as well."""
    visitor.page.get_by_role("button", name="Log out").click()
    expect(visitor.outside).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")  # from an account, the way out leads over another address
    visitor.page.reload()
    expect(visitor.outside).to_be_visible()
    return visitor.inside.count() == 0


def test_a_visitor_without_login_is_sent_only_the_form(visitor: Visitor) -> None:
    expect(visitor.outside).to_be_focused()
    expect(visitor.page.get_by_role("button", name=re.compile("^Log in"))).to_have_count(2)
    expect(visitor.page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(visitor.inside).to_have_count(0)
    sent = b"".join(visitor.received)
    assert b"Password" in sent
    assert not re.search(rb"harbour|1 document|suggest", sent, re.IGNORECASE)


def test_the_password_opens_the_page_until_its_visitor_logs_out(visitor: Visitor) -> None:
    visitor.log_in("a wrong password")
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_have_text("Wrong password.")
    visitor.log_in(PASSWORD)
    expect(visitor.inside).to_be_visible()
    visitor.page.wait_for_function("document.cookie.includes('qa_bot_login_')")
    (cookie,) = (one for one in visitor.page.context.cookies() if one["name"].startswith("qa_bot_login_"))
    assert (cookie["sameSite"], cookie["path"], len(cookie["value"])) == ("Strict", "/", 43)
    assert 0 < cookie["expires"] - time.time() <= 12 * 60 * 60  # noqa: TID251 - of the cookie
    visitor.page.reload()
    expect(visitor.inside).to_be_visible()
    assert is_out_for_good(visitor)
    assert not any(one["name"] == cookie["name"] for one in visitor.page.context.cookies())
    kept = f"{cookie['name']}={cookie['value']}; path=/"
    visitor.page.evaluate("kept => { document.cookie = kept }", kept)
    visitor.page.reload()
    expect(visitor.outside).to_be_visible()
    assert visitor.inside.count() == 0


def test_a_listed_account_opens_the_page_and_another_does_not(visitor: Visitor, accounts: Provider) -> None:
    with_account = visitor.page.get_by_role("button", name="Log in with your account")
    with_account.click()
    expect(visitor.inside).to_be_visible()
    assert is_out_for_good(visitor)
    accounts.person = ADA | {"sub": "1816", "email": "bob@example.org"}
    with_account.click()
    expect(visitor.page.get_by_role("alert")).to_have_text("This account may not open the page.")
    expect(visitor.inside).to_have_count(0)
