"""What the tests of this room look at: all that lies in a folder, and in how many words something is refused."""

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
"""Names that are paths; each ends in ``x.txt``, and that is all that may be left of it."""

Tree = dict[str, bytes | None]


def tree(folder: Path) -> Tree:
    """All that lies below a folder, hidden or not: paths to bytes, or to None where it is no regular file."""
    found: Tree = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            is_file = path.is_file() and not path.is_symlink()
            found[path.relative_to(folder).as_posix()] = path.read_bytes() if is_file else None
    return found


def refusal(action: Callable[[], object]) -> str:
    """Why ``action`` is refused: one line that ends, of characters that all can be seen."""
    with pytest.raises(FileRefused) as caught:
        action()
    told = str(caught.value)
    assert told.endswith(".")
    assert len(told) < 300
    assert not [char for char in told if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
    return told


def at_once(*actions: Callable[[], object]) -> list[str]:
    """What comes of actions that begin at the same moment: what each gives, or why it is refused."""
    start = threading.Barrier(len(actions))
    told: list[str] = []

    def run(action: Callable[[], object]) -> None:
        start.wait()
        try:
            told.append(str(action()))
        except FileRefused as error:
            told.append(str(error))

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def write(folder: Path, **files: str) -> None:
    """Write files: ``sub__a_txt="one"`` is ``sub/a.txt``."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
