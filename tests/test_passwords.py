"""A password is known by its hash, and guessing it is slow from one address and from many."""

import base64
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from qa_bot.errors import SettingUnusable
from qa_bot.passwords import Attempts, check_hash, hashed, is_right
from tests.clock import Clock

PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="module")
def stored() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(clock: Clock) -> Attempts:
    return Attempts(clock)


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


def test_the_same_password_has_another_hash_each_time(stored: str) -> None:
    again = hashed(PASSWORD)
    assert again != stored
    assert is_right(PASSWORD, again)


def test_a_hash_is_scrypt_as_others_compute_it() -> None:
    salt = bytes(range(16))
    key = hashlib.scrypt(b"a password in ASCII", salt=salt, n=1024, r=8, p=1, dklen=32)
    written = (base64.b64encode(part).decode() for part in (salt, key))
    assert is_right("a password in ASCII", "$".join(("scrypt", "n=1024,r=8,p=1", *written)))


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


def test_a_very_long_try_is_wrong_at_once(stored: str) -> None:
    assert not is_right("x" * 10_000_000, stored)


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
def test_what_is_no_hash_is_told_in_one_line_that_does_not_repeat_it(stored: str) -> None:
    for refuse in (lambda: check_hash(stored), lambda: is_right(PASSWORD, stored)):
        with pytest.raises(SettingUnusable, match="qa-bot password") as refused:
            refuse()
        assert "\n" not in str(refused.value)
        assert not stored or stored not in str(refused.value)


def test_each_wrong_try_makes_the_next_wait_longer_up_to_half_a_minute(attempts: Attempts, clock: Clock) -> None:
    waits = []
    for _ in range(8):
        assert attempts.begin("192.0.2.1") == 0
        waits.append(attempts.wait("192.0.2.1"))
        clock.now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_try_that_comes_too_early_is_not_to_be_made_and_costs_nothing(attempts: Attempts, clock: Clock) -> None:
    attempts.begin("192.0.2.1")
    clock.now += 0.25
    assert [attempts.begin("192.0.2.1") for _ in range(3)] == [0.75] * 3
    clock.now += 0.75
    assert attempts.begin("192.0.2.1") == 0
    assert attempts.wait("192.0.2.1") == 2


def test_another_address_need_not_wait(attempts: Attempts) -> None:
    attempts.begin("192.0.2.1")
    assert attempts.wait("192.0.2.2") == 0
    assert attempts.wait("") == 0


def test_the_right_password_ends_the_waiting(attempts: Attempts, clock: Clock) -> None:
    for _ in range(4):
        clock.now += attempts.wait("192.0.2.1")
        attempts.begin("192.0.2.1")
    attempts.forgive("192.0.2.1")
    assert attempts.begin("192.0.2.1") == 0
    assert attempts.wait("192.0.2.1") == 1


def test_failures_are_forgotten_after_a_quarter_of_an_hour(attempts: Attempts, clock: Clock) -> None:
    for _ in range(6):
        clock.now += attempts.wait("192.0.2.1")
        attempts.begin("192.0.2.1")
    clock.now += 30 + 15 * 60
    attempts.begin("192.0.2.1")
    assert attempts.wait("192.0.2.1") == 1


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("not an address", "", True),
    ],
)
def test_addresses_of_one_network_wait_together(attempts: Attempts, first: str, second: str, is_one: bool) -> None:
    attempts.begin(first)
    assert (attempts.wait(second) > 0) == is_one


def test_many_addresses_together_guess_no_faster_than_one_try_in_two_seconds(attempts: Attempts, clock: Clock) -> None:
    def made(seconds: int) -> int:
        made = 0
        for tenth in range(seconds * 10):
            made += attempts.begin(f"10.0.{tenth // 256 % 256}.{tenth % 256}") == 0
            clock.now += 0.1
        return made

    assert made(10) in range(20, 26)
    assert made(300) in range(148, 153)
    clock.now += 60
    assert attempts.begin("192.0.2.1") == 0


def test_right_passwords_from_everywhere_make_nobody_wait(attempts: Attempts) -> None:
    for number in range(200):
        assert attempts.begin(f"10.0.0.{number}") == 0
        attempts.forgive(f"10.0.0.{number}")


def test_what_is_remembered_stays_small(attempts: Attempts, clock: Clock) -> None:
    for number in range(3000):
        clock.now += 2
        attempts.begin(f"10.0.{number // 256}.{number % 256}")
    assert len(attempts._failed) == 1000


def test_tries_at_the_same_moment_do_not_slip_through_together() -> None:
    attempts = Attempts(lambda: 0.0)
    together = threading.Barrier(8)

    def begin(_: int) -> float:
        together.wait()
        return attempts.begin("192.0.2.1")

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(begin, range(8))) == [0.0] + [1.0] * 7
