"""Pictures of the page as its user sees it: ``python -m tests.browser.screenshots OUT_FOLDER``.

Three widths, light and dark, over a copy of the repository's documents, and with a scripted language model.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from tests.browser.conftest import DOCUMENTS, submit
from tests.browser.scripted_answer import QUESTION, writes
from tests.browser.served import ROOT, open_browser, served
from tests.ingest.formats.made_pdf import new_pdf, put
from tests.language_server import CUT, WAIT, LanguageServer, language_server

Scheme = Literal["light", "dark"]

SIZES = {"1440": (1440, 900), "820": (820, 1100), "390": (390, 844)}
SCHEMES: tuple[Scheme, ...] = ("dark", "light")
PATIENCE = 300_000
HARBOUR = "The Quiet Harbour Agreement\n\nThe Quiet Harbour Agreement was signed in Lisbon on 4 May 1987.\n"
PAGES = (
    ("The Harbours of the South", "", "What its pilots have told, gathered from the year 1912 on."),
    (
        "The Zanzibar Ferry sails every Tuesday at noon from the old pier.",
        "Whoever comes late waits a week, and there are worse places to wait in.",
        "",
        "The lighthouse of Porto Novo is 40 metres high, and its keeper is",
        "the last of five brothers who have kept it.",
    ),
)


def main(out: Path) -> None:
    """Make all pictures into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder, language_server() as model:
        seeds = Path(folder) / "seeds"
        shutil.copytree(ROOT / "seeds", seeds)
        (seeds / "harbours.pdf").write_bytes(_pdf())
        browser = open_browser(playwright)
        with served(seeds, Path(folder) / "store") as address:
            for name, size in SIZES.items():
                page = _opened(browser, address, size)
                _talk(page, out, name)
                _tables(page, out, name)
                _documents(page, seeds, out, name)
                page.close()
        with served(seeds, Path(folder) / "store", settings={"QA_BOT_LLM": model.openai_like}) as address:
            for name, size in SIZES.items():
                page = _opened(browser, address, size)
                _composed(page, model, out, name)
                page.close()
        browser.close()


def _pdf() -> bytes:
    pdf = new_pdf("The Harbours of the South")
    for lines in PAGES:
        pdf.add_page()
        put(pdf, lines)
    return bytes(pdf.output())


def _opened(browser: Browser, address: str, size: tuple[int, int]) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.goto(address)
    page.locator(".chips button").first.wait_for()
    return page


def _talk(page: Page, out: Path, name: str) -> None:
    _shoot(page, out, name, "01-first-visit")
    _ask(page, "When was the Shusha Declaration signed?")
    _shoot(page, out, name, "02-answer")
    page.locator(".answer button.number").first.hover()
    _shoot(page, out, name, "03-mark")
    page.locator(".answer button.number").first.click()
    page.locator("section.panel mark.current").wait_for()
    _shoot(page, out, name, "04-document")
    page.get_by_role("button", name="Find in the document").click()
    page.keyboard.type("Shusha")
    _shoot(page, out, name, "05-find", settle_ms=1200)
    _close(page)
    _ask(page, "Who signed it?")
    _shoot(page, out, name, "06-follow-up")
    _ask(page, "How do I bake an apple pie?")
    page.get_by_role("button", name="Not helpful").last.click()
    _shoot(page, out, name, "07-not-found")
    _ask(page, "Was the December exercise called “Fist of Brotherhood” or “Fraternal Fist”?")
    page.locator("article").last.get_by_text("How it was found").click()
    _shoot(page, out, name, "08-both-sides")
    page.locator("article").last.get_by_text("How it was found").click()
    page.get_by_role("combobox", name="Documents to search").click()
    _shoot(page, out, name, "09-chosen-documents")
    page.get_by_role("option", name="The Harbours of the South").click()
    page.keyboard.press("Escape")
    _ask(page, "What is the Shusha Declaration?")
    _shoot(page, out, name, "15-near")
    _ask(page, "When was the Shusha Declaration signed?")
    _shoot(page, out, name, "16-not-said")
    page.get_by_role("button", name="Chat menu").click()
    _shoot(page, out, name, "17-menu")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear all").click()
    _ask(page, "How high is the lighthouse of Porto Novo?")
    page.locator("article").last.locator(".answer button.number").first.click()
    page.get_by_role("button", name="Page", exact=True).click()
    page.locator(".box.current").first.wait_for()
    _shoot(page, out, name, "10-page")
    page.locator(".panel .about").click()
    page.get_by_role("button", name="Ask only this document").wait_for()
    _shoot(page, out, name, "11-document-page")
    page.go_back()
    _close(page)
    page.locator(".collapsed .collapse").first.scroll_into_view_if_needed()
    _shoot(page, out, name, "12-earlier")


def _tables(page: Page, out: Path, name: str) -> None:
    """Compare documents, and find every place of some words."""
    _ask(page, "How do the documents differ on the name of the exercise?")
    page.locator("table.compared").last.wait_for()
    _shoot(page, out, name, "21-compare")
    page.get_by_role("radio", name="Find every place").or_(page.get_by_role("button", name="Find every place")).click()
    _ask(page, "joint exercises")
    page.locator("li.place").first.wait_for()
    _shoot(page, out, name, "22-find-every-place")
    page.get_by_role("radio", name="Answer").or_(page.get_by_role("button", name="Answer", exact=True)).click()


def _documents(page: Page, seeds: Path, out: Path, name: str) -> None:
    _show_sidebar(page)
    (seeds / "broken.txt").write_bytes(b"\xff\xfe\x00\xd8\x00")
    page.get_by_role("button", name="Re-index").wait_for()
    _shoot(page, out, name, "13-differs")
    page.get_by_text("Add documents").click()
    files = {"harbour.txt": HARBOUR, "empty.txt": " "}
    page.locator("input[type=file]").set_input_files(
        [FilePayload(name=file, mimeType="text/plain", buffer=text.encode()) for file, text in files.items()]
    )
    page.get_by_text("1 new, 1 failed").click()
    _shoot(page, out, name, "14-added")
    page.get_by_role("button", name=DOCUMENTS).click()
    page.get_by_role("heading", name="Documents", exact=True).wait_for()  # a narrow sidebar closes by itself
    page.get_by_role("button", name="Remove harbour.txt").click()
    page.get_by_role("heading", name="Removed from the folder").wait_for()
    _shoot(page, out, name, "15-documents", settle_ms=2500)
    (seeds / "broken.txt").unlink()


def _composed(page: Page, model: LanguageServer, out: Path, name: str) -> None:
    """Answers of a language model: being written, partly unsupported, failed."""
    model.script = writes(" And it is", WAIT, " raining.")
    model.released.clear()
    submit(page, QUESTION)
    page.locator(".writing .draft").wait_for()
    _shoot(page, out, name, "31-being-written")
    model.released.set()
    page.locator("article .unsupported").first.wait_for()
    _shoot(page, out, name, "32-partly-unsupported")
    model.script = writes(CUT)
    submit(page, QUESTION)
    page.get_by_text("wrote no answer").wait_for()
    _shoot(page, out, name, "33-failed")


def _ask(page: Page, question: str) -> None:
    submit(page, question)
    expect(page.locator(".question").last).to_have_text(question)


def _close(page: Page) -> None:
    page.get_by_role("button", name="Close the document").click()
    expect(page.locator("section.panel")).to_have_count(0)


def _show_sidebar(page: Page) -> None:
    button = page.get_by_test_id("stExpandSidebarButton")
    if button.is_visible():
        button.click()


def _shoot(page: Page, out: Path, width: str, state: str, settle_ms: int = 700) -> None:
    """Take the picture of a state in both schemes, the light one last, as the page was."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(settle_ms)
        page.screenshot(path=out / f"{width}-{scheme}-{state}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
