from pathlib import Path

import pytest

from qa_bot.chats import Chats
from qa_bot.chats.store import FILE
from qa_bot.errors import ChatGone
from tests.chats.conftest import Open
from tests.chats.made import Clock, answer, begun, titles


def refuses_all(chats: Chats, chat_id: str, exchange_id: int) -> None:
    for action in (
        lambda: chats.get(chat_id),
        lambda: chats.exchanges(chat_id),
        lambda: chats.add(chat_id, "More", "No."),
        lambda: chats.rename(chat_id, "New"),
        lambda: chats.rename(chat_id, ""),
        lambda: chats.rate(exchange_id, helpful=False),
    ):
        with pytest.raises(ChatGone):
            action()


def test_a_deleted_chat_is_gone_until_it_is_restored(chats: Chats, clock: Clock) -> None:
    one, two = begun(chats, "One", "Two")
    (exchange,) = chats.exchanges(one.id)
    chats.rate(exchange.id, helpful=True)
    chats.delete(one.id)
    assert titles(chats) == ["Two"]
    assert chats.ratings() == ()
    refuses_all(chats, one.id, exchange.id)
    clock.turn(hours=23)
    chats.delete(one.id)  # a second time prolongs nothing
    chats.restore(one.id)
    chats.restore(one.id)
    assert titles(chats) == ["Two", "One"]
    assert chats.exchanges(one.id)[0].helpful is True
    chats.delete("none")
    with pytest.raises(ChatGone):
        chats.restore("none")
    assert two.id != one.id


def test_a_chat_deleted_a_day_ago_cannot_be_restored(chats: Chats, clock: Clock) -> None:
    (chat,) = begun(chats, "One")
    chats.delete(chat.id)
    clock.turn(hours=23)
    chats.delete(chat.id)
    clock.turn(hours=1)
    with pytest.raises(ChatGone):
        chats.restore(chat.id)


@pytest.mark.parametrize("then", ["opening", "deletion"])
def test_no_trace_is_left_a_day_after_a_deletion(
    chats: Chats, open_chats: Open, store: Path, clock: Clock, then: str
) -> None:
    secret, other = begun(chats, "Rosebud " * 8, "Kept")
    for _ in range(20):
        chats.add(secret.id, "Where is the rosebud?", answer(text="In the rosebud bed. " * 40))
    (rated, *_) = chats.exchanges(secret.id)
    chats.rate(rated.id, helpful=None, remark="rosebud")
    chats.delete(secret.id)
    clock.turn(hours=23, minutes=59)
    chats.close()
    chats.listed()
    assert b"osebud" in (store / FILE).read_bytes()
    clock.turn(minutes=1)
    if then == "opening":
        assert titles(open_chats("another")) == []
    else:
        chats.delete("none")
    assert [path.name for path in store.iterdir()] == [FILE]
    assert b"osebud" not in (store / FILE).read_bytes()
    assert titles(chats) == ["Kept"]
    assert len(chats.exchanges(other.id)) == 1


def test_exchange_ids_are_never_reused(chats: Chats, clock: Clock) -> None:
    one, two = begun(chats, "One", "Two")
    erased = chats.exchanges(two.id)[0].id
    chats.delete(two.id)
    clock.turn(days=2)
    chats.delete("none")
    assert chats.add(one.id, "More", "No.").id > erased


def test_each_owner_sees_their_own_chats_only(open_chats: Open) -> None:
    ada, bob, nobody = open_chats("ada@a.org"), open_chats("bob@a.org"), open_chats()
    (chat,) = begun(ada, "Ada's")
    begun(bob, "Bob's")
    (exchange,) = ada.exchanges(chat.id)
    ada.rate(exchange.id, helpful=True)
    for other in (bob, nobody):
        assert "Ada's" not in titles(other)
        assert titles(other, "ada") == []
        assert other.ratings() == ()
        other.delete(chat.id)
        refuses_all(other, chat.id, exchange.id)
        with pytest.raises(ChatGone):
            other.restore(chat.id)
    assert titles(ada) == ["Ada's"]
    assert [rated.helpful for rated in ada.ratings()] == [True]
    ada.delete(chat.id)
    with pytest.raises(ChatGone):
        bob.restore(chat.id)
    with pytest.raises(ChatGone):
        ada.get(chat.id)


def test_a_refused_addition_leaves_nothing(chats: Chats) -> None:
    one, two = begun(chats, "One", "Two")
    chats.delete(two.id)
    with pytest.raises(ChatGone):
        chats.add(two.id, "More", answer())
    chats.restore(two.id)
    assert chats.get(two.id).questions == 1
    assert titles(chats) == ["Two", "One"]
    assert one.questions == 0
