"""What was asked to be erased, written down until an indexing run has seen to it: neither a stop nor a crash loses it.

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

from qa_bot.errors import StoreUnusable
from qa_bot.store import atomic_files

_FOLDER = ".erasing"


@dataclass(frozen=True, slots=True)
class Erasure:
    """A document to be erased: its id, "" where that is not known, and its file's path relative to the folder."""

    document_id: str
    source: str


class Quotes(Protocol):
    """What quotes documents and is kept outside the index: the chats."""

    def documents(self) -> AbstractSet[str]:
        """The ids of all documents that are quoted.

        Raises:
            StoreUnusable: they cannot be had.
        """

    def erase(self, documents: Collection[str], sources: Collection[str], live: Collection[str]) -> object:
        """Erase every quote of ``documents`` (ids), and of what was in the files ``sources``, but for ``live`` ones.

        Raises:
            StoreUnusable: they cannot be erased.
        """


class Erasures:
    """The requests of one store. Processes may share it."""

    def __init__(self, store: Path) -> None:
        """Nothing is opened or made yet."""
        self._folder = store / _FOLDER

    def __bool__(self) -> bool:
        """Whether anything is to be erased."""
        return any(self._folder.glob("*.json"))

    def add(self, erasure: Erasure) -> None:
        """Ask for something to be erased; durable when this returns.

        Raises:
            StoreUnusable: the store cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            atomic_files.write(
                self._folder / f"{secrets.token_hex(8)}.json", json.dumps(asdict(erasure)).encode("ascii")
            )
        except OSError as error:
            raise StoreUnusable(
                f"Nothing can be erased ({error.strerror}): make room and allow writing in {self._folder.parent}."
            ) from None

    def read(self) -> dict[Path, Erasure]:
        """All requests, by their files."""
        return {path: _read(path) for path in self._folder.glob("*.json")}

    def done(self, paths: Iterable[Path]) -> None:
        """Forget these requests."""
        for path in paths:
            path.unlink(missing_ok=True)


def _read(path: Path) -> Erasure:
    try:
        return Erasure(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):  # damaged: the indexes are rewritten all the same
        return Erasure("", "")
