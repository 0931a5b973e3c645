"""One person's chats on disk: add, list, search, rename, rate, delete, and restore within a day."""

import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from qa_bot.chats.database import Clock, Database
from qa_bot.chats.notes import Notes
from qa_bot.chats.records import Chat, CitingExchange, Exchange
from qa_bot.chats.serialization import (
    answer_from_json,
    encodable,
    names_from_json,
    names_to_json,
    outcome_columns,
    searchable,
)
from qa_bot.errors import ChatGone
from qa_bot.records import Answer
from qa_bot.text.wording import shorten

_Value = str | bytes | float | None
Revision = tuple[str | float, ...]
"""What is compared to see whether a chat was changed elsewhere."""

FILE = "chats.sqlite3"
UNDO = timedelta(days=1)
"""How long a deleted chat can be restored; then it is erased."""

_TITLE = 80
_UNTITLED = "Untitled"
_REMARK = 1_000
_ID_BYTES = 12
"""96 bits: another person's chat id cannot be guessed."""
_LARGEST_ID = 2**63 - 1

_CHATS = """
    SELECT id, title, begun_at, (SELECT COUNT(*) FROM exchanges WHERE chat = chats.id) FROM chats
    WHERE owner = :owner AND deleted_at IS NULL
"""
_CHAT = f"{_CHATS} AND id = :id"
# Exclude a chat if a word is neither in its title nor in any of its exchanges.
_HAS_ALL_WORDS = """
    AND NOT EXISTS (
        SELECT 1 FROM json_each(:words) AS word WHERE instr(chats.folded, word.value) = 0 AND NOT EXISTS (
            SELECT 1 FROM exchanges WHERE chat = chats.id AND instr(exchanges.folded, word.value) > 0
        )
    )
"""
_LISTED = f"{_CHATS} {_HAS_ALL_WORDS} ORDER BY touched DESC LIMIT :limit"
_EXCHANGES = """
    SELECT exchanges.id, question, CAST(answer AS BLOB), failure, asked_at, CAST(within AS BLOB), helpful, remark
    FROM exchanges JOIN chats ON chats.id = chat WHERE owner = :owner AND deleted_at IS NULL
"""
_OF_CHAT = f"{_EXCHANGES} AND chat = :id ORDER BY exchanges.id"
_RATED = f"{_EXCHANGES} AND (helpful IS NOT NULL OR remark <> '') ORDER BY exchanges.id"
_CITING = """
    SELECT exchanges.id, question, CAST(answer AS BLOB), failure, asked_at, CAST(within AS BLOB), helpful, remark,
        chats.id, chats.title
    FROM exchanges JOIN chats ON chats.id = chat
    WHERE owner = :owner AND deleted_at IS NULL AND instr(CAST(answer AS BLOB), :document) > 0
    ORDER BY exchanges.id DESC
"""
_REVISION = """
    SELECT title, COUNT(exchanges.id), MAX(exchanges.id), COUNT(answer), COUNT(helpful), TOTAL(helpful),
    TOTAL(LENGTH(remark))
    FROM chats LEFT JOIN exchanges ON chat = chats.id
    WHERE owner = :owner AND deleted_at IS NULL AND chats.id = :id GROUP BY chats.id
"""
_BEGIN = """
    INSERT INTO chats (id, owner, begun_at, title, folded, touched) VALUES (
        :id, :owner, :begun_at, :title, :folded, (SELECT COALESCE(MAX(touched), 0) + 1 FROM chats WHERE owner = :owner)
    )
"""
_TOUCH = """
    UPDATE chats SET touched = (SELECT MAX(touched) + 1 FROM chats WHERE owner = :owner)
    WHERE id = :id AND owner = :owner AND deleted_at IS NULL
"""
_ADD = """
    INSERT INTO exchanges (chat, asked_at, question, within, failure, answer, folded)
    VALUES (:id, :asked_at, :question, :within, :failure, :answer, :folded)
"""
_RENAME = """
    UPDATE chats SET title = :title, folded = :folded WHERE id = :id AND owner = :owner AND deleted_at IS NULL
"""
_DELETE = "UPDATE chats SET deleted_at = :now WHERE id = :id AND owner = :owner AND deleted_at IS NULL"
_RESTORE = "UPDATE chats SET deleted_at = NULL WHERE id = :id AND owner = :owner"
_RATE = """
    UPDATE exchanges SET helpful = :helpful, remark = :remark WHERE id = :exchange
    AND EXISTS (SELECT 1 FROM chats WHERE chats.id = chat AND owner = :owner AND deleted_at IS NULL)
"""


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class Chats:
    """One person's chats in a store. Threads may share an instance; each process has its own.

    Every method except :meth:`close` raises ``StoreUnusable`` where the file cannot be read or written. One that needs
    a chat raises ``ChatGone`` where it was deleted; :meth:`restore` does so after a day. A damaged file is renamed
    (``chats.sqlite3.damaged-20260102T030405Z``) and a new one created. Chats that were deleted more than a day ago are
    erased before each action.
    """

    def __init__(self, store: Path, owner: str = "", clock: Clock = now, timeout: float = 10.0) -> None:
        """Open nothing yet.

        ``owner`` is the person, "" without a login. ``timeout`` is how long to wait for another process that is
        writing, in seconds.
        """
        self._owner = encodable(owner)
        self._clock = clock
        self._database = Database(store / FILE, erase_expired(clock), clock, timeout)
        self.notes = Notes(self._database, self._owner, clock)

    def begin(self, title_from: str) -> Chat:
        """Create a chat, named after its first question."""
        chat = Chat(secrets.token_urlsafe(_ID_BYTES), _title(title_from) or _UNTITLED, self._moment(), 0)
        values = self._of(chat.id, begun_at=chat.begun_at, title=chat.title, folded=searchable(chat.title))
        self._database.write(lambda connection: connection.execute(_BEGIN, values))
        return chat

    def add(self, chat_id: str, question: str, outcome: Answer | str, within: Sequence[str] = ()) -> Exchange:
        """Add a question and its outcome; the chat moves to the top of the list."""
        asked, moment = encodable(question), self._moment()
        columns = outcome_columns(question, outcome)
        values = self._of(chat_id, question=asked, asked_at=moment, within=names_to_json(within), **columns)

        def adding(connection: sqlite3.Connection) -> int:
            _found(connection.execute(_TOUCH, values).rowcount)
            return connection.execute(_ADD, values).lastrowid or 0

        number = self._database.write(adding)
        stored = outcome if isinstance(outcome, Answer) else encodable(outcome)
        return Exchange(number, asked, stored, moment, tuple(within))

    def get(self, chat_id: str) -> Chat:
        """Return a chat as it is listed."""
        return self._database.read(lambda connection: _chat(connection, self._of(chat_id)))

    def exchanges(self, chat_id: str) -> tuple[Exchange, ...]:
        """Return the exchanges of a chat in order."""
        values = self._of(chat_id)

        def reading(connection: sqlite3.Connection) -> tuple[Exchange, ...]:
            _chat(connection, values)
            return tuple(map(_exchange, connection.execute(_OF_CHAT, values)))

        return self._database.read(reading)

    def revision(self, chat_id: str) -> Revision | None:
        """Return what changes with the chat's title, exchanges and ratings; None if it was deleted."""
        values = self._of(chat_id)
        rows = self._database.read(lambda connection: list(connection.execute(_REVISION, values)))
        return rows[0] if rows else None

    def listed(self, search: str = "", limit: int = 200) -> tuple[Chat, ...]:
        """Return at most ``limit`` chats, the last used first.

        With ``search``, only chats that contain each of its words in the title or an exchange, also as a part of a
        longer word, ignoring case and accents.
        """
        words = json.dumps(sorted(set(searchable(search).split())), ensure_ascii=False)
        values = {"owner": self._owner, "words": words, "limit": limit}
        return self._database.read(lambda connection: tuple(Chat(*row) for row in connection.execute(_LISTED, values)))

    def citing(self, document_id: str, limit: int) -> tuple[CitingExchange, ...]:
        """Return at most ``limit`` exchanges whose answers cite a document, the last first."""
        values = {"owner": self._owner, "document": encodable(document_id).encode("utf-8")}

        def reading(connection: sqlite3.Connection) -> tuple[CitingExchange, ...]:
            found = (
                CitingExchange(chat, title, _exchange(row)) for *row, chat, title in connection.execute(_CITING, values)
            )
            return tuple(islice((one for one in found if _cites(one.exchange, document_id)), limit))

        return self._database.read(reading)

    def rename(self, chat_id: str, title: str) -> None:
        """Rename a chat; an empty title changes nothing."""
        new = _title(title)
        if not new:
            self.get(chat_id)
            return
        values = self._of(chat_id, title=new, folded=searchable(new))
        self._database.write(lambda connection: _found(connection.execute(_RENAME, values).rowcount))

    def delete(self, chat_id: str) -> None:
        """Delete a chat, if it is listed; :meth:`restore` is possible for a day."""
        values = self._of(chat_id, now=self._clock().timestamp())
        self._database.write(lambda connection: connection.execute(_DELETE, values))

    def restore(self, chat_id: str) -> None:
        """Restore a deleted chat to its former place in the list; a listed one stays as it is."""
        values = self._of(chat_id)
        self._database.write(lambda connection: _found(connection.execute(_RESTORE, values).rowcount))

    def rate(self, exchange_id: int, helpful: bool | None, remark: str = "") -> None:
        """Replace the rating of an answer; a remark is cut to 1,000 characters."""
        _found(0 < exchange_id <= _LARGEST_ID)  # it may come from a typed address
        values = {"exchange": exchange_id, "owner": self._owner, "helpful": helpful}
        rating = values | {"remark": encodable(remark)[:_REMARK]}
        self._database.write(lambda connection: _found(connection.execute(_RATE, rating).rowcount))

    def ratings(self) -> tuple[Exchange, ...]:
        """Return the rated exchanges of all chats, in order."""
        values = {"owner": self._owner}
        return self._database.read(lambda connection: tuple(map(_exchange, connection.execute(_RATED, values))))

    def close(self) -> None:
        """Close the file; it is opened again on demand."""
        self._database.close()

    def _moment(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")

    def _of(self, chat_id: str, **values: _Value) -> dict[str, _Value]:
        """Return the parameters of a statement about one chat of this owner."""
        return {"id": encodable(chat_id), "owner": self._owner} | values


def erase_expired(clock: Clock) -> Callable[[sqlite3.Connection], None]:
    """Return a function that erases chats deleted longer ago than ``UNDO``; it writes only if there are any."""

    def erase(connection: sqlite3.Connection) -> None:
        limit = ((clock() - UNDO).timestamp(),)
        if connection.execute("SELECT 1 FROM chats WHERE deleted_at <= ?", limit).fetchone():
            connection.execute("DELETE FROM chats WHERE deleted_at <= ?", limit)
            connection.execute("VACUUM")  # SQLite leaves copies of rows where it has moved them from

    return erase


def is_title_of(title: str, question: str) -> bool:
    """Return whether a chat that begins with `question` has this title unless it is renamed."""
    return title == (_title(question) or _UNTITLED)


def _title(text: str) -> str:
    return shorten(encodable(text), _TITLE)


def _found(any_row: int) -> None:
    if not any_row:
        raise ChatGone("This chat was deleted: choose another one, or start a new one.")


def _chat(connection: sqlite3.Connection, values: dict[str, _Value]) -> Chat:
    row = connection.execute(_CHAT, values).fetchone()
    _found(row is not None)
    return Chat(*row)


def _cites(exchange: Exchange, document_id: str) -> bool:
    outcome = exchange.outcome
    return isinstance(outcome, Answer) and any(one.document_id == document_id for one in outcome.citations)


def _exchange(row: Sequence[Any]) -> Exchange:
    number, question, answer, failure, asked_at, within, helpful, remark = row
    outcome = failure if answer is None else answer_from_json(answer)
    rating = None if helpful is None else bool(helpful)
    return Exchange(number, question, outcome, asked_at, names_from_json(within), rating, remark)
