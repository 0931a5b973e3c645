"""Chats are stored, opened, renamed, searched, deleted, restored and exported, and their citations stay exact."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

CHAT = ".compact button.row"

TEXTS = {
    "treaty.txt": "The Treaty\n\nThe Harbour Treaty was signed in Lisbon on 4 May 1987. Nobody was late.",
    "ferry.txt": "The Ferry\n\nThe Comoro Ferry sails every Wednesday at noon from the western pier.",
    "tower.txt": "The Tower\n\nThe lighthouse of Porto Novo is 40 metres high and white.",
}
TREATY, FERRY, TOWER = (
    "When was the Harbour Treaty signed?",
    "When does the Comoro Ferry sail?",
    "How high is the lighthouse of Porto Novo?",
)


@pytest.fixture(scope="module")
def place(watching_place: Place) -> Place:
    """A server over three short documents."""
    watching_place.stock(TEXTS)
    return watching_place


def begin(visitor: Visit) -> None:
    visitor.page.get_by_role("button", name="New chat").click()
    expect(visitor.page.locator(".question")).to_have_count(0)


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="Chat menu").click()


def listed(page: Page) -> list[str]:
    return page.locator(".compact .label").all_inner_texts()


def test_chats_are_listed_searched_renamed_and_gone_on_with(visit: Open) -> None:
    visitor = visit()
    visitor.ask(FERRY)
    begin(visitor)
    visitor.ask(TOWER)
    page = visitor.page
    expect(page.locator(CHAT).nth(1)).to_contain_text(FERRY)
    assert listed(page)[:2] == [TOWER, FERRY]
    expect(page.locator(f"{CHAT}[aria-current]")).to_contain_text("1 question")
    page.get_by_label("Search chats").fill("WEDNESDAY western")
    expect(page.locator(CHAT)).to_have_count(1)
    page.locator(CHAT).click()
    expect(page.locator(".question")).to_have_text([FERRY])
    open_menu(page)
    page.get_by_label("Title of this chat").fill("  <b>Ships</b> & *stars* ")
    page.keyboard.press("Enter")
    expect(page.locator(f"{CHAT}[aria-current] .label")).to_have_text("<b>Ships</b> & *stars*")
    visitor.ask(TREATY)
    expect(page.locator(f"{CHAT}[aria-current]")).to_contain_text("2 questions")
    page.get_by_label("Search chats").fill("")
    expect(page.locator(CHAT).nth(1)).to_be_visible()


def test_a_deleted_chat_can_be_restored(visit: Open) -> None:
    visitor = visit()
    visitor.ask(TREATY)
    page = visitor.page
    expect(page).to_have_url(re.compile("chat="))
    address = page.url
    open_menu(page)
    page.get_by_role("button", name="Delete this chat").click()
    expect(page.get_by_text(f"This chat was deleted: “{TREATY}”")).to_be_visible()
    expect(page.locator(".question")).to_have_count(0)
    other = visit()
    other.page.goto(address)
    expect(other.page.get_by_text("was deleted")).to_be_visible()
    page.get_by_role("button", name="Undo:").click()
    expect(page.locator(".question")).to_have_text([TREATY])
    expect(page).to_have_url(address)


def test_an_exported_chat_carries_file_offsets_and_quote(visit: Open, tmp_path: Path) -> None:
    visitor = visit()
    visitor.ask(TREATY)
    open_menu(visitor.page)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Export as Markdown").click()
    path = tmp_path / "chat.md"
    download.value.save_as(path)
    exported = path.read_text(encoding="utf-8")
    assert download.value.suggested_filename == "When was the Harbour Treaty signed.md"
    quote = "The Harbour Treaty was signed in Lisbon on 4 May 1987."
    start = TEXTS["treaty.txt"].index(quote)
    (note,) = [line for line in exported.splitlines() if line.startswith("[^")]
    assert f"characters {start} to {start + len(quote)}" in note
    assert "treaty" in note
    assert exported.count(quote.rstrip(".")) == 1
    assert f"“{quote}”" in exported.replace("\\", "")


def test_a_chat_is_exported_to_word_with_footnotes(visit: Open) -> None:
    visitor = visit()
    visitor.ask(TREATY)
    open_menu(visitor.page)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Export as Word").click()
    assert download.value.suggested_filename == "When was the Harbour Treaty signed.docx"
    with zipfile.ZipFile(download.value.path()) as package:
        assert b"characters" in package.read("word/footnotes.xml")


def test_the_menu_stays_in_sight_and_the_question_stands_there_once(visit: Open) -> None:
    visitor = visit(1000, 600)
    page = visitor.page
    for question in (TREATY, FERRY, TOWER):
        visitor.ask(question)
    expect(page.get_by_role("button", name="Chat menu")).to_be_in_viewport()
    expect(page.locator(".st-key-exchanges").get_by_text(TREATY)).to_have_count(1)
    open_menu(page)
    field = page.get_by_label("Title of this chat")
    field.fill("The harbour " * 16)
    field.press("Enter")
    title = page.locator(".st-key-chat-header").get_by_text("The harbour The harbour")
    expect(title).to_be_in_viewport()
    box = title.bounding_box()
    assert box is not None
    assert box["height"] < 40


def test_an_old_citation_shows_that_its_document_has_changed_or_gone(visit: Open, place: Place) -> None:
    visitor = visit()
    visitor.ask(TOWER)
    visitor.ask(FERRY)
    page = visitor.page
    expect(page.locator(".proof")).to_have_count(2)
    expect(page.get_by_text("has changed since")).to_have_count(0)
    (place.seeds / "tower.txt").write_text(TEXTS["tower.txt"].replace("40", "45"), encoding="utf-8")
    (place.seeds / "ferry.txt").unlink()
    expect(page.get_by_text("Automatic: 1 changed, 1 removed")).to_be_visible()
    expect(page.locator("article").first).to_contain_text("the document has changed since")
    expect(page.locator("article").last).to_contain_text("no longer among the documents")
    page.locator("article").first.locator(".answer .number").first.click()
    expect(page.locator(".panel mark.current")).to_have_text(
        "The lighthouse of Porto Novo is 40 metres high and white."
    )
    (place.seeds / "tower.txt").write_text(TEXTS["tower.txt"], encoding="utf-8")
    (place.seeds / "ferry.txt").write_text(TEXTS["ferry.txt"], encoding="utf-8")
    expect(page.get_by_text("has changed since")).to_have_count(0)


def test_only_chosen_documents_are_searched(visit: Open) -> None:
    visitor = visit()
    page = visitor.page
    expect(page.get_by_placeholder("All documents")).to_be_visible()
    page.get_by_role("combobox", name="Documents to search").click()
    page.get_by_role("option", name="The Ferry").click()
    page.keyboard.press("Escape")
    visitor.ask(TREATY)
    expect(page.locator(".near strong")).to_have_text("Not answered directly. The nearest passages:")
    expect(page.get_by_role("button", name="Ask all documents")).to_be_visible()
    expect(page.get_by_text("Searched only: The Ferry")).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_placeholder("All documents")).to_be_visible()
    visitor.ask(TREATY + " ")
    assert "4 May 1987" in visitor.answer
