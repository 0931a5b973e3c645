"""The page's script: Streamlit runs it for each visitor at each interaction."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from qa_bot.errors import QaBotError
from qa_bot.settings import Settings
from qa_bot.web import admission, components, downloads, widgets
from qa_bot.web.render_cache import RenderCache
from qa_bot.web.sections import (
    chat,
    document,
    document_filter,
    document_page,
    documents,
    following,
    login,
    notes,
    sidebar,
    welcome,
    writing,
)
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState, application_state


def main() -> None:
    """Draw the page."""
    st.set_page_config("Ask the documents", layout="wide", initial_sidebar_state="auto")
    components.page_style()
    if not login.admitted():
        return
    try:
        state = application_state(Settings.from_environment())
    except QaBotError as error:
        components.notice("problem", str(error))
        return
    session = _session(state)
    context = get_script_run_ctx()
    session.read_address(st.query_params, context is not None and context.is_history_navigation)
    following.follow(session)
    cache = state.render_cache()
    suggested = None
    if session.view == "documents":
        documents.draw(state, session)
    elif session.view == "document":
        document_page.draw(state, session, cache)
    else:
        suggested = _chat(state, session, cache)
    _write_address(session)
    sidebar.draw(state, session)
    document.draw(state, session, cache)
    following.draw(state, session)
    place = f"{session.view} {session.chat.id if session.chat else ''}".strip()
    components.page_behaviour(place, downloads.requested(session))
    session.download = None
    if suggested:
        welcome.draw_suggestions(state, session, suggested)


def _write_address(session: Session) -> None:
    """Make the address name what is open, in one step: each further one would be another one back."""
    address = session.written_address()
    if dict(st.query_params) != address:
        st.query_params.from_dict(address)


def _session(state: ApplicationState) -> Session:
    """Return the visitor's session, a new one after a login as somebody else."""
    owner = admission.owner()
    if st.session_state.get("owner") != owner:
        st.session_state["owner"], st.session_state["session"] = owner, Session(state.chats(owner))
    session: Session = st.session_state["session"]
    return session


def _chat(state: ApplicationState, session: Session, cache: RenderCache) -> DeltaGenerator | None:
    """Draw the chat, with the question field below it; before the first question, in the middle of the page.

    Return where suggested questions are still to be drawn.
    """
    above = st.container(key="exchanges")
    _ask(state, session)
    with above:
        following.draw_deletion(session)
        if not welcome.is_shown(session):
            chat.draw(state, session, cache)
            return None
        notes.draw(session, cache)
        welcome.draw_heading(state, session)
    return welcome.draw_offers(state, session)


def _ask(state: ApplicationState, session: Session) -> None:
    """Draw the question field, and answer the question submitted there or by a suggestion.

    The field has its own container: Streamlit scrolls a field at the page's root into view whenever the page grows, so
    a long answer would be displayed from its end.
    """
    with st.container(key="ask"):
        document_filter.draw(state, session)
        writing.draw_choice(state, session)
        widgets.chat_input(document_filter.placeholder(session), "question", session.submit)
        if session.question_run:
            chat.finish(session, session.question_run)
        asked, session.submitted = session.submitted, None
        if asked:
            chat.ask(state, session, asked)


if __name__ == "__main__":
    main()
