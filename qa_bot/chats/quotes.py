"""The documents that the chats of all owners quote, and how such quotes are erased."""

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from qa_bot.chats.database import Clock, Database
from qa_bot.chats.notes import noted
from qa_bot.chats.serialization import answer_from_json, outcome_columns
from qa_bot.chats.store import FILE, UNDO, erase_expired, now
from qa_bot.errors import StoreUnusable
from qa_bot.records import Answer, Citation, Comparison
from qa_bot.text.wording import one_line

ERASED = "This answer quoted a document that was erased, and was erased with it."
"""Replaces such an answer."""

_DOCUMENT = re.compile(rb'"document_id":"([^"\\]+)"')
"""A document's id in a stored answer; within a quoted text, the quotation marks would be escaped."""
_TIMEOUT_SECONDS = 10.0

_ANSWERED = "FROM exchanges JOIN chats ON chats.id = chat WHERE answer IS NOT NULL"
_BLOBS = f"SELECT CAST(answer AS BLOB) {_ANSWERED} AND NOT COALESCE(deleted_at <= ?, 0)"
_NOTES = """
    SELECT CAST(quote AS BLOB) FROM notes JOIN chats ON chats.id = chat WHERE NOT COALESCE(deleted_at <= ?, 0)
"""
_HAS_NOTES = "SELECT 1 FROM sqlite_master WHERE name = 'notes'"
"""False in a file of an earlier version."""
_LISTED_CHATS = "SELECT id FROM chats WHERE deleted_at IS NULL"
_ROWS = f"SELECT exchanges.id, chat, question, CAST(answer AS BLOB) {_ANSWERED}"
_UPDATE = "UPDATE exchanges SET failure = :failure, answer = :answer, folded = :folded WHERE id = :id"


@dataclass(frozen=True, slots=True)
class QuoteCount:
    """The number of answers that quote something, of pinned notes, and of the chats of both."""

    answers: int = 0
    chats: int = 0
    notes: int = 0


@dataclass(frozen=True, slots=True)
class _Replacement:
    """An answer that cites erased documents or lists their passages, and the outcome that replaces it."""

    id: int
    chat: str
    question: str
    outcome: Answer | str


class ChatQuotes:
    """The documents that the chats of one store quote: in citations, and in the nearest passages.

    Every method raises ``StoreUnusable`` where the chats cannot be read or written.
    """

    def __init__(self, store: Path, clock: Clock = now) -> None:
        """Open nothing yet."""
        self._path = store / FILE
        self._clock = clock
        self._database = Database(self._path, erase_expired(clock), clock, _TIMEOUT_SECONDS)

    def documents(self) -> set[str]:
        """Return the ids of all documents that a chat quotes, including deleted chats that can be restored.

        Raises:
            StoreUnusable: the chats cannot be read. A damaged file stays where it is.
        """
        if not self._path.exists():
            return set()
        limit = ((self._clock() - UNDO).timestamp(),)
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                blobs = list(connection.execute(_BLOBS, limit))
                if connection.execute(_HAS_NOTES).fetchone():
                    blobs += connection.execute(_NOTES, limit)
                return {name.decode() for (blob,) in blobs for name in _DOCUMENT.findall(blob)}
        except sqlite3.Error as error:
            raise StoreUnusable(one_line(f"The chats in {self._path} cannot be read ({error}).")) from None

    def count(self, documents: Collection[str], sources: Collection[str], live: Collection[str]) -> QuoteCount:
        """Return how many answers and notes :meth:`erase` would erase, without those of deleted chats."""
        is_erased = _erases(documents, sources, live)

        def counting(connection: sqlite3.Connection) -> QuoteCount:
            listed = {chat for (chat,) in connection.execute(_LISTED_CHATS)}
            answers = [one.chat for one in _replacements(connection, is_erased) if one.outcome == ERASED]
            notes = [chat for _, chat in _notes(connection, is_erased) if chat in listed]
            answers = [chat for chat in answers if chat in listed]
            return QuoteCount(len(answers), len({*answers, *notes}), len(notes))

        with closing(self._database):
            return self._database.read(counting)

    def erase(self, documents: Collection[str], sources: Collection[str], live: Collection[str]) -> None:
        """Erase the answers and notes that cite ``documents`` (ids) or the files ``sources``, except those in ``live``.

        An answer that only lists passages of them as near loses these passages.
        """
        is_erased = _erases(documents, sources, live)

        def erasing(connection: sqlite3.Connection) -> None:
            for one in list(_replacements(connection, is_erased)):
                connection.execute(_UPDATE, {"id": one.id} | outcome_columns(one.question, one.outcome))
            connection.executemany(
                "DELETE FROM notes WHERE id = ?", [(note,) for note, _ in _notes(connection, is_erased)]
            )

        def is_any(connection: sqlite3.Connection) -> bool:
            return any(_replacements(connection, is_erased)) or any(_notes(connection, is_erased))

        with closing(self._database):
            if self._database.read(is_any):
                self._database.write(erasing, vacuum=True)


_IsErased = Callable[[str, str], bool]
"""Whether a document, by its id and its file's path, is to be erased."""


def _erases(documents: Collection[str], sources: Collection[str], live: Collection[str]) -> _IsErased:
    return lambda name, source: name not in live and (name in documents or source in sources)


def _replacements(connection: sqlite3.Connection, is_erased: _IsErased) -> Iterator[_Replacement]:
    for number, chat, question, blob in connection.execute(_ROWS):
        outcome = _without(blob, is_erased)
        if outcome is not None:
            yield _Replacement(number, chat, question, outcome)


def _notes(connection: sqlite3.Connection, is_erased: _IsErased) -> Iterator[tuple[int, str]]:
    """Yield id and chat of the notes to be erased, those that cannot be read any more among them."""
    for number, chat, citation in noted(connection):
        if not isinstance(citation, Citation) or is_erased(citation.document_id, citation.source):
            yield number, chat


def _without(blob: bytes, is_erased: _IsErased) -> Answer | str | None:
    """Return what replaces a stored answer; None where it stays."""
    answer = answer_from_json(blob)
    if not isinstance(answer, Answer):  # of another version: only its documents' ids are known
        return ERASED if any(is_erased(name.decode(), "") for name in _DOCUMENT.findall(blob)) else None
    if any(is_erased(citation.document_id, citation.source) for citation in answer.citations):
        return ERASED
    hits = tuple(hit for hit in answer.hits if not is_erased(hit.passage.document_id, hit.passage.source))
    comparison = _compared_without(answer.comparison, is_erased)
    if len(hits) == len(answer.hits) and comparison == answer.comparison:
        return None
    return replace(answer, hits=hits, comparison=comparison)


def _compared_without(comparison: Comparison | None, is_erased: _IsErased) -> Comparison | None:
    """Return a comparison without the names of erased documents, of which it has no quotes."""
    if comparison is None:
        return None
    points = (tuple(one for one in row if not is_erased(one.document_id, one.source)) for row in comparison.points)
    return replace(comparison, points=tuple(points))
