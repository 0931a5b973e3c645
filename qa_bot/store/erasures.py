"""Requests to erase documents, stored on disk until an indexing run has fulfilled them.

::

    vectorstore/.erasing/<16 digits>.json    one for each document
"""

import json
import secrets
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from qa_bot.errors import StoreUnusable, translated
from qa_bot.store import atomic_files

_FOLDER = ".erasing"


@dataclass(frozen=True, slots=True)
class Erasure:
    """A document to be erased: its id, "" where unknown, and its file's path relative to the folder."""

    document_id: str
    source: str


class Quotes(Protocol):
    """Quotes of documents outside the index: those in the chats."""

    def documents(self) -> AbstractSet[str]:
        """Return the ids of all documents that are quoted.

        Raises:
            StoreUnusable: they cannot be read.
        """

    def erase(self, documents: Collection[str], sources: Collection[str], live: Collection[str]) -> object:
        """Erase every quote of ``documents`` (ids) and of the files ``sources``, except of ``live`` documents (ids).

        Raises:
            StoreUnusable: they cannot be erased.
        """


class Erasures:
    """The requests of one store; processes may share them."""

    def __init__(self, store: Path) -> None:
        """Open and make nothing yet."""
        self._folder = store / _FOLDER

    def __bool__(self) -> bool:
        """Whether there is a request."""
        return any(self._folder.glob("*.json"))

    def add(self, erasure: Erasure) -> None:
        """Add a request; it is on the disk when this returns.

        Raises:
            StoreUnusable: the store cannot be written.
        """
        with translated(OSError, self._unwritable):
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._folder / f"{secrets.token_hex(8)}.json"
            atomic_files.write(target, json.dumps(asdict(erasure)).encode("ascii"))

    def read(self) -> dict[Path, Erasure]:
        """Return all requests by their files."""
        return {path: _read(path) for path in self._folder.glob("*.json")}

    def done(self, paths: Iterable[Path]) -> None:
        """Remove these requests."""
        for path in paths:
            path.unlink(missing_ok=True)

    def _unwritable(self, error: BaseException) -> StoreUnusable:
        reason = getattr(error, "strerror", "")
        return StoreUnusable(
            f"Nothing can be erased ({reason}): free space and allow writing in {self._folder.parent}."
        )


def _read(path: Path) -> Erasure:
    try:
        return Erasure(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):  # damaged: the indexes are rebuilt anyway
        return Erasure("", "")
