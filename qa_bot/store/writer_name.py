"""The name of the process that writes a store, for those who wait for it."""

import os
import time
from contextlib import suppress
from pathlib import Path

_FILE = "writer"
_TRIES, _PAUSE_SECONDS = 100, 0.02


def write_name(store: Path) -> None:
    """Write down that this process holds the writer's lock."""
    (store / _FILE).write_text(str(os.getpid()), encoding="utf-8")


def read_name(store: Path) -> str:
    """Return a name of the process that holds the lock.

    It writes its number after it has got the lock; until then that of an earlier one, which has ended, is read.
    """
    for _ in range(_TRIES):
        with suppress(OSError, ValueError):
            number = int((store / _FILE).read_text(encoding="utf-8"))
            with suppress(PermissionError):  # another user's
                os.kill(number, 0)  # sends nothing
            return f"Process {number}"
        time.sleep(_PAUSE_SECONDS)
    return "Another process"
