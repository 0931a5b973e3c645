"""The page of one document: outline, opening, questions that it answers, and where it was cited."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.records import Answer
from qa_bot.store.reports import IndexedFile
from qa_bot.web import components
from qa_bot.web.render_cache import RenderCache
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.document import Opened, from_citation
from qa_bot.web.views.document_page import document_page_view
from qa_bot.web.views.outline import OutlineEntry, outline

_CITED = 10
_UNKNOWN = "This document is not indexed: it was changed or removed since, or the link is not whole."


def draw(state: ApplicationState, session: Session, cache: RenderCache) -> None:
    """Draw the page of the document that the address names."""
    with st.container(key="document-page"):
        if session.problem:
            components.notice("document-page-problem", session.problem)
        try:
            file = next((file for file in state.status().files if file.document_id == session.about), None)
            if file:
                _draw(state, session, file, cache.text(file.document_id))
        except QaBotError as error:
            components.notice("document-page-missing", str(error))
        else:
            if file is None:
                components.notice("document-page-missing", _UNKNOWN)


def _draw(state: ApplicationState, session: Session, file: IndexedFile, text: str) -> None:
    places = state.bot.documents.places(file.document_id)
    headings = outline(text, places, file.title)
    cited = session.citing(file.document_id, _CITED)
    view = document_page_view(file, text, places, cited, datetime.now(UTC))
    components.document_page(
        view | {"outline": [heading.text for heading in headings], "questions": state.questions_of(file.document_id)},
        read=lambda _: session.open(Opened(file.document_id, file.title, file.source)),
        heading=partial(_open_heading, session, file, headings),
        only=lambda _: session.ask_only(file.source),
        ask=partial(_ask, session, file.source),
        cited=partial(_open_cited, session, file.document_id),
        documents=lambda _: session.show("documents"),
    )


def _open_heading(session: Session, file: IndexedFile, headings: Sequence[OutlineEntry], index: Any) -> None:
    """Open the document at a heading, by its index in the outline."""
    if index in range(len(headings)):
        session.open(Opened(file.document_id, file.title, file.source, {1: headings[index].span}, 1))


def _ask(session: Session, source: str, question: Any) -> None:
    """Ask a question in this document only."""
    session.ask_only(source)
    session.submit(question)


def _open_cited(session: Session, document_id: str, sent: Any) -> None:
    """Open a chat at an answer that cites the document, and the document at that citation."""
    session.open_chat(str(sent.get("chat", "")))
    exchange = session.exchange(sent.get("exchange"))
    if exchange is None or not isinstance(exchange.outcome, Answer):
        return
    session.target = exchange.id
    cited = next((one for one in exchange.outcome.citations if one.document_id == document_id), None)
    if cited:
        session.open(from_citation(cited, exchange.outcome.citations), exchange.id)
