"""Kill a process that moves a file before each call that changes the disk, and check that the file is complete.

Run as ``python -m tests.uploads.killed ACTION FOLDER STORE``; prints the number of kills, or exits with what was lost.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from qa_bot.ingest.scan import list_files
from qa_bot.settings import Settings
from qa_bot.uploads.trash import Trash
from qa_bot.uploads.uploads import Upload, Uploads

NAME = "sub/a.txt"
OLD, NEW = b"old" * 40_000, b"new" * 40_000  # more than is copied at a time
CHANGES = {"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.utime"}
"""Python's audit events. Writes have none, so each line of the functions that write counts as well."""

WRITERS = {"temporary_file", "copyfileobj"}

Action = Callable[[Settings], object]


def remove(settings: Settings) -> object:
    return Trash(settings).remove(NAME)


def restore(settings: Settings) -> object:
    trash = Trash(settings)
    return trash.restore(trash.listed()[0].id)


def replace(settings: Settings) -> object:
    return Uploads(settings).put(Upload("b.txt", NEW), "replace")


class Killer:
    """Kill this process before its change number ``moment``."""

    def __init__(self, moment: int) -> None:
        self.left = moment
        sys.addaudithook(self.audit)
        sys.settrace(self.trace)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and arguments[2] & os.O_CREAT):
            self.count()

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_name not in WRITERS:
            return None
        if event == "line":
            self.count()
        return self.trace

    def count(self) -> None:
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_at(moment: int, action: Action, settings: Settings) -> bool:
    """Run ``action`` in a child process; return whether it was killed, that is, made so many changes."""
    child = os.fork()
    if not child:
        Killer(moment)
        action(settings)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        sys.exit(f"it failed when it was to be killed at moment {moment}")
    return os.WIFSIGNALED(status)


def set_up(settings: Settings, action: Action) -> None:
    """Create the folder and the trash as they are before the action."""
    for folder in (settings.seeds, settings.store):
        shutil.rmtree(folder, ignore_errors=True)
    (settings.seeds / "sub").mkdir(parents=True)
    (settings.seeds / NAME).write_bytes(OLD)
    (settings.seeds / "b.txt").write_bytes(OLD)
    if action is restore:
        remove(settings)


def lost(settings: Settings, action: Action) -> str:
    """Return what is missing or incomplete in the folder and the trash after the action, "" if nothing is."""
    listed = {file.source: Path(file.path).read_bytes() for file in list_files(settings.seeds)}
    removed = {
        one.source: (settings.store / ".trash" / one.id / "file").read_bytes() for one in Trash(settings).listed()
    }
    if not {*listed.values(), *removed.values()} <= {OLD, NEW}:
        return "there is half a file"
    if not listed.keys() <= {NAME, "b.txt"}:
        return f"there is more than there was: {sorted(listed)}"
    moved = "b.txt" if action is replace else NAME
    if OLD not in (listed.get(moved), removed.get(moved)):
        return f"{moved} is gone"
    others = {NAME, "b.txt"} - {moved}
    return "" if all(listed.get(name) == OLD for name in others) else "another file is gone"


def undone(settings: Settings) -> str:
    """Restore everything; return what is not as it was, "" if all is."""
    trash = Trash(settings)
    for one in trash.listed():
        target = settings.seeds / one.source
        if target.exists() and target.read_bytes() == NEW:
            target.unlink()
        trash.restore(one.id)
        if target.read_bytes() != OLD:
            return f"{one.source} does not come back"
    return "a file is left in the trash" if [*settings.store.glob(".trash/*/file")] else ""


def main(name: str, folder: str, store: str) -> None:
    action: Action = {"remove": remove, "restore": restore, "replace": replace}[name]
    settings = Settings(seeds=Path(folder), store=Path(store))
    for moment in count(1):
        set_up(settings, action)
        was_killed = killed_at(moment, action, settings)
        problem = lost(settings, action) or undone(settings)
        if problem:
            sys.exit(f"killed at moment {moment}: {problem}")
        if not was_killed:
            print(moment - 1)
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
