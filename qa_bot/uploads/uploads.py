"""Uploaded files → files of the folder: checked before they lie there, and put there without writing over anything."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from qa_bot.errors import FileRefused, FileUnreadable
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.formats import READERS
from qa_bot.ingest.scan import SourceFile, list_files
from qa_bot.ingest.worker import Worker, bounds_of
from qa_bot.settings import Settings
from qa_bot.uploads.names import alike, checked_name, free_name, names_in, shown
from qa_bot.uploads.placing import opened, put_in_place, told, written
from qa_bot.uploads.trash import Trash

_MEGABYTE = 1_000_000
_TRIES = 100
"""Free names that others may take just before; more would be a fault."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be put into the folder: its name there, and its bytes.

    ``standing`` tells whether a file of that name is there already: none (``new``), one with the same bytes (``same``),
    or another (``differs``). ``twin`` is the path of a file with the same bytes and another name, relative to the
    folder, "" where there is none.
    """

    name: str
    data: bytes = field(repr=False)
    standing: Literal["new", "same", "differs"] = "new"
    twin: str = ""


class Uploads:
    """The way into the folder of documents. Threads and processes may share it."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened or made yet."""
        self._settings = settings
        self._reading = threading.Lock()

    def kinds(self) -> tuple[str, ...]:
        """The endings of the files that are read, with their dots, in small letters."""
        return tuple(dict.fromkeys((*READERS, *self._settings.own_readers())))

    def check(self, name: str, data: bytes) -> Upload:
        """Look a file over that somebody wants to put into the folder, and read it as an indexing run would.

        Raises:
            FileRefused: its name, kind or size is not allowed, its name is passed over, or it cannot be read.
            FolderUnusable: the folder cannot be listed.
        """
        name = checked_name(name)
        self._check_kind(name)
        self._check_listed(name)
        self._check_size(name, len(data))
        self._check_content(name, data)
        return self._standing(name, data)

    def put(self, upload: Upload, how: Literal["new", "replace", "both"] = "new") -> str:
        """Put a checked file into the folder, which is made if it is missing; gives its path relative to the folder.

        ``new`` takes its own name only if that is free, ``replace`` moves the file of that name to the trash, and
        ``both`` takes a name beside it. It is there whole or not at all.

        Raises:
            FileRefused: its name is taken, or it cannot be written.
            FolderUnusable: the folder cannot be listed.
        """
        self._check_name(upload.name)
        with (
            told(f"{shown(upload.name)} cannot be put into the folder"),
            opened(self._settings.seeds, make=True) as folder,
            written(folder, lambda stream: stream.write(upload.data)) as temporary,
        ):
            if how == "both":
                return self._put_beside(folder, temporary, upload.name)
            if how == "replace":
                return self._put_instead(folder, temporary, upload.name)
            return self._put_new(folder, temporary, upload.name)

    def _put_new(self, folder: int, temporary: str, name: str) -> str:
        if self._present(name):
            raise _taken(name)
        return _placed(folder, temporary, name)

    def _put_instead(self, folder: int, temporary: str, name: str) -> str:
        present = self._present(name)
        if not present:
            return self._put_new(folder, temporary, name)
        trash = Trash(self._settings)
        removed = trash.remove(present)
        try:
            return _placed(folder, temporary, name)
        except BaseException:
            with suppress(FileRefused):  # another has its place by now: it stays in the trash
                trash.restore(removed.id)
            raise

    def _put_beside(self, folder: int, temporary: str, name: str) -> str:
        for _ in range(_TRIES):
            free = free_name(self._settings.seeds, name)
            self._check_listed(free)
            with suppress(FileExistsError):  # since it was looked for
                put_in_place(folder, temporary, free)
                return free
        raise _taken(name)

    def _check_name(self, name: str) -> None:
        """Refuse what :meth:`check` would not have given: this is the last door before the folder."""
        if checked_name(name) != name:
            raise FileRefused(f"{shown(name)} is no name that was checked: upload the file again.")
        self._check_kind(name)
        self._check_listed(name)

    def _check_kind(self, name: str) -> None:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in self.kinds():
            kind = f"files that end in {shown(suffix)}" if suffix else "files without an ending"
            raise _refused(name, f"{kind} are not read", "save it as PDF, DOCX or plain text, and try again")

    def _check_listed(self, name: str) -> None:
        """Refuse a name that a listing of the folder passes over: the listing of a folder with that name tells."""
        with told(f"{shown(name)} cannot be checked"), tempfile.TemporaryDirectory(prefix="qa-bot-") as place:
            (Path(place) / name).touch()
            is_listed = bool(list_files(Path(place), self._settings.exclude))
        if not is_listed:
            raise _refused(name, "files of that name are passed over", "rename it, or change QA_BOT_EXCLUDE")

    def _check_size(self, name: str, size: int) -> None:
        most = self._settings.file_megabytes
        if size > most * _MEGABYTE:
            reason = f"it has {size / _MEGABYTE:,.1f} MB, {most:,} MB at most are read"
            raise _refused(name, reason, "split it, or raise QA_BOT_FILE_MEGABYTES")

    def _check_content(self, name: str, data: bytes) -> None:
        """Read it as an indexing run would; one at a time, because reading may take gigabytes."""
        try:
            with self._reading, told(f"{shown(name)} cannot be read"), Worker(bounds_of(self._settings)) as worker:
                worker.read(name, data)
        except FileUnreadable as error:
            raise _refused(name, str(error), "choose another file, or mend this one") from None

    def _standing(self, name: str, data: bytes) -> Upload:
        present = self._present(name)
        twins = (file.source for file in self._files_like(data) if file.source not in (name, present))
        twin = next(twins, "")
        if not present:
            return Upload(name, data, "new", twin)
        is_same = _holds(SourceFile(present, str(self._settings.seeds / present)), data)
        return Upload(name, data, "same" if is_same else "differs", twin)

    def _present(self, name: str) -> str:
        """What the folder calls the file that has this name or one that reads like it, "" where there is none."""
        with told("The folder cannot be listed"):
            names = names_in(self._settings.seeds)
        return name if name in names else next((one for one in names if alike(one) == name), "")

    def _files_like(self, data: bytes) -> Iterator[SourceFile]:
        """The files of the folder that hold these bytes."""
        if not self._settings.seeds.exists():
            return
        for file in list_files(self._settings.seeds, self._settings.exclude, self._settings.store):
            if file.size == len(data) and _holds(file, data):
                yield file


def _placed(folder: int, temporary: str, name: str) -> str:
    try:
        put_in_place(folder, temporary, name)
    except FileExistsError:  # since it was looked for
        raise _taken(name) from None
    return name


def _holds(file: SourceFile, data: bytes) -> bool:
    with suppress(FileUnreadable):
        return load(file, len(data)).data == data
    return False


def _refused(name: str, reason: str, way: str) -> FileRefused:
    return FileRefused(f"{shown(name)} was not put into the folder: {reason}; {way}.")


def _taken(name: str) -> FileRefused:
    return FileRefused(
        f"{shown(name)} is in the folder already: replace it (the one there goes to the trash), or keep both."
    )
