"""Readers that a folder's owner might plug in, each with a fault of its own."""

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
    """A reader as it should be: it shouts."""
    return Extraction(data.decode("utf-8").upper(), note=f"shouted, {limits.pages} pages at most")


def crash(data: bytes, limits: Limits) -> Extraction:
    """Read at address 0, as a broken library would."""
    ctypes.string_at(0)
    raise AssertionError("it cannot come here")


def hang(data: bytes, limits: Limits) -> Extraction:
    """Never come back."""
    while True:
        time.sleep(60)


def spin(data: bytes, limits: Limits) -> Extraction:
    """Never come back, and never let go of the interpreter: a match that takes longer than the sun will burn."""
    import re

    re.match(r"(a+)+$", "a" * 60 + "b")
    raise AssertionError("it cannot come here")


def hog(data: bytes, limits: Limits) -> Extraction:
    """Take all the memory there is."""
    taken = []
    while True:
        taken.append(bytearray(100_000_000))


def leave(data: bytes, limits: Limits) -> Extraction:
    """End the process."""
    os._exit(7)


def stumble(data: bytes, limits: Limits) -> Extraction:
    """Fail as nobody expected."""
    raise LookupError("no such\n\x1bthing")


def refuse(data: bytes, limits: Limits) -> Extraction:
    """Say why not."""
    raise FileUnreadable("it is not\nto be read\x07")


def nest(data: bytes, limits: Limits) -> Extraction:
    """Call itself until nothing is left of the stack."""
    return nest(data, limits)


def chatter(data: bytes, limits: Limits) -> Extraction:
    """Print on the way, as libraries do."""
    print("chatter")
    os.write(1, b"chatter")
    sys.stderr.write("chatter")
    return Extraction("quiet text")


def write(data: bytes, limits: Limits) -> Extraction:
    """Write where the file says."""
    with open(data.decode("utf-8"), "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write("written")
        stream.flush()
    return Extraction("written")


def half(data: bytes, limits: Limits) -> Extraction:
    """Text that no file can hold."""
    return Extraction("half a character: \ud800")


def deaf(data: bytes, limits: Limits) -> Extraction:
    """Stop the process's timer, ignore every signal that can be ignored, and never come back."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    for one in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        with suppress(OSError):
            signal.signal(one, signal.SIG_IGN)
    while True:
        time.sleep(60)


def rubbish(data: bytes, limits: Limits) -> Extraction:
    """Write ``data`` where the answer is written, and never come back."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    _answer(struct.pack("<Q", len(data)) + data)
    while True:
        time.sleep(60)


def torn(data: bytes, limits: Limits) -> Extraction:
    """Begin an answer, and never come back."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    _answer(struct.pack("<Q", 1000) + b"{")
    while True:
        time.sleep(60)


def endless(data: bytes, limits: Limits) -> Extraction:
    """Announce an answer that no memory holds."""
    _answer(struct.pack("<Q", 2**62))
    return Extraction("text")


def forked(data: bytes, limits: Limits) -> Extraction:
    """Leave a process behind that holds the pipe open; ``data`` is a folder in which one is made by its number."""
    if pid := os.fork():
        (Path(data.decode()) / str(pid)).mkdir()  # no file may be written here
        os._exit(7)
    while True:
        time.sleep(60)


def forger(data: bytes, limits: Limits) -> Extraction:
    """Write one answer more, for the next file."""
    forged = json.dumps({"text": "Forged.", "title": "", "places": [], "note": "", "number": 1}).encode()
    _answer(struct.pack("<Q", len(forged)) + forged)
    return Extraction("text")


def _answer(data: bytes) -> None:
    """Write where the process writes its answers: the only pipe that it has beside the standard ones."""
    for descriptor in range(3, 64):
        with suppress(OSError):
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                os.write(descriptor, data)
                return
    raise AssertionError("no pipe")
