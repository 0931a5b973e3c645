"""Names of uploaded files: cleaned, checked, and made unique in the folder."""

import os
import re
import unicodedata
from itertools import count
from pathlib import Path, PurePosixPath

from qa_bot.errors import FileRefused
from qa_bot.text.wording import shorten

MAX_NAME_BYTES = 255
"""NAME_MAX of Linux's limits.h, in UTF-8."""

_MAX_PRINTED = 80
"""Characters of a name in a message."""

_LINE_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
# Control characters, invisible ones, and Bidi_Control of Unicode's PropList, which makes "exe.txt" look like
# "txt.exe". The joiners U+200C and U+200D stay: words need them.
_INVISIBLE = re.compile("[\0-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SEPARATORS = re.compile(r"[/\\]")


def checked_name(name: str) -> str:
    """Return the name under which an uploaded file is stored: the last part of a path of any system, in NFC.

    Invisible characters and surrounding white space are removed, line breaks become spaces. Everything else that Linux
    allows is allowed.

    Raises:
        FileRefused: nothing is left, or the name is hidden, too long or not valid Unicode.
    """
    last = _SEPARATORS.split(nfc(_visible(name)))[-1].strip()
    if last in ("", ".", ".."):
        raise FileRefused("A file without a name cannot be put into the folder: give it one, and try again.")
    if last.startswith("."):
        raise FileRefused(
            f"{printed(last)} begins with a dot, so it would be hidden, and hidden files are not indexed: rename it."
        )
    try:
        length = len(last.encode("utf-8"))
    except UnicodeEncodeError:
        raise FileRefused("The file's name holds halves of characters, which no folder can store: rename it.") from None
    if length > MAX_NAME_BYTES:
        raise FileRefused(
            f"The name {printed(last)} has {length} bytes, {MAX_NAME_BYTES} at most are possible: shorten it."
        )
    return last


def free_name(folder: Path, name: str) -> str:
    """Return ``name``, or the first of ``name (2)``, ``name (3)``, … that the folder does not have.

    Names that differ only in case or in how accents are encoded count as equal, as on some file systems.

    Raises:
        OSError: the folder exists and cannot be listed.
    """
    taken = {nfc(one).casefold() for one in names_in(folder)}
    names = (name if number == 1 else _numbered(name, number) for number in count(1))
    return next(candidate for candidate in names if nfc(candidate).casefold() not in taken)


def names_in(folder: Path) -> list[str]:
    """Return the names of a folder's entries; none where it does not exist.

    Raises:
        OSError: it exists and cannot be listed.
    """
    try:
        return os.listdir(folder)  # noqa: PTH208 - the names alone
    except FileNotFoundError:
        return []


def nfc(name: str) -> str:
    """Return a name in Unicode's form NFC, in which accents are encoded in one way."""
    return unicodedata.normalize("NFC", name)


def printed(name: str) -> str:
    """Return a name for a message: one line of visible characters, at most 80."""
    return shorten(_visible(name).encode("utf-8", "replace").decode(), _MAX_PRINTED)


def _visible(name: str) -> str:
    return _INVISIBLE.sub("", _LINE_BREAKS.sub(" ", name))


def _numbered(name: str, number: int) -> str:
    """Return ``report (2).txt`` for ``report.txt``, its stem cut where the name would be too long."""
    path = PurePosixPath(name)
    ending = f" ({number}){path.suffix}"
    limit = max(0, MAX_NAME_BYTES - len(ending.encode()))
    return path.stem.encode()[:limit].decode("utf-8", "ignore").rstrip() + ending
