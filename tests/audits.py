"""Which threads list folders and open files, told by the interpreter itself."""

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Access(NamedTuple):
    """A listing of a folder, or a file that was opened."""

    thread: str
    event: str
    path: str


_RECORDING: dict[str, list[Access]] = {}
_EVENTS = ("os.scandir", "os.listdir", "open")


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if not _RECORDING or event not in _EVENTS or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    path = str(Path(os.fsdecode(arguments[0])).absolute())
    for folder, found in _RECORDING.items():
        if path == folder or path.startswith(f"{folder}/"):
            found.append(Access(threading.current_thread().name, event, path))


sys.addaudithook(_record)  # for good: a hook cannot be taken out again


@contextmanager
def recorded(folder: Path) -> Iterator[list[Access]]:
    """Each listing of ``folder`` or a folder in it, and each file in it that is opened, as they happen."""
    name, found = str(folder.absolute()), list[Access]()
    _RECORDING[name] = found
    try:
        yield found
    finally:
        del _RECORDING[name]


def listers(found: Iterable[Access]) -> list[str]:
    """The thread of each listing."""
    return [access.thread for access in found if access.event != "open"]
