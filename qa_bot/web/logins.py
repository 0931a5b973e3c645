"""Who has given the right password, in the server's memory: a restart, or another password, ends every login."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

LASTS_SECONDS = 12 * 60 * 60
"""A working day, and no longer: who leaves a browser open is not logged in the next morning."""

_MOST = 1000


class Logins:
    """The logins that hold. Each is a random token of 256 bits; of these only the hash is kept."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Nobody is logged in; ``now`` is a clock in seconds."""
        self._now = now
        self._lock = threading.Lock()
        self._held: OrderedDict[bytes, tuple[str, float]] = OrderedDict()

    def begin(self, stored: str) -> str:
        """The token of a new login by the password of which ``stored`` is the hash; the oldest go beyond 1,000."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._held[_key(token)] = (stored, self._now() + LASTS_SECONDS)
            if len(self._held) > _MOST:
                self._held.popitem(last=False)
        return token

    def holds(self, token: str, stored: str) -> bool:
        """Whether ``token`` was given for this very password, and neither ended nor 12 hours old."""
        with self._lock:
            password, until = self._held.get(_key(token), ("", 0.0))
            return password == stored and self._now() < until

    def end(self, token: str) -> None:
        """Let the login hold no more."""
        with self._lock:
            self._held.pop(_key(token), None)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
