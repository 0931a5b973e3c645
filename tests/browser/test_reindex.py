"""The page of a server that watches its folder: what a re-index shows, how it is stopped, and what it says it did."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

FIRST = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea."
NOTES, PARTS = 20, 10


@pytest.fixture(scope="module")
def place(watching_place: Place) -> Place:
    """A server with ``--watch``, over one document."""
    watching_place.stock({"baku.txt": FIRST})
    return watching_place


def drop_notes(seeds: Path) -> None:
    """Files that take ten seconds and more to index, added at once."""
    hidden = seeds / ".notes"
    hidden.mkdir()
    for number in range(NOTES):
        parts = [f"Part {part} of note {number} tells of the harbour. " * 18 for part in range(PARTS)]
        (hidden / f"{number}.txt").write_text("\n\n".join(parts), encoding="utf-8")
    hidden.rename(seeds / "notes")


def test_a_re_index_by_itself_is_shown_stopped_and_goes_on_where_it_was(visit: Open, place: Place) -> None:
    visitor = visit()
    expect(visitor.page.get_by_text("1 passage ·")).to_be_visible()
    drop_notes(place.seeds)
    expect(visitor.page.get_by_text(f"of {NOTES * PARTS} passages")).to_be_visible()
    expect(visitor.page.get_by_text(re.compile(r"\d+ passages/s · \d+ (s|min) left · notes/"))).to_be_visible()
    visitor.ask("Which is the capital of Azerbaijan?")  # from the old index, while the new one is made
    assert "Baku is the capital" in visitor.answer
    visitor.page.get_by_role("button", name="Stop", exact=True).click()
    expect(visitor.page.get_by_text("Stopped: the index is unchanged")).to_be_visible()
    expect(visitor.page.get_by_text("1 passage ·")).to_be_visible()
    expect(visitor.page.get_by_text(f"{NOTES} new in the folder")).to_be_visible()
    (place.seeds / "bad.txt").write_bytes(b"no\0text")
    expect(visitor.page.get_by_text(f"Automatic: {NOTES} new, 1 failed")).to_be_visible(timeout=60_000)
    expect(visitor.page.get_by_role("button", name=f"{NOTES + 1} documents")).to_be_visible()
    visitor.page.get_by_text("Automatic:").click()
    expect(visitor.page.get_by_text("failed: it is not text: it holds NUL bytes").first).to_be_visible()
