"""The document view: the document that the visitor has opened, beside the page."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.ingest.page_rendering import PageImage
from qa_bot.records import Place
from qa_bot.web import components
from qa_bot.web.render_cache import RenderCache
from qa_bot.web.sections import chat, notes
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.document import Opened, View, document_view, missing_view

_UNKNOWN = (
    "The address names a document that is not indexed: it was changed or removed since, or the link is not whole."
)


def draw(state: ApplicationState, session: Session, cache: RenderCache) -> None:
    """Draw the document view, if a document is open."""
    if session.opened is None:
        return
    opened = session.opened = _named(state, session.opened)
    with st.container(key="document"):
        components.document(
            _view(state, opened, cache) | {"exchange": session.opened_by},
            close=lambda _: session.close(),
            step=lambda what: chat.step(session, int(what["citation"])),
            pin=lambda what: notes.pin_selection(state, session, opened, what),
            about=lambda _: session.show_about(opened.document_id),
            page=lambda what: session.show_page(int(what["number"]), int(what["citation"])),
        )


def _named(state: ApplicationState, opened: Opened) -> Opened:
    """Return the document with its title and file, which an address does not name; as it is if it is not indexed."""
    if opened.source:
        return opened
    try:
        files = state.status().files
    except QaBotError:
        return opened
    found = next((file for file in files if file.document_id == opened.document_id), None)
    return replace(opened, title=found.title, source=found.source) if found else opened


def _view(state: ApplicationState, opened: Opened, cache: RenderCache) -> View:
    if not opened.source:
        return missing_view(replace(opened, title="Unknown document"), _UNKNOWN)
    try:
        text = cache.text(opened.document_id)
    except QaBotError as error:
        return missing_view(opened, str(error))
    if any(span.end > len(text) for span in opened.quotes.values()):  # of a mistyped address
        opened = replace(opened, quotes={}, current=0)
    page, problem = _page(state, opened) if opened.page else (None, "")
    return document_view(opened, text, _places(state, opened), page, problem)


def _page(state: ApplicationState, opened: Opened) -> tuple[PageImage | None, str]:
    """Return the requested page, or why it cannot be displayed."""
    try:
        return state.bot.documents.page_image(opened.document_id, opened.page, opened.quotes), ""
    except QaBotError as error:
        return None, str(error)


def _places(state: ApplicationState, opened: Opened) -> Sequence[Place]:
    """Return the document's places; none if it has left the index."""
    try:
        return state.bot.documents.places(opened.document_id)
    except QaBotError:
        return ()
