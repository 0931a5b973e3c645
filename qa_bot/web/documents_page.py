"""The page of all documents: what is indexed, what failed, and what was removed and can be had back."""

import base64
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.files.trash import Removed
from qa_bot.learning import told
from qa_bot.web import components
from qa_bot.web.desk import Desk
from qa_bot.web.documents import Opened, View
from qa_bot.web.session import Session
from qa_bot.web.shelf import shelf_rows
from qa_bot.web.wording import ago, counted, file_size

_downloads = count(1)


def draw(desk: Desk, session: Session) -> None:
    """Draw it."""
    with st.container(key="documents"):
        st.subheader("Documents", anchor=False)
        try:
            status = desk.status()
        except QaBotError as error:
            components.notice("status-problem", str(error))
            return
        st.text(f"{counted(status.documents, 'document')} in {desk.bot.settings.seeds}")
        if session.problem:
            components.notice("documents-problem", session.problem)
        components.shelf(
            {"rows": shelf_rows(status, datetime.now(UTC)), "download": st.session_state.pop("download", None)},
            open=partial(_open, desk, session),
            download=partial(_download, desk, session),
            remove=partial(_remove, desk, session),
        )
        _removed(desk, session)


def _open(desk: Desk, session: Session, source: Any) -> None:
    def find() -> None:
        for file in desk.status().files:
            if file.source == source:
                session.open(Opened(file.document_id, file.title, file.source))

    session.problem = told(find)


def _download(desk: Desk, session: Session, source: Any) -> None:
    """Send a file's bytes with the next drawing of the table; the number tells one wish from the next."""

    def read() -> None:
        data = desk.bot.file(str(source))
        name = str(source).rpartition("/")[2]
        download = {"name": name, "data": base64.b64encode(data).decode(), "number": next(_downloads)}
        st.session_state["download"] = download

    problem = told(read)
    session.problem = f"{source} cannot be downloaded: {problem}." if problem else ""


def _remove(desk: Desk, session: Session, source: Any) -> None:
    session.problem = told(lambda: desk.trash.remove(str(source)))
    if not session.problem:
        desk.folder_changed()


def _removed(desk: Desk, session: Session) -> None:
    """What was removed, with the ways back and out."""
    found: list[Removed] = []
    problem = told(lambda: found.extend(desk.trash.listed()))
    if problem:
        components.notice("trash-problem", problem)
    if found:
        rows = [_removed_row(one) for one in found]
        components.rows("removed", rows, partial(_put_back, desk, session), heading="Removed from the folder")


def _removed_row(removed: Removed) -> View:
    return {
        "label": removed.source,
        "detail": f"{file_size(removed.size)} · removed {ago(removed.removed_at, datetime.now(UTC))}",
        "actions": [
            {"label": "Put back", "value": ["restore", removed.id]},
            {"label": "Erase for good", "value": ["erase", removed.id]},
        ],
    }


def _put_back(desk: Desk, session: Session, what: Any) -> None:
    action, removal = what
    session.problem = told(lambda: desk.trash.restore(removal) if action == "restore" else desk.trash.erase(removal))
    if action == "restore" and not session.problem:
        desk.folder_changed()
