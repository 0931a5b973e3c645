"""Uploaded files: checked as an indexing run would read them, then added to the folder without overwriting anything."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from qa_bot.errors import FileRefused, FileUnreadable, translated_errors
from qa_bot.ingest.bounds import bounds_of
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.formats import READERS
from qa_bot.ingest.scan import SourceFile, list_files
from qa_bot.ingest.worker import Worker
from qa_bot.settings import Settings
from qa_bot.uploads.file_names import checked_name, free_name, names_in, nfc, printed
from qa_bot.uploads.files import open_folder, publish, temporary_file
from qa_bot.uploads.trash import Trash

_MEGABYTE = 1_000_000
_MAX_TRIES = 100
"""How often a free name may be taken by others before it is used."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A checked file: its name in the folder, and its bytes.

    ``status`` says whether the folder has a file of that name: none (``new``), one with the same bytes (``same``), or
    another (``differs``). ``duplicate`` is the path, relative to the folder, of a file with the same bytes and another
    name; "" where there is none.
    """

    name: str
    data: bytes = field(repr=False)
    status: Literal["new", "same", "differs"] = "new"
    duplicate: str = ""


class Uploads:
    """Check files and add them to the folder of documents. Threads and processes may share it."""

    def __init__(self, settings: Settings) -> None:
        """Open or create nothing yet."""
        self._settings = settings
        self._parsing = threading.Lock()

    def suffixes(self) -> tuple[str, ...]:
        """Return the suffixes of the files that can be read, with their dots, in lower case."""
        return tuple(dict.fromkeys((*READERS, *self._settings.own_readers())))

    def check(self, name: str, data: bytes) -> Upload:
        """Check an uploaded file, and parse it as an indexing run would.

        Raises:
            FileRefused: its name, suffix or size is not allowed, its name is excluded, or it cannot be read.
            FolderUnusable: the folder cannot be listed.
        """
        name = checked_name(name)
        self._check_suffix(name)
        self._check_listed(name)
        self._check_size(name, len(data))
        self._check_content(name, data)
        return self._compared(name, data)

    def put(self, upload: Upload, how: Literal["new", "replace", "both"] = "new") -> str:
        """Add a checked file to the folder, which is created if missing; return its path relative to the folder.

        ``new`` takes the name only if it is free, ``replace`` moves the file of that name to the trash, ``both`` takes
        a free name. The file appears complete or not at all.

        Raises:
            FileRefused: its name is taken, or it cannot be written.
            FolderUnusable: the folder cannot be listed.
        """
        self._check_name(upload.name)
        add = {"new": self._add_new, "replace": self._replace, "both": self._add_beside}[how]
        with (
            translated_errors(FileRefused, f"{printed(upload.name)} cannot be put into the folder"),
            open_folder(self._settings.seeds, create=True) as folder,
            temporary_file(folder, lambda stream: stream.write(upload.data)) as temporary,
        ):
            return add(folder, temporary, upload.name)

    def _add_new(self, folder: int, temporary: str, name: str) -> str:
        if self._present(name):
            raise _taken(name)
        try:
            publish(folder, temporary, name)
        except FileExistsError:  # created since
            raise _taken(name) from None
        return name

    def _replace(self, folder: int, temporary: str, name: str) -> str:
        present = self._present(name)
        if not present:
            return self._add_new(folder, temporary, name)
        trash = Trash(self._settings)
        removed = trash.remove(present)
        try:
            return self._add_new(folder, temporary, name)
        except BaseException:
            with suppress(FileRefused):  # another file has its place by now: it stays in the trash
                trash.restore(removed.id)
            raise

    def _add_beside(self, folder: int, temporary: str, name: str) -> str:
        for _ in range(_MAX_TRIES):
            free = free_name(self._settings.seeds, name)
            self._check_listed(free)
            with suppress(FileExistsError):  # created since
                publish(folder, temporary, free)
                return free
        raise _taken(name)

    def _check_name(self, name: str) -> None:
        """Refuse a name that :meth:`check` would not return, in any :class:`Upload`."""
        if checked_name(name) != name:
            raise FileRefused(f"{printed(name)} was not checked: upload the file again.")
        self._check_suffix(name)
        self._check_listed(name)

    def _check_suffix(self, name: str) -> None:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in self.suffixes():
            reason = f"files that end in {printed(suffix)}" if suffix else "files without an ending"
            raise _refused(name, f"{reason} are not read", "save it as PDF, DOCX or plain text, and try again")

    def _check_listed(self, name: str) -> None:
        """Refuse a name that the folder's listing excludes; an actual listing of such a file decides."""
        failure = f"{printed(name)} cannot be checked"
        with translated_errors(FileRefused, failure), tempfile.TemporaryDirectory(prefix="qa-bot-") as folder:
            (Path(folder) / name).touch()
            is_listed = bool(list_files(Path(folder), self._settings.exclude))
        if not is_listed:
            raise _refused(name, "files of that name are passed over", "rename it, or change QA_BOT_EXCLUDE")

    def _check_size(self, name: str, size: int) -> None:
        limit = self._settings.file_megabytes
        if size > limit * _MEGABYTE:
            reason = f"it has {size / _MEGABYTE:,.1f} MB, {limit:,} MB at most are read"
            raise _refused(name, reason, "split it, or raise QA_BOT_FILE_MEGABYTES")

    def _check_content(self, name: str, data: bytes) -> None:
        """Parse the file, one at a time because parsing may take gigabytes."""
        failure = f"{printed(name)} cannot be read"
        try:
            with self._parsing, translated_errors(FileRefused, failure), Worker(bounds_of(self._settings)) as worker:
                worker.read(name, data)
        except FileUnreadable as error:
            raise _refused(name, str(error), "choose another file, or correct this one") from None

    def _compared(self, name: str, data: bytes) -> Upload:
        present = self._present(name)
        others = (file.source for file in self._files_like(data) if file.source not in (name, present))
        duplicate = next(others, "")
        if not present:
            return Upload(name, data, "new", duplicate)
        is_same = _holds(SourceFile(present, str(self._settings.seeds / present)), data)
        return Upload(name, data, "same" if is_same else "differs", duplicate)

    def _present(self, name: str) -> str:
        """Return the folder's own form of this name or of one with the same NFC, "" where it has neither."""
        with translated_errors(FileRefused, "The folder cannot be listed"):
            names = names_in(self._settings.seeds)
        return name if name in names else next((one for one in names if nfc(one) == name), "")

    def _files_like(self, data: bytes) -> Iterator[SourceFile]:
        """Yield the files of the folder that have these bytes."""
        if not self._settings.seeds.exists():
            return
        for file in list_files(self._settings.seeds, self._settings.exclude, self._settings.store):
            if file.size == len(data) and _holds(file, data):
                yield file


def _holds(file: SourceFile, data: bytes) -> bool:
    with suppress(FileUnreadable):
        return load(file, len(data)).data == data
    return False


def _refused(name: str, reason: str, remedy: str) -> FileRefused:
    return FileRefused(f"{printed(name)} was not put into the folder: {reason}; {remedy}.")


def _taken(name: str) -> FileRefused:
    return FileRefused(
        f"{printed(name)} is in the folder already: replace it (the one there goes to the trash), or keep both."
    )
