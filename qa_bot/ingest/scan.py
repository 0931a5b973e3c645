"""Listing of a folder's files, without opening them.

Hidden files (leading dot), temporary files of programs and systems, and excluded paths are skipped. Symbolic links are
followed if they stay inside the folder. Entries that cannot be documents are listed with a ``problem``.
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

_TEMPORARY = re.compile(r"~\$.*|~WRL\d+\.tmp|(?:eh)?thumbs\.db|desktop\.ini|__MACOSX", re.IGNORECASE | re.DOTALL)
"""Lock and temporary files of Microsoft Office; folder metadata of Windows and macOS."""


class SourceFile(NamedTuple):  # creating a frozen dataclass takes three times as long, for each of 10,000 files
    """A file of the folder. A folder that cannot be listed is one too, with a problem and a final ``/``.

    Attributes:
        source: The path relative to the folder, with ``/``.
        path: The path to open, links resolved.
        size: In bytes.
        modified_ns: ``st_mtime_ns``, which programs may set back.
        changed_ns: ``st_ctime_ns``, which they cannot.
        inode: ``st_ino``.
        problem: Why the file cannot be read; "" where nothing is known to prevent it.
    """

    source: str
    path: str
    size: int = 0
    modified_ns: int = 0
    changed_ns: int = 0
    inode: int = 0
    problem: str = ""


def list_files(folder: Path, exclude: str = "", store: Path | None = None) -> list[SourceFile]:
    """Return the files of ``folder`` and its sub-folders, sorted by name.

    Args:
        folder: The folder of documents.
        exclude: Patterns as in a ``.gitignore``, relative to ``folder``, separated by commas or line ends.
        store: The store, which is skipped if it is in the folder.

    Raises:
        FolderUnusable: The folder does not exist, is not a folder or cannot be listed.
    """
    if not folder.exists():
        raise FolderUnusable(f"The folder {folder} does not exist: create it, or name another with --seeds.")
    if not folder.is_dir():
        raise FolderUnusable(f"{folder} is not a folder: name a folder of documents with --seeds.")
    patterns = [pattern.strip() for pattern in exclude.replace(",", "\n").splitlines()]
    excluded = GitIgnoreSpec.from_lines(patterns) if exclude.strip() else None
    top = _Folder(str(folder), "", (os.path.realpath(folder),))
    try:
        found = sorted(_Walk(top, excluded, os.path.realpath(store) if store else "").files())
    except OSError as error:
        raise FolderUnusable(
            f"The folder {folder} cannot be listed ({error.strerror}): allow reading it, and try again."
        ) from None
    return list(_with_unique_names(found))


def identity(folder: Path) -> str:
    """Return device and inode of a folder, which differ where its drive is not mounted; "" if they are unknown."""
    try:
        found = folder.stat()
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"


def _with_unique_names(files: list[SourceFile]) -> Iterator[SourceFile]:
    """Yield the files, duplicate names numbered: a name with escaped bytes may equal another file's name."""
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
    """A folder to be listed: its path, the prefix of its files' names, and the real paths of it and its parents."""

    path: str
    prefix: str
    chain: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """One walk through a folder; ``linked`` are the folders already entered by a link, ``store`` is skipped."""

    top: _Folder
    excluded: GitIgnoreSpec | None
    store: str
    waiting: list[_Folder] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)

    def files(self) -> Iterator[SourceFile]:
        """Yield every file. An ``OSError`` comes from the top folder only."""
        yield from self._listed(self.top)
        while self.waiting:
            folder = self.waiting.pop()
            try:
                yield from self._listed(folder)
            except OSError as error:
                yield SourceFile(as_text(folder.prefix), folder.path, problem=f"it cannot be listed ({error.strerror})")

    def _listed(self, folder: _Folder) -> Iterator[SourceFile]:
        handle = os.open(folder.path, os.O_RDONLY | os.O_DIRECTORY)  # files are found faster relative to an open folder
        try:
            with os.scandir(handle) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == "." or _TEMPORARY.fullmatch(name) or self._is_excluded(folder.prefix + name):
                        continue
                    try:
                        file = self._file(folder, entry)
                    except FileNotFoundError:  # deleted since the folder was opened
                        continue
                    if file:
                        yield file
        finally:
            os.close(handle)

    def _file(self, folder: _Folder, entry: os.DirEntry[str]) -> SourceFile | None:
        name, path = folder.prefix + entry.name, f"{folder.path}/{entry.name}"
        if entry.is_symlink():
            return self._followed(folder, path, name)
        if entry.is_dir():
            self._enter(folder, path, name, os.path.join(folder.chain[-1], entry.name))  # noqa: PTH118 - a hot path
            return None
        return _file_at(name, path, entry.stat(follow_symlinks=False))

    def _followed(self, folder: _Folder, path: str, name: str) -> SourceFile | None:
        """Return a link's target if inside the folder. Folders are entered by one link at most, never from within."""
        real = os.path.realpath(path)
        try:
            found = os.stat(real)  # noqa: PTH116 - keeps bytes that are not UTF-8
        except OSError as error:
            return SourceFile(as_text(name), real, problem=f"it is a link that leads nowhere ({error.strerror})")
        if not real.startswith(self.top.chain[0].rstrip("/") + "/"):
            outside = real != self.top.chain[0]
            problem = "it is a link out of the folder" if outside else "it is a link to the folder itself"
            return SourceFile(as_text(name), real, problem=f"{problem}, which is not followed")
        if not stat.S_ISDIR(found.st_mode):
            return _file_at(name, real, found)
        if real in folder.chain:
            return SourceFile(as_text(name), real, problem="it is a link to a folder that holds it")
        if real not in self.linked:
            self.linked.add(real)
            self._enter(folder, path, name, real)
        return None

    def _enter(self, folder: _Folder, path: str, name: str, real: str) -> None:
        if real != self.store and not self._is_excluded(name + "/"):
            self.waiting.append(_Folder(path, name + "/", (*folder.chain, real)))

    def _is_excluded(self, name: str) -> bool:
        return self.excluded is not None and self.excluded.match_file(name)


def _file_at(name: str, path: str, found: os.stat_result) -> SourceFile:
    if stat.S_ISREG(found.st_mode):
        return SourceFile(as_text(name), path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    kind = _KINDS.get(stat.S_IFMT(found.st_mode), "something else")
    return SourceFile(as_text(name), path, problem=f"it is not a regular file but {kind}")


def as_text(name: str) -> str:
    """Return a name as text, bytes that are not UTF-8 escaped: the store holds UTF-8 only."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")
