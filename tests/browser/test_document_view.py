"""The document view, alone: texts of any size, hostile ones and pages of a PDF, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect

from tests.browser import documents_table
from tests.browser.conftest import PATIENCE_MS, Windows
from tests.browser.document_reader import boxes, held, in_sight, look_for, picture, press, shown, step
from tests.ingest.formats.made_pdf import LINE, new_pdf

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

EVENTS = ("pageerror", "console", "dialog", "request")
NARROW, NARROWEST = (1000, 800), (360, 640)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents_table")
    documents_table.make(folder)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with documents_table.served_view(folder) as address:
        yield address


@pytest.fixture
def window(windows: Windows, address: str) -> Iterator[Open]:
    """Opens a window; at the end nothing may have failed, spoken up or been asked of another machine."""
    pages: list[Page] = []
    wrong: list[str] = []

    def record(event: ConsoleMessage | Dialog | Request | Exception) -> None:
        if isinstance(event, Request):
            wrong.extend([event.url] if event.url.startswith("http") and not event.url.startswith(address) else [])
        elif not isinstance(event, ConsoleMessage) or event.type == "error":
            wrong.append(str(event))

    def open_window(width: int = 1560, height: int = 900) -> Page:
        pages.append(windows.open(width, height))
        for event in EVENTS:
            pages[-1].on(event, record)  # type: ignore[call-overload]
        pages[-1].goto(address)
        pages[-1].get_by_role("button", name="Run again").wait_for()
        return pages[-1]

    expect.set_options(timeout=PATIENCE_MS)
    yield open_window
    for page in pages:
        for event in EVENTS:
            page.remove_listener(event, record)
        windows.put_away(page)
    assert wrong == []


@pytest.fixture
def opened(window: Open) -> Open:
    """Opens a citation, by its number, in a window of its own; its quote is in sight."""

    def open_at(number: int, size: tuple[int, int] = (1560, 900), button: str = "Open") -> Page:
        page = window(*size)
        press(page, f"{button} {number}")
        in_sight(page)
        return page

    return open_at


def test_a_text_of_five_million_characters_opens_at_its_quote(window: Open, folder: Path) -> None:
    page = window()
    press(page, f"Open {documents_table.LARGE}")
    assert in_sight(page, documents_table.LARGE) == documents_table.cited(folder, documents_table.LARGE)
    assert shown(page) == (folder / "large.txt").read_text("utf-8")
    assert look_for(page, "a large document") == ("1 of 1", "A large document")


def test_marks_are_the_quotes_with_any_text_before_and_in_them(opened: Open, folder: Path) -> None:
    page = opened(documents_table.SMALL)
    for number in (documents_table.SMALL, documents_table.ACCENTS, documents_table.ACROSS):
        assert in_sight(page, number) == documents_table.cited(folder, number)
        press(page, "Next citation")


def test_hostile_text_and_name_are_only_text(opened: Open) -> None:
    page = opened(documents_table.SMALL)
    assert shown(page) == documents_table.TEXT
    assert page.locator(".panel .name .soft").text_content() == documents_table.HOSTILE_NAME
    assert page.locator(".panel").locator("img, a, script, b, .name h2 :not(.about)").count() == 0


def test_steps_go_through_all_citations_and_on_into_other_documents(opened: Open, folder: Path) -> None:
    page = opened(documents_table.LARGE)
    for number in range(documents_table.LARGE, documents_table.ACROSS + 1):
        assert in_sight(page, number) == documents_table.cited(folder, number)
        expect(page.locator(".steps span")).to_have_text(f"Citation {number} of {documents_table.ON_A_PAGE}")
        assert page.get_by_role("button", name="Previous citation").is_disabled() == (number == 1)
        if number < documents_table.ACROSS:
            page.get_by_role("button", name="Next citation").focus()
            page.keyboard.press("Enter")
    press(page, "Previous citation")
    in_sight(page, documents_table.ACCENTS)


def test_what_was_not_cited_has_no_steps(opened: Open) -> None:
    page = opened(documents_table.SMALL, button="Uncited")
    expect(page.locator(".steps")).to_be_hidden()
    expect(page.locator(".panel mark")).to_have_count(1)


def test_paragraph_numbers_are_announced_and_not_part_of_the_text(opened: Open) -> None:
    page = opened(documents_table.ACROSS)
    blocks = page.locator(".panel .block")
    assert blocks.evaluate_all("blocks => blocks.map((block) => block.dataset.number)") == ["1", "2", "3", "4–5"]
    assert "Paragraph 4–5" in page.locator(".panel .body").aria_snapshot()


EQUIVALENT = {
    "CAFE has a cafe": "cafe\u0301 has   a CAFÉ",
    "runs  over a LINE": "runs\nover a line",
    'café\'s "name"': "CAFÉ’s “name”",
    "alphabet": "𝒜lphabet",
    "strasse is softened": "straße is soft\u00adened",
    "agri": "Ağrı",
    "the two. so it is the end. <": "the two.\n\nSo it is the end. <",  # into a mark, over a paragraph's end, and out
}
"""What is typed, and what is found by it."""


def test_find_takes_for_the_same_what_reads_the_same(opened: Open) -> None:
    page = opened(documents_table.ACROSS)
    for words, match in EQUIVALENT.items():
        assert look_for(page, words) == ("1 of 1", match)
        page.locator(".find input").fill("")
        expect(page.locator(".find .count")).to_have_text("")
    assert shown(page) == documents_table.TEXT


def test_matches_are_counted_and_stepped_through_around_the_end(opened: Open) -> None:
    page = opened(documents_table.SMALL)
    assert look_for(page, "caf")[0] == "1 of 3"
    assert [step(page), step(page)] == ["cafe\u0301"[:3], "CAF"]
    expect(page.locator(".find .count")).to_have_text("3 of 3")
    step(page)
    expect(page.locator(".find .count")).to_have_text("1 of 3")
    step(page, "Shift+Enter")
    expect(page.locator(".find .count")).to_have_text("3 of 3")
    assert page.evaluate("CSS.highlights.get('document-found').size") == 2
    page.locator(".find input").fill("no such words")
    expect(page.locator(".find .count")).to_have_text("No match")
    assert page.evaluate("CSS.highlights.has('document-found')") is False


def test_escape_closes_the_search_then_the_view_and_gives_the_focus_back(opened: Open) -> None:
    page = opened(documents_table.SMALL)
    page.keyboard.press("Control+f")
    page.keyboard.type("rc")  # which Streamlit would take for commands
    expect(page.locator(".find input")).to_be_focused()
    expect(page.locator(".find input")).to_have_value("rc")
    page.keyboard.press("Escape")
    expect(page.locator(".find")).to_be_hidden()
    expect(page.locator(".panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    expect(page.get_by_role("button", name=f"Open {documents_table.SMALL}", exact=True)).to_be_focused()


def test_the_browser_s_own_search_is_one_key_further(opened: Open) -> None:
    page = opened(documents_table.SMALL)
    page.evaluate("addEventListener('keydown', (event) => (window.pressed = event), true)")
    taken = []
    for _ in range(2):
        page.keyboard.press("Control+f")
        taken.append(page.evaluate("pressed.defaultPrevented"))
    assert taken == [True, False]


@pytest.mark.parametrize(("size", "role"), [((1560, 900), "region"), (NARROW, "dialog"), (NARROWEST, "dialog")])
def test_over_the_chat_it_is_a_dialog_that_keeps_the_focus(opened: Open, size: tuple[int, int], role: str) -> None:
    page = opened(documents_table.OVER_PAGES, size)
    panel = page.get_by_role(role, name="Document: Paged")  # type: ignore[arg-type]
    expect(panel).to_be_visible()
    assert panel.get_attribute("aria-modal") == ("true" if role == "dialog" else None)
    stops = []
    for key in ["Tab"] * 9 + ["Shift+Tab"] * 18:
        page.keyboard.press(key)
        stops.append(held(page))
    assert {"Close the document", "Find in the document", "Page"} <= set(stops)
    assert ("outside" in stops) == (role == "region")


@pytest.mark.parametrize("size", [NARROW, NARROWEST])
def test_nothing_sticks_out_of_a_narrow_view(opened: Open, size: tuple[int, int]) -> None:
    page = opened(documents_table.OVER_PAGES, size)
    press(page, "Find in the document")
    for _ in range(2):
        box = page.locator(".panel").bounding_box()
        assert box is not None
        assert (max(box["x"], 0), box["x"] + box["width"]) == (size[0] - min(size[0], 640), size[0])
        assert page.locator(".panel").evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0
        press(page, "Page")
        page.locator(".sheet img").wait_for()


def test_a_page_is_shown_with_boxes_at_the_quoted_words(opened: Open) -> None:
    page = opened(documents_table.ON_A_PAGE)
    press(page, "Page")
    expect(page.locator(".turn span")).to_have_text("Page 2 of 3")
    expect(page.get_by_role("button", name="Page", exact=True)).to_have_attribute("aria-pressed", "true")
    assert picture(page).evaluate("image => image.naturalWidth") == pytest.approx(1400, abs=1)
    expect(picture(page)).to_have_attribute("alt", "Page 2 of 3 of “Paged”, citation 6, citation 7")
    ((left, top, right, bottom),) = boxes(page, ".box.current")
    foot = 100 + 4 * LINE  # of the fourth line under the page's number
    words = documents_table.PAGE_LINES[3].partition(" at all")[0]
    assert left == pytest.approx(72, abs=1)
    assert right == pytest.approx(72 + new_pdf().get_string_width(words), abs=2)
    assert foot - 12 < top < foot - 8
    assert foot < bottom < foot + 4
    assert len(boxes(page, ".box:not(.current)")) == 1  # the other quote's end, at the top of this page
    press(page, "Text")
    in_sight(page, documents_table.ON_A_PAGE)


def test_a_quote_over_a_page_s_end_has_boxes_on_both_pages(opened: Open) -> None:
    page = opened(documents_table.OVER_PAGES)
    press(page, "Page")
    expect(page.locator(".turn span")).to_have_text("Page 1 of 3")
    ((_, top, _, _),) = boxes(page, ".box.current")
    assert top > 100 + 19 * LINE
    press(page, "Next page")
    expect(page.locator(".turn span")).to_have_text("Page 2 of 3")
    ((_, top, _, _),) = boxes(page, ".box.current")
    assert top < 100
    press(page, "Next page")
    expect(page.locator(".turn span")).to_have_text("Page 3 of 3")
    assert page.get_by_role("button", name="Next page").is_disabled()
    press(page, "Next citation")  # which stands on the second page
    expect(page.locator(".turn span")).to_have_text("Page 2 of 3")


def test_a_page_of_a_changed_file_is_not_shown_and_the_page_says_so(opened: Open, folder: Path) -> None:
    before = (folder / "paged.pdf").read_bytes()
    page = opened(documents_table.OVER_PAGES, button="Uncited")  # with other boxes than any picture that is still kept
    try:
        (folder / "paged.pdf").write_bytes(before + b"\n%changed")
        press(page, "Page")
        expect(page.locator(".problem")).to_contain_text("paged.pdf has changed since")
    finally:
        (folder / "paged.pdf").write_bytes(before)
    expect(page.get_by_role("button", name="Text", exact=True)).to_have_attribute("aria-pressed", "true")
    assert page.locator(".panel mark.current").is_visible()
