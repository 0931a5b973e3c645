"""Answers that a language model writes, in a real browser: streamed, partly unsupported, failed, stopped."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qa_bot.bot import Bot
from qa_bot.settings import Settings
from tests.browser.conftest import QUICK, Place, Visit, submit
from tests.browser.scripted_answer import DATE, INVENTED, PROVEN, QUESTION, writes
from tests.browser.served import served
from tests.language_server import CUT, WAIT, LanguageServer, language_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with language_server() as server:
        yield server


@pytest.fixture(scope="module")
def place(indexed: Path, server: LanguageServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server over the repository's documents, with the scripted language model."""
    folder = shutil.copytree(indexed, tmp_path_factory.mktemp("composing"), dirs_exist_ok=True)
    bot = Bot(Settings(folder / "seeds", folder / "store"))
    settings = {**QUICK, "QA_BOT_LLM": server.openai_like}
    with served(folder / "seeds", folder / "store", settings=settings) as address:
        yield Place(address, folder / "seeds", folder / "store", bot)
    bot.close()


def test_an_answer_is_shown_as_it_is_written_and_what_is_not_supported_in_words(
    visit: Callable[..., Visit], server: LanguageServer
) -> None:
    server.script = writes(" And it is", WAIT, " raining.")
    server.released.clear()
    visitor = visit()
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    submit(visitor.page, QUESTION)
    writing = visitor.page.locator(".writing")
    expect(writing.locator(".draft")).to_have_text("And it is…")
    expect(writing.locator("p").first).to_have_text(f"{PROVEN}1")
    expect(writing.locator(".unsupported")).to_contain_text("not supported by the documents: ")
    assert writing.locator("b").count() == 0
    expect(visitor.page.locator(".asked")).to_have_text(QUESTION)
    server.released.set()
    answer = visitor.page.locator("article").last
    expect(answer.locator(".statement")).to_have_count(3)
    expect(answer.locator(".statement").nth(1)).to_contain_text(INVENTED)
    expect(answer.locator(".statement .unsupported").first).to_contain_text("not supported by the documents: ")
    assert answer.locator(".statement").first.locator("button.number").count() == 1
    assert answer.locator(".statement").nth(1).locator("button.number").count() == 0
    expect(writing).to_have_count(0)
    expect(visitor.page.locator(".asked")).to_have_count(0)
    answer.get_by_role("button", name="Copy the answer with its sources", exact=True).click()
    expect(answer.get_by_role("status")).to_have_text("Copied")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert PROVEN in copied
    assert INVENTED not in copied
    answer.get_by_role("button", name="Copy the answer with the sentences that are not supported", exact=True).click()
    expect(answer.get_by_role("status")).to_have_text("Copied")
    assert f"{INVENTED} (not supported by the documents: " in visitor.page.evaluate("navigator.clipboard.readText()")


def test_a_reply_that_is_cut_off_leaves_quotes_and_the_reason(
    visit: Callable[..., Visit], server: LanguageServer
) -> None:
    server.script = writes(CUT)
    visitor = visit()
    visitor.ask(QUESTION)
    answer = visitor.page.locator("article").last
    expect(answer).to_contain_text("Quoted from the documents, because scripted wrote no answer: the reply was cut off")
    expect(answer.locator(".answer")).to_contain_text(DATE)
    assert INVENTED not in answer.inner_text()


def test_stopping_ends_the_request(visit: Callable[..., Visit], server: LanguageServer) -> None:
    server.script = writes(WAIT)
    server.released.clear()
    server.hung_up.clear()
    visitor = visit()
    submit(visitor.page, QUESTION)
    expect(visitor.page.locator(".writing p").first).to_have_text(f"{PROVEN}1")  # the reply has begun, and waits
    visitor.page.get_by_role("button", name="Stop", exact=True).click()
    expect(visitor.page.locator("p.problem")).to_contain_text("Stopped before there was an answer")
    assert server.hung_up.wait(60)


def test_a_visitor_chooses_quotes(visit: Callable[..., Visit], server: LanguageServer) -> None:
    server.script = writes()
    visitor = visit()
    expect(visitor.page.get_by_role("radio", name="Written by scripted")).to_be_visible()
    visitor.page.get_by_text("Quoted", exact=True).click()
    asked = len(server.prompts)
    visitor.ask(QUESTION)
    expect(visitor.page.locator("article").last.locator(".answer")).to_contain_text(DATE)
    assert len(server.prompts) == asked
