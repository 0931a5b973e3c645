"""The page as its user has it: real server, real browser, real documents."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from qa_bot.bot import Bot
from qa_bot.records import Citation
from tests.browser.conftest import DOCUMENTS, Place, Visit, reach

pytestmark = pytest.mark.browser

QUESTION = "When was the Shusha Declaration signed?"
TEN = (
    QUESTION,
    "What was the founding principle of the Türkiye–Azerbaijan military relationship?",
    "Which NGO is worried about all the mountaineering in the joint exercises?",
    "What did the drill that Turkey and Azerbaijan carried out in July feature?",
    "According to Naghi Ahmadov, what gives the Azerbaijani side confidence in the diplomatic process?",
    "When did the exercise “Mustafa Kemal Atatürk-2023” take place?",
    "What days was the Fist of Brotherhood drill held on?",
    "Who is the commander of Azerbaijan's 5th Army?",
    "Whose principle is “one nation — two states”?",
    "How many Azerbaijanis were killed in the war of the early 1990s?",
)
NEW = "The Quiet Harbour Agreement\n\nThe Quiet Harbour Agreement was signed in Lisbon on 4 May 1987.\n"
HOSTILE = """The Zanzibar Ferry <script>alert('title')</script> **bold** [link](http://evil.example/a)

The Zanzibar Ferry sails <img src="http://evil.example/pixel.png" onerror="alert('image')"> every Tuesday at noon \
<script>alert('script')</script> ![picture](http://evil.example/track.png) <b>from</b> {{7*7}} ${7*7} {%raw%} the \
\x1b[31mold\x1b[0m \u202ereip.

| Zanzibar | Ferry |
|---|---|
| :material/home: | $x^2$ `http://evil.example/code` http://evil.example/plain |
"""
HOSTILE_NAME = "<img src=x onerror=alert(1)> ![p](http:evil.example).txt"
MADE_OF_MARKUP = ("img", "a", "b", "script", "strong", "em", "code", "svg image", "iframe")
NARROWEST, WIDEST = (360, 640), (2560, 1300)

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def bot(place: Place) -> Bot:
    """A second reader of the server's store, to know what the page must show."""
    return place.bot


def index(visit: Visit, place: Place, name: str, text: str) -> None:
    """Drop a document into the folder, wait until the page notices by itself, and re-index."""
    (place.seeds / name).write_text(text, encoding="utf-8")
    expect(visit.page.get_by_text("1 new in the folder")).to_be_visible()
    visit.page.get_by_role("button", name="Re-index").click()
    expect(visit.page.get_by_role("button", name=f"{len(list(place.seeds.iterdir()))} documents")).to_be_visible()


def slice_of(place: Place, citation: Citation) -> str:
    text = (place.seeds / citation.source).read_bytes().decode("utf-8")
    return text[citation.span.start : citation.span.end]


def test_both_sides_of_a_difference_are_shown_with_their_documents(visit: Open, bot: Bot) -> None:
    visitor = visit()
    asked = "Was the December exercise called “Fist of Brotherhood” or “Fraternal Fist”?"
    visitor.ask(asked)
    answer = bot.ask(asked)
    (difference,) = answer.differences
    titles = {citation.number: citation.title for citation in answer.citations}
    sides = visitor.page.locator(".differ li")
    expect(sides).to_have_count(2)
    for place, side in enumerate(difference.sides):
        expect(sides.nth(place)).to_contain_text(titles[side.number][:40])
        expect(sides.nth(place).locator("q")).to_have_text(side.words)
    sides.last.locator(".number").click()
    expect(visitor.page.locator(".panel mark.current")).to_contain_text(difference.sides[-1].words)


def test_every_mark_shows_its_quote_and_opens_the_document_at_the_very_words(
    visit: Open, place: Place, bot: Bot
) -> None:
    cited = {}
    visitor = visit()
    for question in TEN:
        visitor.ask(question)
        answer = bot.ask(question)
        marks = visitor.page.locator(".answer .number")
        assert {int(number) for number in marks.all_inner_texts()} == {one.number for one in answer.citations}
        for citation in answer.citations[:2]:
            mark = marks.filter(has_text=re.compile(rf"^{citation.number}$")).first
            mark.hover()
            expect(visitor.page.locator(".popover q")).to_have_text(" ".join(citation.quote.split()))
            mark.click()
            expect(visitor.page.locator(".panel .name .soft")).to_have_text(citation.source)
            shown = visitor.page.locator(f".panel mark.current[data-numbers='{citation.number}']")
            expect(shown).to_have_count(1)
            assert shown.text_content() == citation.quote == slice_of(place, citation)
            expect(shown).to_be_in_viewport()
            cited[citation.source] = question
        visitor.page.get_by_role("button", name="New chat").click()
        expect(visitor.page.locator("section.panel, article")).to_have_count(0)
    assert len(cited) == 5


def test_follow_up_shows_the_rewritten_question(visit: Open) -> None:
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.ask("Who signed it?")
    expect(visitor.page.locator("article").last).to_contain_text("Searched for: Who signed the Shusha Declaration?")


def test_document_view_holds_the_whole_text_and_nothing_else(visit: Open, place: Place) -> None:
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.page.locator(".answer .number").first.click()
    visitor.page.locator(".panel mark.current").wait_for()
    shown = "".join(visitor.page.locator(".panel .block").all_text_contents())
    file = visitor.page.locator(".panel .name .soft").text_content() or ""
    assert shown == (place.seeds / file).read_bytes().decode("utf-8")


def test_mark_shows_its_quote_to_pointer_and_keyboard(visit: Open, bot: Bot) -> None:
    visitor = visit()
    visitor.ask(QUESTION)
    quote = " ".join(bot.ask(QUESTION).citations[0].quote.split())
    popover = visitor.page.locator(".popover")
    visitor.page.locator(".answer .number").first.hover()
    expect(popover).to_contain_text(quote)
    visitor.page.mouse.move(5, 5)
    expect(popover).to_be_hidden()
    reach(visitor.page, ".answer .number", "Shift+Tab")
    expect(popover).to_be_visible()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".panel mark.current")).to_have_count(1)


def test_answer_begins_at_the_top_of_the_window(visit: Open) -> None:
    visitor = visit(390, 844)
    for question in (QUESTION, "What is the Shusha Declaration?"):
        visitor.ask(question)
        expect(visitor.page.locator(".question").last).to_be_in_viewport()
        visitor.page.wait_for_timeout(400)
        box = visitor.page.locator(".question").last.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 300


def test_off_topic_question_is_not_answered(visit: Open) -> None:
    visitor = visit()
    visitor.ask("How do I bake an apple pie?")
    expect(visitor.page.locator(".none strong")).to_have_text("The documents do not say.")
    expect(visitor.page.locator(".source:visible")).to_have_count(0)  # the nearest passages are collapsed


def test_suggested_question_is_asked_by_pressing_it(visit: Open) -> None:
    visitor = visit()
    chip = visitor.page.locator(".chips button").first
    question = chip.inner_text()
    chip.click()
    expect(visitor.page.locator(".question")).to_have_text([question])
    expect(visitor.page.locator(".proof").first).to_have_text("✓ word for word")


def test_new_document_is_noticed_indexed_and_answers(visit: Open, place: Place) -> None:
    visitor = visit()
    index(visitor, place, "harbour.txt", NEW)
    visitor.ask("When was the Quiet Harbour Agreement signed?")
    assert "4 May 1987" in visitor.answer


def test_hostile_document_is_only_text(visit: Open, place: Place) -> None:
    visitor = visit()
    index(visitor, place, HOSTILE_NAME, HOSTILE)
    visitor.page.get_by_role("button", name=DOCUMENTS).click()
    expect(visitor.page.locator(".name", has_text="The Zanzibar Ferry <script>")).to_be_visible()
    expect(visitor.page.get_by_text(HOSTILE_NAME).last).to_be_visible()
    visitor.page.get_by_role("button", name="Back to the chat").click()
    visitor.ask("When does the Zanzibar Ferry sail?")
    assert "<script>alert('script')</script>" in visitor.answer
    visitor.page.locator(".answer .number").first.click()
    visitor.page.locator(".panel mark.current").wait_for()
    assert "".join(visitor.page.locator(".panel .block").all_text_contents()) == HOSTILE
    assert visitor.page.locator(".panel .name .soft").text_content() == HOSTILE_NAME
    made = ", ".join(f"{part} {tag}" for part in ("article", ".panel", ".compact") for tag in MADE_OF_MARKUP)
    emphasized = visitor.page.locator("article .statement b")  # the page's own: words of the question
    words = " ".join(emphasized.all_text_contents()).casefold().split()
    assert set(words) <= {"zanzibar", "ferry", "sail", "sails"}
    assert visitor.page.locator(made).count() == emphasized.count()


@pytest.mark.parametrize(("width", "height"), [NARROWEST, WIDEST])
def test_nothing_sticks_out_of_the_window(visit: Open, width: int, height: int) -> None:
    visitor = visit(width, height)
    visitor.ask(QUESTION)
    overflow = "() => document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
    assert visitor.page.evaluate(overflow) <= 0
    visitor.page.locator(".answer .number").first.click()
    visitor.page.locator(".panel mark.current").wait_for()
    assert visitor.page.evaluate(overflow) <= 0
    panel = visitor.page.locator(".panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= width
