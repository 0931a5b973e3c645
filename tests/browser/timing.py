"""Times that a visitor waits, in a real browser: ``python -m tests.browser.timing``.

Over a copy of the repository's documents: the first page of a new server in a new browser; from Enter to the drawn
answer, over 25 gold questions; and a click in a chat of 60 exchanges, in milliseconds of the page's script.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from qa_bot.evaluation.gold import read_questions
from tests.browser.conftest import ASKED, CAME, READY, submit
from tests.browser.served import ROOT, open_browser, served

QUESTIONS = 25
EXCHANGES = 60
CLICKS = 9
PATIENCE_MS = 300_000
DRAWN = f"""([question, before]) => new Promise((resolve) => {{
  const came = {CAME};
  const look = () => came([question, before]) ? requestAnimationFrame(() => resolve(performance.now() - window.entered))
    : requestAnimationFrame(look);
  look();
}})"""
"""Resolves with the milliseconds since Enter when the frame with the answer has been drawn."""
ENTERED = """() => document.addEventListener(
  "keydown", (event) => { if (event.key === "Enter") window.entered = performance.now() }, true)"""


def main() -> None:
    """Measure and print."""
    gold = read_questions(ROOT / "tests" / "golden" / "gold.jsonl")
    questions = list(dict.fromkeys(one.question for one in gold if not one.history))[:EXCHANGES]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "seeds", Path(folder) / "seeds")
        with served(Path(folder) / "seeds", Path(folder) / "store") as address:
            browser = open_browser(playwright)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(PATIENCE_MS)
            print(f"first page: {_opening(page, address):.2f} s; again: {_opening(page, address):.2f} s")
            page.evaluate(ENTERED)
            seconds = [_asking(page, question) for question in questions]
            _print("Enter to answer", seconds[:QUESTIONS], "s")
            _print(f"the {len(seconds) - QUESTIONS} after these", seconds[QUESTIONS:], "s")
            _clicks(page)
            browser.close()


def _opening(page: Page, address: str) -> float:
    """Return the seconds until the question can be typed."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function(READY)
    return float(page.evaluate("performance.now()")) / 1000


def _asking(page: Page, question: str) -> float:
    """Return the seconds from Enter to the drawn answer."""
    before = len(page.evaluate(ASKED))
    submit(page, question)
    return float(page.evaluate(DRAWN, [question, before])) / 1000


def _clicks(page: Page) -> None:
    """Measure opening and closing the document of the last answer."""
    page.wait_for_timeout(3000)  # follow-ups are drawn
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    mark = page.locator(".answer button.number").last
    opened, closed = [], []
    for _ in range(CLICKS):
        before = _script(session)
        mark.click()
        page.locator("section.panel mark.current").wait_for()
        page.wait_for_timeout(500)
        opened.append(_script(session) - before)
        before = _script(session)
        page.get_by_role("button", name="Close the document").click()
        page.locator("section.panel").wait_for(state="detached")
        page.wait_for_timeout(500)
        closed.append(_script(session) - before)
    count = len(page.evaluate(ASKED))
    _print(f"script of opening a document, {count} exchanges", opened, "ms")
    _print(f"script of closing it, {count} exchanges", closed, "ms")


def _script(session: CDPSession) -> float:
    """Return the milliseconds that the page has spent in scripts."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "ScriptDuration")


def _print(name: str, values: list[float], unit: str) -> None:
    median, highest = statistics.median(values), max(values)
    print(f"{name}: median {median:.3g} {unit}, highest {highest:.3g} {unit}, of {len(values)}", flush=True)


if __name__ == "__main__":
    main()
