"""Folders copied while others open them: whoever opens a Chroma folder writes to its SQLite file for a moment."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from qa_bot.index.site import Site

_DATABASE = ".sqlite3"
_SIDE_FILES = shutil.ignore_patterns(f"*{_DATABASE}-*")
"""SQLite's journals, which come and go with each transaction: the copy of a database is whole without them."""


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
        Site(f"the vector store {Path(source).parent}", Path(target).parent).told(sqlite3.Error),
        closing(sqlite3.connect(f"{Path(source).absolute().as_uri()}?mode=ro", uri=True)) as reader,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM sqlite_master").fetchone()  # who reads keeps every writer from the file
        shutil.copy2(source, target)
