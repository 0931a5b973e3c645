"""The document view as the page has it: in the address, from one document to the next, and to a page of a PDF."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit
from tests.browser.document_reader import picture
from tests.ingest.formats.made_pdf import pages_of

pytestmark = pytest.mark.browser

PAGES = (
    "The Zanzibar Ferry sails every Tuesday at noon.",
    "The lighthouse of Porto Novo is 40 metres high.",
)
GUIDE = "The Guide\n\nThe lighthouse of Porto Novo is 45 metres high.\n\nOpening hours\n\nIt opens at noon.\n"
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


def opened_pdf(visitor: Visit, place: Place) -> Page:
    """Ask, and open the citation of the PDF."""
    number = next(one.number for one in place.bot.ask(QUESTION).citations if one.source == "harbour.pdf")
    visitor.ask(QUESTION)
    visitor.page.locator(".answer button.number", has_text=str(number)).first.click()
    expect(visitor.page.locator(".steps bdi")).to_have_text("· page 2")
    return visitor.page


def test_a_page_is_readable_zoomed_chosen_and_remembered(visit: Callable[..., Visit], place: Place) -> None:
    visitor = visit(1440, 900)
    page = opened_pdf(visitor, place)
    expect(page.locator('.block[data-page="2"]')).to_have_count(1)
    page.get_by_role("button", name="Page", exact=True).click()
    assert picture(page).bounding_box()["width"] > 595  # type: ignore[index] # a pixel for each point of A4
    expect(page.locator(".turn input")).to_have_value("2")
    page.locator(".turn input").fill("1")
    page.keyboard.press("Enter")
    expect(page.locator(".turn span")).to_have_text("Page 1 of 2")
    width = picture(page).bounding_box()["width"]  # type: ignore[index]
    page.get_by_role("button", name="Larger").click()
    assert picture(page).bounding_box()["width"] == pytest.approx(1.25 * width, rel=0.02)  # type: ignore[index]
    page.get_by_role("button", name="Fit width").click()
    page.get_by_role("button", name="Fit page").click()
    sheet = picture(page).bounding_box()
    assert sheet is not None
    assert sheet["y"] + sheet["height"] < 900
    page.get_by_role("button", name="Fit width").click()
    page.get_by_role("button", name="Close the document").click()
    expect(page.locator("section.panel")).to_have_count(0)
    page.locator('.answer [aria-label*="Harbour"]').first.click()
    expect(page.get_by_role("button", name="Page", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".box.current")).to_be_in_viewport()


def test_the_width_is_dragged_and_the_whole_window_used(visit: Callable[..., Visit], place: Place) -> None:
    visitor = visit(1440, 900)
    for question in (QUESTION, "When does the Zanzibar Ferry sail?"):
        visitor.ask(question)
    page = opened_pdf(visitor, place)
    mark, panel = page.locator('.answer [aria-current="true"]').last, page.locator("section.panel")
    edge = page.get_by_role("separator", name="Width of the document view")
    top, before = mark.bounding_box()["y"], panel.bounding_box()["width"]  # type: ignore[index]
    box = edge.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, 300)
    page.mouse.down()
    page.mouse.move(box["x"] - 196, 300, steps=4)
    page.mouse.up()
    assert panel.bounding_box()["width"] == pytest.approx(before + 200, abs=3)  # type: ignore[index]
    edge.press("ArrowRight")
    assert panel.bounding_box()["width"] == pytest.approx(before + 160, abs=3)  # type: ignore[index]
    page.wait_for_timeout(100)
    assert mark.bounding_box()["y"] == pytest.approx(top, abs=2)  # type: ignore[index]
    page.get_by_role("button", name="Full screen").click()
    expect(page.get_by_role("dialog")).to_have_css("width", "1440px")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


ON_TOP = """element => {
  const { left, top, width, height } = element.getBoundingClientRect();
  let found = document.elementFromPoint(left + width / 2, top + height / 2);
  while (found?.shadowRoot) found = found.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
  return found === element || element.contains(found);
}"""
"""Whether nothing lies over the middle of an element."""


@pytest.mark.parametrize("size", [(820, 1100), (844, 390)])
def test_nothing_lies_over_marks_and_the_view(visit: Callable[..., Visit], size: tuple[int, int]) -> None:
    visitor = visit(*size)
    page = visitor.page
    for question in (QUESTION, "When does the Zanzibar Ferry sail?", QUESTION):
        visitor.ask(question)
    number = page.locator(".answer button.number").last
    number.evaluate("element => element.scrollIntoView({ block: 'nearest' })")
    assert number.evaluate(ON_TOP)
    number.click()
    page.locator("section.panel mark.current").wait_for()
    for button in ("Previous citation", "Find in the document", "Close the document"):
        assert page.get_by_role("button", name=button).evaluate(ON_TOP), button
    page.go_back()
    expect(page.locator("section.panel")).to_have_count(0)


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


def test_a_document_s_page_leads_to_its_text_its_questions_and_where_it_is_cited(
    visit: Callable[..., Visit], place: Place
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    page.locator('.answer [aria-label*="The Guide"]').first.click()
    page.locator(".panel .about").click()
    expect(page.get_by_role("heading", name="The Guide", exact=True)).to_be_visible()
    expect(page.locator(".opening")).to_have_text("The lighthouse of Porto Novo is 45 metres high. It opens at noon.")
    page.get_by_role("button", name="Opening hours", exact=True).click()
    expect(page.locator(".panel mark.current")).to_have_text("Opening hours")
    page.go_back()
    expect(page.locator("section.panel")).to_have_count(0)
    page.locator(".cited .row", has_text=QUESTION).first.click()
    expect(page.locator(".panel mark.current")).to_contain_text("45 metres")
    page.go_back()
    page.get_by_role("button", name="Ask only this document").click()
    visitor.ask("How high is the lighthouse?")
    expect(page.locator("article").last).to_contain_text("Searched only: The Guide")
    page.goto(f"{place.address}?about=nothing")
    expect(page.get_by_text("This document is not indexed")).to_be_visible()


def test_quotes_and_selections_are_pinned_ordered_commented_and_exported(
    visit: Callable[..., Visit], place: Place
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(QUESTION)
    page.get_by_role("button", name="Pin the quote of The Guide to the notes").click()
    notes = page.get_by_text(re.compile(r"^Notes · \d$"))
    expect(notes).to_have_text("Notes · 1")
    page.locator('.answer [aria-label*="The Guide"]').first.click()
    block = page.locator(".panel .block", has_text="It opens at noon.")
    block.evaluate("(block) => getSelection().setBaseAndExtent(block.firstChild, 3, block.firstChild, 16)")
    page.get_by_role("button", name="Pin the selection to the notes").click()
    expect(notes).to_have_text("Notes · 2")
    page.get_by_role("button", name="Close the document").click()
    expect(page.locator("section.panel")).to_have_count(0)  # the run that removes it draws the notes again
    notes.click()
    quotes = page.locator("ol q")
    expect(quotes).to_have_text(["The lighthouse of Porto Novo is 45 metres high.", "opens at noon"])
    page.get_by_role("button", name="Move up").last.click()
    expect(quotes).to_have_text(["opens at noon", "The lighthouse of Porto Novo is 45 metres high."])
    comment = page.get_by_role("textbox", name=re.compile("^Comment on")).first
    comment.fill("*Check* this")
    comment.press("Enter")
    page.get_by_role("button", name="Remove the note").last.click()
    expect(quotes).to_have_count(1)
    page.get_by_role("button", name="Put the note back").click()
    expect(quotes).to_have_text(["opens at noon", "The lighthouse of Porto Novo is 45 metres high."])
    with page.expect_download() as download:
        page.get_by_role("button", name="Export notes").click()
    exported = Path(download.value.path()).read_text(encoding="utf-8")
    assert re.findall("“(.+)”", exported) == ["opens at noon", "The lighthouse of Porto Novo is 45 metres high."]
    assert "\\*Check\\* this" in exported
    page.reload()
    page.get_by_text("Notes · 2").click()
    page.locator("ol .quote").first.click()
    expect(page.locator(".panel mark.current")).to_have_text("opens at noon")
