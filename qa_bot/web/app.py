"""The page, from top to bottom. Run by ``streamlit run``; composes what the other files draw."""

from pathlib import Path
from typing import Any

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.learning import told
from qa_bot.reports import Status
from qa_bot.settings import Settings
from qa_bot.web import components, conversation, sidebar
from qa_bot.web.conversation import Session
from qa_bot.web.desk import Desk, open_desk
from qa_bot.web.documents import document_view, missing_view


def main() -> None:
    """Draw the page for one run of the script."""
    st.set_page_config("Ask the documents", layout="wide", initial_sidebar_state="auto")
    components.page_style()
    try:
        desk = open_desk(Settings.from_environment())
    except QaBotError as error:
        components.notice("problem", str(error))
        return
    session = Session()
    talk = st.container(key="talk")
    asked = _ask(desk, session)
    sidebar.draw(desk, session)
    with talk:
        _talk(desk, session, asked)
    _document(desk, session)


def _ask(desk: Desk, session: Session) -> bool:
    """Draw the field for questions; whether one was asked just now, there or by pressing a suggestion.

    The field stands in a container of its own: at the page's root, Streamlit would scroll to the page's end whenever
    it grows, and a long answer would be read from its last source up.
    """
    with st.container(key="ask"):
        question = st.chat_input("Ask the documents") or st.session_state.pop("asked", None)
        if question:
            conversation.ask(desk, session, question)
    return bool(question)


def _talk(desk: Desk, session: Session, asked: bool) -> None:
    if session.exchanges:
        conversation.draw(desk, session, fresh=session.exchanges[-1].number if asked else 0)
    else:
        with st.container(key="welcome"):
            _welcome(desk)


def _welcome(desk: Desk) -> None:
    """What a first visitor sees: what can be asked, or what is to be done before anything can."""
    result: list[Status] = []
    problem = told(lambda: result.append(desk.status()))
    if problem:
        components.notice("welcome-problem", problem)
    elif result[0].generation is None:
        _nothing_indexed(desk, result[0])
    else:
        st.subheader("What would you like to know?", anchor=False)
        st.caption("Every answer shows the sentences of the documents that it stands on, word for word.")
        _suggestions(desk, result[0])


def _suggestions(desk: Desk, status: Status) -> None:
    offered: list[str] = []
    if not told(lambda: offered.extend(desk.suggestions(status))):
        chips = [{"label": question, "value": question} for question in offered]
        components.rows("suggestions", chips, _ask_next, style="chips")


def _nothing_indexed(desk: Desk, status: Status) -> None:
    st.subheader("Nothing is indexed yet", anchor=False)
    if not status.pending.added:
        components.notice("empty-folder", _why_empty(desk.bot.settings.seeds))
    elif not desk.is_learning:
        st.button("Index the documents", key="index", type="primary", on_click=desk.start_learning)


def _why_empty(folder: Path) -> str:
    if not folder.is_dir():
        return f"The folder {folder} does not exist: create it and put documents there."
    return f"The folder {folder} holds no documents: put some there."


def _ask_next(question: Any) -> None:
    st.session_state["asked"] = str(question)


def _document(desk: Desk, session: Session) -> None:
    opened = session.opened
    if opened is None:
        return
    try:
        view = document_view(opened, desk.bot.text(opened.document_id))
    except QaBotError as error:
        view = missing_view(opened, str(error))
    components.document(view, session.close)


if __name__ == "__main__":
    main()
