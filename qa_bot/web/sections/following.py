"""Follow what changes without the visitor: the open chat in another window, the folder, questions being tried."""

import streamlit as st

from qa_bot.errors import ChatGone, QaBotError
from qa_bot.store.reports import Pending
from qa_bot.web import admission, components
from qa_bot.web.sections import chat as chat_section
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState

_TRYING_SECONDS = 0.5
"""While follow-up questions are tried."""

_Displayed = tuple[Pending | None, tuple[str, ...] | None]


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the page again when what it displays has changed elsewhere."""
    drawn = _displayed(state, session)
    every = _TRYING_SECONDS if drawn[1] is None else state.bot.settings.look_seconds
    st.fragment(_look, run_every=every)(state, session, drawn)


def is_outdated(session: Session) -> bool:
    """Return whether another window has changed or deleted the open chat."""
    is_busy = session.question_run is not None or any(one.id < 0 for one in session.exchanges)
    return session.chat is not None and not is_busy and session.seen.is_outdated(session.chats, session.chat)


def follow(session: Session) -> None:
    """Read the open chat again if another window has changed it; leave it if that one has deleted it."""
    chat = session.chat
    if chat is None or not is_outdated(session):
        return
    try:
        session.load(chat.id)
    except ChatGone:
        session.begin()
        session.deleted_elsewhere = chat.title
    except QaBotError as error:
        session.problem = str(error)


def draw_deletion(session: Session) -> None:
    """Say that the chat that was open has been deleted in another window."""
    if session.deleted_elsewhere:
        line = (
            f"The chat “{session.deleted_elsewhere}” was deleted in another window: the next question begins a new one."
        )
        components.notice("deleted-elsewhere", line)


def _look(state: ApplicationState, session: Session, drawn: _Displayed) -> None:
    if not admission.is_admitted() or is_outdated(session) or _displayed(state, session) != drawn:
        st.rerun()


def _displayed(state: ApplicationState, session: Session) -> _Displayed:
    """Return how the folder differs, where that is displayed, and the follow-up questions."""
    try:
        pending = state.status().pending if session.view == "documents" else None
    except QaBotError:
        pending = None
    return pending, chat_section.followed_up(state, session)
