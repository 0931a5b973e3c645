"""Atomic, durable file writes: data is on the disk, not only in its cache, before anything refers to it."""

import os
from pathlib import Path


def sync_all(folder: Path) -> None:
    """Flush a folder and everything below it to the disk."""
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def sync(path: Path) -> None:
    """Flush a file, or a folder's list of files, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(target: Path, data: bytes, sync_folder: bool = True) -> None:
    """Replace the content of ``target`` atomically: readers see all of the old content or all of the new.

    One process at a time may write a target; a killed one leaves ``<target>.writing``, which the next write replaces.
    Without ``sync_folder`` a power failure may bring the old content back.
    """
    writing = target.with_name(f"{target.name}.writing")
    try:
        with writing.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        writing.replace(target)
    except BaseException:
        writing.unlink(missing_ok=True)
        raise
    if sync_folder:
        sync(target.parent)
