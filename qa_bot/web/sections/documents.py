"""The documents page: all files with their state, and files removed from the folder."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.text.wording import counted
from qa_bot.web import components, downloads
from qa_bot.web.downloads import Download
from qa_bot.web.indexer import error_line
from qa_bot.web.sections import trash
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.document import Opened
from qa_bot.web.views.documents_table import query_of, table_view


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
        if session.problem:
            components.notice("documents-problem", session.problem)
        components.documents_table(
            {"table": table_view(status, session.table, datetime.now(UTC), session.removed)},
            query=lambda sent: session.list_documents(query_of(sent)),
            open=partial(open_document, state, session),
            download=partial(_download, state, session),
            remove=partial(_remove, state, session),
            undo=partial(_undo, state, session),
            limit=partial(_ask_in, session),
        )
        trash.draw(state, session)


def open_document(state: ApplicationState, session: Session, source: Any) -> None:
    """Open the document of a file in the document view."""

    def find() -> None:
        for file in state.status().files:
            if file.source == source:
                session.open(Opened(file.document_id, file.title, file.source))

    session.problem = error_line(find)


def _download(state: ApplicationState, session: Session, source: Any) -> None:
    """Save a file of the folder."""
    read = partial(state.bot.documents.file_bytes, str(source))
    downloads.request(session, Download(str(source), "application/octet-stream", read))


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
