"""Errors that a user can act on, as one tree, and the translation of the system's errors into them.

::

    QaBotError                  exit code 1; the message is one line: what happened, and what to do next
    ├── FolderUnusable          the folder of documents is missing, empty or unreadable
    ├── FileUnreadable          one file could not be read; the indexing run reports it and continues
    │   └── FileVanished        it no longer exists
    ├── QuestionUnusable        a question that is empty or too long
    ├── WeightsMissing          the offline model's weights are absent or not the published ones
    ├── EmbeddingUnavailable    the configured embedding fails, such as a service that cannot be reached
    ├── ModelUnavailable        the language model wrote no answer; the extractive one is given, with the reason
    ├── SettingUnusable         a setting's value is invalid
    ├── AddressTaken            the page's port is in use, or its address is not available
    ├── LoginMissing            the page would be open to other machines without a login
    ├── FileRefused             a file that cannot be uploaded, removed or restored
    ├── ChatGone                a chat that was deleted in the meantime
    ├── Stopped                 an indexing run or a question was cancelled; the index is unchanged
    └── StoreUnusable           the store cannot be read or written
        ├── NothingIndexed      there is no index yet
        ├── StoreMismatch       the store was built with other settings
        ├── StoreOutdated       the store was built by an older qa-bot; indexing rebuilds it
        ├── StoreDamaged        the store's parts disagree
        └── StoreBusy           another process is writing
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager


class QaBotError(Exception):
    """A failure that a user can do something about; ``str(error)`` is one line that says what."""


class FolderUnusable(QaBotError):
    """The folder of documents is missing, empty or unreadable."""


class FileUnreadable(QaBotError):
    """One file could not be read; the message is the reason alone, without the file's name."""


class FileVanished(FileUnreadable):
    """A listed file no longer exists."""


class QuestionUnusable(QaBotError):
    """The question is empty or too long."""


class WeightsMissing(QaBotError):
    """The offline model's weights are absent, or are not the published ones."""


class ReaderUnavailable(QaBotError):
    """The process that reads files cannot be started: no file is at fault."""


class EmbeddingUnavailable(QaBotError):
    """The configured embedding fails; the store is unchanged, and what was embedded is reused later."""


class ModelUnavailable(QaBotError):
    """The language model wrote no answer; the message is the reason alone, to follow the model's name."""


class SettingUnusable(QaBotError):
    """A setting has an invalid value."""


class AddressTaken(QaBotError):
    """The page cannot listen at the given address."""


class LoginMissing(QaBotError):
    """The page would be open to other machines without a login."""


class FileRefused(QaBotError):
    """A file cannot be uploaded, removed or restored."""


class ChatGone(QaBotError):
    """A chat was deleted."""


class NoteGone(QaBotError):
    """A note of a chat was removed."""


class Stopped(QaBotError):
    """An indexing run or a question was cancelled; the index is unchanged."""


class StoreUnusable(QaBotError):
    """The store cannot be read or written."""


class NothingIndexed(StoreUnusable):
    """There is no index yet."""


class StoreMismatch(StoreUnusable):
    """The store was built with other settings."""


class StoreOutdated(StoreUnusable):
    """The store was built by an older qa-bot; an indexing run rebuilds it."""


class StoreDamaged(StoreUnusable):
    """The parts of the store disagree with each other."""


class StoreBusy(StoreUnusable):
    """Another process is writing to the store."""


_FREE_SPACE = "free space on its disk, and try again"
_ALLOW = "allow writing there"
_REMEDIES = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EROFS: _ALLOW,
    errno.EACCES: _ALLOW,
    errno.EPERM: _ALLOW,
    errno.ENAMETOOLONG: "give the file a shorter name",
}


@contextmanager
def translated(
    kinds: type[BaseException] | tuple[type[BaseException], ...], translate: Callable[[BaseException], QaBotError]
) -> Iterator[None]:
    """Raise ``translate(error)`` in place of each error of these kinds that the block raises."""
    try:
        yield
    except kinds as error:
        raise translate(error) from None


def translated_errors(kind: type[QaBotError], failure: str) -> AbstractContextManager[None]:
    """Raise an ``OSError`` of the block as ``kind``: ``failure``, the system's reason, and what to do next."""

    def translate(error: BaseException) -> QaBotError:
        code, reason = getattr(error, "errno", 0), getattr(error, "strerror", "") or error.__class__.__name__
        return kind(f"{failure} ({reason}): {_REMEDIES.get(code or 0, 'check the folder, and try again')}.")

    return translated(OSError, translate)
