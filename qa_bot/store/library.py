"""The store on disk: the generations, which of them is live, the texts, and the vectors that were made.

Build beside, swap at once, sweep the old. One writer at a time copies the live generation aside, applies the
difference, makes it durable and moves ``CURRENT`` to it by an atomic rename. A reader looks at ``CURRENT`` before each
question and holds a shared lock on the generation that it reads, so that no writer sweeps it away.
"""

import errno
import os
import shutil
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from qa_bot.errors import NothingIndexed, StoreBusy, StoreDamaged, StoreUnusable
from qa_bot.settings import Settings
from qa_bot.store import atomic_files
from qa_bot.store.cleanup import generations, manifests, remove, sweep
from qa_bot.store.copies import TemporaryCopy, sweep_temporary_copies
from qa_bot.store.damage import Damage, find_damage
from qa_bot.store.erasures import Erasure, Erasures, Quotes
from qa_bot.store.generation import Draft, Generation, damaged, draft_in, lock_shared
from qa_bot.store.manifest import FILE, Manifest, read_manifest, write_manifest
from qa_bot.store.texts import Texts
from qa_bot.store.vector_cache import VectorCache
from qa_bot.store.vector_storage import storage_in, storage_of

CURRENT = "CURRENT"
_WRITER = "writer"
_TRIES, _PAUSE_SECONDS = 100, 0.02
_NO_ROOM = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))


class Library:
    """The store on disk."""

    def __init__(self, settings: Settings, quotes: Quotes | None = None) -> None:
        """Nothing is opened or made yet; where ``quotes`` are not told, every text is kept."""
        self.folder = settings.store
        self.erasures = Erasures(self.folder)
        self.texts = Texts(self.folder / "texts")
        self.vector_cache = VectorCache(self.folder, settings.embedding)
        self._quotes = quotes
        self._vectors = settings.vectors
        self._wait_seconds = settings.wait_seconds
        self._opening = threading.Lock()
        self._live: Generation | None = None
        self._known: tuple[object, Manifest] | None = None

    def current(self) -> str | None:
        """The name of the live generation, or None where nothing is indexed.

        Raises:
            StoreUnusable: the store's folder cannot be read.
        """
        try:
            return (self.folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip() or None
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
    def writing(self) -> Iterator[bool]:
        """The right to write, for one process at a time; what earlier writers left unfinished is swept.

        The value tells whether another writer had to be waited for.

        Raises:
            StoreBusy: another process has it, and goes on having it.
            StoreUnusable: the store cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "writer.lock")
            waited = self._waited_for(lock)
            try:
                (self.folder / _WRITER).write_text(str(os.getpid()), encoding="utf-8")
                self.texts.sweep()
                sweep(self.folder, self.current(), self.vector_cache)
                yield waited
                sweep(self.folder, self.current(), self.vector_cache)
            finally:
                self.vector_cache.close()
                lock.release()
        except Timeout:
            raise StoreBusy(f"{self._writer()} is indexing into {self.folder}: wait until it is done.") from None
        except OSError as error:
            raise _unusable(self.folder, error) from None

    @contextmanager
    def drafted(self, live: Manifest | None) -> Iterator[Draft]:
        """A copy of the live generation to change, or an empty one; it goes again unless it is published.

        Raises:
            StoreDamaged: the live generation lacks a part.
        """
        numbers = [int(path.name.removeprefix("gen-")) for path in generations(self.folder)]
        folder = self.folder / f"gen-{max(numbers, default=0) + 1:06d}"
        source = self.folder / live.generation if live else None
        try:
            draft = draft_in(folder, storage_of(self._vectors, self.vector_cache), source, live)
            try:
                yield draft
            finally:
                draft.close()
        except BaseException:  # also Ctrl-C: what is half built goes, what is live stays
            if self.current() != folder.name:
                with suppress(OSError, StoreUnusable):
                    remove(folder, self.vector_cache)
            raise

    def publish(self, draft: Draft, manifest: Manifest, before: Manifest | None) -> None:
        """Make the draft durable, then live, at one stroke; ``before`` is the manifest that it was copied from."""
        draft.close()
        sealed = draft.sealed(manifest, before)
        write_manifest(draft.folder, sealed)
        atomic_files.sync_all(draft.folder)
        atomic_files.sync(self.folder)
        atomic_files.write(self.folder / CURRENT, f"{draft.name}\n".encode())
        self._known = _written(draft.folder), sealed

    def tidy(self, erasures: Collection[Erasure] = ()) -> list[str]:
        """Remove the generations and texts that nobody needs; erase ``erasures`` from all but the live indexes.

        To be called while writing, after publishing. Gives the names of the older generations that are still read.

        Raises:
            StoreUnusable: a quote of what is to be erased cannot be erased.
        """
        live = self.current()
        self._let_go(patiently=bool(erasures))
        sweep(self.folder, live, self.vector_cache)
        if erasures and self._quotes and live:
            documents, sources = {one.document_id for one in erasures}, {one.source for one in erasures}
            self._quotes.erase(documents, sources, self.manifest(live).documents.keys())
        self._collect()
        return [path.name for path in generations(self.folder) if path.name != live]

    def manifest(self, name: str) -> Manifest:
        """The manifest of the generation ``name``, read again only if its file has changed.

        Raises:
            StoreUnusable: it cannot be read, or another version of the program wrote it.
        """
        written = _written(self.folder / name)
        if self._known is None or self._known[0] != written:
            self._known = written, read_manifest(self.folder / name)
        return self._known[1]

    def damage(self, manifest: Manifest | None) -> Damage:
        """What of a generation is missing or damaged, as far as it shows without reading all of it."""
        if manifest is None:
            return Damage()
        return find_damage(self.folder / manifest.generation, manifest, self.texts)

    def damaged(self) -> list[str]:
        """The files of the live generation that are not what was published, looked at without opening it.

        Raises:
            StoreUnusable: there is none, or its manifest cannot be read.
        """
        if self.current() is None:
            raise self._nothing()
        folder, lock = self._held()
        with lock:
            return damaged(folder, read_manifest(folder))

    def _collect(self) -> None:
        """Remove the texts that neither a generation has nor anybody quotes; none where that cannot be told."""
        live = self.current()
        if live is None or self._quotes is None:
            return
        with suppress(StoreUnusable):
            held = [self.manifest(live), *manifests(self.folder, self.folder / live)]
            spare = self.texts.names().difference(*(one.documents for one in held))
            if spare:
                self.texts.remove(spare - self._quotes.documents())

    def close(self) -> None:
        """Let go of the generation that is held open, as soon as nobody reads it; a later reader opens it anew."""
        with self._opening:
            held, self._live = self._live, None
            if held is not None and not held.readers:
                held.close()
        self.vector_cache.close()

    def _writer(self) -> str:
        """Who holds the writers' lock, as a sentence begins: it is only told, the lock alone decides."""
        try:
            return f"Process {int((self.folder / _WRITER).read_text(encoding='utf-8'))}"
        except (OSError, ValueError):
            return "Another process"

    def _waited_for(self, lock: FileLock) -> bool:
        """Acquire the writers' lock; whether that took waiting."""
        try:
            lock.acquire(timeout=0)
        except Timeout:
            lock.acquire(timeout=self._wait_seconds)
            return True
        return False

    def _let_go(self, patiently: bool) -> None:
        """Let go of an older generation than the live one; ``patiently`` waits for the questions under way."""
        with self._opening:
            held = self._live
            if held is None or held.name == self.current():
                return
            self._live = None
            if not held.readers:
                held.close()
        for _ in range(_TRIES if patiently else 0):
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
                    before.close()  # first: of a store that nobody may write, no two copies are kept
                self._live = self._opened(*self._held())
            self._live.readers += 1
            return self._live

    def _nothing(self) -> NothingIndexed:
        return NothingIndexed(f"Nothing is indexed in {self.folder} yet: run `qa-bot index` first.")

    def _release(self, generation: Generation) -> None:
        with self._opening:
            generation.readers -= 1
            if generation is not self._live and not generation.readers:
                generation.close()

    def _held(self) -> tuple[Path, IO[bytes]]:
        """What ``CURRENT`` names, and a lock on it; it is followed where a writer moves it between look and lock."""
        for _ in range(_TRIES):
            name = self.current()
            lock = lock_shared(self.folder / str(name))
            if lock is not None and name == self.current():  # live while locked: from here on no writer sweeps it
                return self.folder / str(name), lock
            if lock is not None:
                lock.close()
            time.sleep(_PAUSE_SECONDS)
        raise StoreDamaged(
            f"{self.folder / CURRENT} names {name}, which cannot be opened: run `qa-bot index --rebuild`."
        )

    def _opened(self, folder: Path, lock: IO[bytes]) -> Generation:
        """Open a generation; where nothing may be written, a copy of it: Chroma and tantivy write even to read."""
        with ExitStack() as held:
            held.enter_context(lock)
            sweep_temporary_copies()
            if not os.access(folder, os.W_OK):
                folder = held.enter_context(closing(TemporaryCopy(folder))).folder
            generation = Generation(folder, storage_in(folder, self.vector_cache))
            generation.held = held.pop_all()
            return generation


def _written(folder: Path) -> object:
    """What tells one writing of a generation's manifest from another."""
    with suppress(OSError):
        found = (folder / FILE).stat()
        return folder.name, found.st_ino, found.st_size, found.st_mtime_ns
    return object()


def _unusable(folder: Path, error: OSError) -> StoreUnusable:
    if isinstance(error, shutil.Error):  # of a whole folder that was to be copied; the first file's is enough
        reason = str(error.args[0][0][2]).partition("] ")[2].partition(":")[0]
    else:
        reason = error.strerror or error.__class__.__name__
    has_room = reason not in _NO_ROOM
    way = "check the folder, or name another with --store" if has_room else "make room on its disk"
    return StoreUnusable(f"The store {folder} cannot be used ({reason}): {way}.")
