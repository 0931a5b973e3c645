"""The page of all documents: what is indexed, what failed, and what was removed and can be had back."""

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
    """Draw it."""
    with st.container(key="documents"):
        st.subheader("Documents", anchor=False)
        try:
            status = state.status()
        except QaBotError as error:
            components.notice("status-problem", str(error))
            return
        st.text(f"{counted(status.documents, 'document')} in {state.bot.settings.seeds}")
        download = _wished(state, session)
        if session.problem:
            components.notice("documents-problem", session.problem)
        components.documents_table(
            {"table": table_view(status, session.table, datetime.now(UTC)), "download": download},
            query=lambda sent: session.list_documents(query_of(sent)),
            open=partial(_open, state, session),
            download=_wish,
            remove=partial(_remove, state, session),
        )
        trash.draw(state, session)


def _open(state: ApplicationState, session: Session, source: Any) -> None:
    def find() -> None:
        for file in state.status().files:
            if file.source == source:
                session.open(Opened(file.document_id, file.title, file.source))

    session.problem = error_line(find)


def _wish(source: Any) -> None:
    """Take note of a file to be downloaded; it is read when the page is drawn."""
    st.session_state["download"] = str(source)


def _wished(state: ApplicationState, session: Session) -> View | None:
    """The file to be downloaded now: its name, its address on this server, and a number that no other wish has.

    Streamlit keeps the bytes until the page has been drawn twice more; an address follows from the bytes and cannot be
    guessed.
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
    session.problem = error_line(lambda: state.remove(str(source)))
