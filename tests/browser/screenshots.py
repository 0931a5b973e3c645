"""Pictures of the page as its user sees it: ``python -m tests.browser.screenshots OUT_FOLDER``.

Wide and narrow, light and dark. Each set is made against a server of its own over a copy of the repository's documents.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.served import ROOT, open_browser, served

WIDE, NARROW = (1560, 900), (390, 844)
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_PATIENCE = 60_000
_NEW_DOCUMENT = "The Quiet Harbour Agreement\n\nThe Quiet Harbour Agreement was signed in Lisbon on 4 May 1987.\n"


def main(out: Path) -> None:
    """Make all pictures into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        for scheme in _SCHEMES:
            with tempfile.TemporaryDirectory() as folder:
                seeds = Path(folder) / "seeds"
                shutil.copytree(ROOT / "seeds", seeds)
                with served(seeds, Path(folder) / "store") as address:
                    _pictures(browser, address, scheme, seeds, out)
        browser.close()


def _pictures(browser: Browser, address: str, scheme: Literal["light", "dark"], seeds: Path, out: Path) -> None:
    for name, (width, height) in (("wide", WIDE), ("narrow", NARROW)):
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.set_default_timeout(_PATIENCE)
        page.goto(address)
        _talk(page, out, f"{name}-{scheme}")
        page.close()
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]}, color_scheme=scheme)
    page.set_default_timeout(_PATIENCE)
    page.goto(address)
    _reindex(page, seeds, out, f"wide-{scheme}")
    page.close()


def _talk(page: Page, out: Path, name: str) -> None:
    page.locator(".chips button").first.wait_for()
    _shoot(page, out / f"{name}-1-first-visit.png")
    _ask(page, "When was the Shusha Declaration signed?")
    _shoot(page, out / f"{name}-2-answer.png")
    page.locator(".answer button.number").first.hover()
    _shoot(page, out / f"{name}-3-mark.png")
    page.locator(".answer button.number").first.click()
    page.locator("mark.current").first.wait_for()
    _shoot(page, out / f"{name}-4-document.png")
    page.keyboard.press("Escape")
    page.locator(".panel").wait_for(state="detached")
    _ask(page, "How do I bake an apple pie?")
    _shoot(page, out / f"{name}-5-not-found.png")
    page.locator("article").first.locator("summary").last.click()
    page.locator("article").first.locator("summary").first.click()
    _shoot(page, out / f"{name}-6-how.png")
    _ask(page, "Was the December exercise called “Fist of Brotherhood” or “Fraternal Fist”?")
    _shoot(page, out / f"{name}-10-both-sides.png")


def _reindex(page: Page, seeds: Path, out: Path, name: str) -> None:
    page.locator(".chips button").first.wait_for()
    (seeds / "harbour.txt").write_text(_NEW_DOCUMENT, encoding="utf-8")
    (seeds / "broken.txt").write_bytes(b"\xff\xfe\x00\xd8\x00")
    page.get_by_role("button", name="Re-index").wait_for()
    _shoot(page, out / f"{name}-7-differs.png")
    page.get_by_role("button", name="Re-index").click()
    page.get_by_test_id("stProgress").wait_for()
    _shoot(page, out / f"{name}-8-progress.png", settle_ms=50)
    page.get_by_text("1 new").click()
    _shoot(page, out / f"{name}-9-outcome.png")


def _ask(page: Page, question: str) -> None:
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    field.press("Enter")
    expect(page.locator(".question").last).to_have_text(question, timeout=_PATIENCE)


def _shoot(page: Page, path: Path, settle_ms: int = 700) -> None:
    page.wait_for_timeout(settle_ms)
    page.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
