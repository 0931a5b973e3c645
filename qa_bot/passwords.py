"""A password as its hash, and how often wrong ones may be tried.

The hash is one line that says how it was made: ``scrypt$n=32768,r=8,p=3$SALT$KEY``, salt and key in base64. Nobody can
read the password from it, and guessing it offline costs 0.3 s and 32 MiB a guess.
"""

import base64
import hashlib
import hmac
import ipaddress
import re
import secrets
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from qa_bot.errors import SettingUnusable

FEWEST_CHARACTERS = 10
MOST_CHARACTERS = 1024
"""Of a password. More is no better, and only costs the server time."""

_COST, _BLOCK, _TIMES = 2**15, 8, 3
"""scrypt's n, r and p: of the settings that OWASP's Password Storage Cheat Sheet calls equal to its minimum, the one
with 32 MiB, because a visitor who is not logged in makes the server spend it."""
_SALT_BYTES, _KEY_BYTES = 16, 32
_MOST_MEMORY = 2**28
_WRITTEN = re.compile(r"scrypt\$n=(\d{1,8}),r=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Hash:
    cost: int
    block: int
    times: int
    salt: bytes
    key: bytes


def hashed(password: str) -> str:
    """The line that stands for ``password`` in a file; another one each time, by its random salt.

    Raises:
        SettingUnusable: the password is too short or too long.
    """
    if not FEWEST_CHARACTERS <= len(_normal(password)) <= MOST_CHARACTERS:
        raise SettingUnusable(
            f"A password needs from {FEWEST_CHARACTERS} to {MOST_CHARACTERS} characters: choose another, such as "
            "five words that nobody would put together."
        )
    salt = secrets.token_bytes(_SALT_BYTES)
    key = _key(password, _Hash(_COST, _BLOCK, _TIMES, salt, bytes(_KEY_BYTES)))
    parts = (base64.b64encode(part).decode("ascii") for part in (salt, key))
    return "$".join(("scrypt", f"n={_COST},r={_BLOCK},p={_TIMES}", *parts))


def is_right(password: str, stored: str) -> bool:
    """Whether ``password`` is the one that ``stored`` was made of; compared in constant time.

    Raises:
        SettingUnusable: ``stored`` is no line of :func:`hashed`.
    """
    expected = _read(stored)
    if len(password) > MOST_CHARACTERS:
        return False
    return hmac.compare_digest(_key(password, expected), expected.key)


def check_hash(stored: str) -> None:
    """Make sure that ``stored`` can be compared with.

    Raises:
        SettingUnusable: it is no line of :func:`hashed`; a password in clear, for example.
    """
    _read(stored)


def _read(stored: str) -> _Hash:
    """The parts of a hash, none of which may ask for so much work or memory that the server would stand still."""
    found = _WRITTEN.fullmatch(stored)
    try:
        if found:
            cost, block, times = (int(number) for number in found.groups()[:3])
            salt, key = (base64.b64decode(part, validate=True) for part in found.groups()[3:])
            is_sane = cost.bit_count() == 1 < cost and block > 0 < times and 128 * cost * block * times <= _MOST_MEMORY
            if is_sane and len(salt) >= _SALT_BYTES and len(key) == _KEY_BYTES:
                return _Hash(cost, block, times, salt, key)
    except ValueError:
        pass
    raise SettingUnusable(
        "The password in the secrets file is no hash of one: run `qa-bot password` and put there what it prints."
    )


def _key(password: str, how: _Hash) -> bytes:
    return hashlib.scrypt(
        _normal(password).encode("utf-8", "surrogatepass"),
        salt=how.salt,
        n=how.cost,
        r=how.block,
        p=how.times,
        maxmem=2 * _MOST_MEMORY,
        dklen=len(how.key),
    )


def _normal(password: str) -> str:
    """The same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


_LONGEST_SECONDS = 30.0
_FORGOTTEN_SECONDS = 15 * 60.0
_MOST_ADDRESSES = 1000
_AT_ONCE, _SECONDS_EACH = 20, 2.0
"""Wrong tries from everywhere: so many may come together, and one more every so many seconds."""
_IPV6_BITS = 64
"""What one subscriber has; each of its 2**64 addresses would else count as another visitor."""


@dataclass(slots=True)
class _Failures:
    count: int
    until: float


class Attempts:
    """How long a visitor must wait before the next try; one for all visitors of a server.

    After a wrong try the next from the same address must wait: 1 s, then 2, 4, 8, 16 and 30 s, until the right one
    comes or 15 minutes pass. From all addresses together at most 20 wrong tries come at once and one every 2 s. So
    guessing ends at 43,200 tries a day from anywhere, and at 2,880 from one address.

    A try counts as wrong from its beginning, so that many at the same moment do not slip through together.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Nothing has been tried yet; ``now`` is a clock in seconds."""
        self._now = now
        self._lock = threading.Lock()
        self._failed: OrderedDict[str, _Failures] = OrderedDict()
        self._level, self._level_at = 0.0, now()

    def begin(self, address: str) -> float:
        """Begin a try: 0 where it may be made now, else the seconds until one may, and it must not be made."""
        with self._lock:
            source, now = _source(address), self._now()
            wait = self._wait(source, now)
            if wait == 0:
                self._count(source, now)
            return wait

    def forgive(self, address: str) -> None:
        """Take back the try that was begun from there: the password was right."""
        with self._lock:
            if self._failed.pop(_source(address), None):
                self._level = max(0.0, self._level - 1)

    def wait(self, address: str) -> float:
        """The seconds until a try may be made from there, 0 where it may be made now."""
        with self._lock:
            return self._wait(_source(address), self._now())

    def _wait(self, source: str, now: float) -> float:
        self._level = max(0.0, self._level - (now - self._level_at) / _SECONDS_EACH)
        self._level_at = now
        everywhere = (self._level + 1 - _AT_ONCE) * _SECONDS_EACH
        here = self._failed[source].until - now if source in self._failed else 0.0
        return max(0.0, here, everywhere)

    def _count(self, source: str, now: float) -> None:
        before = self._failed.pop(source, None)
        count = before.count + 1 if before and now - before.until < _FORGOTTEN_SECONDS else 1
        self._failed[source] = _Failures(count, now + min(_LONGEST_SECONDS, 2.0 ** min(count - 1, 10)))
        if len(self._failed) > _MOST_ADDRESSES:
            self._failed.popitem(last=False)
        self._level += 1


def _source(address: str) -> str:
    """What counts as one visitor: an address, or the network that IPv6 gives to one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed.packed, _IPV6_BITS), strict=False))
    return str(parsed)
