"""A folder → its files, none of them opened yet.

Hidden files (a leading dot), what office programs and systems leave behind, and what patterns exclude are passed
over. Links are followed where they stay inside the folder. Whatever is there and can never be a document is listed with
its ``problem``, so that nobody misses it.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pathspec import GitIgnoreSpec

from qa_bot.errors import FolderUnusable

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}

_LEFT_BEHIND = re.compile(r"~\$.*|~WRL\d+\.tmp|(?:eh)?thumbs\.db|desktop\.ini|__MACOSX", re.IGNORECASE | re.DOTALL)
"""Names of lock and temporary files of Microsoft Office, and of what Windows and macOS keep in a folder."""


class SourceFile(NamedTuple):  # a frozen dataclass takes three times as long to make, ten thousand times a look
    """A file of the folder: its path relative to the folder (with ``/``), size in bytes, and what tells of a change.

    ``modified_ns`` is its ``st_mtime_ns``, which anybody may set back; ``changed_ns`` its ``st_ctime_ns``, which nobody
    can; ``inode`` its ``st_ino``. ``path`` is where it is opened, links resolved. ``problem`` tells why it cannot be
    read, "" where nothing speaks against it. A folder that cannot be listed is a file with a problem whose ``source``
    ends in ``/``.
    """

    source: str
    path: str
    size: int = 0
    modified_ns: int = 0
    changed_ns: int = 0
    inode: int = 0
    problem: str = ""


def list_files(folder: Path, exclude: str = "", store: Path | None = None) -> list[SourceFile]:
    """The files of ``folder`` and its sub-folders, by name.

    ``exclude`` holds patterns as in a ``.gitignore``, parted by commas or line ends, relative to ``folder``. The
    ``store`` may lie in the folder: what the bot keeps is no document.

    Raises:
        FolderUnusable: it is not there, is no folder or cannot be listed.
    """
    if not folder.exists():
        raise FolderUnusable(f"The folder {folder} does not exist: create it, or name another with --seeds.")
    if not folder.is_dir():
        raise FolderUnusable(f"{folder} is not a folder: name a folder of documents with --seeds.")
    patterns = [pattern.strip() for pattern in exclude.replace(",", "\n").splitlines()]
    excluded = GitIgnoreSpec.from_lines(patterns) if exclude.strip() else None
    top = _Folder(str(folder), "", (os.path.realpath(folder),))
    try:
        found = sorted(_Walk(top, excluded, _real(store)).files())
    except OSError as error:
        raise FolderUnusable(
            f"The folder {folder} cannot be listed ({error.strerror}): allow reading it, and try again."
        ) from None
    return list(_told_apart(found))


def identity(folder: Path) -> str:
    """What tells a folder from another one at its path, such as the empty one where a drive is not mounted.

    "" where it cannot be told.
    """
    try:
        found = folder.stat()
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"


def _real(store: Path | None) -> str:
    return os.path.realpath(store) if store else ""


def _told_apart(files: list[SourceFile]) -> Iterator[SourceFile]:
    """The files, no two of one name: bytes that are no UTF-8, written out, may be another file's name."""
    taken = {file.source for file in files}
    before = ""
    for file in files:
        if file.source != before:
            before = file.source
            yield file
            continue
        name = next(name for number in count(2) if (name := f"{before} ({number})") not in taken)
        taken.add(name)
        yield SourceFile(name, file.path, problem="its name is no UTF-8, and reads like another file's: rename it")


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be listed: where it is, what goes before its files' names, and the real folders that lead to it."""

    path: str
    prefix: str
    chain: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """One walk through a folder; ``linked`` are the folders that a link has led to already, ``store`` is left out."""

    top: _Folder
    excluded: GitIgnoreSpec | None
    store: str
    waiting: list[_Folder] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)

    def files(self) -> Iterator[SourceFile]:
        """Every file; an ``OSError`` is the top folder's own."""
        yield from self._listed(self.top)
        while self.waiting:
            folder = self.waiting.pop()
            try:
                yield from self._listed(folder)
            except OSError as error:
                yield SourceFile(_named(folder.prefix), folder.path, problem=f"it cannot be listed ({error.strerror})")

    def _listed(self, folder: _Folder) -> Iterator[SourceFile]:
        with os.scandir(folder.path) as entries:
            found = list(entries)
        for entry in found:
            name = folder.prefix + entry.name
            if entry.name.startswith(".") or _LEFT_BEHIND.fullmatch(entry.name) or self._is_excluded(name):
                continue
            try:
                file = self._file(folder, entry, name)
            except FileNotFoundError:  # gone since the folder was opened: then it is not there
                continue
            if file:
                yield file

    def _file(self, folder: _Folder, entry: os.DirEntry[str], name: str) -> SourceFile | None:
        if entry.is_symlink():
            return self._followed(folder, entry, name)
        if entry.is_dir():
            self._enter(folder, entry.path, name, os.path.join(folder.chain[-1], entry.name))  # noqa: PTH118 - a hot path
            return None
        return _file_at(name, entry.path, entry.stat(follow_symlinks=False))

    def _followed(self, folder: _Folder, entry: os.DirEntry[str], name: str) -> SourceFile | None:
        """What a link leads to, where that is inside the folder; a folder only once, and never one that holds it."""
        real = os.path.realpath(entry.path)
        try:
            found = os.stat(real)  # noqa: PTH116 - bytes that are no UTF-8 stay as they are
        except OSError as error:
            return SourceFile(_named(name), real, problem=f"it is a link that leads nowhere ({error.strerror})")
        if not real.startswith(self.top.chain[0].rstrip("/") + "/"):
            outside = real != self.top.chain[0]
            problem = "it is a link out of the folder" if outside else "it is a link to the folder itself"
            return SourceFile(_named(name), real, problem=f"{problem}, which is not followed")
        if not stat.S_ISDIR(found.st_mode):
            return _file_at(name, real, found)
        if real in folder.chain:
            return SourceFile(_named(name), real, problem="it is a link to a folder that holds it")
        if real not in self.linked:
            self.linked.add(real)
            self._enter(folder, entry.path, name, real)
        return None

    def _enter(self, folder: _Folder, path: str, name: str, real: str) -> None:
        if real != self.store and not self._is_excluded(name + "/"):
            self.waiting.append(_Folder(path, name + "/", (*folder.chain, real)))

    def _is_excluded(self, name: str) -> bool:
        return self.excluded is not None and self.excluded.match_file(name)


def _file_at(name: str, path: str, found: os.stat_result) -> SourceFile:
    if stat.S_ISREG(found.st_mode):
        return SourceFile(_named(name), path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    kind = _KINDS.get(stat.S_IFMT(found.st_mode), "something else")
    return SourceFile(_named(name), path, problem=f"it is not a regular file but {kind}")


def _named(name: str) -> str:
    """The name as text; bytes of it that are no UTF-8 are written out, because no store could keep them."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")
