"""The store on disk: the generations, which of them is live, the texts, and the cache of vectors.

One writer at a time copies the live generation, applies the changes to the copy, syncs it and points ``CURRENT`` to it
by an atomic rename. A reader follows ``CURRENT`` before each question and holds a shared lock on the generation that it
reads, so that no writer removes it.
"""

import errno
import os
import shutil
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from qa_bot.errors import NothingIndexed, StoreBusy, StoreDamaged, StoreUnusable, translated
from qa_bot.models.embedding import fingerprint
from qa_bot.settings import Settings
from qa_bot.store import atomic_files
from qa_bot.store.cleanup import generations, manifests, remove, remove_unused
from qa_bot.store.copies import TemporaryCopy, remove_abandoned_copies
from qa_bot.store.damage import Damage, find_damage
from qa_bot.store.erasures import Erasure, Erasures, Quotes
from qa_bot.store.generation import Draft, Generation, damaged_files, draft_in, lock_shared
from qa_bot.store.manifest import FILE, Manifest, read_manifest, write_manifest
from qa_bot.store.texts import Texts, document_of
from qa_bot.store.vector_cache import VectorCache
from qa_bot.store.vector_storage import VectorStorage, storage_in
from qa_bot.store.writer_name import read_name, write_name

CURRENT = "CURRENT"
_TRIES, _PAUSE_SECONDS = 100, 0.02
_NO_ROOM = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))


class Library:
    """The store on disk."""

    def __init__(self, settings: Settings, quotes: Quotes | None = None) -> None:
        """Open and make nothing yet; without ``quotes``, every text is kept."""
        self.folder = settings.store
        self.erasures = Erasures(self.folder)
        self.texts = Texts(self.folder / "texts")
        self.vector_cache = VectorCache(self.folder, fingerprint(settings.embedding))
        self._quotes = quotes
        self._vectors = settings.vectors
        self._wait_seconds = settings.wait_seconds
        self._opening = threading.Lock()
        self._live: Generation | None = None
        self._known: tuple[object, Manifest] | None = None

    def current(self) -> str | None:
        """Return the name of the live generation, None where nothing is indexed.

        Raises:
            StoreUnusable: the store's folder cannot be read.
        """
        with self._translated_errors(), suppress(FileNotFoundError, NotADirectoryError):
            return (self.folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip() or None
        return None

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """Hold the live generation open: it stays complete until the block ends, also if a writer replaces it.

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
    def writing(self) -> Iterator[bool]:
        """Hold the writer's lock, and remove what earlier writers left unfinished; yields whether it had to wait.

        Raises:
            StoreBusy: another process has the lock, and keeps it.
            StoreUnusable: the store cannot be written.
        """
        with self._translated_errors(), translated(Timeout, self._busy):  # a Timeout is an OSError, too
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "writer.lock")
            waited = self._waited_for(lock)
            try:
                write_name(self.folder)
                remove_unused(self.folder, self.current())
                yield waited
                remove_unused(self.folder, self.current())
            finally:
                self.vector_cache.close()
                lock.release()

    @contextmanager
    def draft(self, live: Manifest | None) -> Iterator[Draft]:
        """Make a copy of the live generation to change, or an empty one; it is removed unless it is published.

        Raises:
            StoreDamaged: the live generation lacks a part.
        """
        numbers = [int(path.name.removeprefix("gen-")) for path in generations(self.folder)]
        folder = self.folder / f"gen-{max(numbers, default=0) + 1:06d}"
        source = self.folder / live.generation if live else None
        try:
            draft = draft_in(folder, VectorStorage(self._vectors, self.vector_cache), source, live)
            try:
                yield draft
            finally:
                draft.close()
        except BaseException:  # also Ctrl-C
            if self.current() != folder.name:
                with suppress(OSError, StoreUnusable):
                    remove(folder)
            raise

    def publish(self, draft: Draft, manifest: Manifest, before: Manifest | None) -> None:
        """Flush the draft to the disk, then make it live; ``before`` is the manifest that it was copied from."""
        draft.close()
        completed = draft.completed(manifest, before)
        write_manifest(draft.folder, completed)
        atomic_files.sync_all(draft.folder)
        atomic_files.sync(self.folder)
        atomic_files.write(self.folder / CURRENT, f"{draft.name}\n".encode())
        self._known = _written(draft.folder), completed

    def clean_up(self, erasures: Collection[Erasure] = ()) -> list[str]:
        """Remove unneeded generations and texts, and the quotes of ``erasures``; return the older generations in use.

        To be called while writing, after publishing.

        Raises:
            StoreUnusable: a quote that is to be erased cannot be erased.
        """
        live = self.current()
        self._release_older(wait=bool(erasures))
        remove_unused(self.folder, live)
        if erasures and self._quotes and live:
            documents, sources = {one.document_id for one in erasures}, {one.source for one in erasures}
            self._quotes.erase(documents, sources, self.manifest(live).documents.keys())
        self._remove_unused_texts()
        return [path.name for path in generations(self.folder) if path.name != live]

    def manifest(self, name: str) -> Manifest:
        """Return the manifest of the generation ``name``, read again only if its file has changed.

        Raises:
            StoreUnusable: it cannot be read, or another version of the program wrote it.
        """
        written = _written(self.folder / name)
        if self._known is None or self._known[0] != written:
            self._known = written, read_manifest(self.folder / name)
        return self._known[1]

    def damage(self, manifest: Manifest | None) -> Damage:
        """Find what of a generation is missing or damaged, without reading all of it."""
        if manifest is None:
            return Damage()
        return find_damage(self.folder / manifest.generation, manifest, self.texts)

    def damaged_files(self) -> list[str]:
        """Return the files of the live generation whose content is not what was published, without opening it.

        Raises:
            StoreUnusable: there is none, or its manifest cannot be read.
        """
        if self.current() is None:
            raise self._nothing()
        folder, lock = self._lock_current()
        with lock:
            return damaged_files(folder, read_manifest(folder))

    def _remove_unused_texts(self) -> None:
        """Remove the documents that no generation has, except the texts that are quoted.

        If a manifest, the quotes or the vector store cannot be read, all stays for a later run.
        """
        live = self.current()
        if live is None or self._quotes is None:
            return
        with suppress(StoreUnusable):
            current = self.manifest(live)
            needed = [current, *manifests(self.folder, self.folder / live)]
            files = self.texts.files()
            unused = set(map(document_of, files)).difference(*(one.documents for one in needed))
            if unused:
                storage_in(self.folder / live, self.vector_cache).remove(current, sorted(unused))
                unquoted = unused - self._quotes.documents()
                self.texts.remove(name for name in files if document_of(name) in unquoted)

    def close(self) -> None:
        """Close the open generation as soon as it has no readers; a later reader opens it again."""
        with self._opening:
            held, self._live = self._live, None
            if held is not None and not held.readers:
                held.close()
        self.vector_cache.close()

    def _busy(self, _: BaseException) -> StoreBusy:
        return StoreBusy(f"{read_name(self.folder)} is indexing into {self.folder}: wait until it is done.")

    def _translated_errors(self) -> AbstractContextManager[None]:
        return translated(OSError, self._unusable)

    def _unusable(self, error: BaseException) -> StoreUnusable:
        if isinstance(error, shutil.Error):  # of a whole folder that was copied; the first file's is enough
            reason = str(error.args[0][0][2]).partition("] ")[2].partition(":")[0]
        else:
            reason = getattr(error, "strerror", "") or error.__class__.__name__
        has_space = reason not in _NO_ROOM
        way_out = "check the folder, or name another with --store" if has_space else "free space on its disk"
        return StoreUnusable(f"The store {self.folder} cannot be used ({reason}): {way_out}.")

    def _waited_for(self, lock: FileLock) -> bool:
        """Acquire the writer's lock and return whether that took waiting."""
        try:
            lock.acquire(timeout=0)
        except Timeout:
            lock.acquire(timeout=self._wait_seconds)
            return True
        return False

    def _release_older(self, wait: bool) -> None:
        """Close an open generation that is not the live one; ``wait`` gives its readers two seconds to end."""
        with self._opening:
            held = self._live
            if held is None or held.name == self.current():
                return
            self._live = None
            if not held.readers:
                held.close()
        for _ in range(_TRIES if wait else 0):
            if not held.readers:
                break
            time.sleep(_PAUSE_SECONDS)

    def _acquire(self) -> Generation:
        with self._opening:
            name = self.current()
            if name is None:
                raise self._nothing()
            if self._live is None or self._live.name != name:
                before, self._live = self._live, None
                if before is not None and not before.readers:
                    before.close()  # first: of a read-only store, one temporary copy at a time
                self._live = self._open(*self._lock_current())
            self._live.readers += 1
            return self._live

    def _nothing(self) -> NothingIndexed:
        return NothingIndexed(f"Nothing is indexed in {self.folder} yet: run `qa-bot index` first.")

    def _release(self, generation: Generation) -> None:
        with self._opening:
            generation.readers -= 1
            if generation is not self._live and not generation.readers:
                generation.close()

    def _lock_current(self) -> tuple[Path, IO[bytes]]:
        """Return what ``CURRENT`` names, and a shared lock on it."""
        for _ in range(_TRIES):
            name = self.current()
            lock = lock_shared(self.folder / str(name))
            if lock is not None and name == self.current():  # live while locked: no writer removes it any more
                return self.folder / str(name), lock
            if lock is not None:
                lock.close()
            time.sleep(_PAUSE_SECONDS)
        raise StoreDamaged(
            f"{self.folder / CURRENT} names {name}, which cannot be opened: run `qa-bot index --rebuild`."
        )

    def _open(self, folder: Path, lock: IO[bytes]) -> Generation:
        """Open a generation, or a copy of a read-only one: Chroma and tantivy write even to read."""
        with ExitStack() as held:
            held.enter_context(lock)
            remove_abandoned_copies()
            if not os.access(folder, os.W_OK):
                folder = held.enter_context(closing(TemporaryCopy(folder))).folder
            generation = Generation(folder, storage_in(folder, self.vector_cache))
            generation.held = held.pop_all()
            return generation


def _written(folder: Path) -> object:
    """Return what differs between two writes of a generation's manifest."""
    with suppress(OSError):
        found = (folder / FILE).stat()
        return folder.name, found.st_ino, found.st_size, found.st_mtime_ns
    return object()
