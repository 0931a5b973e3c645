"""A password is known by its hash, guessing it is slow from one address and from many, and a login ends."""

import base64
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from qa_bot.errors import SettingUnusable
from qa_bot.web.passwords import Logins, check_hash, hashed, is_right
from tests.clock import Clock

PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="module")
def stored() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def logins(clock: Clock) -> Logins:
    return Logins(clock)


def test_only_the_password_itself_is_right(stored: str) -> None:
    assert is_right(PASSWORD, stored)
    assert not is_right(PASSWORD + " ", stored)
    assert not is_right("", stored)


def test_a_hash_is_one_line_that_says_how_it_was_made_and_not_of_what(stored: str) -> None:
    scheme, how, salt, key = stored.split("$")
    assert (scheme, how) == ("scrypt", "n=32768,r=8,p=3")
    assert len(salt) == 24
    assert len(key) == 44
    assert not any(word in stored for word in PASSWORD.split())
    assert not {'"', "\\", "\n"} & set(stored), "it would not stand in a TOML string as it is"


def by_hand(password: bytes) -> str:
    """A hash as others compute it."""
    salt = bytes(range(16))
    key = hashlib.scrypt(password, salt=salt, n=1024, r=8, p=1, dklen=32)
    return "$".join(("scrypt", "n=1024,r=8,p=1", *(base64.b64encode(part).decode() for part in (salt, key))))


def test_a_hash_is_scrypt_as_others_compute_it() -> None:
    assert is_right("a password in ASCII", by_hand(b"a password in ASCII"))


def test_a_hash_that_an_older_version_made_is_valid() -> None:
    made = "scrypt$n=32768,r=8,p=3$/Bntce0U/W7M/ZnGsgSLTg==$8RG7DMqtnXqh0FXeSVmZAcZOzp6lvialN3YJjKMvqOQ="
    assert is_right(PASSWORD, made)


def test_the_same_password_has_another_hash_each_time(stored: str) -> None:
    again = hashed(PASSWORD)
    assert again != stored
    assert is_right(PASSWORD, again)


def test_a_password_is_the_same_however_a_keyboard_composes_it() -> None:
    composed, decomposed = "Gr\u00fc\u00dfe aus K\u00f6ln", "Gru\u0308\u00dfe aus Ko\u0308ln"
    assert composed != decomposed
    assert is_right(decomposed, hashed(composed))


def test_a_password_may_hold_any_character() -> None:
    strange = "\u0130\u011f\U0001f511\udc80\0 und so weiter"
    assert is_right(strange, hashed(strange))


@pytest.mark.parametrize("password", ["", "nine char", "x" * 1025])
def test_a_password_that_is_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(SettingUnusable, match="from 10 to 1024 characters") as refused:
        hashed(password)
    assert "\n" not in str(refused.value)


def test_what_is_longer_than_a_password_can_be_is_not_even_hashed() -> None:
    assert is_right("x" * 1024, by_hand(b"x" * 1024))
    assert not is_right("x" * 1025, by_hand(b"x" * 1025))


@pytest.mark.parametrize(
    "stored",
    [
        "",
        PASSWORD,
        "scrypt$n=32768,r=8,p=3",
        "scrypt$n=32768,r=8,p=3$AAECAwQFBgcICQoLDA0ODw==$AAAA",
        "scrypt$n=32767,r=8,p=3$AAECAwQFBgcICQoLDA0ODw==$" + "A" * 43 + "=",
        "scrypt$n=1,r=8,p=3$AAECAwQFBgcICQoLDA0ODw==$" + "A" * 43 + "=",
        "scrypt$n=0,r=8,p=3$AAECAwQFBgcICQoLDA0ODw==$" + "A" * 43 + "=",
        "scrypt$n=32768,r=0,p=3$AAECAwQFBgcICQoLDA0ODw==$" + "A" * 43 + "=",
        "scrypt$n=16777216,r=64,p=9$AAECAwQFBgcICQoLDA0ODw==$" + "A" * 43 + "=",
        "scrypt$n=32768,r=8,p=3$AAECAwQFBgcICQoLDA0O$" + "A" * 43 + "=",
        "scrypt$n=32768,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$" + "A" * 43 + "=",
        "scrypt$n=\u0663,r=8,p=3$AAECAwQFBgcICQoLDA0ODw==$" + "A" * 43 + "=",
        "\nscrypt$n=32768,r=8,p=3$AAECAwQFBgcICQoLDA0ODw==$" + "A" * 43 + "=\n",
    ],
)
def test_an_invalid_hash_is_reported_in_one_line_that_does_not_repeat_it(stored: str) -> None:
    for refuse in (lambda: check_hash(stored), lambda: is_right(PASSWORD, stored)):
        with pytest.raises(SettingUnusable, match="qa-bot password") as refused:
            refuse()
        assert "\n" not in str(refused.value)
        assert not stored or stored not in str(refused.value)


A, B = "192.0.2.1", "2001:db8::1"


def attempts(logins: Logins, address: str, number: int) -> list[float]:
    return [logins.attempt(address) for _ in range(number)]


def test_five_wrong_attempts_may_come_at_once_and_then_one_every_half_minute(logins: Logins, clock: Clock) -> None:
    assert attempts(logins, A, 7) == [0, 0, 0, 0, 0, 30, 30]
    clock.now += 29
    assert attempts(logins, A, 2) == [1, 1], "what comes too early costs nothing"
    clock.now += 1
    assert attempts(logins, A, 2) == [0, 30]
    assert attempts(logins, B, 1) == [0], "another address need not wait"
    clock.now += 5 * 30
    assert attempts(logins, A, 6) == [0, 0, 0, 0, 0, 30]


def test_many_addresses_together_guess_no_faster_than_one_attempt_in_two_seconds(logins: Logins, clock: Clock) -> None:
    def made(seconds: int) -> int:
        made = 0
        for tenth in range(seconds * 10):
            made += logins.attempt(f"10.0.{tenth // 256 % 256}.{tenth % 256}") == 0
            clock.now += 0.1
        return made

    assert made(10) in range(20, 26)
    assert made(300) in range(148, 153)
    assert len(logins._busy) < 100, "what is remembered stays small"
    clock.now += 60
    assert logins.attempt(A) == 0


def test_right_passwords_cause_no_waiting(logins: Logins) -> None:
    assert attempts(logins, A, 4) == [0] * 4
    for number in range(200):
        for address in (A, f"10.0.0.{number}"):
            assert logins.attempt(address) == 0
            logins.log_in(address, "hash")
    assert attempts(logins, A, 6) == [0, 0, 0, 0, 0, 30]


def test_attempts_at_the_same_moment_do_not_slip_through_together() -> None:
    taken = threading.Lock()

    def slow_clock() -> float:
        with_nobody_else = taken.acquire(blocking=False)
        threading.Event().wait(0.01)
        assert with_nobody_else, "two attempts are looked at together"
        taken.release()
        return 0.0

    logins = Logins(slow_clock)
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda _: logins.attempt(A), range(8))) == [0.0] * 5 + [30.0] * 3


def test_a_login_holds_until_it_ends(logins: Logins) -> None:
    token, other = logins.log_in(A, "hash"), logins.log_in(A, "hash")
    assert token != other
    assert len(token) == 43
    assert logins.is_valid(token, "hash")
    logins.end(token)
    assert not logins.is_valid(token, "hash")
    assert logins.is_valid(other, "hash")


@pytest.mark.parametrize("token", ["", "guess", "\udc80"])
def test_no_other_token_is_a_login(logins: Logins, token: str) -> None:
    logins.log_in(A, "hash")
    assert not logins.is_valid(token, "hash")
    assert not logins.is_valid(token, "")
    logins.end(token)


def test_another_password_ends_the_logins_by_the_old_one(logins: Logins) -> None:
    assert not logins.is_valid(logins.log_in(A, "old"), "new")


def test_a_login_holds_for_twelve_hours_and_is_then_forgotten(logins: Logins, clock: Clock) -> None:
    token = logins.log_in(A, "hash")
    clock.now += 12 * 60 * 60 - 1
    assert logins.is_valid(token, "hash")
    clock.now += 1
    assert not logins.is_valid(token, "hash")
    logins.log_in(A, "hash")
    assert token not in logins._logins
