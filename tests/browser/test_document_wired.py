"""The document view as the page has it: in the address, from one document to the next, and to a page of a PDF."""

import re
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


def test_the_open_document_is_in_the_address_and_steps_fill_the_mark(visit: Callable[..., Visit], place: Place) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    numbers = page.locator(".answer button.number")
    numbers.first.click()
    panel, mark = page.locator("section.panel"), page.locator(".panel mark.current")
    mark.wait_for()
    page.wait_for_url(re.compile(r"[&?]document=\w+&quote=\d+-\d+"))
    first = mark.inner_text()
    page.keyboard.press("n")
    expect(mark).not_to_have_text(first)
    for filled in (page.locator('.answer [aria-current="true"]'), page.locator(".source.open .number").first):
        expect(filled).to_have_text("2")
    shared, second = page.url, mark.inner_text()
    page.keyboard.press("p")
    expect(mark).to_have_text(first)
    page.go_back()
    expect(panel).to_have_count(0)
    assert "document=" not in page.url
    page.go_forward()
    expect(mark).to_have_text(first)
    other = visit().page
    other.goto(shared)
    expect(other.locator(".panel mark.current")).to_have_text(second)
    expect(other.locator(".steps span")).to_have_text("Citation 2 of 2")
    other.goto(f"{place.address}?document=nothing&quote=1-2")
    expect(other.locator(".panel .problem")).to_contain_text("not indexed")


def test_a_question_that_is_typed_while_a_document_opens_arrives(visit: Callable[..., Visit]) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill("When does the Zanzibar Ferry sail?")
    field.focus()
    page.locator(".answer button.number").first.dispatch_event("click")  # the focus stays in the field
    page.locator("section.panel mark.current").wait_for()
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".question").last).to_have_text("When does the Zanzibar Ferry sail?")
