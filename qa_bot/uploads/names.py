"""A name that somebody gives a file → the name that it gets in the folder. Pure, but for a look at the names there."""

import os
import re
import unicodedata
from itertools import count
from pathlib import Path, PurePosixPath

from qa_bot.errors import FileRefused

MOST_BYTES = 255
"""Of one name, in UTF-8: what Linux's file systems can hold (NAME_MAX of limits.h)."""

_LONGEST_SHOWN = 80
"""Characters of a name that are shown in a message."""

_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
# Control characters; what is never seen; and all that steers the direction of writing (Bidi_Control of Unicode's
# PropList), which turns "exe.txt" into "txt.exe" for the eye. The joiners U+200C and U+200D stay: words need them.
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SEPARATORS = re.compile(r"[/\\]")


def checked_name(name: str) -> str:
    """The name that an uploaded file gets in the folder: one that names nothing outside it and looks like what it is.

    Of a path only the last part is left, of whatever system. Characters that nobody sees are left out, and so is white
    space around it; line ends within become spaces. It is in Unicode's form NFC. All else that Linux allows is allowed.

    Raises:
        FileRefused: nothing is left, it is hidden, too long, or no text.
    """
    seen = unicodedata.normalize("NFC", _seen(name))
    last = _SEPARATORS.split(seen)[-1].strip()
    if last in ("", ".", ".."):
        raise FileRefused("A file without a name cannot be put into the folder: give it one, and try again.")
    if last.startswith("."):
        raise FileRefused(
            f"{shown(last)} begins with a dot, so that it would be hidden, and hidden files are not indexed: rename it."
        )
    try:
        length = len(last.encode("utf-8"))
    except UnicodeEncodeError:
        raise FileRefused("The file's name holds halves of characters, which no folder keeps: rename it.") from None
    if length > MOST_BYTES:
        raise FileRefused(
            f"The name {shown(last)} has {length} bytes, {MOST_BYTES} at most can be kept: give it a shorter one."
        )
    return last


def free_name(folder: Path, name: str) -> str:
    """``name``, or where the folder has a file of that name ``report (2).txt``, the first that is free.

    Names that differ only in capitals, or in how accents are written, count as the same: some file systems say so too.

    Raises:
        OSError: the folder is there and cannot be listed.
    """
    taken = {alike(one).casefold() for one in names_in(folder)}
    names = (name if number == 1 else _numbered(name, number) for number in count(1))
    return next(found for found in names if alike(found).casefold() not in taken)


def names_in(folder: Path) -> list[str]:
    """The names of all that is in a folder; none where there is no folder.

    Raises:
        OSError: it is there and cannot be listed.
    """
    try:
        return os.listdir(folder)  # noqa: PTH208 - the names alone
    except FileNotFoundError:
        return []


def alike(name: str) -> str:
    """What names that read alike have in common: accents are written in one way (NFC)."""
    return unicodedata.normalize("NFC", name)


def shown(name: str) -> str:
    """A name as it may stand in a message: on one line, not too long, with nothing in it that is not seen."""
    seen = " ".join(_seen(name).encode("utf-8", "replace").decode().split())
    return seen if len(seen) <= _LONGEST_SHOWN else f"{seen[: _LONGEST_SHOWN - 1]}…"


def _seen(name: str) -> str:
    return _UNSEEN.sub("", _BREAKS.sub(" ", name))


def _numbered(name: str, number: int) -> str:
    """``report.txt`` → ``report (2).txt``, its beginning cut where that would be too long."""
    path = PurePosixPath(name)
    ending = f" ({number}){path.suffix}"
    room = max(0, MOST_BYTES - len(ending.encode()))
    return path.stem.encode()[:room].decode("utf-8", "ignore").rstrip() + ending
