"""A login holds for its token, its password and its time, and for nothing else."""

import pytest

from qa_bot.web.logins import LASTS_SECONDS, Logins
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def logins(clock: Clock) -> Logins:
    return Logins(clock)


def test_a_login_holds_until_it_ends(logins: Logins) -> None:
    token, other = logins.begin("hash"), logins.begin("hash")
    assert token != other
    assert logins.holds(token, "hash")
    logins.end(token)
    assert not logins.holds(token, "hash")
    assert logins.holds(other, "hash")


@pytest.mark.parametrize("token", ["", "guess", "\udc80"])
def test_no_other_token_is_a_login(logins: Logins, token: str) -> None:
    logins.begin("hash")
    assert not logins.holds(token, "hash")
    assert not logins.holds(token, "")
    logins.end(token)


def test_another_password_ends_the_logins_by_the_old_one(logins: Logins) -> None:
    token = logins.begin("old")
    assert not logins.holds(token, "new")


def test_a_login_holds_for_twelve_hours(logins: Logins, clock: Clock) -> None:
    token = logins.begin("hash")
    clock.now += 12 * 60 * 60 - 1
    assert logins.holds(token, "hash")
    clock.now += 1
    assert not logins.holds(token, "hash")
    assert LASTS_SECONDS == 12 * 60 * 60


def test_what_is_remembered_stays_small_and_holds_no_token(logins: Logins) -> None:
    tokens = [logins.begin("hash") for _ in range(1001)]
    assert [logins.holds(token, "hash") for token in (tokens[0], tokens[1], tokens[-1])] == [False, True, True]
    assert len(tokens[0]) == 43
    assert not any(token in repr(logins._held) for token in tokens)
