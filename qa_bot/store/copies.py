"""Copies of folders that other processes have open: opening a Chroma folder writes to its SQLite file for a moment."""

import fcntl
import os
import shutil
import sqlite3
import stat
import tempfile
import weakref
from contextlib import closing, suppress
from pathlib import Path

from qa_bot.search.store_name import StoreName

_DATABASE = ".sqlite3"
_SIDE_FILES = shutil.ignore_patterns(f"*{_DATABASE}-*")
"""SQLite's journals, which come and go with each transaction; a copy of the database is complete without them."""

_PREFIX, _OWNED = "qa-bot-copy-", "owned.lock"
"""The prefix of temporary folders, and the file in each that its process holds locked."""


class TemporaryCopy:
    """A copy of a folder that is removed when it is closed, or when the process exits."""

    def __init__(self, source: Path) -> None:
        """Copy ``source``.

        Raises:
            StoreUnusable: as :func:`copy_folder`.
            OSError: as :func:`copy_folder`.
        """
        parent = Path(tempfile.mkdtemp(prefix=_PREFIX))
        owned, path = tempfile.mkstemp(dir=parent)
        self.close = weakref.finalize(self, _remove, parent, owned)
        try:
            fcntl.flock(owned, fcntl.LOCK_EX)
            Path(path).rename(parent / _OWNED)  # locked before remove_abandoned_copies() can find it
            self.folder = copy_folder(source, parent / source.name)
        except BaseException:
            self.close()
            raise


def remove_abandoned_copies() -> None:
    """Remove the temporary copies of killed processes, whose locks are free."""
    for parent in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, or already gone
            owned = os.open(parent / _OWNED, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(owned, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(parent)
            finally:
                os.close(owned)


def _remove(parent: Path, owned: int) -> None:
    shutil.rmtree(parent, ignore_errors=True)
    os.close(owned)


def copy_folder(source: Path, target: Path) -> Path:
    """Copy a folder to the new ``target`` and return it.

    SQLite databases are locked meanwhile, after waiting for a writer: a copy of one that is written could be torn. The
    copy is writable by its owner even where the folder is not, since Chroma writes even to read.

    Raises:
        StoreUnusable: a database cannot be read or written.
        OSError: another file cannot; ``shutil.Error`` lists all of them.
    """
    made = Path(shutil.copytree(source, target, ignore=_SIDE_FILES, copy_function=_copy))
    for path in (made, *made.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    return made


def _copy(source: str, target: str) -> None:
    if not source.endswith(_DATABASE):
        shutil.copy2(source, target)
        return
    name = StoreName(f"the vector store {Path(source).parent}", Path(target).parent)
    address = f"{Path(source).absolute().as_uri()}?mode=ro"
    with name.translated_errors(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM sqlite_master").fetchone()  # a reading transaction keeps writers out
        shutil.copy2(source, target)
