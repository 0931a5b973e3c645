"""Quotes that a reader has pinned to a chat: their order, comments and end."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.chats import Chats
from qa_bot.chats.notes_export import notes_markdown
from qa_bot.chats.quotes import ChatQuotes, QuoteCount
from qa_bot.chats.store import FILE
from qa_bot.errors import ChatGone, NoteGone
from tests.chats.conftest import Open
from tests.chats.made import Clock, answer

FIRST, SECOND = answer().citations
THIRD = replace(SECOND, span=replace(SECOND.span, start=3), quote="was ratified in 1992.")


@pytest.fixture
def chat_id(chats: Chats) -> str:
    """A chat with three notes."""
    chat = chats.begin("When?")
    for citation in (FIRST, SECOND, THIRD):
        chats.notes.pin(chat.id, citation)
    return chat.id


def quotes(chats: Chats, chat_id: str) -> list[str]:
    return [note.citation.quote for note in chats.notes.of(chat_id)]


def test_notes_are_kept_in_order_each_once(chats: Chats, chat_id: str, open_chats: Open) -> None:
    chats.notes.pin(chat_id, replace(FIRST, number=9))
    chats.close()
    assert [note.citation for note in open_chats().notes.of(chat_id)] == [FIRST, SECOND, THIRD]
    assert chats.notes.of("none") == ()


def test_notes_are_moved_no_further_than_the_ends(chats: Chats, chat_id: str) -> None:
    first = chats.notes.of(chat_id)[0].id
    chats.notes.move(chat_id, first, 1)
    assert quotes(chats, chat_id) == [SECOND.quote, FIRST.quote, THIRD.quote]
    chats.notes.move(chat_id, first, 9)
    assert quotes(chats, chat_id) == [SECOND.quote, THIRD.quote, FIRST.quote]
    chats.notes.move(chat_id, first, -9)
    assert quotes(chats, chat_id) == [FIRST.quote, SECOND.quote, THIRD.quote]


def test_a_comment_is_stored_and_cut(chats: Chats, chat_id: str) -> None:
    note = chats.notes.of(chat_id)[1]
    chats.notes.comment(chat_id, note.id, "See \udcff this")
    assert chats.notes.of(chat_id)[1].comment == "See \\udcff this"
    chats.notes.comment(chat_id, note.id, "x" * 3_000)
    assert len(chats.notes.of(chat_id)[1].comment) == 2_000


def test_a_removed_note_is_put_back_where_it_was(chats: Chats, chat_id: str) -> None:
    note = chats.notes.of(chat_id)[1]
    position = chats.notes.remove(chat_id, note.id)
    assert quotes(chats, chat_id) == [FIRST.quote, THIRD.quote]
    chats.notes.pin(chat_id, note.citation, "Again", position)
    assert quotes(chats, chat_id) == [FIRST.quote, SECOND.quote, THIRD.quote]
    assert chats.notes.of(chat_id)[1].comment == "Again"


def test_nobody_else_sees_or_changes_notes(chats: Chats, chat_id: str, open_chats: Open) -> None:
    other, note = open_chats("ada@a.org").notes, chats.notes.of(chat_id)[0]
    assert other.of(chat_id) == ()
    for change in (
        lambda: other.pin(chat_id, FIRST),
        lambda: other.comment(chat_id, note.id, "Mine"),
        lambda: other.move(chat_id, note.id, 1),
        lambda: other.remove(chat_id, note.id),
    ):
        with pytest.raises(ChatGone):
            change()
    assert chats.notes.of(chat_id)[0] == note


def test_what_was_removed_or_deleted_is_reported(chats: Chats, chat_id: str) -> None:
    note = chats.notes.of(chat_id)[0]
    chats.notes.remove(chat_id, note.id)
    for change in (
        lambda: chats.notes.comment(chat_id, note.id, "Late"),
        lambda: chats.notes.move(chat_id, note.id, 1),
        lambda: chats.notes.remove(chat_id, note.id),
    ):
        with pytest.raises(NoteGone):
            change()
    chats.delete(chat_id)
    assert chats.notes.of(chat_id) == ()
    with pytest.raises(ChatGone):
        chats.notes.pin(chat_id, FIRST)
    chats.restore(chat_id)
    assert quotes(chats, chat_id) == [SECOND.quote, THIRD.quote]


def test_notes_of_an_erased_document_are_counted_and_erased(
    chats: Chats, chat_id: str, store: Path, clock: Clock
) -> None:
    found = ChatQuotes(store, clock)
    assert found.documents() == {"d1", "d2"}
    assert found.count({"d2"}, set(), set()) == QuoteCount(0, 1, 2)
    found.erase({"d2"}, set(), set())
    assert quotes(chats, chat_id) == [FIRST.quote]
    chats.close()
    assert SECOND.quote.encode() not in b"".join(path.read_bytes() for path in store.iterdir())


def test_notes_go_with_their_chat_for_good(chats: Chats, chat_id: str, store: Path, clock: Clock) -> None:
    chats.delete(chat_id)
    clock.turn(days=2)
    chats.listed()
    assert ChatQuotes(store, clock).documents() == set()
    chats.close()
    assert FIRST.quote.encode() not in b"".join(path.read_bytes() for path in store.iterdir())


def test_a_file_of_an_earlier_version_gets_notes(chats: Chats, chat_id: str, store: Path, clock: Clock) -> None:
    chats.close()
    with closing(sqlite3.connect(store / FILE)) as connection:
        connection.executescript("DROP TABLE notes; PRAGMA user_version = 1")
    assert ChatQuotes(store, clock).documents() == set()
    chats.notes.pin(chat_id, FIRST)
    assert quotes(chats, chat_id) == [FIRST.quote]


def test_notes_are_exported_as_text_that_no_viewer_interprets(chats: Chats, chat_id: str) -> None:
    note = chats.notes.of(chat_id)[0]
    chats.notes.comment(chat_id, note.id, "# See\n<b>this</b>")
    written = notes_markdown(
        chats.get(chat_id), chats.notes.of(chat_id), lambda one: "gone" if one.page else "unchanged"
    )
    assert written.startswith("# Notes: When?\n\n> “The declaration was signed on 15 June 2021")
    assert "— Shusha, a\\.txt, page 3, characters 10 to 54 (no longer among the documents)" in written
    assert "\\# See\n\n\\<b\\>this\\</b\\>" in written
    assert "— Treaties, b\\.txt, characters 0 to 24\n" in written
