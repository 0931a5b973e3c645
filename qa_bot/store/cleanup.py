"""Generations that nobody needs any more, removed; only for the one who may write."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from qa_bot.errors import StoreUnusable
from qa_bot.store.generation import lock_alone
from qa_bot.store.manifest import FILE, Manifest, read_manifest
from qa_bot.store.vector_cache import VectorCache
from qa_bot.store.vector_storage import storage_in

_NAME = re.compile(r"gen-\d{6,}")
_TRIES, _PAUSE_SECONDS = 100, 0.02


def generations(store: Path) -> list[Path]:
    """The folders of all generations, also of those that are half built, oldest first."""
    return sorted(path for path in store.iterdir() if _NAME.fullmatch(path.name))


def manifests(store: Path, but: Path | None = None) -> Iterator[Manifest]:
    """The manifests of all generations that are whole, ``but`` one.

    Raises:
        StoreUnusable: one cannot be read, so that nobody knows what it needs.
    """
    for path in generations(store):
        if path != but and (path / FILE).exists():
            yield read_manifest(path)


def sweep(store: Path, live: str | None, embedded: VectorCache) -> None:
    """Remove every generation that is not live and that no reader holds.

    Where ``CURRENT`` is lost or damaged, only what never was whole goes: one of the others may be what it named.
    """
    is_sound = live is not None and (store / live / FILE).exists()
    for path in generations(store):
        if path.name != live and (is_sound or not (path / FILE).exists()):
            with suppress(StoreUnusable):  # a vector store that is away: it stays for the next run
                remove(path, embedded)


def remove(folder: Path, embedded: VectorCache) -> None:
    """Remove a generation unless a reader holds it, or something may still come of it; locked until it is gone."""
    lock = lock_alone(folder)
    if lock is None:
        return
    with lock:
        if not storage_in(folder, embedded).swept(folder, manifests(folder.parent, folder)):
            return
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(_PAUSE_SECONDS)  # Chroma goes on for a moment after it was closed
