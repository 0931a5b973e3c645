"""Where vectors are kept, and how it is told that something is wrong there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from chromadb.errors import ChromaError

from qa_bot.errors import StoreDamaged, StoreUnusable
from qa_bot.text.wording import one_line

_FULL = ("disk is full", "no space left")
_LOCKED = ("readonly", "read-only", "permission denied")
_LEAST = 1_000_000
"""Bytes; where a folder's disk has fewer left, that is what is wrong: Chroma does not always say so itself."""


@dataclass(frozen=True, slots=True)
class StoreName:
    """A vector store as errors speak of it.

    ``name`` is as ``the vector store PATH``, ``folder`` where it is, if that is on this machine, and ``start`` what to
    do where it is on another that does not answer.
    """

    name: str
    folder: Path | None = None
    start: str = "see that it runs"

    @contextmanager
    def told(self, *refusals: type[Exception]) -> Iterator[None]:
        """Tell in one line what Chroma, or the way to it, has against what is done in the block.

        Args:
            refusals: What else is to be told as Chroma's own errors are.

        Raises:
            StoreUnusable: what happened, and what to do next.
        """
        refused: tuple[type[Exception], ...] = (ChromaError, *refusals)
        try:
            yield
        except (httpx.HTTPError, OSError) as error:
            raise (self._refused(_reason(error)) if self.folder else self.unreachable(error)) from None
        except refused as error:
            raise self._refused(_reason(error)) from None

    def unreachable(self, error: Exception) -> StoreUnusable:
        """How it is told that a server does not answer."""
        return StoreUnusable(
            f"{self.sentence} cannot be reached ({_reason(error)}): {self.start}, or set QA_BOT_VECTORS=local."
        )

    @property
    def sentence(self) -> str:
        """The name as a sentence begins with it."""
        return self.name[0].upper() + self.name[1:]

    def _refused(self, reason: str) -> StoreUnusable:
        if _says(reason, _LOCKED):
            return StoreUnusable(f"{self.sentence} cannot be written ({reason}): allow writing there.")
        if _says(reason, _FULL) or self._is_full():
            return StoreUnusable(f"There is no space left for {self.name} ({reason}): make room there and try again.")
        return StoreDamaged(f"{self.sentence} cannot be used ({reason}): run `qa-bot index --rebuild`.")

    def _is_full(self) -> bool:
        return self.folder is not None and self.folder.exists() and shutil.disk_usage(self.folder).free < _LEAST


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"{error.response.status_code} {error.response.reason_phrase}"
    return one_line(str(error)) or error.__class__.__name__


def _says(reason: str, words: tuple[str, ...]) -> bool:
    return any(word in reason.lower() for word in words)
