"""The page, from top to bottom. Run for each visitor at each click; composes what the other files draw."""

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.settings import Settings
from qa_bot.web import admission, components, widgets
from qa_bot.web.render_cache import RenderCache
from qa_bot.web.sections import chat, document, documents, login, sidebar, welcome
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState, application_state


def main() -> None:
    """Draw the page for one run of the script."""
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
    session.follow(st.query_params)
    cache = state.render_cache()
    if session.view == "documents":
        documents.draw(state, session)
    else:
        _chat(state, session, cache)
    session.lead(st.query_params)
    sidebar.draw(state, session)
    document.draw(state, session, cache)


def _session(state: ApplicationState) -> Session:
    """The visitor's session; whoever logs in as somebody else begins another."""
    owner = admission.owner()
    if st.session_state.get("owner") != owner:
        st.session_state["owner"], st.session_state["session"] = owner, Session(state.chats(owner))
    session: Session = st.session_state["session"]
    return session


def _chat(state: ApplicationState, session: Session, cache: RenderCache) -> None:
    talk = st.container(key="talk")
    _ask(state, session)
    with talk:
        if session.exchanges:
            chat.draw(state, session, cache)
        else:
            welcome.draw(state, session)


def _ask(state: ApplicationState, session: Session) -> None:
    """Draw the field for questions, and answer what was asked there or by pressing a suggestion.

    The field stands in a container of its own: at the page's root, Streamlit would scroll to the page's end whenever
    it grows, and a long answer would be read from its last source up.
    """
    with st.container(key="ask"):
        chat.draw_document_filter(state, session)
        widgets.chat_input("Ask the documents", "question", _take)
        if session.asking:
            chat.finish(session, session.asking)
        question = st.session_state.pop("asked", None)
        if question:
            chat.ask(state, session, question)


def _take() -> None:
    """Take a question from the field, once: a run that is ended early gives the next one the field's value again."""
    st.session_state["asked"] = st.session_state["question"]


if __name__ == "__main__":
    main()
