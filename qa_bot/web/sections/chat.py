"""The open chat: its questions and answers, and the question being answered."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from qa_bot.chats.export import markdown
from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.store import is_title_of
from qa_bot.errors import QaBotError
from qa_bot.records import Answer
from qa_bot.store.reports import IndexedFile
from qa_bot.web import components, downloads, widgets
from qa_bot.web.downloads import Download
from qa_bot.web.question_run import AskedQuestion, QuestionRun, history
from qa_bot.web.render_cache import RenderCache
from qa_bot.web.sections import notes
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.answer import answer_view, collapsed_view, problem_view
from qa_bot.web.views.document import View, from_citation, from_passage
from qa_bot.web.views.partial import partial_html, question_html
from qa_bot.web.views.proof import Proof
from qa_bot.web.views.wording import file_name

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_QUICK_SECONDS = 0.4
"""A question can be stopped after so long; most take a tenth of it."""

_POLL_SECONDS = 0.1
_DRAWING_SECONDS = 0.05
"""Between two drawings of what is written: models write up to a hundred times a second."""


def _word(*chat: Any) -> bytes:
    from qa_bot.chats.word import word_document  # noqa: PLC0415 - a tenth of a second that the first page saves

    return word_document(*chat)


_EXPORTS = (("Markdown", ".md", "text/markdown", markdown), ("Word", ".docx", _WORD_TYPE, _word))
"""Formats of a chat: name, ending, media type and function."""


def ask(state: ApplicationState, session: Session, asked: AskedQuestion) -> None:
    """Ask the bot, and add the outcome to the chat."""
    earlier = [one for one in session.exchanges if asked.before is None or one.id < asked.before]
    session.question_run = state.ask(asked.question, history(earlier), asked.within, asked.intent, session.writing)
    finish(session, session.question_run)


def finish(session: Session, run: QuestionRun) -> None:
    """Wait for a question to be answered, and add the outcome to the chat.

    After an interaction Streamlit interrupts the script while it draws; the next run of the script continues here.
    """
    asked = st.empty()
    with st.spinner("Searching the documents"):
        if not _wait_quickly(run):
            asked.html(question_html(run.question))
            button, written, marker = st.empty(), st.empty(), st.empty()
            widgets.button("Stop", f"stop-question-{id(run)}", run.stop, within=button)
            drawn = None
            while not run.wait(_POLL_SECONDS):
                marker.empty()  # drawing lets Streamlit interrupt the script
                if run.partial and run.partial != drawn:
                    drawn = run.partial
                    written.html(partial_html(*drawn))
                    run.wait_to_end(_DRAWING_SECONDS)
            for drawn_here in (asked, button, written):
                drawn_here.empty()
        session.question_run = None
        session.add(run.question, run.outcome, run.within)


def _wait_quickly(run: QuestionRun) -> bool:
    """Wait as long as most questions take, but not once a model writes; return whether the run has ended."""
    return any(run.wait(_POLL_SECONDS) or run.partial for _ in range(round(_QUICK_SECONDS / _POLL_SECONDS))) and (
        run.wait_to_end(0)
    )


def draw(state: ApplicationState, session: Session, cache: RenderCache) -> None:
    """Draw the chat with older exchanges collapsed, scrolled to the latest answer or the one in the address."""
    if session.chat:
        _header(state, session, session.chat)
    if session.problem:
        components.notice("chat-problem", session.problem)
    notes.draw(session, cache)
    expanded = session.expanded_ids()
    files = _files(state, session)
    components.answers(
        {
            "exchanges": [
                _expanded(session, exchange, cache.proof, files) if exchange.id in expanded else _collapsed(exchange)
                for exchange in session.exchanges
            ],
            "target": session.target,
        },
        open=partial(_open, session),
        pin=partial(notes.pin_citation, session),
        rate=partial(_rate, session),
        expand=session.expand,
        collapse=session.collapse,
        ask_all=partial(_ask_all, session),
        ask_as=partial(_ask_as, session),
        about=partial(_about, session),
        documents=lambda _: session.show("documents"),
    )
    _follow_ups(state, session)


def _follow_ups(state: ApplicationState, session: Session) -> None:
    """Draw questions that may be asked next, once they have been tried."""
    found = followed_up(state, session)
    if found:
        chips = [{"label": question, "value": question} for question in found]
        components.rows("follow-ups", chips, partial(_ask_next, session), style="chips", heading="Ask next")


def followed_up(state: ApplicationState, session: Session) -> tuple[str, ...] | None:
    """Return the questions to offer below the last answer, None while they are tried."""
    last = session.exchanges[-1].outcome if session.exchanges else ""
    if session.view != "chat" or session.question_run or not isinstance(last, Answer):
        return ()
    return state.follow_ups.of(last, [exchange.question for exchange in session.exchanges])


def _ask_next(session: Session, question: Any) -> None:
    session.submitted = AskedQuestion(str(question), session.within)


def _files(state: ApplicationState, session: Session) -> tuple[IndexedFile, ...]:
    """Return the documents if an exchange lists them; none if the index cannot be read."""
    if not any(isinstance(one.outcome, Answer) and one.outcome.intent == "documents" for one in session.exchanges):
        return ()
    try:
        return state.status().files
    except QaBotError:
        return ()


def _ask_all(session: Session, exchange_id: object) -> None:
    """Ask the question of an exchange again, in all documents; the choice of documents stays."""
    exchange = session.exchange(exchange_id)
    if exchange:
        session.submitted = AskedQuestion(exchange.question)


def _ask_as(session: Session, sent: dict[str, Any]) -> None:
    """Ask the question of an exchange again, as another intent in the same documents."""
    exchange = session.exchange(sent.get("exchange"))
    if exchange and sent.get("intent") in ("comparison", "occurrences"):
        session.submitted = AskedQuestion(exchange.question, exchange.within, sent["intent"], exchange.id)


def _about(session: Session, document_id: object) -> None:
    session.show_about(str(document_id))


def _expanded(session: Session, exchange: Exchange, proof: Proof, files: Sequence[IndexedFile]) -> View:
    return {
        "id": exchange.id,
        "view": view(exchange, proof, session.link(exchange), files),
        "open": session.opened.current if session.opened and session.opened_by == exchange.id else 0,
        "rating": _rating(exchange),
        "collapsible": exchange.id not in session.recent(),
    }


def _collapsed(exchange: Exchange) -> View:
    return {"id": exchange.id, "collapsed": collapsed_view(exchange.question, exchange.outcome)}


def view(exchange: Exchange, proof: Proof, link: str, files: Sequence[IndexedFile]) -> View:
    """Return the JSON of an expanded exchange."""
    if isinstance(exchange.outcome, Answer):
        listed = files if exchange.outcome.intent == "documents" else ()
        return answer_view(exchange.outcome, proof, link, exchange.within, listed)
    return problem_view(exchange.question, exchange.outcome)


def _header(state: ApplicationState, session: Session, chat: Chat) -> None:
    """Draw the chat's menu, and its title if it is not the first question, which stands below."""
    with st.container(key="chat-header", horizontal=True, vertical_alignment="center"):
        if not is_title_of(chat.title, session.exchanges[0].question):
            st.text(chat.title)
        with st.popover("Chat menu", key="chat-menu"):
            widgets.text_input("Title of this chat", f"chat-title-{chat.id}", chat.title, session.rename, max_chars=200)
            for name, ending, mime, written in _EXPORTS:
                export = partial(_exported, state, session, chat, written)
                file = Download(file_name(chat.title, ending), mime, export)
                downloads.button(session, f"Export as {name}", f"export{ending}", file, width="stretch")
            st.divider()
            widgets.button("Delete this chat", "delete-chat", session.delete, width="stretch")


def _exported(
    state: ApplicationState, session: Session, chat: Chat, written: Callable[..., bytes | str]
) -> bytes | str:
    return written(chat, session.exchanges, state.render_cache().proof.citation_status)


def _rating(exchange: Exchange) -> View | None:
    """Return the visitor's rating; None if the exchange cannot be rated."""
    outcome = exchange.outcome
    if exchange.id < 0 or not isinstance(outcome, Answer) or outcome.intent in ("social", "documents"):
        return None
    return {"helpful": exchange.helpful, "remark": exchange.remark}


def _rate(session: Session, sent: dict[str, Any]) -> None:
    exchange = session.exchange(sent.get("exchange"))
    if exchange:
        session.rate(exchange, sent.get("helpful"), str(sent.get("remark", "")))


def _open(session: Session, sent: dict[str, Any]) -> None:
    """Open a citation by its number, or a passage by its index among the hits."""
    exchange = session.exchange(sent.get("exchange"))
    if exchange is None or not isinstance(exchange.outcome, Answer):
        return
    answer = exchange.outcome
    cited = {citation.number: citation for citation in answer.citations}
    if sent.get("citation") in cited:
        session.open(from_citation(cited[sent["citation"]], answer.citations), exchange.id)
    elif sent.get("passage") in range(len(answer.hits)):
        session.open(from_passage(answer.hits[sent["passage"]].passage), exchange.id)


def step(session: Session, number: int) -> None:
    """Go to another citation of the answer whose document is open, also one of another document."""
    if session.opened and number in session.opened.quotes:
        session.show_citation(number)
    else:
        _open(session, {"exchange": session.opened_by, "citation": number})
