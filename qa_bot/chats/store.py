"""Chats on disk: begun, added to, listed, searched, renamed, rated; deleted with a day to think it over."""

import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qa_bot.chats.database import Clock, Database
from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.serialization import columns, packed_names, unpacked, unpacked_names
from qa_bot.chats.texts import searchable, storable
from qa_bot.errors import ChatGone
from qa_bot.records import Answer
from qa_bot.text.wording import shorten

_Value = str | bytes | float | None

FILE = "chats.sqlite3"
UNDO = timedelta(days=1)
"""How long a deleted chat can be had back; then it is erased."""

_TITLE = 80
_UNTITLED = "Untitled"
_REMARK = 1_000
_ID_BYTES = 12
"""96 bits: nobody guesses the id of another one's chat."""
_LARGEST_ID = 2**63 - 1

_CHATS = """
    SELECT id, title, begun_at, (SELECT COUNT(*) FROM exchanges WHERE chat = chats.id) FROM chats
    WHERE owner = :owner AND deleted_at IS NULL
"""
_CHAT = f"{_CHATS} AND id = :id"
# A word that neither the title nor any exchange of the chat holds rules the chat out.
_HOLDS_ALL_WORDS = """
    AND NOT EXISTS (
        SELECT 1 FROM json_each(:words) AS word WHERE instr(chats.folded, word.value) = 0 AND NOT EXISTS (
            SELECT 1 FROM exchanges WHERE chat = chats.id AND instr(exchanges.folded, word.value) > 0
        )
    )
"""
_LISTED = f"{_CHATS} {_HOLDS_ALL_WORDS} ORDER BY touched DESC LIMIT :most"
_EXCHANGES = """
    SELECT exchanges.id, question, CAST(answer AS BLOB), failure, asked_at, CAST(within AS BLOB), helpful, remark
    FROM exchanges JOIN chats ON chats.id = chat WHERE owner = :owner AND deleted_at IS NULL
"""
_OF_CHAT = f"{_EXCHANGES} AND chat = :id ORDER BY exchanges.id"
_RATED = f"{_EXCHANGES} AND (helpful IS NOT NULL OR remark <> '') ORDER BY exchanges.id"
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
    """The time in UTC."""
    return datetime.now(UTC)


class Chats:
    """One person's chats in a store. Threads may share it, and processes may have one each over the same store.

    Any method but :meth:`close` raises ``StoreUnusable`` where the file cannot be read or written. A damaged file is
    kept under another name (``chats.sqlite3.damaged-20260102T030405Z``), and a new one is begun. Whatever is asked
    for, chats that were deleted more than a day ago are erased first.
    """

    def __init__(self, store: Path, owner: str = "", clock: Clock = now, patience: float = 10.0) -> None:
        """Nothing is opened yet.

        ``owner`` is whose chats these are, "" where nobody logs in. ``clock`` tells the time in UTC. ``patience`` is
        how long to wait for another process that is writing, in seconds.
        """
        self._owner = storable(owner)
        self._clock = clock
        self._database = Database(store / FILE, erase_expired(clock), clock, patience)

    def begin(self, title_from: str) -> Chat:
        """A new chat, named after its first question; its id cannot be guessed."""
        chat = Chat(secrets.token_urlsafe(_ID_BYTES), _title(title_from) or _UNTITLED, self._moment(), 0)
        values = self._of(chat.id, begun_at=chat.begun_at, title=chat.title, folded=searchable(chat.title))
        self._database.write(lambda connection: connection.execute(_BEGIN, values))
        return chat

    def add(self, chat_id: str, question: str, outcome: Answer | str, within: Sequence[str] = ()) -> Exchange:
        """Keep what was asked and what came of it; the chat is the one asked in last from here on.

        Raises:
            ChatGone: the chat was deleted.
        """
        asked, moment = storable(question), self._moment()
        kept = columns(question, outcome) | {"question": asked, "asked_at": moment, "within": packed_names(within)}
        values = self._of(chat_id, **kept)

        def adding(connection: sqlite3.Connection) -> int:
            _found(connection.execute(_TOUCH, values).rowcount)
            return connection.execute(_ADD, values).lastrowid or 0

        number = self._database.write(adding)
        told = outcome if isinstance(outcome, Answer) else storable(outcome)
        return Exchange(number, asked, told, moment, tuple(within))

    def get(self, chat_id: str) -> Chat:
        """A chat as it is listed.

        Raises:
            ChatGone: it was deleted.
        """
        return self._database.read(lambda connection: _chat(connection, self._of(chat_id)))

    def exchanges(self, chat_id: str) -> tuple[Exchange, ...]:
        """All exchanges of a chat in the order of asking.

        Raises:
            ChatGone: it was deleted.
        """
        values = self._of(chat_id)

        def reading(connection: sqlite3.Connection) -> tuple[Exchange, ...]:
            _chat(connection, values)
            return tuple(map(_exchange, connection.execute(_OF_CHAT, values)))

        return self._database.read(reading)

    def listed(self, search: str = "", most: int = 200) -> tuple[Chat, ...]:
        """The chats, the one asked in last first, ``most`` of them at the utmost.

        With ``search``: those that hold every word of it, in the title, a question, an answer or a line that told why
        there is none; be it part of a longer word, and in capitals or with accents or without.
        """
        words = json.dumps(sorted(set(searchable(search).split())), ensure_ascii=False)
        values = {"owner": self._owner, "words": words, "most": most}
        return self._database.read(lambda connection: tuple(Chat(*row) for row in connection.execute(_LISTED, values)))

    def rename(self, chat_id: str, title: str) -> None:
        """Give a chat another title; one that is empty leaves it as it is.

        Raises:
            ChatGone: the chat was deleted.
        """
        new = _title(title)
        if not new:
            self.get(chat_id)
            return
        values = self._of(chat_id, title=new, folded=searchable(new))
        self._database.write(lambda connection: _found(connection.execute(_RENAME, values).rowcount))

    def delete(self, chat_id: str) -> None:
        """Take a chat from the list, if it is there; for a day :meth:`restore` brings it back."""
        values = self._of(chat_id, now=self._clock().timestamp())
        self._database.write(lambda connection: connection.execute(_DELETE, values))

    def restore(self, chat_id: str) -> None:
        """Bring back a deleted chat, in its former place in the list. Nothing to do where it is in the list.

        Raises:
            ChatGone: it was deleted a day ago or earlier.
        """
        values = self._of(chat_id)
        self._database.write(lambda connection: _found(connection.execute(_RESTORE, values).rowcount))

    def rate(self, exchange_id: int, helpful: bool | None, remark: str = "") -> None:
        """Keep what the reader thought of an answer, in the place of what they thought before.

        A remark is kept up to its thousandth character.

        Raises:
            ChatGone: the chat of the exchange was deleted.
        """
        _found(0 < exchange_id <= _LARGEST_ID)  # it may come from an address that somebody has typed
        values = {"exchange": exchange_id, "owner": self._owner, "helpful": helpful}
        said = values | {"remark": storable(remark)[:_REMARK]}
        self._database.write(lambda connection: _found(connection.execute(_RATE, said).rowcount))

    def ratings(self) -> tuple[Exchange, ...]:
        """The exchanges of all chats that the reader said something of, in the order of asking."""
        values = {"owner": self._owner}
        return self._database.read(lambda connection: tuple(map(_exchange, connection.execute(_RATED, values))))

    def close(self) -> None:
        """Let go of the file; it is opened anew when it is needed."""
        self._database.close()

    def _moment(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")

    def _of(self, chat_id: str, **values: _Value) -> dict[str, _Value]:
        """``values`` for a statement about one chat of this owner."""
        return {"id": storable(chat_id), "owner": self._owner} | values


def erase_expired(clock: Clock) -> Callable[[sqlite3.Connection], None]:
    """What erases the chats that were deleted too long ago to be had back; it writes only if there are any."""

    def erase(connection: sqlite3.Connection) -> None:
        past = ((clock() - UNDO).timestamp(),)
        if connection.execute("SELECT 1 FROM chats WHERE deleted_at <= ?", past).fetchone():
            connection.execute("DELETE FROM chats WHERE deleted_at <= ?", past)
            connection.execute("VACUUM")  # SQLite leaves copies of rows where it has moved them from

    return erase


def _title(text: str) -> str:
    return shorten(storable(text), _TITLE)


def _found(any_row: int) -> None:
    if not any_row:
        raise ChatGone("This chat is not kept any more: choose another one, or begin a new one.")


def _chat(connection: sqlite3.Connection, values: dict[str, _Value]) -> Chat:
    row = connection.execute(_CHAT, values).fetchone()
    _found(row is not None)
    return Chat(*row)


def _exchange(row: tuple[int, str, bytes | None, str, str, bytes, int | None, str]) -> Exchange:
    number, question, answer, failure, asked_at, within, helpful, remark = row
    outcome = failure if answer is None else unpacked(answer)
    judged = None if helpful is None else bool(helpful)
    return Exchange(number, question, outcome, asked_at, unpacked_names(within), judged, remark)
