"""A wait for what another thread or process does; its limit only keeps a test from hanging."""

import time
from collections.abc import Callable

LONGEST_SECONDS = 45.0


def wait_until(holds: Callable[[], bool], otherwise: Callable[[], str] = lambda: "waited in vain") -> None:
    """Return as soon as ``holds`` does.

    Raises:
        AssertionError: it goes on not to; the message is what ``otherwise`` says.
    """
    until = time.monotonic() + LONGEST_SECONDS
    while not holds():
        assert time.monotonic() < until, otherwise()
        time.sleep(0.02)
