"""Build beside, swap at once, sweep the old.

A generation is a folder that never changes once ``CURRENT`` names it. One writer at a time copies the live one aside,
applies the difference, makes it durable and moves ``CURRENT`` to it by an atomic rename. A reader looks at ``CURRENT``
before each question and holds a shared lock on the generation that it reads, so that no writer sweeps it away.
"""

import fcntl
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from qa_bot.errors import NothingIndexed, StoreBusy, StoreDamaged, StoreUnusable
from qa_bot.index.by_meaning import ByMeaning
from qa_bot.index.by_words import ByWords
from qa_bot.index.manifest import Manifest, read_manifest, write_manifest
from qa_bot.index.texts import Texts
from qa_bot.records import Passage

CURRENT = "CURRENT"
_LOCK = "readers.lock"
_PARTS = ("chroma/chroma.sqlite3", "words/meta.json")
_TRIES, _PAUSE_SECONDS = 100, 0.02
_NAME = re.compile(r"gen-(\d{6,})")


class Generation:
    """One generation, opened to read: its manifest and both ways of searching it."""

    def __init__(self, folder: Path, lock: IO[bytes]) -> None:
        """Open the generation in ``folder``, whose shared ``lock`` is held already.

        Raises:
            StoreDamaged: its manifest cannot be read, or a part is missing.
        """
        self._lock = lock
        self.readers = 0
        self.manifest = read_manifest(folder)
        self.sources = self.manifest.sources()
        _check_parts(folder)
        self.by_meaning = ByMeaning(folder / "chroma")
        self.by_words = ByWords(folder / "words")

    @property
    def name(self) -> str:
        """Its folder's name."""
        return self.manifest.generation

    def named(self, passage: Passage) -> Passage:
        """A passage of it under its file's present name: a renamed file keeps its passages as they are on disk."""
        source = self.sources.get(passage.document_id, passage.source)
        row = self.manifest.documents.get(passage.document_id)
        return replace(passage, source=source, title=row.title or source if row else passage.title)

    def close(self) -> None:
        """Let go of its files and of the lock that keeps them."""
        self.by_meaning.close()
        self._lock.close()


@dataclass(slots=True)
class Draft:
    """A generation being built; nobody reads it before :meth:`Library.publish`."""

    folder: Path
    by_meaning: ByMeaning
    by_words: ByWords

    @property
    def name(self) -> str:
        """Its folder's name."""
        return self.folder.name

    def change(self, removed: Sequence[str], added: Sequence[Passage], vectors: Sequence[list[float]]) -> None:
        """Take out the documents ``removed`` and put in the passages ``added`` with their vectors."""
        for document_id in removed:
            self.by_meaning.remove(document_id)
        self.by_meaning.add(added, vectors)
        self.by_words.change(removed, added)


class Library:
    """The store on disk: the generations and the texts."""

    def __init__(self, folder: Path, wait_seconds: float) -> None:
        """Nothing is opened or made yet; a writer waits ``wait_seconds`` for another one."""
        self.folder = folder
        self.texts = Texts(folder / "texts")
        self._wait_seconds = wait_seconds
        self._opening = threading.Lock()
        self._live: Generation | None = None

    def current(self) -> str | None:
        """The name of the live generation, or None where nothing is indexed.

        Raises:
            StoreUnusable: the store's folder cannot be read.
        """
        try:
            return (self.folder / CURRENT).read_text(encoding="utf-8").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _unusable(self.folder, error) from None

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """The live generation, which stays whole until the block ends, whatever a writer does meanwhile.

        Raises:
            NothingIndexed: there is none.
            StoreDamaged: it cannot be opened.
        """
        generation = self._acquire()
        try:
            yield generation
        finally:
            self._release(generation)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, for one process at a time; what earlier writers left unfinished is swept.

        Raises:
            StoreBusy: another process has it, and goes on having it.
            StoreUnusable: the store cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "writer.lock", timeout=self._wait_seconds)
            with lock:
                self.texts.sweep()
                self._sweep()
                yield
                self._sweep()
        except Timeout:
            raise StoreBusy(f"Another process is indexing into {self.folder}: wait until it is done.") from None
        except OSError as error:
            raise _unusable(self.folder, error) from None

    def draft(self, afresh: bool) -> Draft:
        """A copy of the live generation to change, or an empty one where there is none or ``afresh`` is asked for.

        Raises:
            StoreDamaged: the live generation lacks a part.
        """
        live = None if afresh else self.current()
        if live:
            _check_parts(self.folder / live)
        numbers = [int(match[1]) for path in self.folder.iterdir() if (match := _NAME.fullmatch(path.name))]
        folder = self.folder / f"gen-{max(numbers, default=0) + 1:06d}"
        folder.mkdir()
        (folder / _LOCK).touch()
        if live:
            shutil.copytree(self.folder / live / "chroma", folder / "chroma")
            # Segments are immutable, so they are shared; what tantivy rewrites, it writes anew and renames.
            shutil.copytree(self.folder / live / "words", folder / "words", copy_function=_linked)
        return Draft(folder, ByMeaning(folder / "chroma"), ByWords(folder / "words"))

    def publish(self, draft: Draft, manifest: Manifest) -> None:
        """Make the draft durable, then live, at one stroke."""
        draft.by_meaning.close()
        write_manifest(draft.folder, manifest)
        _sync(draft.folder)
        writing = self.folder / f"{CURRENT}.writing"
        writing.write_text(draft.name + "\n", encoding="utf-8")
        _sync_path(writing)
        _sync_path(self.folder)
        writing.replace(self.folder / CURRENT)
        _sync_path(self.folder)

    def discard(self, draft: Draft) -> None:
        """Give up a draft."""
        draft.by_meaning.close()
        shutil.rmtree(draft.folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the generation that is held open, as soon as nobody reads it; a later reader opens it anew."""
        with self._opening:
            held, self._live = self._live, None
            if held is not None and not held.readers:
                held.close()

    def _acquire(self) -> Generation:
        with self._opening:
            name = self.current()
            if name is None:
                raise NothingIndexed(f"Nothing is indexed in {self.folder} yet: run `qa-bot index` first.")
            if self._live is None or self._live.name != name:
                before, self._live = self._live, self._open()
                if before is not None and not before.readers:
                    before.close()
            self._live.readers += 1
            return self._live

    def _release(self, generation: Generation) -> None:
        with self._opening:
            generation.readers -= 1
            if generation is not self._live and not generation.readers:
                generation.close()

    def _open(self) -> Generation:
        """Open what ``CURRENT`` names, following it where a writer moves it between the look and the lock."""
        for _ in range(_TRIES):
            name = self.current()
            lock = _lock_shared(self.folder / str(name))
            if lock is not None and name == self.current():  # live while locked: from here on no writer sweeps it
                return _opened(self.folder / str(name), lock)
            time.sleep(_PAUSE_SECONDS)
        raise StoreDamaged(
            f"{self.folder / CURRENT} names {name}, which cannot be opened: run `qa-bot index --rebuild`."
        )

    def _sweep(self) -> None:
        """Remove every generation that is not live and that no reader holds."""
        live = self.current()
        for path in self.folder.iterdir():
            if _NAME.fullmatch(path.name) and path.name != live:
                _remove_unheld(path)


def _check_parts(folder: Path) -> None:
    """Refuse a generation that lacks a part: opening it would make an empty one."""
    if not all((folder / name).exists() for name in _PARTS):
        raise StoreDamaged(f"A part of {folder} is missing: run `qa-bot index --rebuild`.")


def _opened(folder: Path, lock: IO[bytes]) -> Generation:
    try:
        return Generation(folder, lock)
    except BaseException:
        lock.close()
        raise


def _lock_shared(folder: Path) -> IO[bytes] | None:
    """A shared lock on a generation, or None where it is gone or being swept."""
    try:
        lock = (folder / _LOCK).open("rb")
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _remove_unheld(folder: Path) -> None:
    """Remove a generation unless a reader holds it; the lock is kept until it is gone."""
    try:
        with (folder / _LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except FileNotFoundError:  # a draft that died before it had a lock
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return


def _linked(source: str, target: str) -> None:
    if source.endswith((".json", ".lock")):
        shutil.copy2(source, target)
    else:
        os.link(source, target)


def _sync(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        _sync_path(path)


def _sync_path(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unusable(folder: Path, error: OSError) -> StoreUnusable:
    reason = error.strerror or error.__class__.__name__
    return StoreUnusable(
        f"The store {folder} cannot be used ({reason}): check the folder, or name another with --store."
    )
