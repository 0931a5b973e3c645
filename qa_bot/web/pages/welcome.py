"""What stands where no question has been asked yet: what can be asked, or what is to be done before anything can."""

from pathlib import Path
from typing import Any

import streamlit as st

from qa_bot.store.reports import Status
from qa_bot.web import components, widgets
from qa_bot.web.indexer import told
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState


def draw(desk: ApplicationState, session: Session) -> None:
    """Draw it."""
    with st.container(key="welcome"):
        if session.problem:
            components.notice("chat-problem", session.problem)
        result: list[Status] = []
        problem = told(lambda: result.append(desk.status()))
        if problem:
            components.notice("welcome-problem", problem)
        elif not result[0].documents:
            _nothing_indexed(desk, result[0])
        else:
            st.subheader("What would you like to know?", anchor=False)
            st.caption("Every answer shows the sentences of the documents that it stands on, word for word.")
            _suggestions(desk, result[0])


def _suggestions(desk: ApplicationState, status: Status) -> None:
    offered: list[str] = []
    if not told(lambda: offered.extend(desk.suggestions(status))):
        chips = [{"label": question, "value": question} for question in offered]
        components.rows("suggestions", chips, _ask_next, style="chips", heading="Questions that they answer")


def _nothing_indexed(desk: ApplicationState, status: Status) -> None:
    st.subheader("Nothing is indexed yet" if status.generation is None else "Nothing is indexed", anchor=False)
    if not status.pending.added:
        components.notice("empty-folder", _why_empty(desk.bot.settings.seeds, status))
    elif not desk.is_learning:
        widgets.button("Index the documents", "index", desk.start_learning, type="primary")


def _why_empty(folder: Path, status: Status) -> str:
    if status.folder_problem:
        return status.folder_problem
    if status.failed:
        return f"No file in {folder} could be read: “Documents” tells why. Put others there, or add some at the side."
    return f"The folder {folder} holds no documents: put some there, or add some at the side."


def _ask_next(question: Any) -> None:
    st.session_state["asked"] = str(question)
