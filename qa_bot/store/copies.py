"""Folders copied while others open them: whoever opens a Chroma folder writes to its SQLite file for a moment."""

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
"""SQLite's journals, which come and go with each transaction: the copy of a database is whole without them."""

_PREFIX, _OWNED = "qa-bot-copy-", "owned.lock"
"""How a temporary folder is named, and the file in it that its process holds locked as long as it lives."""


class TemporaryCopy:
    """A copy of a folder that goes when it is closed, and otherwise when the process exits."""

    def __init__(self, source: Path) -> None:
        """Copy ``source``.

        Raises:
            StoreUnusable: as :func:`copied`.
            OSError: as :func:`copied`.
        """
        place = Path(tempfile.mkdtemp(prefix=_PREFIX))
        owned, path = tempfile.mkstemp(dir=place)
        self.close = weakref.finalize(self, _remove, place, owned)
        try:
            fcntl.flock(owned, fcntl.LOCK_EX)
            Path(path).rename(place / _OWNED)  # locked before anybody who sweeps can find it
            self.folder = copied(source, place / source.name)
        except BaseException:
            self.close()
            raise


def sweep_temporary_copies() -> None:
    """Remove the copies of processes that were killed: the lock of each of these is free."""
    for place in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # somebody else's, or gone meanwhile
            owned = os.open(place / _OWNED, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(owned, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place)
            finally:
                os.close(owned)


def _remove(place: Path, owned: int) -> None:
    shutil.rmtree(place, ignore_errors=True)
    os.close(owned)


def copied(source: Path, target: Path) -> Path:
    """Copy a folder to the new ``target``, and give that back.

    SQLite holds its databases meanwhile, and waits for whoever is writing: a copy made at any moment could be torn.
    The copy can be written by its owner, also where the folder cannot: Chroma writes even to read.

    Raises:
        StoreUnusable: a database cannot be read or written.
        OSError: another file cannot; shutil.Error tells of every one.
    """
    made = Path(shutil.copytree(source, target, ignore=_SIDE_FILES, copy_function=_copy))
    for path in (made, *made.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    return made


def _copy(source: str, target: str) -> None:
    if not source.endswith(_DATABASE):
        shutil.copy2(source, target)
        return
    with (
        StoreName(f"the vector store {Path(source).parent}", Path(target).parent).told(sqlite3.Error),
        closing(sqlite3.connect(f"{Path(source).absolute().as_uri()}?mode=ro", uri=True)) as reader,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM sqlite_master").fetchone()  # who reads keeps every writer from the file
        shutil.copy2(source, target)
