"""The page before the first question: suggestions, or what to do before there can be any."""

from pathlib import Path
from typing import Any

import streamlit as st

from qa_bot.store.reports import Status
from qa_bot.web import components, widgets
from qa_bot.web.indexer import error_line
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the welcome page."""
    with st.container(key="welcome"):
        if session.problem:
            components.notice("chat-problem", session.problem)
        result: list[Status] = []
        problem = error_line(lambda: result.append(state.status()))
        if problem:
            components.notice("welcome-problem", problem)
        elif not result[0].documents:
            _nothing_indexed(state, result[0])
        else:
            st.subheader("What would you like to know?", anchor=False)
            st.caption("Every answer quotes the sentences it is based on, word for word.")
            _suggestions(state, result[0])


def _suggestions(state: ApplicationState, status: Status) -> None:
    offered: list[str] = []
    if not error_line(lambda: offered.extend(state.suggestions(status))):
        chips = [{"label": question, "value": question} for question in offered]
        components.rows("suggestions", chips, _ask_next, style="chips", heading="Try one of these")


def _nothing_indexed(state: ApplicationState, status: Status) -> None:
    st.subheader("Nothing is indexed yet" if status.generation is None else "Nothing is indexed", anchor=False)
    if not status.pending.added:
        components.notice("empty-folder", _why_empty(state.bot.settings.seeds, status))
    elif not state.is_indexing:
        widgets.button("Index the documents", "index", state.start_indexing, type="primary")


def _why_empty(folder: Path, status: Status) -> str:
    if status.folder_problem:
        return status.folder_problem
    if status.failed:
        return f"No file in {folder} could be read: see “Documents”. Add other files there or in the sidebar."
    return f"The folder {folder} has no documents: add some there or in the sidebar."


def _ask_next(question: Any) -> None:
    st.session_state["submitted"] = str(question)
