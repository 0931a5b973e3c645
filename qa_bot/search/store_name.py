"""The name of a vector store in error messages, and the translation of its errors."""

import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx
from chromadb.errors import ChromaError

from qa_bot.errors import StoreDamaged, StoreUnusable, translated
from qa_bot.text.wording import one_line

_FULL = ("disk is full", "no space left")
_LOCKED = ("readonly", "read-only", "permission denied")
_LEAST = 1_000_000
"""Bytes; a folder's disk with less counts as full, since Chroma does not always say so itself."""


@dataclass(frozen=True, slots=True)
class StoreName:
    """A vector store as error messages name it.

    ``name`` reads as ``the vector store PATH``; ``folder`` is where a local one is; ``start`` says what to do about a
    remote one that does not answer.
    """

    name: str
    folder: Path | None = None
    start: str = "see that it runs"

    def translated_errors(self, *others: type[Exception]) -> AbstractContextManager[None]:
        """Turn errors of Chroma, of the connection to it and of the kinds ``others`` into a ``StoreUnusable``."""
        return translated((httpx.HTTPError, OSError, ChromaError, *others), self._translated)

    @property
    def sentence(self) -> str:
        """The name with a capital letter."""
        return self.name[0].upper() + self.name[1:]

    def _translated(self, error: BaseException) -> StoreUnusable:
        reason = _reason(error)
        if self.folder is None and isinstance(error, httpx.HTTPError | OSError):
            return StoreUnusable(
                f"{self.sentence} cannot be reached ({reason}): {self.start}, or set QA_BOT_VECTORS=local."
            )
        if _says(reason, _LOCKED):
            return StoreUnusable(f"{self.sentence} cannot be written ({reason}): allow writing there.")
        if _says(reason, _FULL) or self._is_full():
            return StoreUnusable(f"There is no space left for {self.name} ({reason}): free space there and try again.")
        return StoreDamaged(f"{self.sentence} cannot be used ({reason}): run `qa-bot index --rebuild`.")

    def _is_full(self) -> bool:
        return self.folder is not None and self.folder.exists() and shutil.disk_usage(self.folder).free < _LEAST


def _reason(error: BaseException) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"{error.response.status_code} {error.response.reason_phrase}"
    return one_line(str(error)) or error.__class__.__name__


def _says(reason: str, words: tuple[str, ...]) -> bool:
    return any(word in reason.lower() for word in words)
