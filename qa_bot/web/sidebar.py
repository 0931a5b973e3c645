"""The sidebar: what is indexed and when, how the folder differs, a re-index and its outcome, the documents."""

from datetime import UTC, datetime

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.learning import Learning
from qa_bot.reports import IndexedFile, Status
from qa_bot.web import components
from qa_bot.web.conversation import Session
from qa_bot.web.desk import Desk
from qa_bot.web.documents import Opened
from qa_bot.web.wording import ago, counted, difference, failure_rows, outcome, outcome_rows, pace, step

_IDLE_SECONDS = 3.0
_LEARNING_SECONDS = 0.5


def draw(desk: Desk, session: Session) -> None:
    """Draw the sidebar. Its upper part looks at the folder by itself, also while nobody clicks."""
    with st.sidebar:
        st.title("Ask the documents", anchor=False)
        every = _LEARNING_SECONDS if desk.is_learning else _IDLE_SECONDS
        st.fragment(_index, run_every=every)(desk, _state(desk))
        st.button("New conversation", key="new", on_click=session.restart, disabled=not session.exchanges)
        _documents(desk, session)


def _state(desk: Desk) -> tuple[str | None, bool]:
    """What a change of asks for a whole new page: the generation, and whether a re-index is under way."""
    try:
        return desk.status().generation, desk.is_learning
    except QaBotError:
        return None, desk.is_learning


def _index(desk: Desk, drawn: tuple[str | None, bool]) -> None:
    if _state(desk) != drawn:
        st.rerun()
    try:
        status = desk.status()
    except QaBotError as error:
        components.notice("status-problem", str(error))
        return
    if status.indexed_at:
        st.text(f"{counted(status.documents, 'document')} · {counted(status.passages, 'passage')}")
        st.caption(f"indexed {ago(status.indexed_at, datetime.now(UTC))}")
    if desk.learning:
        _learning(desk, desk.learning)
    if not desk.is_learning:
        _pending(desk, status)


def _pending(desk: Desk, status: Status) -> None:
    if not status.pending or status.generation is None:
        return
    components.notice("pending", difference(status.pending))
    st.button("Re-index", key="re-index", type="primary", on_click=desk.start_learning)


def _learning(desk: Desk, learning: Learning) -> None:
    if learning.is_running:
        _running(desk, learning)
    elif learning.report is None:
        components.notice("learning-problem", learning.problem)
    else:
        by_itself = "By itself: " if learning.asker == "watch" else ""
        with st.expander(by_itself + outcome(learning.report)):
            components.rows("outcome", outcome_rows(learning.report))


def _running(desk: Desk, learning: Learning) -> None:
    """How far a re-index is, and the way to end it."""
    progress = learning.progress
    st.progress(progress.share if progress else 0.0, text=step(progress))
    detail = " · ".join(filter(None, [pace(progress), progress.source if progress else ""]))
    components.rows("progress", [{"label": "", "detail": detail}])
    label = "Stopping" if learning.stopping else "Stop"
    st.button(label, key="stop", on_click=desk.stop_learning, disabled=learning.stopping)


def _documents(desk: Desk, session: Session) -> None:
    try:
        status = desk.status()
    except QaBotError:
        return
    if status.failed:
        heading = f"{counted(len(status.failed), 'file')} could not be read"
        components.rows("failed", failure_rows(status.failed), heading=heading)
    if status.files:
        by_source = {file.source: file for file in status.files}
        with st.expander("Documents"):
            rows = [_file_row(file) for file in status.files]
            components.rows("documents", rows, lambda source: _open(session, by_source, source))


def _file_row(file: IndexedFile) -> dict[str, str]:
    detail = " · ".join(filter(None, [file.source, counted(file.passages, "passage"), file.note]))
    return {"label": file.title, "detail": detail, "value": file.source}


def _open(session: Session, files: dict[str, IndexedFile], source: str) -> None:
    if source in files:
        session.open(Opened(files[source].document_id, files[source].title, source))
