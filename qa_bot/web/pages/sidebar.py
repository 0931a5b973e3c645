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

_LEARNING_SECONDS = 0.5


def draw(desk: ApplicationState, session: Session) -> None:
    """Draw the sidebar. Its index part looks at the folder by itself, also while nobody clicks."""
    with st.sidebar:
        st.title("Ask the documents", anchor=False)
        _ways(session)
        every = _LEARNING_SECONDS if desk.is_learning else desk.bot.settings.look_seconds
        st.fragment(_index, run_every=every)(desk, _state(desk))
        _add(desk, session)
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


def _state(desk: ApplicationState) -> tuple[str | None, bool]:
    """What a change of asks for a whole new page: the generation, and whether a re-index is under way."""
    try:
        return desk.status().generation, desk.is_learning
    except QaBotError:
        return None, desk.is_learning


def _index(desk: ApplicationState, drawn: tuple[str | None, bool]) -> None:
    if not admission.is_admitted() or _state(desk) != drawn:
        st.rerun()
    try:
        status = desk.status()
    except QaBotError as error:
        components.notice("status-problem", str(error))
        _mend(desk, isinstance(error, StoreDamaged | StoreOutdated))
        return
    if status.indexed_at:
        counts = f"{counted(status.documents, 'document')} · {counted(status.passages, 'passage')}"
        components.rows(
            "indexed", [{"label": counts, "detail": f"indexed {ago(status.indexed_at, datetime.now(UTC))}"}]
        )
    if desk.learning:
        _learning(desk, desk.learning)
    if status.folder_problem:
        components.notice("folder-problem", status.folder_problem)
    if not desk.is_learning:
        _pending(desk, status)
    if status.failed:
        heading = f"{counted(len(status.failed), 'file')} could not be read"
        components.rows("failed", failure_rows(status.failed), heading=heading)


def _mend(desk: ApplicationState, is_mendable: bool) -> None:
    """The way out of a store that cannot be read."""
    if desk.learning:
        _learning(desk, desk.learning)
    if is_mendable and not desk.is_learning:
        widgets.button("Rebuild", "rebuild", desk.rebuild, type="primary")


def _pending(desk: ApplicationState, status: Status) -> None:
    if status.damage:
        components.notice("damage", f"{status.damage}.")
        widgets.button("Rebuild", "rebuild", desk.start_learning, type="primary")
        return
    if desk.is_erasing:
        components.notice("erasing", "What was erased is still in the index.")
        widgets.button("Finish erasing", "finish-erasing", desk.start_learning, type="primary")
        return
    if not status.pending or status.generation is None:
        return
    components.notice("pending", difference(status.pending))
    widgets.button("Re-index", "re-index", desk.start_learning, type="primary")


def _learning(desk: ApplicationState, learning: BackgroundRun) -> None:
    if learning.is_running:
        _running(desk, learning)
    elif learning.report is None:
        components.notice("learning-problem", learning.problem)
    else:
        by_itself = "By itself: " if learning.asker == "watch" else ""
        with st.expander(by_itself + outcome(learning.report)):
            components.rows("outcome", outcome_rows(learning.report), columns=("File", "What was done"))


def _running(desk: ApplicationState, learning: BackgroundRun) -> None:
    """How far a re-index is, and the way to end it."""
    progress = learning.progress
    if desk.is_erasing:
        components.notice("erasing", "Erasing: the index is written anew without it.")
    st.progress(progress.share if progress else 0.0, text=step(progress))
    detail = " · ".join(filter(None, [pace(progress), progress.source if progress else ""]))
    components.rows("progress", [{"label": "", "detail": detail}])
    label = "Stopping" if learning.stopping else "Stop"
    widgets.button(label, "stop", desk.stop_learning, disabled=learning.stopping)


def _add(desk: ApplicationState, session: Session) -> None:
    """The way into the folder: files are checked, put there, and learned."""
    with st.expander("Add documents"):
        kinds = [kind.removeprefix(".") for kind in desk.uploads.suffixes()]
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
                session.offers = [take(desk.uploads, file.name, file.getvalue()) for file in files]
            session.uploads += 1
            _learn_what_was_added(desk, session.offers)
            st.rerun()
        if session.offers:
            components.rows("offers", offer_rows(session.offers), partial(_decide, desk, session))


def _decide(desk: ApplicationState, session: Session, what: Any) -> None:
    number, choice = what
    if number >= len(session.offers) or session.offers[number].state != "undecided":  # pressed twice
        return
    session.offers[number] = decide(desk.uploads, session.offers[number], choice)
    _learn_what_was_added(desk, session.offers[number : number + 1])


def _learn_what_was_added(desk: ApplicationState, offers: list[Offer]) -> None:
    if any(offer.state == "added" for offer in offers):
        desk.folder_changed()


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
    components.chats(data, open=session.turn_to, search=session.seek, restore=lambda _: session.restore())
    if chats:
        widgets.download_button(
            "Export ratings",
            "ratings",
            lambda: ratings_csv(session.chats.ratings()).encode("utf-8-sig"),
            file_name="ratings.csv",
            mime="text/csv",
        )
