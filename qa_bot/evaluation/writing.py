"""A file that is replaced whole, or not at all."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qa_bot.errors import QaBotError

Write = Callable[[str], None]
"""Puts a text into the place of the file."""


@contextmanager
def replacing(path: Path) -> Iterator[Write]:
    """A way to replace ``path`` later, proven to work now: a new file is begun beside it, and gone in the end.

    Raises:
        QaBotError: it cannot be written; told at once where that is known, else (a full disk) when it is written.
    """
    target = path.resolve()
    writing = target.with_name(f"{target.name}.{os.getpid()}.writing")
    with _told(path):
        if target.exists() and not target.is_file():
            raise OSError(errno.EINVAL, "it is no file")
        writing.touch()
    try:
        yield lambda text: _replace(path, writing, target, text)
    finally:
        writing.unlink(missing_ok=True)


def _replace(path: Path, writing: Path, target: Path, text: str) -> None:
    with _told(path):
        with writing.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        writing.replace(target)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise QaBotError(
            f"The report {path} cannot be written ({error.strerror}): name a file in a folder that you may write to."
        ) from None
