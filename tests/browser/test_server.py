"""A server is stopped and started again: nothing is lost."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import Restart, served_twice

pytestmark = pytest.mark.browser

LOST = """() => getComputedStyle(document.querySelector(".stApp"), "::after").content
    .includes("The connection to the server is lost")"""
QUESTION = "When was the Shusha Declaration signed?"


@dataclass
class Served:
    """A server that has just started, and the page that was first to come there."""

    address: str
    restart: Restart
    page: Page


@pytest.fixture(scope="module")
def server(profile: BrowserContext, indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = shutil.copytree(indexed, tmp_path_factory.mktemp("started"), dirs_exist_ok=True)
    page = profile.new_page()
    with served_twice(folder / "seeds", folder / "store") as (address, restart):
        yield Served(address, restart, page)
    page.close()


def test_chats_answers_and_ratings_outlive_the_server(server: Served) -> None:
    page = server.page
    page.goto(server.address)
    Visit(page).ask(QUESTION)
    page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"\?chat=.+&answer=\d+"))
    shown = page.locator("article").inner_text()
    server.restart(lambda: page.wait_for_function(LOST))
    page.wait_for_function(f"() => !({LOST})()")  # the page is connected again by itself
    page.reload()
    expect(page.locator(".question")).to_have_text([QUESTION])
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")
    assert page.locator("article").inner_text().splitlines()[:3] == shown.splitlines()[:3]
    expect(page.locator(".proof").first).to_have_text("✓ word for word")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export ratings").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2
    assert QUESTION in rows[1]
    assert "yes" in rows[1]
