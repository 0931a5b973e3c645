"""The sidebar: where to go, what is indexed and how the folder differs, files to be added, and the kept chats."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import streamlit as st

from qa_bot.chats.export import ratings_csv
from qa_bot.errors import QaBotError, StoreDamaged, StoreOutdated
from qa_bot.store.reports import Status
from qa_bot.text.wording import counted
from qa_bot.web import admission, components, widgets
from qa_bot.web.indexer import BackgroundRun
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.uploading import Offer, decide, offer_rows, take
from qa_bot.web.views.wording import ago, difference, failure_rows, outcome, outcome_rows, pace, step

_INDEXING_SECONDS = 0.5


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the sidebar. Its index part looks at the folder by itself, also while nobody clicks."""
    with st.sidebar:
        st.title("Ask the documents", anchor=False)
        _ways(session)
        every = _INDEXING_SECONDS if state.is_indexing else state.bot.settings.look_seconds
        st.fragment(_index, run_every=every)(state, _state(state))
        _add(state, session)
        _chats(session)
        if admission.is_login_needed():
            widgets.button("Log out", "log-out", admission.log_out)


def _ways(session: Session) -> None:
    """The ways to a new chat and to the documents."""
    with st.container(key="ways", horizontal=True):
        at_beginning = session.view == "chat" and not session.exchanges
        widgets.button("New chat", "new", session.begin, disabled=at_beginning)
        if session.view == "documents":
            widgets.button("Chat", "to-chat", session.show, args=("chat",))
        else:
            widgets.button("Documents", "to-documents", session.show, args=("documents",))


def _state(state: ApplicationState) -> tuple[str | None, bool]:
    """What a change of asks for a whole new page: the generation, and whether a re-index is under way."""
    try:
        return state.status().generation, state.is_indexing
    except QaBotError:
        return None, state.is_indexing


def _index(state: ApplicationState, drawn: tuple[str | None, bool]) -> None:
    if not admission.is_admitted() or _state(state) != drawn:
        st.rerun()
    try:
        status = state.status()
    except QaBotError as error:
        components.notice("status-problem", str(error))
        _mend(state, isinstance(error, StoreDamaged | StoreOutdated))
        return
    if status.indexed_at:
        counts = f"{counted(status.documents, 'document')} · {counted(status.passages, 'passage')}"
        components.rows(
            "indexed", [{"label": counts, "detail": f"indexed {ago(status.indexed_at, datetime.now(UTC))}"}]
        )
    if state.run:
        _run(state, state.run)
    if status.folder_problem:
        components.notice("folder-problem", status.folder_problem)
    if not state.is_indexing:
        _pending(state, status)
    if status.failed:
        heading = f"{counted(len(status.failed), 'file')} could not be read"
        components.rows("failed", failure_rows(status.failed), heading=heading)


def _mend(state: ApplicationState, is_mendable: bool) -> None:
    """The way out of a store that cannot be read."""
    if state.run:
        _run(state, state.run)
    if is_mendable and not state.is_indexing:
        widgets.button("Rebuild", "rebuild", state.rebuild, type="primary")


def _pending(state: ApplicationState, status: Status) -> None:
    if status.damage:
        components.notice("damage", f"{status.damage}.")
        widgets.button("Rebuild", "rebuild", state.start_indexing, type="primary")
        return
    if state.is_erasing:
        components.notice("erasing", "What was erased is still in the index.")
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
        by_itself = "By itself: " if run.asker == "watch" else ""
        with st.expander(by_itself + outcome(run.report)):
            components.rows("outcome", outcome_rows(run.report), columns=("File", "What was done"))


def _running(state: ApplicationState, run: BackgroundRun) -> None:
    """How far a re-index is, and the way to end it."""
    progress = run.progress
    if state.is_erasing:
        components.notice("erasing", "Erasing: the index is written anew without it.")
    st.progress(progress.share if progress else 0.0, text=step(progress))
    detail = " · ".join(filter(None, [pace(progress), progress.source if progress else ""]))
    components.rows("progress", [{"label": "", "detail": detail}])
    label = "Stopping" if run.stopping else "Stop"
    widgets.button(label, "stop", state.stop_indexing, disabled=run.stopping)


def _add(state: ApplicationState, session: Session) -> None:
    """The way into the folder: files are checked, put there, and learned."""
    with st.expander("Add documents"):
        kinds = [kind.removeprefix(".") for kind in state.uploads.suffixes()]
        # A new key for each drop: the field is empty again once its files have been taken.
        files = st.file_uploader(
            "Files to add",
            kinds,
            accept_multiple_files=True,
            key=f"upload-{session.uploads}",
            label_visibility="collapsed",
        )
        if files:
            with st.spinner("Checking the files"):
                session.offers = [take(state.uploads, file.name, file.getvalue()) for file in files]
            session.uploads += 1
            _index_added(state, session.offers)
            st.rerun()
        if session.offers:
            components.rows("offers", offer_rows(session.offers), partial(_decide, state, session))


def _decide(state: ApplicationState, session: Session, what: Any) -> None:
    number, choice = what
    if number >= len(session.offers) or session.offers[number].state != "undecided":  # pressed twice
        return
    session.offers[number] = decide(state.uploads, session.offers[number], choice)
    _index_added(state, session.offers[number : number + 1])


def _index_added(state: ApplicationState, offers: list[Offer]) -> None:
    if any(offer.state == "added" for offer in offers):
        state.folder_changed()


def _chats(session: Session) -> None:
    now = datetime.now(UTC)
    chats = [
        {
            "id": chat.id,
            "title": chat.title,
            "detail": f"{ago(chat.begun_at, now)} · {counted(chat.questions, 'question')}",
            "open": session.chat is not None and chat.id == session.chat.id,
        }
        for chat in session.listed()
    ]
    data = {"chats": chats, "search": session.search, "deleted": session.deleted.title if session.deleted else ""}
    st.caption("Chats")
    components.chat_list(data, open=session.turn_to, search=session.seek, restore=lambda _: session.restore())
    if chats:
        widgets.download_button(
            "Export ratings",
            "ratings",
            lambda: ratings_csv(session.chats.ratings()).encode("utf-8-sig"),
            file_name="ratings.csv",
            mime="text/csv",
        )
