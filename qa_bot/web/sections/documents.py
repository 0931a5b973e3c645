"""The documents page: all files with their state, and files removed from the folder."""

from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

import streamlit as st
from streamlit.runtime import get_instance

from qa_bot.errors import QaBotError
from qa_bot.text.wording import counted
from qa_bot.web import components
from qa_bot.web.indexer import error_line
from qa_bot.web.sections import trash
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.document import Opened, View
from qa_bot.web.views.documents_table import query_of, table_view

_downloads = count(1)


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the documents page."""
    with st.container(key="documents"):
        st.subheader("Documents", anchor=False)
        try:
            status = state.status()
        except QaBotError as error:
            components.notice("status-problem", str(error))
            return
        st.text(f"{counted(status.documents, 'document')} in {state.bot.settings.seeds}")
        download = _requested_download(state, session)
        if session.problem:
            components.notice("documents-problem", session.problem)
        components.documents_table(
            {"table": table_view(status, session.table, datetime.now(UTC), session.removed), "download": download},
            query=lambda sent: session.list_documents(query_of(sent)),
            open=partial(open_document, state, session),
            download=_request_download,
            remove=partial(_remove, state, session),
            undo=partial(_undo, state, session),
            scope=partial(_ask_in, session),
        )
        trash.draw(state, session)


def open_document(state: ApplicationState, session: Session, source: Any) -> None:
    """Open the document of a file in the document view."""

    def find() -> None:
        for file in state.status().files:
            if file.source == source:
                session.open(Opened(file.document_id, file.title, file.source))

    session.problem = error_line(find)


def _request_download(source: Any) -> None:
    """Record a download; the file is read when the page is drawn."""
    st.session_state["download"] = str(source)


def _requested_download(state: ApplicationState, session: Session) -> View | None:
    """Return the requested download's name, address on this server and unique number.

    Streamlit keeps the bytes for two more runs, at an address that is a hash of them, so nobody can guess it.
    """
    source = st.session_state.pop("download", None)
    if source is None:
        return None
    found: list[bytes] = []
    problem = error_line(lambda: found.append(state.bot.documents.file_bytes(source)))
    session.problem = f"{source} cannot be downloaded: {problem}." if problem else ""
    if problem:
        return None
    name = source.rpartition("/")[2]
    address = get_instance().media_file_mgr.add(
        found[0], "application/octet-stream", "download", file_name=name, is_for_static_download=True
    )
    return {"name": name, "address": address, "number": next(_downloads)}


def _remove(state: ApplicationState, session: Session, source: Any) -> None:
    def remove() -> None:
        session.removed[str(source)] = state.remove(str(source))

    session.problem = error_line(remove)


def _undo(state: ApplicationState, session: Session, source: Any) -> None:
    """Put a removed file back; its row stays where it is."""
    row = session.removed.get(str(source))
    if row:
        session.problem = error_line(lambda: session.removed.pop(state.restore(row.id), None))


def _ask_in(session: Session, sources: Any) -> None:
    """Limit the questions of the chat to these files and folders, and go there."""
    session.show("chat")
    session.limit(map(str, sources))
