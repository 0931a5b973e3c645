"""Length-prefixed messages over a pipe, with deadlines."""

import math
import os
import select
import struct
import time

_LENGTH = struct.Struct("<Q")
_CHUNK_BYTES = 1 << 20


def send(pipe: int, data: bytes, until: float = math.inf) -> None:
    """Write one message to a file descriptor.

    Args:
        pipe: Must be non-blocking where ``until`` is finite.
        data: The message.
        until: The deadline on the clock of :func:`time.monotonic`.

    Raises:
        TimeoutError: The deadline has passed.
        BrokenPipeError: The reading end is closed.
    """
    for part in (_LENGTH.pack(len(data)), data):
        rest = memoryview(part)
        while rest:
            _wait(pipe, select.POLLOUT, until)
            rest = rest[os.write(pipe, rest[:_CHUNK_BYTES]) :]


def receive(pipe: int, most: float = math.inf, until: float = math.inf) -> bytes:
    """Return one message of at most ``most`` bytes from a file descriptor.

    Raises:
        TimeoutError: The deadline ``until`` has passed.
        EOFError: The pipe was closed before the end of the message.
        ValueError: The announced length exceeds ``most``.
    """
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size, until))
    if length > most:
        raise ValueError(f"{length} bytes")
    return _exactly(pipe, length, until)


def _exactly(pipe: int, length: int, until: float) -> bytes:
    parts = []
    while length:
        _wait(pipe, select.POLLIN, until)
        part = os.read(pipe, min(length, _CHUNK_BYTES))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _wait(pipe: int, event: int, until: float) -> None:
    """Wait until the pipe is ready or broken."""
    seconds = until - time.monotonic()
    poll = select.poll()
    poll.register(pipe, event)
    if seconds <= 0 or not poll.poll(None if math.isinf(seconds) else seconds * 1000):
        raise TimeoutError
