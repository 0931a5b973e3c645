"""Which threads list a folder, told by the interpreter itself."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_RECORDING: dict[str, list[str]] = {}


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if _RECORDING and event in ("os.scandir", "os.listdir") and isinstance(arguments[0], str | bytes | os.PathLike):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        for folder, names in _RECORDING.items():
            if path == folder or path.startswith(f"{folder}/"):
                names.append(threading.current_thread().name)


sys.addaudithook(_record)  # for good: a hook cannot be taken out again


@contextmanager
def recorded_listings(folder: Path) -> Iterator[list[str]]:
    """The name of the thread of each listing of ``folder`` or a folder in it, as they happen."""
    names: list[str] = []
    _RECORDING[os.path.realpath(folder)] = names
    try:
        yield names
    finally:
        del _RECORDING[os.path.realpath(folder)]
