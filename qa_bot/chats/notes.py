"""The notes of a chat: quotes that its reader has pinned, in an order of their own, each with a comment."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qa_bot.chats.database import Clock, Database
from qa_bot.chats.serialization import citation_from_json, citation_to_json, encodable
from qa_bot.errors import ChatGone, NoteGone
from qa_bot.records import Citation
from qa_bot.store.sqlite_files import Result

_Values = dict[str, str | bytes | int | None]

LONGEST_COMMENT = 2_000
MOST = 500
"""Notes of a chat."""

_CHAT = "SELECT 1 FROM chats WHERE id = :chat AND owner = :owner AND deleted_at IS NULL"
_OF_CHAT = "SELECT id, CAST(quote AS BLOB), comment, pinned_at FROM notes WHERE chat = :chat ORDER BY position, id"
_PIN = """
    INSERT INTO notes (chat, position, pinned_at, comment, quote) VALUES (
        :chat, COALESCE(:position, (SELECT COALESCE(MAX(position), 0) + 1 FROM notes WHERE chat = :chat)), :pinned_at,
        :comment, :quote
    )
"""
_PLACE = "SELECT position FROM notes WHERE id = :note AND chat = :chat"
_COMMENT = "UPDATE notes SET comment = :comment WHERE id = :note AND chat = :chat"
_REMOVE = "DELETE FROM notes WHERE id = :note AND chat = :chat"
_ORDER = "UPDATE notes SET position = :position WHERE id = :note AND chat = :chat"
_ALL = "SELECT id, chat, CAST(quote AS BLOB) FROM notes"


@dataclass(frozen=True, slots=True)
class Note:
    """A pinned quote. ``pinned_at`` is ISO 8601 in UTC; the citation's number has no meaning."""

    id: int
    citation: Citation
    comment: str
    pinned_at: str


class Notes:
    """The notes of one person's chats.

    Every method raises ``StoreUnusable`` where the file cannot be read or written. One that changes notes raises
    ``ChatGone`` where the chat was deleted, and ``NoteGone`` where the note was removed.
    """

    def __init__(self, database: Database, owner: str, clock: Clock) -> None:
        """Use the database of the chats of ``owner``."""
        self._database = database
        self._owner = owner
        self._clock = clock

    def of(self, chat_id: str) -> tuple[Note, ...]:
        """Return the notes of a chat in order; none where it was deleted."""
        values = self._of(chat_id)

        def reading(connection: sqlite3.Connection) -> tuple[Note, ...]:
            return tuple(_listed(connection, values)) if connection.execute(_CHAT, values).fetchone() else ()

        return self._database.read(reading)

    def pin(self, chat_id: str, citation: Citation, comment: str = "", position: int | None = None) -> None:
        """Add a quote at the end, or at the position of a removed note, unless it is pinned already."""
        values = self._of(chat_id, quote=citation_to_json(citation), comment=_shortened(comment), position=position)
        values["pinned_at"] = self._clock().isoformat(timespec="milliseconds")

        def pinning(connection: sqlite3.Connection) -> None:
            notes = list(_listed(connection, values))
            if len(notes) < MOST and not any(_is_same(note.citation, citation) for note in notes):
                connection.execute(_PIN, values)

        self._write(values, pinning)

    def comment(self, chat_id: str, note_id: int, comment: str) -> None:
        """Replace the comment of a note; it is cut to 2,000 characters."""
        values = self._of(chat_id, note=note_id, comment=_shortened(comment))
        self._write(values, lambda connection: _found(connection.execute(_COMMENT, values).rowcount))

    def remove(self, chat_id: str, note_id: int) -> int:
        """Remove a note, and return its position, at which :meth:`pin` puts it back."""
        values = self._of(chat_id, note=note_id)

        def removing(connection: sqlite3.Connection) -> int:
            row = connection.execute(_PLACE, values).fetchone()
            _found(connection.execute(_REMOVE, values).rowcount)
            return int(row[0])

        return self._write(values, removing)

    def move(self, chat_id: str, note_id: int, by: int) -> None:
        """Move a note by so many places towards the end, or the beginning if negative."""
        values = self._of(chat_id, note=note_id)

        def moving(connection: sqlite3.Connection) -> None:
            order = [note.id for note in _listed(connection, values)]
            _found(note_id in order)
            to = max(0, min(len(order) - 1, order.index(note_id) + by))
            order.remove(note_id)
            order.insert(to, note_id)
            rows = [values | {"note": one, "position": position} for position, one in enumerate(order, 1)]
            connection.executemany(_ORDER, rows)

        self._write(values, moving)

    def _write(self, values: _Values, action: Callable[[sqlite3.Connection], Result]) -> Result:
        def writing(connection: sqlite3.Connection) -> Result:
            if not connection.execute(_CHAT, values).fetchone():
                raise ChatGone("This chat was deleted: choose another one, or start a new one.")
            return action(connection)

        return self._database.write(writing)

    def _of(self, chat_id: str, **values: str | bytes | int | None) -> _Values:
        return {"chat": encodable(chat_id), "owner": self._owner} | values


def noted(connection: sqlite3.Connection) -> Iterator[tuple[int, str, Citation | str]]:
    """Yield the notes of all owners: id, chat, and the citation, or one line where it cannot be read."""
    for number, chat, quote in connection.execute(_ALL).fetchall():
        yield number, chat, citation_from_json(quote)


def _listed(connection: sqlite3.Connection, values: _Values) -> Iterator[Note]:
    """Yield the notes of a chat, without those that another version has stored in another form."""
    for number, quote, comment, pinned_at in connection.execute(_OF_CHAT, values).fetchall():
        citation = citation_from_json(quote)
        if isinstance(citation, Citation):
            yield Note(number, citation, comment, pinned_at)


def _is_same(one: Citation, other: Citation) -> bool:
    return (one.document_id, one.span) == (other.document_id, other.span)


def _shortened(comment: str) -> str:
    return encodable(comment)[:LONGEST_COMMENT]


def _found(any_row: int) -> None:
    if not any_row:
        raise NoteGone("This note was removed elsewhere.")
