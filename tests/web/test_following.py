"""Two windows of one chat."""

from dataclasses import replace

import pytest

from qa_bot.chats.store import Chats
from qa_bot.records import Answer
from qa_bot.web.sections.following import follow, is_outdated
from qa_bot.web.session import Session

ANSWER = Answer("Why?", "Why?", found=False, confidence=0.1)


@pytest.fixture
def twins(session: Session, chats: Chats) -> tuple[Session, Session]:
    """Two windows with one chat."""
    session.add("Why?", ANSWER, ())
    other = Session(chats)
    other.read_address(session.written_address())
    return session, other


def test_another_window_of_a_chat_follows_what_is_done_in_one(twins: tuple[Session, Session]) -> None:
    one, other = twins
    assert not is_outdated(one)
    assert not is_outdated(other)
    one.add("When?", ANSWER, ())
    one.rate(one.exchanges[0], True, "Good")
    one.rename("Reasons")
    assert not is_outdated(one)
    assert is_outdated(other)
    follow(other)
    assert (other.chat, other.exchanges) == (one.chat, one.exchanges)
    assert not is_outdated(other)
    assert other.deleted_elsewhere == ""


def test_a_chat_that_another_window_has_deleted_is_left_and_named(twins: tuple[Session, Session]) -> None:
    one, other = twins
    one.delete()
    follow(other)
    assert (other.chat, other.exchanges, other.deleted_elsewhere) == (None, [], "Why?")
    other.add("When?", ANSWER, ())
    assert [exchange.question for exchange in other.exchanges] == ["When?"]
    other.begin()
    assert other.deleted_elsewhere == ""


def test_an_answer_that_could_not_be_stored_is_not_lost_by_following(twins: tuple[Session, Session]) -> None:
    one, other = twins
    other.exchanges.append(replace(other.exchanges[0], id=-1))
    one.add("When?", ANSWER, ())
    follow(other)
    assert [exchange.id for exchange in other.exchanges][1:] == [-1]
