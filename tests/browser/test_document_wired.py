"""The document view as the page has it: from one document to the next, and to a page of a PDF."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Place, Visit
from tests.ingest.formats.made_pdf import pages_of

pytestmark = pytest.mark.browser

PAGES = (
    "The Zanzibar Ferry sails every Tuesday at noon.",
    "The lighthouse of Porto Novo is 40 metres high.",
)
GUIDE = "The Guide\n\nThe lighthouse of Porto Novo is 45 metres high.\n"
QUESTION = "How high is the lighthouse of Porto Novo?"


@pytest.fixture(scope="module")
def place(plain_place: Place) -> Place:
    """A server over a text and a PDF that differ in one number."""
    plain_place.stock({"guide.txt": GUIDE, "harbour.pdf": pages_of(*PAGES, title="Harbour")})
    return plain_place


def test_steps_lead_into_the_other_document_and_its_page(visit: Callable[..., Visit], place: Place) -> None:
    cited = {citation.source: citation for citation in place.bot.ask(QUESTION).citations}
    assert set(cited) == {"guide.txt", "harbour.pdf"}
    page = visit().page
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".answer button.number", has_text=str(cited["guide.txt"].number)).first.click()
    mark = page.locator(".panel mark.current")
    expect(mark).to_have_text(cited["guide.txt"].quote)
    expect(page.get_by_role("button", name="Page", exact=True)).to_be_hidden()
    way = "Next" if cited["harbour.pdf"].number > cited["guide.txt"].number else "Previous"
    page.get_by_role("button", name=f"{way} citation").click()
    expect(mark).to_have_text(cited["harbour.pdf"].quote)
    page.get_by_role("button", name="Page", exact=True).click()
    expect(page.locator(".turn span")).to_have_text("Page 2 of 2")
    expect(page.locator(".box.current")).to_be_in_viewport()
    page.get_by_role("button", name="Previous page").click()
    expect(page.locator(".turn span")).to_have_text("Page 1 of 2")
    expect(page.locator(".box")).to_have_count(0)
    page.get_by_role("button", name="Text", exact=True).click()
    expect(mark).to_be_in_viewport()
