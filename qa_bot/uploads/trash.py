"""Files taken out of the folder of documents, kept in the store until somebody puts them back or erases them.

::

    vectorstore/.trash/                      hidden: where the store lies in the folder of documents, it is not listed
    └── 20250102T030405678901-<16 digits>/   one for each removal
        ├── note.json                        where the file was, and since when it is not; durable before it is taken
        └── file                             the file, whatever it was called

A file is whole in the folder or here at every moment, or in both, whenever the process is killed: what is left behind
is listed if it is whole, and otherwise passed over and left alone.
"""

import datetime
import errno
import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from qa_bot.errors import FileRefused
from qa_bot.ingest.scan import list_files
from qa_bot.settings import Settings
from qa_bot.uploads.moving import KEPT, has, is_same, put_back, take
from qa_bot.uploads.names import names_in, shown
from qa_bot.uploads.placing import opened, put_in_place, stream_of, told, written

TRASH = ".trash"
_NOTE = "note.json"
_LONGEST_NOTE = 1 << 16
"""Bytes; the longest path that Linux opens has 4,096, and JSON writes six for one of them at most."""

_LINKED = (errno.ELOOP, errno.ENOTDIR)


@dataclass(frozen=True, slots=True)
class Removed:
    """A file in the trash: its ``id`` there, the path that it had relative to the folder (with ``/``), its bytes.

    ``removed_at`` is ISO 8601 in UTC, ``size`` in bytes; ``document_id`` is of the document that was made of it, ""
    where none was.
    """

    id: str
    source: str
    removed_at: str
    size: int
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in the trash, with its path as the disk has it: bytes of it that are no UTF-8 are surrogates."""

    removed: Removed
    path: str


class Trash:
    """What was taken out of the folder of documents. Threads and processes may share it."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened or made yet."""
        self._settings = settings
        self._folder = settings.store / TRASH

    def remove(self, source: str, document_id: str = "") -> Removed:
        """Take a file out of the folder; ``source`` is its path as :func:`list_files` tells it.

        ``document_id`` is of the document that was made of it, so that it can be erased with the file.

        Raises:
            FileRefused: it is not one of the files listed, is a link or behind one, or cannot be moved.
            FolderUnusable: the folder cannot be listed.
        """
        path = self._path_of(source)
        *parents, name = path.split("/")
        seeds, linked = self._settings.seeds, _refused_as_link(source)
        with told(f"{shown(source)} cannot be removed"), _unlinked(linked), opened(seeds, parents) as at:
            found = os.stat(name, dir_fd=at, follow_symlinks=False)
            if not stat.S_ISREG(found.st_mode):  # a link by now
                raise linked
            now = datetime.datetime.now(datetime.UTC)
            with self._begun({"path": path, "document_id": document_id}, now) as (entry, held):
                take(at, name, held)
            return Removed(entry, source, _written_out(now), found.st_size, document_id)

    def listed(self) -> tuple[Removed, ...]:
        """What can be put back, newest first.

        Raises:
            FileRefused: the trash cannot be listed.
        """
        return tuple(entry.removed for entry in self._entries())

    def get(self, name: str) -> Removed:
        """The file of the id ``name``.

        Raises:
            FileRefused: it is not in the trash.
        """
        return self._entry_of(name).removed

    def restore(self, name: str) -> str:
        """Put the file of the id ``name`` back where it was, and give its path relative to the folder.

        Raises:
            FileRefused: it is not in the trash, another file is in its place, or it cannot be moved.
        """
        entry = self._entry_of(name)
        *parents, last = entry.path.split("/")
        source, seeds = entry.removed.source, self._settings.seeds
        linked = FileRefused(f"{shown(source)} cannot be put back: its folder is a link or a file by now; rename that.")
        with told(f"{shown(source)} cannot be put back"), opened(self._folder, [name]) as held:
            with _unlinked(linked), opened(seeds, parents, make=True) as at:
                try:
                    put_back(held, at, last)
                except FileExistsError:
                    if not is_same(held, at, last):
                        raise FileRefused(
                            f"Another {shown(source)} is in the folder by now: rename or remove it, and try again."
                        ) from None
            self._drop(name)
        return source

    def erase(self, name: str) -> None:
        """Remove the file of the id ``name`` for good.

        Raises:
            FileRefused: it is not in the trash, or cannot be removed.
        """
        entry = self._entry_of(name)
        with told(f"{shown(entry.removed.source)} cannot be erased"):
            self._drop(name)

    def _path_of(self, source: str) -> str:
        """The path of a listed file within the folder, as the disk has it."""
        top = self._settings.seeds
        files = list_files(top, self._settings.exclude, self._settings.store)
        file = next((file for file in files if file.source == source), None)
        if file is None:
            raise FileRefused(f"{shown(source)} is not among the documents: it may be gone already, look again.")
        if file.problem:
            raise FileRefused(f"{shown(source)} cannot be removed from here ({file.problem}): see to it by hand.")
        path = file.path.removeprefix(f"{str(top).rstrip('/')}/")
        if _written_name(path) != source:  # a link's path is that of the file that it leads to
            raise _refused_as_link(source)
        return path

    @contextmanager
    def _begun(self, said: dict[str, str], now: datetime.datetime) -> Iterator[tuple[str, int]]:
        """A new place for a file, its note written: its id and a handle; it goes again where no file came into it."""
        name = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(8)}"
        note = json.dumps(said | {"removed_at": _written_out(now)}).encode("ascii")
        with opened(self._folder, [name], make=True) as held:
            try:
                with written(held, lambda stream: stream.write(note)) as temporary:
                    put_in_place(held, temporary, _NOTE)
                yield name, held
            except BaseException:
                with suppress(OSError):  # what happened first is what is told
                    if not has(held, KEPT):
                        self._drop(name)
                raise

    def _entry_of(self, name: str) -> _Entry:
        """The entry of an id; an id is only ever compared with those there are."""
        entry = next((entry for entry in self._entries() if entry.removed.id == name), None)
        if entry is None:
            raise FileRefused("That file is not in the trash any more: look at the list again.")
        return entry

    def _entries(self) -> list[_Entry]:
        with told("The trash cannot be listed"):
            found = [entry for name in names_in(self._folder) if (entry := self._read(name))]
        return sorted(found, key=lambda entry: (entry.removed.removed_at, entry.removed.id), reverse=True)

    def _read(self, name: str) -> _Entry | None:
        """An entry, or None where it is not whole or not what is written here."""
        try:
            with opened(self._folder, [name]) as held:
                file = os.stat(KEPT, dir_fd=held, follow_symlinks=False)
                with stream_of(held, _NOTE) as stream:
                    note = json.loads(stream.read(_LONGEST_NOTE))
            path, at = _checked_path(note["path"]), _written_out(datetime.datetime.fromisoformat(note["removed_at"]))
            removed = Removed(name, _written_name(path), at, file.st_size, str(note.get("document_id", "")))
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        return _Entry(removed, path) if stat.S_ISREG(file.st_mode) else None

    def _drop(self, name: str) -> None:
        """Remove an entry, its file first: what has a file and no note could not be told from what is damaged."""
        with opened(self._folder, [name]) as held:
            for one in (KEPT, _NOTE):
                with suppress(FileNotFoundError):
                    os.unlink(one, dir_fd=held)
        with suppress(OSError):  # what else somebody has put there is not ours
            (self._folder / name).rmdir()


@contextmanager
def _unlinked(linked: FileRefused) -> Iterator[None]:
    """Raise ``linked`` where a folder that is opened in the block is a link, or no folder."""
    try:
        yield
    except OSError as error:
        if error.errno not in _LINKED:
            raise
        raise linked from None


def _refused_as_link(source: str) -> FileRefused:
    return FileRefused(f"{shown(source)} is a link or lies behind one: see to the file that the link leads to.")


def _checked_path(path: object) -> str:
    """A path that a note names, if it is one that stays within the folder and is not hidden."""
    if not isinstance(path, str) or "\0" in path or not all(part and part[0] != "." for part in path.split("/")):
        raise ValueError(path)
    return path


def _written_name(path: str) -> str:
    """A path as text, as :mod:`qa_bot.ingest.scan` writes it: bytes that are no UTF-8 are written out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _written_out(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
