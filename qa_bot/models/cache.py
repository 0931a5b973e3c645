"""Files that are made once from a model's weights, in the user's cache folder."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
from filelock import FileLock


def cached_file(name: str, write: Callable[[Path], None], folder: Path | None = None) -> Path:
    """Return the file of this name, made by ``write`` if the cache lacks it; ``folder`` is the user's by default."""
    folder = folder or platformdirs.user_cache_path("qa_bot")
    target = folder / name
    if target.is_file():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_suffix(".lock")):  # two processes that start at once make it once
        if not target.is_file():
            building = target.with_suffix(".building")
            write(building)
            building.replace(target)
    return target
