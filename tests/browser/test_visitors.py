"""Several visitors at once: three ask without pause while a fourth re-indexes."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Place, Visit, submit
from tests.browser.served import served
from tests.browser.slow import RELEASED

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

TOWNS = {"Baku": 2_300_500, "Quito": 1_763_275, "Lima": 10_151_200}
NOTES, PARTS = 6, 16
ENOUGH = 6
"""Questions asked while the new index is made; where the machine is busy it may be made before the last of them."""
NEW = "In Nairobi live 4397073 people."


@pytest.fixture(scope="module")
def place(plain_place: Place) -> Place:
    """A server over a document for each town."""
    plain_place.stock({f"{town}.txt": f"In {town} live {people} people." for town, people in TOWNS.items()})
    return plain_place


def drop_notes(seeds: Path) -> None:
    """Files that take some seconds to index."""
    for note in range(NOTES):
        parts = [f"Part {part} of note {note} tells of the harbour. " * 18 for part in range(PARTS)]
        (seeds / f"note {note}.txt").write_text("\n\n".join(parts), encoding="utf-8")
    (seeds / "Nairobi.txt").write_text(NEW, encoding="utf-8")


def test_three_visitors_ask_on_while_a_fourth_re_indexes(visit: Open, place: Place) -> None:
    askers = [visit() for _ in range(3)]
    indexer = visit()
    drop_notes(place.seeds)
    indexer.page.get_by_role("button", name="Re-index").click()
    expect(indexer.page.get_by_text(re.compile(rf"of {NOTES * PARTS + 1} passages"))).to_be_visible()
    meanwhile = 0
    for visitor, (town, people) in itertools.islice(itertools.cycle(zip(askers, TOWNS.items(), strict=True)), ENOUGH):
        visitor.ask(f"How many people live in {town}?")
        assert str(people) in visitor.answer
        meanwhile += indexer.page.get_by_role("button", name="Stop", exact=True).is_visible()
    assert meanwhile >= len(askers)
    expect(indexer.page.get_by_text(f"{NOTES + 1} new")).to_be_visible()
    for visitor in askers:
        visitor.ask("How many people live in Nairobi?")
        assert "4397073" in visitor.answer
        expect(visitor.page.locator(".question", has_text="Nairobi")).to_have_count(1)  # a new index asks nothing twice
        expect(visitor.page.get_by_role("button", name=f"{NOTES + len(TOWNS) + 1} documents")).to_be_visible()


def test_who_loses_patience_stops_a_question_and_asks_another(profile: BrowserContext, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "baku.txt").write_text("In Baku live 2300500 people.", encoding="utf-8")
    released = tmp_path / "released"
    slow = {"QA_BOT_EMBEDDING": "tests.browser.slow:SlowEmbedding", "QA_BOT_THRESHOLD": "0", RELEASED: str(released)}
    with served(seeds, tmp_path / "store", settings=slow) as address:
        page = profile.new_page()
        page.goto(address)
        visitor = Visit(page)
        submit(page, "How long is the river?")
        page.get_by_role("button", name="Stop", exact=True).click()
        expect(page.locator("article")).to_contain_text("Stopped before there was an answer")
        visitor.ask("How many people live in Baku?")
        assert "2300500" in visitor.answer
        expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0)
        page.close()
        released.touch()  # all the while the model was at the first question
