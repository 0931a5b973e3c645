"""The page before the first question: suggestions and new documents around the field, or the next step of set-up."""

from datetime import UTC, datetime
from functools import partial
from operator import attrgetter
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from qa_bot.store.reports import Status
from qa_bot.web import components, widgets
from qa_bot.web.indexer import error_line
from qa_bot.web.sections import adding, documents
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.wording import ago

_NEWEST = 3
"""Number of documents that are offered for reading."""

_QUOTED = "Every answer quotes the sentences it is based on, word for word."
_WRITTEN = "Each sentence of an answer is compared with the documents, and they are quoted beside it, word for word."


def is_shown(session: Session) -> bool:
    """Return whether the page is before its first question."""
    return session.view == "chat" and not session.exchanges


def draw_heading(state: ApplicationState, session: Session) -> None:
    """Draw what is above the question field."""
    with st.container(key="welcome"):
        if session.problem:
            components.notice("chat-problem", session.problem)
        status, problem = _status(state)
        if problem:
            components.notice("welcome-problem", problem)
        elif status and not status.documents:
            _nothing_indexed(state, status)
        else:
            st.subheader("What would you like to know?", anchor=False)
            st.caption(_WRITTEN if state.model else _QUOTED)
            if state.offered_models:
                components.rows("offered-model", [{"label": "", "detail": _offer(state.offered_models[0])}])


def _offer(model: str) -> str:
    return f"An Ollama runs on this machine. To have it write answers, start the page with QA_BOT_LLM=ollama:{model}"


def draw_offers(state: ApplicationState, session: Session) -> DeltaGenerator:
    """Draw what is below the field: the newest documents, and a place to add others.

    Return where :func:`draw_suggestions` draws, last of all: to find questions takes seconds in a new index.
    """
    status, _ = _status(state)
    with st.container(key="offers"):
        suggested = st.container(key="suggested")
        if status and status.documents:
            _newest(state, session, status)
        with st.container(key="drop-target"):
            st.caption("Add documents")
            adding.draw(state, session)
    return suggested


def draw_suggestions(state: ApplicationState, session: Session, place: DeltaGenerator) -> None:
    """Draw questions that the documents answer."""
    status, _ = _status(state)
    offered: list[str] = []
    if status and status.documents:
        error_line(lambda: offered.extend(state.suggestions(status)))
    if offered:
        chips = [{"label": question, "value": question} for question in offered]
        with place:
            components.rows("suggestions", chips, session.submit, style="chips", heading="Try one of these")


def _status(state: ApplicationState) -> tuple[Status | None, str]:
    """Return the status, or why it cannot be read."""
    result: list[Status] = []
    problem = error_line(lambda: result.append(state.status()))
    return (result[0] if result else None), problem


def _newest(state: ApplicationState, session: Session, status: Status) -> None:
    now = datetime.now(UTC)
    newest = sorted(status.files, key=attrgetter("indexed_at"), reverse=True)[:_NEWEST]
    rows = [
        {
            "label": file.title,
            "detail": " · ".join(filter(None, [file.source, f"indexed {ago(file.indexed_at, now)}"])),
            "value": file.source,
        }
        for file in newest
        if file.indexed_at
    ]
    if rows:
        components.rows(
            "newest",
            rows,
            partial(documents.open_document, state, session),
            style="compact",
            heading="Newest documents",
        )


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
        return f"No file in {folder} could be read: see “Documents”. Add other files there or below."
    return f"The folder {folder} has no documents: add some there or below."
