"""The notes of the open chat: pinned quotes, with their order and comments."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from qa_bot.answer.citations import cite
from qa_bot.chats.notes import Note
from qa_bot.chats.notes_export import notes_markdown
from qa_bot.chats.records import Chat
from qa_bot.errors import QaBotError
from qa_bot.records import Answer, Citation, Passage, Span
from qa_bot.text.wording import one_line
from qa_bot.web import components, downloads
from qa_bot.web.downloads import Download
from qa_bot.web.indexer import error_line
from qa_bot.web.render_cache import RenderCache
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.document import Opened, View, selected_span
from qa_bot.web.views.proof import Proof
from qa_bot.web.views.wording import citation_status_note, file_name


def draw(session: Session, cache: RenderCache) -> None:
    """Draw the notes of the open chat, if it has any."""
    if session.has_pinned:
        st.toast("Pinned to the notes of this chat")
        session.has_pinned = False
    chat = session.chat
    notes = _notes(session, chat) if chat else ()
    removed = session.removed_note
    can_restore = bool(chat and removed and removed[0] == chat.id)
    if chat is None or not (notes or can_restore):
        return
    with st.expander(f"Notes · {len(notes)}", key="notes"):
        components.notes(
            {"notes": [_view(note, cache.proof) for note in notes], "removed": can_restore},
            open=partial(_open, session, notes),
            comment=partial(
                _change, session, lambda sent: session.chats.notes.comment(chat.id, sent["id"], sent["text"])
            ),
            move=partial(_change, session, lambda sent: session.chats.notes.move(chat.id, sent["id"], sent["by"])),
            remove=partial(_change, session, partial(_remove, session, chat, notes)),
            restore=partial(_change, session, lambda _: _restore(session)),
        )
        if notes:
            _export(session, chat, notes, cache)


def pin_citation(session: Session, sent: dict[str, Any]) -> None:
    """Pin a citation of an answer, given by its exchange and its number."""
    exchange = session.exchange(sent.get("exchange"))
    if exchange and isinstance(exchange.outcome, Answer):
        for citation in exchange.outcome.citations:
            if citation.number == sent.get("citation"):
                _pin(session, citation)


def pin_selection(state: ApplicationState, session: Session, opened: Opened, sent: dict[str, Any]) -> None:
    """Pin what is selected in the open document, or its current quote."""

    def pinning() -> None:
        text = state.bot.documents.read_text(opened.document_id)
        span = opened.quotes.get(int(sent.get("citation", 0)))
        if "start" in sent:
            span = selected_span(text, int(sent["start"]), int(sent["end"]))
        if span and span.end <= len(text):
            _pin(session, _cited(state, opened, span, text))

    session.problem = error_line(pinning)


def _cited(state: ApplicationState, opened: Opened, span: Span, text: str) -> Citation:
    passage = Passage("", opened.document_id, opened.source, opened.title, span, span.of(text))
    return cite(passage, state.bot.documents.places(opened.document_id))


def _pin(session: Session, citation: Citation) -> None:
    def pinning() -> None:
        session.chats.notes.pin(session.ensure_chat(citation.title).id, citation)
        session.has_pinned = True

    session.problem = error_line(pinning)


def _notes(session: Session, chat: Chat) -> tuple[Note, ...]:
    try:
        return session.chats.notes.of(chat.id)
    except QaBotError as error:
        session.problem = str(error)
        return ()


def _view(note: Note, proof: Proof) -> View:
    citation = note.citation
    return {
        "id": note.id,
        "text": one_line(citation.quote),
        "title": citation.title,
        "where": f"{citation.source} · {proof.place_of(citation)}",
        "comment": note.comment,
        "proven": proof.holds(citation),
        "status": citation_status_note(proof.citation_status(citation)),
    }


def _open(session: Session, notes: Sequence[Note], note_id: Any) -> None:
    for note in notes:
        if note.id == note_id:
            cited = note.citation
            session.open(Opened(cited.document_id, cited.title, cited.source, {1: cited.span}, 1))


def _change(session: Session, change: Callable[[Any], object], sent: Any) -> None:
    session.problem = error_line(lambda: change(sent))


def _remove(session: Session, chat: Chat, notes: Sequence[Note], note_id: Any) -> None:
    for note in notes:
        if note.id == note_id:
            session.removed_note = chat.id, note, session.chats.notes.remove(chat.id, note.id)


def _restore(session: Session) -> None:
    removed, session.removed_note = session.removed_note, None
    if removed:
        chat_id, note, position = removed
        session.chats.notes.pin(chat_id, note.citation, note.comment, position)


def _export(session: Session, chat: Chat, notes: Sequence[Note], cache: RenderCache) -> None:
    name = file_name(f"Notes {chat.title}", ".md")
    exported = partial(notes_markdown, chat, notes, cache.proof.citation_status)
    downloads.button(session, "Export notes", "export-notes", Download(name, "text/markdown", exported))
