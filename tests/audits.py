"""Record which threads list folders and open files, by the interpreter's audit hooks."""

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Access(NamedTuple):
    """The listing of a folder, or the opening of a file."""

    thread: str
    event: str
    path: str


_RECORDING: dict[str, list[Access]] = {}
_EVENTS = ("os.scandir", "os.listdir", "open")


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if not _RECORDING or event not in _EVENTS:
        return
    place = arguments[0]
    if isinstance(place, int) and event != "open":  # a folder that is open already
        place = os.readlink(f"/proc/self/fd/{place}")  # noqa: PTH115 - Path.readlink would be recorded
    if not isinstance(place, str | bytes | os.PathLike):
        return
    path = str(Path(os.fsdecode(place)).absolute())
    for folder, found in _RECORDING.items():
        if path == folder or path.startswith(f"{folder}/"):
            found.append(Access(threading.current_thread().name, event, path))


sys.addaudithook(_record)  # permanent: a hook cannot be removed


@contextmanager
def recorded(folder: Path) -> Iterator[list[Access]]:
    """Yield a list that grows by each listing of ``folder`` or below it, and by each file opened in it."""
    name, found = str(folder.absolute()), list[Access]()
    _RECORDING[name] = found
    try:
        yield found
    finally:
        del _RECORDING[name]


def listers(found: Iterable[Access]) -> list[str]:
    """Return the thread of each listing."""
    return [access.thread for access in found if access.event != "open"]
