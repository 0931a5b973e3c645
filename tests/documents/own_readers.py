"""Readers that a folder's owner might plug in, each with a fault of its own."""

import ctypes
import os
import sys
import time

from qa_bot.documents.extract import Extract, Limits
from qa_bot.errors import FileUnreadable


def shout(data: bytes, limits: Limits) -> Extract:
    """A reader as it should be: it shouts."""
    return Extract(data.decode("utf-8").upper(), note=f"shouted, {limits.pages} pages at most")


def crash(data: bytes, limits: Limits) -> Extract:
    """Read at address 0, as a broken library would."""
    ctypes.string_at(0)
    raise AssertionError("it cannot come here")


def hang(data: bytes, limits: Limits) -> Extract:
    """Never come back."""
    while True:
        time.sleep(60)


def spin(data: bytes, limits: Limits) -> Extract:
    """Never come back, and never let go of the interpreter: a match that takes longer than the sun will burn."""
    import re

    re.match(r"(a+)+$", "a" * 60 + "b")
    raise AssertionError("it cannot come here")


def hog(data: bytes, limits: Limits) -> Extract:
    """Take all the memory there is."""
    taken = []
    while True:
        taken.append(bytearray(100_000_000))


def leave(data: bytes, limits: Limits) -> Extract:
    """End the process."""
    os._exit(7)


def stumble(data: bytes, limits: Limits) -> Extract:
    """Fail as nobody expected."""
    raise LookupError("no such\n\x1bthing")


def refuse(data: bytes, limits: Limits) -> Extract:
    """Say why not."""
    raise FileUnreadable("it is not\nto be read\x07")


def nest(data: bytes, limits: Limits) -> Extract:
    """Call itself until nothing is left of the stack."""
    return nest(data, limits)


def chatter(data: bytes, limits: Limits) -> Extract:
    """Print on the way, as libraries do."""
    print("chatter")
    os.write(1, b"chatter")
    sys.stderr.write("chatter")
    return Extract("quiet text")


def write(data: bytes, limits: Limits) -> Extract:
    """Write where the file says."""
    with open(data.decode("utf-8"), "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write("written")
        stream.flush()
    return Extract("written")


def half(data: bytes, limits: Limits) -> Extract:
    """Text that no file can hold."""
    return Extract("half a character: \ud800")
