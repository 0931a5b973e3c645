"""The upload field, and the result of each upload."""

from functools import partial
from typing import Any

import streamlit as st

from qa_bot.web import components
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.uploading import UploadResult, accept, decide, upload_rows


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the upload field; check and index the uploaded files."""
    kinds = [kind.removeprefix(".") for kind in state.uploads.suffixes()]
    # A new key after each upload empties the field.
    files = st.file_uploader(
        "Files to add",
        kinds,
        accept_multiple_files=True,
        key=f"upload-{session.upload_count}",
        label_visibility="collapsed",
    )
    if files:
        with st.spinner("Checking the files"):
            session.upload_results = [accept(state.uploads, file.name, file.getvalue()) for file in files]
        session.upload_count += 1
        _index_added(state, session.upload_results)
        st.rerun()
    if session.upload_results:
        components.rows("uploads", upload_rows(session.upload_results), partial(_decide, state, session))


def _decide(state: ApplicationState, session: Session, sent: Any) -> None:
    number, choice = sent
    if number >= len(session.upload_results) or session.upload_results[number].state != "undecided":  # decided already
        return
    session.upload_results[number] = decide(state.uploads, session.upload_results[number], choice)
    _index_added(state, session.upload_results[number : number + 1])


def _index_added(state: ApplicationState, results: list[UploadResult]) -> None:
    if any(result.state == "added" for result in results):
        state.folder_changed()
