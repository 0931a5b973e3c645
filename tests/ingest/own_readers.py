"""Configured readers, each with another fault."""

import ctypes
import json
import os
import signal
import stat
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits


def shout(data: bytes, limits: Limits) -> Extraction:
    """Return the text in capitals."""
    return Extraction(data.decode("utf-8").upper(), note=f"shouted, {limits.pages} pages at most")


def crash(data: bytes, limits: Limits) -> Extraction:
    """Read at address 0, as a broken library would."""
    ctypes.string_at(0)
    raise AssertionError("it cannot come here")


def hang(data: bytes, limits: Limits) -> Extraction:
    """Never return."""
    while True:
        time.sleep(60)


def spin(data: bytes, limits: Limits) -> Extraction:
    """Never return, and never release the interpreter: a regular expression with exponential backtracking."""
    import re

    re.match(r"(a+)+$", "a" * 60 + "b")
    raise AssertionError("it cannot come here")


def hog(data: bytes, limits: Limits) -> Extraction:
    """Allocate memory without end."""
    taken = []
    while True:
        taken.append(bytearray(100_000_000))


def leave(data: bytes, limits: Limits) -> Extraction:
    """End the process."""
    os._exit(7)


def stumble(data: bytes, limits: Limits) -> Extraction:
    """Raise an unexpected exception."""
    raise LookupError("no such\n\x1bthing")


def refuse(data: bytes, limits: Limits) -> Extraction:
    """Refuse the file."""
    raise FileUnreadable("it is not\nto be read\x07")


def nest(data: bytes, limits: Limits) -> Extraction:
    """Recurse without end."""
    return nest(data, limits)


def chatter(data: bytes, limits: Limits) -> Extraction:
    """Print, as libraries may."""
    print("chatter")
    os.write(1, b"chatter")
    sys.stderr.write("chatter")
    return Extraction("quiet text")


def write(data: bytes, limits: Limits) -> Extraction:
    """Write to the path in the file."""
    with open(data.decode("utf-8"), "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write("written")
        stream.flush()
    return Extraction("written")


def half(data: bytes, limits: Limits) -> Extraction:
    """Return a lone surrogate."""
    return Extraction("half a character: \ud800")


def deaf(data: bytes, limits: Limits) -> Extraction:
    """Stop the timer, ignore all signals, and never return."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    for one in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        with suppress(OSError):
            signal.signal(one, signal.SIG_IGN)
    while True:
        time.sleep(60)


def rubbish(data: bytes, limits: Limits) -> Extraction:
    """Write ``data`` as the answer, and never return."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    _answer(struct.pack("<Q", len(data)) + data)
    while True:
        time.sleep(60)


def torn(data: bytes, limits: Limits) -> Extraction:
    """Begin an answer, and never return."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    _answer(struct.pack("<Q", 1000) + b"{")
    while True:
        time.sleep(60)


def endless(data: bytes, limits: Limits) -> Extraction:
    """Announce an answer larger than any memory."""
    _answer(struct.pack("<Q", 2**62))
    return Extraction("text")


def forked(data: bytes, limits: Limits) -> Extraction:
    """Leave a child that holds the pipe open; in the folder ``data`` a folder named by its pid is made."""
    if pid := os.fork():
        (Path(data.decode()) / str(pid)).mkdir()  # no file may be written here
        os._exit(7)
    while True:
        time.sleep(60)


def forger(data: bytes, limits: Limits) -> Extraction:
    """Write a surplus answer, for the next file."""
    forged = json.dumps({"text": "Forged.", "title": "", "places": [], "note": "", "number": 1}).encode()
    _answer(struct.pack("<Q", len(forged)) + forged)
    return Extraction("text")


def _answer(data: bytes) -> None:
    """Write to the pipe of answers, the only pipe besides the standard streams."""
    for descriptor in range(3, 64):
        with suppress(OSError):
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                os.write(descriptor, data)
                return
    raise AssertionError("no pipe")
