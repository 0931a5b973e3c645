"""The page's password: its hash, a limit on attempts, and current logins.

A hash is one line with its parameters, ``scrypt$n=32768,r=8,p=3$SALT$KEY``, salt and key in base64.
"""

import base64
import hashlib
import hmac
import re
import secrets
import threading
import time
import unicodedata
from collections.abc import Callable

from qa_bot.errors import SettingUnusable

FEWEST_CHARACTERS, MOST_CHARACTERS = 10, 1024
LOGIN_SECONDS = 12 * 60 * 60

_COST = (
    2**15,
    8,
    3,
)  # scrypt's n, r and p: OWASP's minimum, with 32 MiB, as any stranger can cause this work
_MOST_MEMORY = 2**28
_HASH = re.compile(r"(?a)scrypt\$n=([1-9]\d{,7}),r=([1-9]\d?),p=([1-9])\$([A-Za-z\d+/]{22}==)\$[A-Za-z\d+/]{43}=")
_ONE_AT_A_TIME = threading.Lock()


def hashed(password: str) -> str:
    """Return the hash of `password`.

    Raises:
        SettingUnusable: it is too short or too long.
    """
    if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        needed = f"from {FEWEST_CHARACTERS} to {MOST_CHARACTERS} characters"
        raise SettingUnusable(f"A password needs {needed}: choose another, such as five unrelated words.")
    return _hash(password, *_COST, base64.b64encode(secrets.token_bytes(16)).decode("ascii"))


def is_right(password: str, stored: str) -> bool:
    """Return whether `stored` is the hash of `password`.

    Raises:
        SettingUnusable: `stored` is not a valid hash.
    """
    return len(password) <= MOST_CHARACTERS and hmac.compare_digest(_hash(password, *check_hash(stored)), stored)


def check_hash(stored: str) -> tuple[int, int, int, str]:
    """Return n, r, p and the salt of a hash.

    Raises:
        SettingUnusable: it is not a valid hash, or needs more than 256 MiB.
    """
    if found := _HASH.fullmatch(stored):
        cost, block, times = int(found[1]), int(found[2]), int(found[3])
        if cost.bit_count() == 1 < cost and 128 * cost * block * times <= _MOST_MEMORY:
            return cost, block, times, found[4]
    raise SettingUnusable("The password in the secrets file is not a hash: put the output of `qa-bot password` there.")


def _hash(password: str, cost: int, block: int, times: int, salt: str) -> str:
    text, raw = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass"), base64.b64decode(salt)
    with _ONE_AT_A_TIME:
        key = hashlib.scrypt(text, salt=raw, n=cost, r=block, p=times, maxmem=2 * _MOST_MEMORY, dklen=32)
    return f"scrypt$n={cost},r={block},p={times}${salt}${base64.b64encode(key).decode('ascii')}"


class Logins:
    """Login attempts and current logins of all visitors. Thread-safe.

    An attempt counts as failed until it succeeds, so simultaneous attempts cannot exceed the limit.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Start without attempts; `now` is a clock in seconds."""
        self._now, self._lock = now, threading.Lock()
        self._busy: dict[str, float] = {}  # until when the attempts of an address count
        self._logins: dict[str, tuple[str, float]] = {}

    def attempt(self, address: str) -> float:
        """Register an attempt and return 0, or return the seconds to wait before the next one from `address`."""
        limits = ((address, 5, 30.0), ("all", 20, 2.0))  # burst, then one per so many seconds
        with self._lock:
            now = self._now()
            self._busy = {source: until for source, until in self._busy.items() if until > now}
            wait = max(self._busy.get(source, now) - now - (most - 1) * each for source, most, each in limits)
            if wait <= 0:
                self._busy |= {source: self._busy.get(source, now) + each for source, _, each in limits}
            return max(0.0, wait)

    def log_in(self, address: str, stored: str) -> str:
        """Clear the attempts of `address`, and return the token of a new login by the password hashed in `stored`."""
        token, now = secrets.token_urlsafe(32), self._now()
        with self._lock:
            self._busy = self._busy | {address: now, "all": self._busy.get("all", now) - 2.0}
            self._logins = {one: login for one, login in self._logins.items() if login[1] > now}
            self._logins[token] = stored, now + LOGIN_SECONDS
        return token

    def is_valid(self, token: str, stored: str) -> bool:
        """Return whether `token` belongs to a current login by the password hashed in `stored`."""
        password, until = self._logins.get(token, ("", 0.0))
        return password == stored and self._now() < until

    def end(self, token: str) -> None:
        """End the login of `token`."""
        with self._lock:
            self._logins.pop(token, None)
