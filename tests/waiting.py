"""Wait for another thread or process; the limit only keeps a test from hanging."""

import time
from collections.abc import Callable

MAX_SECONDS = 45.0


def wait_until(holds: Callable[[], bool], otherwise: Callable[[], str] = lambda: "waited in vain") -> None:
    """Return as soon as ``holds`` returns true.

    Raises:
        AssertionError: it never does; the message is what ``otherwise`` returns.
    """
    until = time.monotonic() + MAX_SECONDS
    while not holds():
        assert time.monotonic() < until, otherwise()
        time.sleep(0.02)
