"""The page as its user has it: real server, real browser, real documents."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from qa_bot.bot import Bot
from qa_bot.records import Citation
from qa_bot.settings import Settings
from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

QUESTION = "When was the Shusha Declaration signed?"
OF_TWO_QUOTES = "Who is Bahtiyar Ersay?"
NEW = "The Quiet Harbour Agreement\n\nThe Quiet Harbour Agreement was signed in Lisbon on 4 May 1987.\n"
HOSTILE = """The Zanzibar Ferry <script>alert('title')</script> **bold** [link](http://evil.example/a)

The Zanzibar Ferry sails <img src="http://evil.example/pixel.png" onerror="alert('image')"> every Tuesday at noon \
<script>alert('script')</script> ![picture](http://evil.example/track.png) <b>from</b> the old pier.
"""
HOSTILE_NAME = "<img src=x onerror=alert(1)> ![p](http:evil.example).txt"
NARROWEST, WIDEST = (360, 640), (2560, 1300)

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def bot(place: Place) -> Iterator[Bot]:
    """A second reader of the server's store, to know what the page must show."""
    bot = Bot(Settings(seeds=place.seeds, store=place.store))
    yield bot
    bot.close()


def learn(visit: Visit, place: Place, name: str, text: str) -> None:
    """Drop a document into the folder, wait until the page notices by itself, and re-index."""
    (place.seeds / name).write_text(text, encoding="utf-8")
    expect(visit.page.get_by_text("1 new in the folder")).to_be_visible()
    visit.page.get_by_role("button", name="Re-index").click()
    expect(visit.page.get_by_text(f"{len(list(place.seeds.iterdir()))} documents")).to_be_visible()


def slice_of(place: Place, citation: Citation) -> str:
    text = (place.seeds / citation.source).read_bytes().decode("utf-8")
    return text[citation.span.start : citation.span.end]


def test_both_sides_of_a_difference_are_told_under_their_documents(visit: Open, bot: Bot) -> None:
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


def test_mark_opens_the_document_at_the_very_words(visit: Open, place: Place, bot: Bot) -> None:
    visitor = visit()
    visitor.ask(QUESTION)
    assert "June 15, 2021" in visitor.answer
    citation = bot.ask(QUESTION).citations[0]
    visitor.page.locator(".answer .number").first.click()
    mark = visitor.page.locator(".panel mark.current")
    expect(mark).to_have_count(1)
    assert mark.text_content() == citation.quote == slice_of(place, citation)
    expect(mark).to_be_in_viewport()


def test_document_view_holds_the_whole_text_and_nothing_else(visit: Open, place: Place) -> None:
    visitor = visit()
    visitor.ask(QUESTION)
    visitor.page.locator(".answer .number").first.click()
    visitor.page.locator(".panel mark.current").wait_for()
    shown = "".join(visitor.page.locator(".panel .block").all_text_contents())
    file = visitor.page.locator(".panel .name .soft").text_content() or ""
    assert shown == (place.seeds / file).read_bytes().decode("utf-8")


def test_document_view_steps_through_the_quotes_and_closes_with_escape(visit: Open, place: Place, bot: Bot) -> None:
    visitor = visit()
    visitor.ask(OF_TWO_QUOTES)
    cited = bot.ask(OF_TWO_QUOTES).citations
    in_order = sorted((c for c in cited if c.document_id == cited[0].document_id), key=lambda c: c.span.start)
    assert len(in_order) > 1
    visitor.page.locator(".answer .number").nth(in_order[0].number - 1).click()
    mark = visitor.page.locator(".panel mark.current")
    for at, citation in enumerate(in_order, 1):
        expect(visitor.page.locator(".steps span")).to_have_text(f"{at} of {len(in_order)}")
        assert mark.text_content() == citation.quote
        if at < len(in_order):
            visitor.page.get_by_role("button", name="Next quote").click()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator(".panel")).to_have_count(0)


def test_mark_shows_its_quote_to_pointer_and_keyboard(visit: Open, bot: Bot) -> None:
    visitor = visit()
    visitor.ask(QUESTION)
    quote = " ".join(bot.ask(QUESTION).citations[0].quote.split())
    bubble = visitor.page.locator(".bubble")
    visitor.page.locator(".answer .number").first.hover()
    expect(bubble).to_contain_text(quote)
    visitor.page.mouse.move(5, 5)
    expect(bubble).to_be_hidden()
    for _ in range(30):
        visitor.page.keyboard.press("Shift+Tab")
        if bubble.is_visible():
            break
    expect(bubble).to_be_visible()
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
    expect(visitor.page.locator(".source")).to_have_count(0)


def test_suggested_question_is_asked_by_pressing_it(visit: Open) -> None:
    visitor = visit()
    chip = visitor.page.locator(".chips button").first
    question = chip.inner_text()
    chip.click()
    expect(visitor.page.locator(".question")).to_have_text(question)
    expect(visitor.page.locator(".proof").first).to_have_text("✓ word for word")


def test_answer_stands_on_the_page_soon_after_enter(visit: Open) -> None:
    visitor = visit()
    visitor.ask(QUESTION)
    taken = []
    for question in ("What is the Shusha Declaration?", "Which exercises were held?", "Who is President Aliyev?"):
        visitor.page.get_by_test_id("stChatInputTextArea").fill(question)
        started = time.monotonic()
        visitor.page.keyboard.press("Enter")
        visitor.page.locator(".question", has_text=question).wait_for()
        taken.append(time.monotonic() - started)
    assert min(taken) < 1.0  # some 0.2 s on a quiet machine


def test_new_document_is_noticed_learned_and_answered_from(visit: Open, place: Place) -> None:
    visitor = visit()
    learn(visitor, place, "harbour.txt", NEW)
    visitor.ask("When was the Quiet Harbour Agreement signed?")
    assert "4 May 1987" in visitor.answer


def test_hostile_document_is_only_text(visit: Open, place: Place) -> None:
    visitor = visit()
    learn(visitor, place, HOSTILE_NAME, HOSTILE)
    visitor.page.get_by_text("Documents", exact=True).click()
    expect(visitor.page.get_by_text(HOSTILE_NAME).last).to_be_visible()
    visitor.ask("When does the Zanzibar Ferry sail?")
    assert "<script>alert('script')</script>" in visitor.answer
    visitor.page.locator(".answer .number").first.click()
    visitor.page.locator(".panel mark.current").wait_for()
    assert "".join(visitor.page.locator(".panel .block").all_text_contents()) == HOSTILE
    assert visitor.page.locator(".panel .name .soft").text_content() == HOSTILE_NAME
    assert visitor.page.locator("article img, article a, article b, .panel img, .panel a, .panel script").count() == 0


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


def test_session_of_another_visitor_is_its_own(visit: Open) -> None:
    first, second = visit(), visit()
    first.ask(QUESTION)
    assert second.page.locator(".question").count() == 0
