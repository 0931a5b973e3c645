"""What the kept chats of all owners quote of the documents, and how it is erased."""

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from qa_bot.chats.database import Clock, Database
from qa_bot.chats.serialization import columns, unpacked
from qa_bot.chats.store import FILE, UNDO, erase_expired, now
from qa_bot.errors import StoreUnusable
from qa_bot.records import Answer
from qa_bot.text.wording import one_line

ERASED = "This answer quoted a document that was erased, and was erased with it."
"""What stands in the place of such an answer."""

_DOCUMENT = re.compile(rb'"document_id":"([^"\\]+)"')
"""A document's id in a kept answer; within a text that is kept in it, the quotation marks would be escaped."""
_PATIENCE_SECONDS = 10.0

_ANSWERED = "FROM exchanges JOIN chats ON chats.id = chat WHERE answer IS NOT NULL"
_BLOBS = f"SELECT CAST(answer AS BLOB) {_ANSWERED} AND NOT COALESCE(deleted_at <= ?, 0)"
_ROWS = f"SELECT exchanges.id, chat, deleted_at IS NULL, question, CAST(answer AS BLOB) {_ANSWERED}"
_UPDATE = "UPDATE exchanges SET failure = :failure, answer = :answer, folded = :folded WHERE id = :id"


@dataclass(frozen=True, slots=True)
class Quoting:
    """How many answers quote something, and in how many chats."""

    answers: int = 0
    chats: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer that quotes what is looked for, or shows it, and what is to stand in its place."""

    id: int
    chat: str
    is_listed: bool
    question: str
    outcome: Answer | str


class ChatQuotes:
    """What the chats of one store quote: in their citations, and in the passages shown as near."""

    def __init__(self, store: Path, clock: Clock = now) -> None:
        """Nothing is opened yet."""
        self._path = store / FILE
        self._clock = clock
        self._database = Database(self._path, erase_expired(clock), clock, _PATIENCE_SECONDS)

    def documents(self) -> set[str]:
        """The ids of all documents that a chat quotes, also one that was deleted and can be had back.

        Raises:
            StoreUnusable: they cannot be read. A damaged file is left where it is.
        """
        if not self._path.exists():
            return set()
        past = ((self._clock() - UNDO).timestamp(),)
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                blobs = connection.execute(_BLOBS, past)
                return {name.decode() for (blob,) in blobs for name in _DOCUMENT.findall(blob)}
        except sqlite3.Error as error:
            raise StoreUnusable(one_line(f"The chats in {self._path} cannot be read ({error}).")) from None

    def count(self, documents: Collection[str], sources: Collection[str], live: Collection[str]) -> Quoting:
        """How many answers :meth:`erase` would erase, those of deleted chats left out.

        Raises:
            StoreUnusable: they cannot be read.
        """
        with closing(self._database):
            found = self._database.read(lambda connection: list(_found(connection, _meant(documents, sources, live))))
        erased = [one for one in found if one.is_listed and one.outcome == ERASED]
        return Quoting(len(erased), len({one.chat for one in erased}))

    def erase(self, documents: Collection[str], sources: Collection[str], live: Collection[str]) -> None:
        """Erase the answers that quote ``documents`` (ids), or what was in the files ``sources``, unless ``live``.

        An answer that merely shows a passage of them as near keeps the others.

        Raises:
            StoreUnusable: they cannot be erased.
        """
        meant = _meant(documents, sources, live)

        def erasing(connection: sqlite3.Connection) -> None:
            for one in list(_found(connection, meant)):
                connection.execute(_UPDATE, {"id": one.id} | columns(one.question, one.outcome))

        with closing(self._database):
            if self._database.read(lambda connection: any(_found(connection, meant))):
                self._database.write(erasing, vacuum=True)


_Meant = Callable[[str, str], bool]
"""Whether a document (its id and its file) is meant."""


def _meant(documents: Collection[str], sources: Collection[str], live: Collection[str]) -> _Meant:
    return lambda name, source: name not in live and (name in documents or source in sources)


def _found(connection: sqlite3.Connection, is_meant: _Meant) -> Iterator[_Found]:
    for number, chat, is_listed, question, blob in connection.execute(_ROWS):
        outcome = _without(blob, is_meant)
        if outcome is not None:
            yield _Found(number, chat, bool(is_listed), question, outcome)


def _without(blob: bytes, is_meant: _Meant) -> Answer | str | None:
    """A kept answer without what is meant; None where it has nothing of it."""
    answer = unpacked(blob)
    if not isinstance(answer, Answer):  # of another version: its files are not known, its documents are
        return ERASED if any(is_meant(name.decode(), "") for name in _DOCUMENT.findall(blob)) else None
    if any(is_meant(citation.document_id, citation.source) for citation in answer.citations):
        return ERASED
    hits = tuple(hit for hit in answer.hits if not is_meant(hit.passage.document_id, hit.passage.source))
    return None if len(hits) == len(answer.hits) else replace(answer, hits=hits)
