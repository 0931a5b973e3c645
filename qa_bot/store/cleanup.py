"""Removal of unused generations, for the process that holds the writer's lock."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from qa_bot.errors import StoreUnusable
from qa_bot.store.generation import lock_exclusive
from qa_bot.store.manifest import FILE, Manifest, read_manifest
from qa_bot.store.vector_storage import drop_vectors

_NAME = re.compile(r"gen-\d{6,}")
_TRIES, _PAUSE_SECONDS = 100, 0.02


def generations(store: Path) -> list[Path]:
    """Return the folders of all generations, drafts among them, oldest first."""
    return sorted(path for path in store.iterdir() if _NAME.fullmatch(path.name))


def manifests(store: Path, but: Path | None = None) -> Iterator[Manifest]:
    """Yield the manifests of all complete generations except the one in ``but``.

    Raises:
        StoreUnusable: one cannot be read, so that what it needs is unknown.
    """
    for path in generations(store):
        if path != but and (path / FILE).exists():
            yield read_manifest(path)


def remove_unused(store: Path, live: str | None) -> None:
    """Remove every generation that is not live and that no reader holds.

    Where ``CURRENT`` is lost or damaged, only drafts go: one of the complete generations may be what it named.
    """
    is_sound = live is not None and (store / live / FILE).exists()
    for path in generations(store):
        if path.name != live and (is_sound or not (path / FILE).exists()):
            with suppress(StoreUnusable):  # its vector store is away: the next run tries again
                remove(path)


def remove(folder: Path) -> None:
    """Remove a generation unless a reader holds it; it is locked until it is gone.

    Raises:
        StoreUnusable: its vector store cannot be reached, or what others need is unknown; the folder stays.
    """
    lock = lock_exclusive(folder)
    if lock is None:
        return
    with lock:
        drop_vectors(folder, manifests(folder.parent, folder))
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(_PAUSE_SECONDS)  # Chroma writes for a moment after it was closed
