"""Compare documents, and find every place of some words: two other ways to use the question field."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

RENT = "The tenant pays a monthly rent of {} euros in advance."
TEXTS = {
    "lease-alma.txt": f"Lease Alma Street\n\n{RENT.format(900)}\n\nThe notice period is three months.",
    "lease-birch.txt": f"Lease Birch Lane\n\n{RENT.format(1250)}\n\nThe notice period is six weeks.",
    "lease-cedar.txt": f"Lease Cedar Court\n\n{RENT.format(700)}\n\nSmoking is forbidden.",
    "pumps.md": "# Pumps\n\n| Pump | Litres |\n|---|---|\n| Orla | 40 |\n| Finn | 55 |\n\n"
    "## Tools\n\n1. Bring a lamp\n2. Bring a rope\n\n"
    "## Hours\n\nThe beacon is lit at nine. Visitors may come on Sundays. Bread is sold there.\n",
    "harbour.txt": "The Harbour\n\n" + "\n\n".join(f"Pier {one} of the harbour is open." for one in range(1, 9)),
}


@pytest.fixture(scope="module")
def place(plain_place: Place) -> Place:
    """A server over three leases and another document."""
    plain_place.stock(TEXTS)
    return plain_place


def choose(page: Page, mode: str) -> None:
    page.get_by_role("radio", name=mode).or_(page.get_by_role("button", name=mode, exact=True)).first.click()


def test_documents_are_compared_in_a_table_that_can_be_saved(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask("How do the leases differ on notice?")
    rows = page.locator("table.compared tr:has(td)")
    expect(rows).to_have_count(3)
    expect(rows.locator("mark")).to_have_text(["three months", "six weeks"])
    expect(rows.filter(has_text="Cedar Court")).to_contain_text("says nothing of it")
    expect(page.locator(".proof")).to_have_text(["✓ word for word"] * 2)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    table = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert [(one["file"], one["differs in"], one["note"]) for one in table] == [
        ("lease-alma.txt", "three months", ""),
        ("lease-birch.txt", "six weeks", ""),
        ("lease-cedar.txt", "", "says nothing of it"),
    ]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    assert "| “The notice period is six weeks.” [2] | six weeks |" in Path(download.value.path()).read_text("utf-8")
    rows.nth(1).locator(".number").click()
    expect(page.locator(".panel mark.current")).to_have_text("The notice period is six weeks.")


def test_a_markdown_table_is_quoted_as_a_table_and_a_list_in_lines(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask("How many litres does pump Orla pump?")
    cells = page.locator(".statement table.cells tr")
    expect(cells.locator("th, td")).to_have_text(["Pump", "Litres", "Orla", "40", "Finn", "55"])
    expect(cells.nth(1).locator("b")).to_have_text("Orla")
    visitor.ask("List the tools to bring")
    said = page.locator("article").last.locator(".statement > span")
    expect(said).to_contain_text("1. Bring a lamp 2. Bring a rope")
    line = said.evaluate("(one) => parseFloat(getComputedStyle(one).lineHeight)")
    box = said.bounding_box()
    assert box is not None
    assert box["height"] > 1.5 * line
    visitor.ask("When is the beacon lit?")
    expect(page.locator("article").last.locator(".source .passage.headed")).to_have_text(["Tools", "Hours"])


def test_an_answer_of_several_documents_is_compared_on_request(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask("How long is the notice period?")
    page.get_by_role("button", name="Compare the documents").click()
    expect(page.locator("table.compared mark")).to_have_count(2)
    assert set(page.locator("table.compared mark").all_inner_texts()) == {"three months", "six weeks"}
    expect(page.locator(".question")).to_have_count(2)


def test_every_place_is_found_filtered_and_opened(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    choose(page, "Find every place")
    field = page.get_by_test_id("stChatInputTextArea")
    expect(field).to_have_attribute("placeholder", "Find words or “an exact phrase”")
    visitor.ask("harbour")
    places = page.locator("li.place:visible")
    expect(page.locator(".places strong")).to_contain_text("“harbour”: 1 document, 9 places.")
    expect(places).to_have_count(4)
    page.get_by_role("button", name="Show all 9 places in The Harbour").click()
    expect(places).to_have_count(9)
    page.get_by_label("Filter the places").fill("pier 7")
    expect(places).to_have_text(["8Pier 7 of the harbour is open.paragraph 8"])
    expect(page.locator(".filter [role=status]")).to_have_text("1 of 9 places")
    page.get_by_label("Filter the places").fill("nowhere")
    expect(page.locator(".filter [role=status]")).to_have_text("No place matches.")
    page.get_by_label("Filter the places").fill("pier 7")
    places.first.locator(".number").click()
    expect(page.locator(".panel mark.current")).to_have_text("Pier 7 of the harbour is open.")
    page.keyboard.press("Escape")
    visitor.ask('"notice period is six"')
    expect(page.locator("article").last.locator("li.place")).to_have_count(1)
    choose(page, "Answer")
    visitor.ask("How high is the rent in Birch Lane?")
    expect(page.locator("article").last.locator(".statement").first).to_contain_text("1250")
