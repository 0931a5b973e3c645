"""Files removed from the folder of documents, stored until they are restored or erased.

::

    vectorstore/.trash/                      hidden, so that a store inside the folder of documents does not list it
    └── 20250102T030405678901-<16 digits>/   one for each removal
        ├── note.json                        where the file was and when it was removed; durable before the move
        └── file                             the file, under this name

Whenever the process is killed, a file is complete in the folder, here, or in both. Incomplete entries are not listed
and left alone.
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

from qa_bot.errors import FileRefused, translated_errors
from qa_bot.ingest.scan import as_text, list_files
from qa_bot.settings import Settings
from qa_bot.uploads.file_names import names_in, printed
from qa_bot.uploads.files import (
    CONTENT,
    copy_back,
    exists,
    is_copied_back,
    move_out,
    open_file,
    open_folder,
    publish,
    temporary_file,
)

TRASH = ".trash"
_NOTE = "note.json"
_MAX_NOTE_BYTES = 1 << 16
"""The longest path that Linux opens has 4,096 bytes, each at most six in JSON."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A file in the trash.

    ``source`` is the path that it had relative to the folder, ``removed_at`` is ISO 8601 in UTC, ``size`` is in bytes,
    ``document_id`` is that of the document made from it, "" where there was none.
    """

    id: str
    source: str
    removed_at: str
    size: int
    document_id: str = ""


class Trash:
    """The removed files. Threads and processes may share it.

    Every method raises :class:`FileRefused` where it cannot do what it should: a file that is not (or no longer) in the
    trash or among the documents, a link, another file in the place of one to restore, an error of the system.
    """

    def __init__(self, settings: Settings) -> None:
        """Open or create nothing yet."""
        self._settings = settings
        self._folder = settings.store / TRASH

    def remove(self, source: str, document_id: str = "") -> Removed:
        """Move a file of the folder into the trash; ``source`` is its path as :func:`list_files` returns it."""
        path = self._path_of(source)
        *parents, name = path.split("/")
        refused = _refused_link(source)
        with (
            translated_errors(FileRefused, f"{printed(source)} cannot be removed"),
            _links_refused(refused),
            open_folder(self._settings.seeds, parents) as folder,
        ):
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if not stat.S_ISREG(found.st_mode):  # replaced by a link since
                raise refused
            now = datetime.datetime.now(datetime.UTC)
            with self._new_entry({"path": path, "document_id": document_id}, now) as (entry, trash):
                move_out(folder, name, trash)
            return Removed(entry, source, _timestamp(now), found.st_size, document_id)

    def listed(self) -> tuple[Removed, ...]:
        """Return the files that can be restored, newest first."""
        with translated_errors(FileRefused, "The trash cannot be listed"):
            found = [entry[0] for name in names_in(self._folder) if (entry := self._read(name))]
        return tuple(sorted(found, key=lambda removed: (removed.removed_at, removed.id), reverse=True))

    def get(self, name: str) -> Removed:
        """Return the file with the id ``name``."""
        return self._entry(name)[0]

    def restore(self, name: str) -> str:
        """Move the file with the id ``name`` back to where it was; return its path relative to the folder."""
        removed, path = self._entry(name)
        *parents, last = path.split("/")
        shown = printed(removed.source)
        refused = FileRefused(f"{shown} cannot be put back: its folder is a link or a file by now; rename that.")
        failure = f"{shown} cannot be put back"
        with translated_errors(FileRefused, failure), open_folder(self._folder, [name]) as trash:
            with _links_refused(refused), open_folder(self._settings.seeds, parents, create=True) as folder:
                try:
                    copy_back(trash, folder, last)
                except FileExistsError:
                    if not is_copied_back(trash, folder, last):
                        raise FileRefused(
                            f"Another {shown} is in the folder by now: rename or remove it, and try again."
                        ) from None
            self._delete(name)
        return removed.source

    def erase(self, name: str) -> None:
        """Delete the file with the id ``name`` for good."""
        removed, _ = self._entry(name)
        with translated_errors(FileRefused, f"{printed(removed.source)} cannot be erased"):
            self._delete(name)

    def _path_of(self, source: str) -> str:
        """Return the path on disk of a listed file, relative to the folder."""
        top = self._settings.seeds
        files = list_files(top, self._settings.exclude, self._settings.store)
        file = next((file for file in files if file.source == source), None)
        if file is None:
            raise FileRefused(f"{printed(source)} is not among the documents: it may be gone already, reload the list.")
        if file.problem:
            raise FileRefused(f"{printed(source)} cannot be removed from here ({file.problem}): remove it by hand.")
        path = file.path.removeprefix(f"{str(top).rstrip('/')}/")
        if as_text(path) != source:  # the path of a link is that of its target
            raise _refused_link(source)
        return path

    @contextmanager
    def _new_entry(self, note: dict[str, str], now: datetime.datetime) -> Iterator[tuple[str, int]]:
        """Create an entry with its note; yield its id and its open folder; delete it if no file was moved into it."""
        name = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(8)}"
        data = json.dumps(note | {"removed_at": _timestamp(now)}).encode("ascii")
        with open_folder(self._folder, [name], create=True) as trash:
            try:
                with temporary_file(trash, lambda stream: stream.write(data)) as temporary:
                    publish(trash, temporary, _NOTE)
                yield name, trash
            except BaseException:
                with suppress(OSError):  # the first error is the one to report
                    if not exists(trash, CONTENT):
                        self._delete(name)
                raise

    def _entry(self, name: str) -> tuple[Removed, str]:
        """Return an entry and its path on disk; the id must equal that of an existing entry."""
        with translated_errors(FileRefused, "The trash cannot be listed"):
            entry = self._read(name) if name in names_in(self._folder) else None
        if entry is None:
            raise FileRefused("That file is not in the trash any more: reload the list.")
        return entry

    def _read(self, name: str) -> tuple[Removed, str] | None:
        """Return an entry and its path as the disk has it; None where the entry is incomplete or damaged."""
        try:
            with open_folder(self._folder, [name]) as trash:
                file = os.stat(CONTENT, dir_fd=trash, follow_symlinks=False)
                with open_file(trash, _NOTE) as stream:
                    note = json.loads(stream.read(_MAX_NOTE_BYTES))
            path, at = _checked_path(note["path"]), _timestamp(datetime.datetime.fromisoformat(note["removed_at"]))
            removed = Removed(name, as_text(path), at, file.st_size, str(note.get("document_id", "")))
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        return (removed, path) if stat.S_ISREG(file.st_mode) else None

    def _delete(self, name: str) -> None:
        """Delete an entry, the file first: a file without its note would count as damaged."""
        with open_folder(self._folder, [name]) as trash:
            for one in (CONTENT, _NOTE):
                with suppress(FileNotFoundError):
                    os.unlink(one, dir_fd=trash)
        with suppress(OSError):  # somebody else's files may be in it
            (self._folder / name).rmdir()


@contextmanager
def _links_refused(refused: FileRefused) -> Iterator[None]:
    """Raise ``refused`` where a folder that is opened in the block is a link or not a folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise refused from None
        raise


def _refused_link(source: str) -> FileRefused:
    return FileRefused(f"{printed(source)} is a link or in a linked folder: remove the file that the link leads to.")


def _checked_path(path: object) -> str:
    """Return a path read from a note, if it stays within the folder and is not hidden."""
    if not isinstance(path, str) or "\0" in path or not all(part and part[0] != "." for part in path.split("/")):
        raise ValueError(path)
    return path


def _timestamp(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
