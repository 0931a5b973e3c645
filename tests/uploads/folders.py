"""Helpers: the content of a folder, why an action is refused, and actions at the same moment."""

import os
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_bot.errors import FileRefused

HOSTILE = (
    "../x.txt",
    "..\\x.txt",
    "../../../etc/x.txt",
    "/etc/x.txt",
    "C:\\Windows\\x.txt",
    "a/../../x.txt",
    "....//....//x.txt",
    "..\u202e/x.txt",
    "\0/../x.txt",
    "a\n/../\r\n/x.txt",
    "file:///x.txt",
)
"""Names that are paths; only their last part, ``x.txt``, may remain."""

Tree = dict[str, bytes | None]


def tree(folder: Path) -> Tree:
    """Return everything below a folder, hidden or not: paths to bytes, or to None where it is not a regular file."""
    found: Tree = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            is_file = path.is_file() and not path.is_symlink()
            found[path.relative_to(folder).as_posix()] = path.read_bytes() if is_file else None
    return found


def refusal(action: Callable[[], object]) -> str:
    """Return why ``action`` is refused, checked to be one line of visible characters with a full stop."""
    with pytest.raises(FileRefused) as caught:
        action()
    message = str(caught.value)
    assert message.endswith(".")
    assert len(message) < 300
    assert not [char for char in message if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
    return message


def at_once(*actions: Callable[[], object]) -> list[str]:
    """Run actions at the same moment; return the result of each, or why it is refused."""
    start = threading.Barrier(len(actions))
    outcomes: list[str] = []

    def run(action: Callable[[], object]) -> None:
        start.wait()
        try:
            outcomes.append(str(action()))
        except FileRefused as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def write(folder: Path, **files: str) -> None:
    """Write files: ``sub__a_txt="one"`` is ``sub/a.txt``."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
