"""Older exchanges of a chat take two lines each, until their reader opens them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

TOWNS = {"Baku": 2_300_500, "Quito": 1_763_275, "Lima": 10_151_200, "Lisbon": 545_796, "Accra": 2_291_352}
HELD = """() => {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  return held && [held.textContent, held.getAttribute("aria-expanded")];
}"""


@pytest.fixture(scope="module")
def place(plain_place: Place) -> Place:
    """A server over a document for each town."""
    plain_place.stock({f"{town}.txt": f"In {town} live {people} people." for town, people in TOWNS.items()})
    return plain_place


def question(town: str) -> str:
    return f"How many people live in {town}?"


def collapsed(page: Page) -> list[str]:
    return page.locator(".collapsed .question").all_inner_texts()


def test_older_answers_are_opened_and_folded_by_keyboard_and_all_are_exported(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    for town in TOWNS:
        visitor.ask(question(town))
    expect(page.locator(".collapsed")).to_have_count(2)
    assert collapsed(page) == [question("Baku"), question("Quito")]
    expect(page.locator(".collapsed").first).to_contain_text(re.compile("In Baku live 2300500 people.*1 source"))
    page.locator("article").last.get_by_text("How it was found").click()
    page.locator(".collapsed .collapse").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".collapsed")).to_have_count(1)
    first = page.locator("article").first
    expect(first.locator(".proof")).to_have_text("✓ word for word")
    assert page.evaluate(HELD) == [question("Baku"), "true"]
    expect(page.locator("article").last.locator("details[open]")).to_have_count(1)  # the others stay as they are
    page.keyboard.press("Enter")
    expect(page.locator(".collapsed")).to_have_count(2)
    assert page.evaluate(HELD) == [question("Baku"), "false"]
    page.get_by_role("button", name="Chat menu").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as Markdown").click()
    exported = Path(download.value.path()).read_text(encoding="utf-8")
    assert re.findall("^## How many people live in (.+)[?]$", exported, re.MULTILINE) == list(TOWNS)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Open all 2 earlier answers").click()
    expect(page.locator(".collapsed")).to_have_count(0)
    expect(page.locator(".proof")).to_have_text(["✓ word for word"] * len(TOWNS))


def test_an_older_answer_whose_document_is_read_or_whose_link_is_followed_is_open(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask(question("Baku"))
    expect(page).to_have_url(re.compile("answer="))
    link = page.url
    page.locator(".answer .number").first.click()
    page.locator("section.panel mark.current").wait_for()
    for town in list(TOWNS)[1:]:
        visitor.ask(question(town))
    expect(page.locator(".collapsed")).to_have_count(1)
    assert collapsed(page) == [question("Quito")]
    page.get_by_role("button", name="Close the document").click()
    expect(page.locator(".collapsed")).to_have_count(2)
    other = visit()
    other.page.goto(link)
    expect(other.page.locator(".collapsed")).to_have_count(1)
    expect(other.page.locator("article").first.locator(".answer")).to_contain_text("2300500")
    expect(other.page.locator(".question").first).to_be_in_viewport()
