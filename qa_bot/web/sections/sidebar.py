"""The sidebar: navigation, the state of the index and the folder, and the list of chats."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from qa_bot.chats.export import ratings_csv
from qa_bot.errors import QaBotError, StoreDamaged, StoreOutdated
from qa_bot.store.reports import Status
from qa_bot.text.wording import counted
from qa_bot.web import admission, components, downloads, widgets
from qa_bot.web.downloads import Download
from qa_bot.web.indexer import BackgroundRun
from qa_bot.web.sections import adding, welcome
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.wording import ago, difference, failure_rows, outcome, outcome_rows, speed, step

_INDEXING_SECONDS = 0.5
_UNDO = {"label": "Undo", "value": True}


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the sidebar; its index section refreshes periodically."""
    with st.sidebar:
        st.title("Ask the documents", anchor=False)
        _navigation(state, session)
        every = _INDEXING_SECONDS if state.is_indexing else state.bot.settings.look_seconds
        st.fragment(_index, run_every=every)(state, _version(state))
        if not welcome.is_shown(session):  # it has the field itself
            with st.expander("Add documents"):
                adding.draw(state, session)
        _chats(session)
        if admission.is_login_needed():
            widgets.button("Log out", "log-out", admission.log_out)


def _navigation(state: ApplicationState, session: Session) -> None:
    with st.container(key="navigation"):
        at_beginning = session.view == "chat" and not session.exchanges
        widgets.button("New chat", "new", session.begin, disabled=at_beginning, width="stretch")
        if session.view == "documents":
            widgets.button("Back to the chat", "to-chat", session.show, args=("chat",), width="stretch")
        widgets.button(_documents_label(state), "to-documents", session.show, args=("documents",), width="stretch")


def _documents_label(state: ApplicationState) -> str:
    """Return the number of documents; without it where the index cannot be read."""
    try:
        return counted(state.status().documents, "document")
    except QaBotError:
        return "Documents"


def _version(state: ApplicationState) -> tuple[str | None, bool]:
    """Return what requires a whole new page when it changes: the generation, and whether a run is in progress."""
    try:
        return state.status().generation, state.is_indexing
    except QaBotError:
        return None, state.is_indexing


def _index(state: ApplicationState, drawn: tuple[str | None, bool]) -> None:
    if not admission.is_admitted() or _version(state) != drawn:
        st.rerun()
    try:
        status = state.status()
    except QaBotError as error:
        components.notice("status-problem", str(error))
        _offer_rebuild(state, isinstance(error, StoreDamaged | StoreOutdated))
        return
    if status.indexed_at:
        passages = counted(status.passages, "passage")
        detail = f"{passages} · indexed {ago(status.indexed_at, datetime.now(UTC))}"
        components.rows("indexed", [{"label": "", "detail": detail}])
    if state.run:
        _run(state, state.run)
    if status.folder_problem:
        components.notice("folder-problem", status.folder_problem)
    if not state.is_indexing:
        _pending(state, status)
    _unread(status)


def _unread(status: Status) -> None:
    """Draw which files could not be read, and in which languages documents are that the embedding does not read."""
    if status.hint:
        components.notice("languages", status.hint)
    if status.failed:
        heading = f"{counted(len(status.failed), 'file')} could not be read"
        components.rows("failed", failure_rows(status.failed), heading=heading)


def _offer_rebuild(state: ApplicationState, is_possible: bool) -> None:
    """Draw the run or the button that rebuilds an unreadable store."""
    if state.run:
        _run(state, state.run)
    if is_possible and not state.is_indexing:
        widgets.button("Rebuild", "rebuild", state.rebuild, type="primary")


def _pending(state: ApplicationState, status: Status) -> None:
    if status.damage:
        components.notice("damage", f"{status.damage}.")
        widgets.button("Rebuild", "rebuild", state.start_indexing, type="primary")
        return
    if state.is_erasing:
        components.notice("erasing", "An erased file is still in the index.")
        widgets.button("Finish erasing", "finish-erasing", state.start_indexing, type="primary")
        return
    if not status.pending or status.generation is None:
        return
    components.notice("pending", difference(status.pending))
    widgets.button("Re-index", "re-index", state.start_indexing, type="primary")


def _run(state: ApplicationState, run: BackgroundRun) -> None:
    if run.is_running:
        _running(state, run)
    elif run.report is None:
        components.notice("indexing-problem", run.problem)
    else:
        prefix = "Automatic: " if run.asker == "watch" else ""
        with st.expander(prefix + outcome(run.report)):
            components.rows("outcome", outcome_rows(run.report), columns=("File", "Result"))


def _running(state: ApplicationState, run: BackgroundRun) -> None:
    """Draw the progress of a run, with a button to stop it."""
    progress = run.progress
    if state.is_erasing:
        components.notice("erasing", "Erasing: the index is being rewritten without the file.")
    st.progress(progress.share if progress else 0.0, text=step(progress))
    detail = " · ".join(filter(None, [speed(progress), progress.source if progress else ""]))
    components.rows("progress", [{"label": "", "detail": detail}])
    label = "Stopping" if run.stopping else "Stop"
    widgets.button(label, "stop", state.stop_indexing, disabled=run.stopping)


def _chats(session: Session) -> None:
    now = datetime.now(UTC)
    st.caption("Chats")
    widgets.text_input(
        "Search chats",
        "chat-search",
        session.search,
        session.search_chats,
        type="search",
        live=True,
        placeholder="Search chats",
        label_visibility="collapsed",
    )
    if session.deleted:
        undo = {"label": f"This chat was deleted: “{session.deleted.title}”", "actions": [_UNDO]}
        components.rows("deleted-chat", [undo], lambda _: session.restore())
    chats = [
        {
            "label": chat.title,
            "detail": f"{ago(chat.begun_at, now)} · {counted(chat.questions, 'question')}",
            "value": chat.id,
            "current": session.chat is not None and chat.id == session.chat.id,
        }
        for chat in session.listed()
    ]
    none = {"label": "", "detail": "No chat matches." if session.search else "No chats yet."}
    components.rows("chats", chats or [none], session.open_chat, style="compact")
    if chats:
        ratings = Download("ratings.csv", "text/csv", partial(_ratings, session))
        downloads.button(session, "Export ratings", "ratings", ratings)


def _ratings(session: Session) -> bytes:
    return ratings_csv(session.chats.ratings()).encode("utf-8-sig")
