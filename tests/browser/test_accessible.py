"""The main states of the page, light and dark, wide and narrow, as axe-core sees them, and by keyboard alone."""

import importlib.util
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import FOCUSED, PATIENCE_MS, Place, Visit, reach

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
OF_TWO = "Was the December exercise called “Fist of Brotherhood” or “Fraternal Fist”?"
RUN = "() => axe.run(document, { resultTypes: ['violations'] })"


def axe() -> str:
    """axe-core's own file, as the package that brings it to Python has it from the npm registry."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(place: Place) -> str:
    """A server over the repository's documents, and a file that cannot be read."""
    (place.seeds / "broken.pdf").write_text("This is no PDF.", encoding="utf-8")
    place.bot.index()
    return place.address


def violations(page: Page) -> list[str]:
    """What axe-core finds in the page as it is now, in all its shadow roots."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe())
    found: dict[str, Any] = page.evaluate(RUN)
    assert len(found["passes"]) > 10
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


SETTLED = """() => Promise.race([new Promise((resolve) => setTimeout(resolve, 2000)), Promise.allSettled(
    document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished))])"""
"""Wait for the end of animations; one that is paused or drawn anew never ends."""


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1560, 900), ("dark", 390, 844)])
def test_no_state_has_a_serious_violation(
    profile: BrowserContext, address: str, scheme: Literal["light", "dark"], width: int, height: int
) -> None:
    page = profile.new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": height})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.locator(".chips button").first.wait_for()
    found = {"first visit": violations(page)}
    visitor = Visit(page)
    visitor.ask("When was the Shusha Declaration signed?")
    visitor.ask("What is the Shusha Declaration?")
    visitor.ask(OF_TWO)
    visitor.ask("How do I bake an apple pie?")
    expect(page.locator(".collapsed")).to_have_count(1)
    page.locator("article summary").first.click()
    page.get_by_role("button", name="Not helpful").last.click()
    expect(page.get_by_role("button", name="Not helpful").last).to_have_attribute("aria-pressed", "true")
    page.get_by_role("combobox", name="Documents to search").click()
    page.get_by_role("option").first.wait_for()
    page.evaluate(SETTLED)  # the options fade in
    found["answers"] = violations(page)
    page.keyboard.press("Escape")
    page.locator(".answer .number").first.click()
    page.locator("section.panel mark.current").wait_for()
    page.get_by_role("button", name="Find in the document").click()
    found["document"] = violations(page)
    page.keyboard.press("Escape")
    page.locator(".panel .about").click()
    page.get_by_role("button", name="Ask only this document").wait_for()
    expect(page.locator(".st-key-answers")).to_have_count(0)  # it fades out
    found["document page"] = violations(page)
    page.go_back()
    page.locator("section.panel mark.current").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("section.panel")).to_have_count(0)
    if width < 700:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text("Add documents").click()
    found["sidebar"] = violations(page)
    page.goto(f"{address}?view=documents")
    page.get_by_role("heading", name="Documents", exact=True).wait_for()
    page.get_by_text("broken.pdf").first.wait_for()
    page.evaluate(SETTLED)
    found["documents"] = violations(page)
    page.close()
    assert {state: problems for state, problems in found.items() if problems} == {}


def test_all_can_be_done_by_keyboard(profile: BrowserContext, address: str) -> None:
    page = profile.new_page()
    page.set_viewport_size({"width": 1560, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.locator(".chips button").first.wait_for()
    reach(page, ".chips button")
    page.keyboard.press("Enter")
    page.locator(".answer .number").first.wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type(OF_TWO)
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(2)
    reach(page, ".answer .number", "Shift+Tab")
    expect(page.locator(".popover").last).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("section.panel mark.current").wait_for()
    reach(page, ".steps .forward, .steps .back")
    page.keyboard.press("Escape")
    expect(page.locator("section.panel")).to_have_count(0)
    page.wait_for_function(FOCUSED, arg=".answer .number")
    reach(page, ".compact button.row")
    page.close()
