"""The documents page: its table, adding files and removing them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import DOCUMENTS, Place, Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

TEXTS = {
    "treaty.txt": "The Treaty\n\nThe Harbour Treaty was signed in Lisbon on 4 May 1987.",
    "ferry.txt": "The Ferry\n\nThe Zanzibar Ferry sails every Tuesday at noon from the old pier.",
    "broken.pdf": "This is no PDF.",
}
OTHER = "The Ferry\n\nThe Zanzibar Ferry sails every Friday at dawn from the new pier."
TOWER = "The Tower\n\nThe lighthouse of Porto Novo is 40 metres high and white."


@pytest.fixture
def place(plain_place: Place) -> Place:
    """A server over two short documents and one that cannot be read."""
    plain_place.stock(TEXTS)
    return plain_place


def go_to_documents(page: Page) -> None:
    page.get_by_role("button", name=DOCUMENTS).click()
    expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()


def upload(page: Page, *files: tuple[str, str]) -> None:
    page.get_by_text("Add documents").click()
    drop(page, *files)


def drop(page: Page, *files: tuple[str, str]) -> None:
    payloads = [FilePayload(name=name, mimeType="text/plain", buffer=text.encode()) for name, text in files]
    page.locator("input[type=file]").set_input_files(payloads)


def test_documents_are_listed_opened_downloaded_removed_and_restored(visit: Open, place: Place) -> None:
    visitor = visit()
    page = visitor.page
    go_to_documents(page)
    rows = page.locator(".st-key-documents tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text(re.compile(r"broken\.pdf.*failed: it is damaged, or is no PDF", re.DOTALL))
    expect(rows.filter(has_text="The Ferry")).to_contain_text(
        re.compile(r"ferry\.txt.* bytes.*1.*just now.*indexed", re.DOTALL)
    )
    page.get_by_role("button", name="The Ferry").click()
    expect(page.locator("section.panel .name")).to_contain_text("ferry.txt")
    assert "".join(page.locator("section.panel .block").all_text_contents()) == TEXTS["ferry.txt"]
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download ferry.txt").click()
    assert download.value.suggested_filename == "ferry.txt"
    assert Path(download.value.path()).read_text(encoding="utf-8") == TEXTS["ferry.txt"]
    page.get_by_role("button", name="Remove ferry.txt").click()
    expect(page.get_by_text("Removed from the folder", exact=True)).to_be_visible()
    expect(rows.nth(2)).to_contain_text("removed from the folder")  # where it was
    assert not (place.seeds / "ferry.txt").exists()
    expect(page.get_by_role("button", name="Undo ferry.txt")).to_be_focused()
    page.get_by_role("button", name="Undo ferry.txt").click()
    expect(page.get_by_role("button", name="Remove ferry.txt")).to_be_visible()
    expect(rows).to_have_count(4)
    assert (place.seeds / "ferry.txt").read_text(encoding="utf-8") == TEXTS["ferry.txt"]


@pytest.mark.parametrize("width", [820, 1024, 1440])
def test_no_column_is_out_of_sight_beside_the_sidebar(visit: Open, width: int) -> None:
    page = visit(width, 900).page
    go_to_documents(page)
    table = page.locator(".st-key-documents .table")
    expect(page.get_by_role("button", name="Remove ferry.txt")).to_be_visible()
    assert table.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0


def test_many_documents_are_paged_searched_and_sorted_by_the_server(visit: Open, place: Place) -> None:
    for number in range(250):
        (place.seeds / f"note {number:03d}.txt").write_text(f"Note {number}.", encoding="utf-8")
    visitor = visit()
    page = visitor.page
    expect(page.get_by_text("250 new in the folder")).to_be_visible()
    go_to_documents(page)
    table = page.locator(".st-key-documents table")
    expect(page.get_by_text("1–100 of 253")).to_be_visible()
    expect(table.locator("tr")).to_have_count(101)
    page.get_by_role("button", name="Next documents").click()
    expect(page.get_by_text("101–200 of 253")).to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("201–253 of 253")).to_be_visible()
    expect(page.get_by_role("button", name="Previous")).to_be_focused()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Sort by Document").click()
    expect(table.locator("tr").nth(1)).to_contain_text("broken.pdf")
    page.get_by_role("button", name="Sort by Document").press("Enter")
    expect(table.locator("tr").nth(1)).to_contain_text("The Treaty")
    expect(table.locator("th.title")).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("button", name="Sort by Document")).to_be_focused()
    page.get_by_label("Find a document").press_sequentially("NOTE 24")
    expect(page.get_by_text("10 of 253")).to_be_visible()
    expect(table.locator("tr").nth(1)).to_contain_text("note 249.txt")
    expect(page.get_by_label("Find a document")).to_be_focused()
    page.get_by_label("Find a document").fill("nowhere")
    expect(page.get_by_text("No document matches.")).to_be_visible()


def test_a_file_is_downloaded_byte_for_byte_under_its_name_again_and_again(visit: Open, place: Place) -> None:
    data = bytes(range(256)) * 4_000
    name = "ö & “b”.html"
    (place.seeds / name).write_bytes(data)
    visitor = visit()
    page = visitor.page
    expect(page.get_by_text("1 new in the folder")).to_be_visible()
    go_to_documents(page)
    for _ in range(2):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Download {name}").click()
        assert download.value.suggested_filename == name
        assert Path(download.value.path()).read_bytes() == data
    (place.seeds / name).unlink()
    page.get_by_role("button", name=f"Download {name}").click()
    expect(page.get_by_text("cannot be downloaded: it is not in the folder any more.")).to_be_visible()


def test_an_uploaded_file_is_checked_indexed_and_answers(visit: Open, place: Place) -> None:
    visitor = visit()
    page = visitor.page
    upload(page, ("../../tower.txt", TOWER), ("empty.txt", " "), ("treaty.txt", TEXTS["treaty.txt"]))
    said = page.locator(".st-key-uploads li")
    expect(said).to_have_count(3)
    expect(said.filter(has_text="tower.txt")).to_contain_text("added")
    expect(said.filter(has_text="empty.txt")).to_contain_text("it holds no text")
    expect(said.filter(has_text="treaty.txt")).to_contain_text("already in the folder")
    expect(page.get_by_role("button", name="3 documents")).to_be_visible()
    page.get_by_text("1 new").click()
    expect(page.locator(".st-key-outcome tr", has_text="tower.txt")).to_contain_text("new")
    assert sorted(path.name for path in place.seeds.iterdir()) == [*sorted(TEXTS)[:2], "tower.txt", "treaty.txt"]
    assert sorted(path.name for path in place.seeds.parent.iterdir()) == ["seeds", "store"]
    visitor.ask("How high is the lighthouse of Porto Novo?")
    assert "40 metres" in visitor.answer


def test_an_uploaded_file_never_takes_the_place_of_another_unasked(visit: Open, place: Place) -> None:
    visitor = visit()
    page = visitor.page
    upload(page, ("ferry.txt", OTHER))
    expect(page.get_by_text("a different file with this name is in the folder")).to_be_visible()
    assert (place.seeds / "ferry.txt").read_text(encoding="utf-8") == TEXTS["ferry.txt"]
    page.get_by_role("button", name="Keep both: ferry.txt").click()
    expect(page.locator(".st-key-uploads")).to_contain_text("ferry (2).txt")
    expect(page.get_by_role("button", name="3 documents")).to_be_visible()
    assert (place.seeds / "ferry.txt").read_text(encoding="utf-8") == TEXTS["ferry.txt"]
    assert (place.seeds / "ferry (2).txt").read_text(encoding="utf-8") == OTHER
    drop(page, ("ferry.txt", TOWER))
    page.get_by_role("button", name="Replace: ferry.txt").click()
    expect(page.get_by_text("1 changed")).to_be_visible()
    assert (place.seeds / "ferry.txt").read_text(encoding="utf-8") == TOWER
    go_to_documents(page)
    expect(page.get_by_role("button", name="Put back: ferry.txt")).to_be_visible()


def test_what_is_removed_as_the_last_one_answers_no_more(visit: Open, place: Place) -> None:
    place.stock({"ferry.txt": TEXTS["ferry.txt"]})
    visitor = visit()
    page = visitor.page
    go_to_documents(page)
    page.get_by_role("button", name="Remove ferry.txt").click()
    expect(page.get_by_text("0 documents in")).to_be_visible()  # the row stays, to be undone
    page.get_by_role("button", name="Back to the chat").click()
    expect(page.get_by_text("Nothing is indexed")).to_be_visible()
    visitor.ask("When does the Zanzibar Ferry sail?")
    expect(page.locator(".none strong")).to_have_text("The documents do not say.")
