"""Above the question field: how a question is answered, and in which documents it is searched."""

from collections.abc import Mapping

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.records import Intent
from qa_bot.web import widgets
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.document_filter import choices

_MODES: Mapping[Intent, str] = {"question": "Answer", "occurrences": "Find every place", "comparison": "Compare"}
_PLACEHOLDERS: Mapping[Intent, str] = {
    "question": "Ask the documents",
    "occurrences": "Find words or “an exact phrase”",
    "comparison": "Compare the documents on …",
}


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the choice of how to answer and, if there are several documents, the document filter."""
    try:
        files = state.status().files
    except QaBotError:
        return
    with st.container(key="question-options", horizontal=True, vertical_alignment="center"):
        widgets.segmented_control("How to answer", "mode", _MODES, session.mode, session.answer_as)
        if len(files) > 1:
            names = choices(files, session.within)
            session.within = tuple(one for one in session.within if one in names)  # the others are gone
            widgets.multiselect(
                "Documents to search",
                "document-filter",
                names,
                session.within,
                session.limit,
                placeholder="All documents",
                label_visibility="collapsed",
            )


def placeholder(session: Session) -> str:
    """Return the placeholder of the question field."""
    return _PLACEHOLDERS[session.mode]
