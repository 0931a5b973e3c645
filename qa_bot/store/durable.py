"""Files made durable: on the disk, and not only in its cache, before anything refers to them."""

import os
from pathlib import Path


def sync_all(folder: Path) -> None:
    """Make a folder and everything below it durable."""
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def sync(path: Path) -> None:
    """Make one file, or a folder's list of files, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(target: Path, data: bytes) -> None:
    """Put ``data`` in the place of what ``target`` holds, at one stroke: a reader sees all of the old or of the new."""
    writing = target.with_name(f"{target.name}.writing")
    writing.write_bytes(data)
    sync(writing)
    sync(target.parent)
    writing.replace(target)
    sync(target.parent)
