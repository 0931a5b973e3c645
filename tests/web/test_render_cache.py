"""However often an answer is drawn, its quotes are compared with the disk; each text is read once for all of them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import StoreDamaged
from qa_bot.settings import Settings
from qa_bot.web.render_cache import CACHED_DOCUMENTS, Paragraphs, RenderCache
from qa_bot.web.session import Session
from tests.audits import recorded
from tests.conftest import MakeBot
from tests.web.conftest import Page

QUESTION = "When was the Shusha Declaration signed?"
DRAWING = "ScriptRunner.scriptThread"


def test_a_document_is_read_once_a_drawing_however_many_quotes_are_of_it(page: Page) -> None:
    for _ in range(3):
        answer = page.ask(QUESTION)
    with recorded(Settings.from_environment().store / "texts") as read:
        page.app.run()
    times = Counter(access.path for access in read if access.thread == DRAWING)  # follow-ups are tried meanwhile
    assert len(answer["quotes"]) > 0
    assert set(times.values()) == {1}


def test_older_answers_are_drawn_in_full_and_proven_only_when_opened(page: Page) -> None:
    for _ in range(6):
        page.ask(QUESTION)
    session: Session = page.app.session_state["session"]
    collapsed = [exchange for exchange in page.exchanges() if "collapsed" in exchange]
    assert [exchange["id"] for exchange in collapsed] == [exchange.id for exchange in session.exchanges[:3]]
    assert all(len(json.dumps(exchange)) < 600 for exchange in collapsed)
    session.expand([collapsed[0]["id"]])
    page.app.run()
    first, second, *_ = page.exchanges()
    assert all(line["proven"] for source in first["view"]["sources"] for line in source["lines"])
    assert first["collapsible"]
    assert second == collapsed[1]


def test_a_click_with_sixty_exchanges_sends_less_than_two_hundred_kilobytes(page: Page) -> None:
    page.ask(QUESTION)
    session: Session = page.app.session_state["session"]
    for _ in range(59):
        session.add(QUESTION, session.exchanges[0].outcome, ())
    page.app.run()
    assert (len(page.exchanges()), len(page.answers())) == (60, 3)
    assert page.sent() < 200_000


def test_each_drawing_compares_with_the_text_as_it_is_then(folder: Path, make_bot: MakeBot) -> None:
    (folder / "baku.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    (citation,) = bot.ask("What is the capital of Azerbaijan?").citations
    assert RenderCache(bot.documents, {}).proof.holds(citation)
    (text,) = (bot.settings.store / "texts").glob("*.txt")
    text.chmod(0o600)
    text.write_text("Baku is the capitol of Azerbaijan.", encoding="utf-8")
    cache = RenderCache(bot.documents, {})
    with recorded(text.parent) as read:
        assert not cache.proof.holds(citation)
        with pytest.raises(StoreDamaged):
            cache.text(citation.document_id)
    assert len(read) == 1


def test_paragraphs_are_cached_between_reruns(seeds_bot: Bot) -> None:
    kept: Paragraphs = {}
    file = seeds_bot.status(compare_folder=False).files[0]
    with recorded(seeds_bot.settings.store / "texts") as read:
        offsets = [RenderCache(seeds_bot.documents, kept).proof.offsets_of(file.document_id) for _ in range(2)]
    assert offsets[0] is offsets[1]
    assert len(read) == 1
    kept.update({str(number): () for number in range(CACHED_DOCUMENTS)})
    RenderCache(seeds_bot.documents, kept).proof.offsets_of(seeds_bot.status(compare_folder=False).files[1].document_id)
    assert len(kept) == 1
