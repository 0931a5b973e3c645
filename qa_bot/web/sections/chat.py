"""The chat at hand: a question is asked, and questions with their answers stand one under the other."""

from functools import partial
from typing import Any

import streamlit as st

from qa_bot.chats.export import markdown
from qa_bot.chats.records import Chat, Exchange
from qa_bot.errors import QaBotError
from qa_bot.records import Answer
from qa_bot.web import components, widgets
from qa_bot.web.question_run import QuestionRun
from qa_bot.web.render_cache import RenderCache
from qa_bot.web.session import Session, history
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.answer import Proof, answer_view, collapsed_view, problem_view
from qa_bot.web.views.document import View, from_citation, from_passage
from qa_bot.web.views.wording import file_name

_QUICK_SECONDS = 0.4
"""An answer usually takes a tenth of it; whoever waits longer may stop it."""

_LOOK_SECONDS = 0.1

_MOST_CHOICES = 1_000
"""Documents that can be chosen from; a longer list is for nobody's eyes."""


def ask(state: ApplicationState, session: Session, question: str) -> None:
    """Ask the bot, and keep what comes of it."""
    session.asking = state.ask(question, history(session.exchanges), session.within)
    finish(session, session.asking)


def finish(session: Session, asking: QuestionRun) -> None:
    """Wait for a question's end, and keep what came of it.

    Streamlit ends this run at any drawing where the visitor has clicked; the next run then comes back here.
    """
    with st.spinner("Reading the documents"):
        if not asking.wait(_QUICK_SECONDS):
            place, sign = st.empty(), st.empty()
            widgets.button("Stop", f"stop-asking-{id(asking)}", asking.stop, within=place)
            while not asking.wait(_LOOK_SECONDS):
                sign.empty()
            place.empty()
        session.asking = None
        session.keep(asking.question, asking.outcome, asking.within)


def draw(state: ApplicationState, session: Session, cache: RenderCache) -> None:
    """Draw the chat with older exchanges collapsed, scrolled to the latest answer or the one in the address."""
    if session.chat:
        _header(state, session, session.chat)
    if session.problem:
        components.notice("chat-problem", session.problem)
    shown = session.shown()
    components.answers(
        {
            "exchanges": [
                _expanded(session, exchange, cache.proof) if exchange.id in shown else _collapsed(exchange)
                for exchange in session.exchanges
            ],
            "target": session.target,
        },
        open=partial(_open, session),
        rate=partial(_rate, session),
        expand=session.expand,
        collapse=session.collapse,
    )


def _expanded(session: Session, exchange: Exchange, proof: Proof) -> View:
    return {
        "id": exchange.id,
        "view": view(exchange, proof, session.link(exchange)),
        "open": session.opened.current if session.opened and session.opened_by == exchange.id else 0,
        "rating": _rating(exchange),
        "collapsible": exchange.id not in session.recent(),
    }


def _collapsed(exchange: Exchange) -> View:
    return {"id": exchange.id, "collapsed": collapsed_view(exchange.question, exchange.outcome)}


def draw_document_filter(state: ApplicationState, session: Session) -> None:
    """Draw which documents are asked, where there are several to choose from."""
    try:
        files = state.status().files
    except QaBotError:
        return
    if len(files) > 1:
        there = {file.source for file in files}
        session.limit(source for source in session.within if source in there)
        choices = [{"source": file.source, "title": file.title} for file in files[:_MOST_CHOICES]]
        components.document_filter(choices, session.within, session.limit)


def view(exchange: Exchange, proof: Proof, link: str) -> View:
    """The JSON that draws an exchange."""
    if isinstance(exchange.outcome, Answer):
        return answer_view(exchange.outcome, proof, link, exchange.within)
    return problem_view(exchange.question, exchange.outcome)


def _header(state: ApplicationState, session: Session, chat: Chat) -> None:
    """The chat's title, and what can be done with all of it."""
    with st.container(key="chat-header", horizontal=True, vertical_alignment="center"):
        components.chat_header(chat, session.rename, lambda _: session.delete())
        widgets.download_button(
            "Export",
            "export",
            lambda: markdown(chat, session.exchanges, state.render_cache().proof.citation_status),
            file_name=file_name(chat.title, ".md"),
            mime="text/markdown",
        )


def _rating(exchange: Exchange) -> View | None:
    """What the visitor thought of it; None where that cannot be kept."""
    if exchange.id < 0 or not isinstance(exchange.outcome, Answer):
        return None
    return {"helpful": exchange.helpful, "remark": exchange.remark}


def _rate(session: Session, what: dict[str, Any]) -> None:
    exchange = session.exchange(what.get("exchange"))
    if exchange:
        session.rate(exchange, what.get("helpful"), str(what.get("remark", "")))


def _open(session: Session, what: dict[str, Any]) -> None:
    """Open what was pressed: a citation by its number, a passage by its place among the hits."""
    exchange = session.exchange(what.get("exchange"))
    if exchange is None or not isinstance(exchange.outcome, Answer):
        return
    answer = exchange.outcome
    cited = {citation.number: citation for citation in answer.citations}
    if what.get("citation") in cited:
        session.open(from_citation(cited[what["citation"]], answer.citations), exchange.id)
    elif what.get("passage") in range(len(answer.hits)):
        session.open(from_passage(answer.hits[what["passage"]].passage), exchange.id)


def step(session: Session, number: int) -> None:
    """Open another citation of the answer whose document is shown."""
    _open(session, {"exchange": session.opened_by, "citation": number})
