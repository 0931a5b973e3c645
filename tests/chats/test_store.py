import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa_bot.chats import Chat, Chats, Exchange
from qa_bot.chats.records import CitingExchange
from qa_bot.errors import ChatGone
from tests.chats.conftest import Open
from tests.chats.made import Clock, answer, begun, nothing_found, titles

NOON = "2026-01-02T10:11:12.000+00:00"


def test_nothing_is_created_before_the_first_chat(chats: Chats, store: Path) -> None:
    assert chats.listed() == ()
    assert chats.listed("word") == ()
    assert chats.ratings() == ()
    with pytest.raises(ChatGone):
        chats.get("none")
    assert not store.exists()


def test_a_chat_has_its_exchanges_in_order(chats: Chats, clock: Clock) -> None:
    chat = chats.begin("When was  it\nsigned?")
    assert chat == Chat(chat.id, "When was it signed?", NOON, 0)
    clock.turn(seconds=1.5)
    first = chats.add(chat.id, "When was  it\nsigned?", answer(), ("a.txt", "b\udcff.txt"))
    second = chats.add(chat.id, "And who?", "The question is too long: shorten it.")
    third = chats.add(chat.id, "Who is the king?", nothing_found())
    assert first == Exchange(
        first.id, "When was  it\nsigned?", answer(), "2026-01-02T10:11:13.500+00:00", ("a.txt", "b\udcff.txt")
    )
    assert chats.exchanges(chat.id) == (first, second, third)
    assert chats.get(chat.id) == Chat(chat.id, "When was it signed?", NOON, 3)
    assert chats.exchanges(chats.begin("Another").id) == ()


def test_exchanges_that_cite_a_document_are_found_the_last_first(chats: Chats, open_chats: Open) -> None:
    chat = chats.begin("When?")
    cited = [chats.add(chat.id, question, answer(question)) for question in ("When?", "Where?", "Who?")]
    chats.add(chat.id, "Who is the king?", nothing_found())  # retrieved d1, cites nothing
    chats.add(chat.id, "d1", "The question is too short.")
    found = [CitingExchange(chat.id, "When?", exchange) for exchange in reversed(cited)]
    assert chats.citing("d1", 10) == tuple(found)
    assert chats.citing("d1", 2) == tuple(found[:2])
    assert chats.citing("d", 10) == ()
    assert open_chats(owner="another").citing("d1", 10) == ()
    chats.delete(chat.id)
    assert chats.citing("d1", 10) == ()


def test_chats_outlive_the_process(chats: Chats, open_chats: Open) -> None:
    chat = chats.begin("When?")
    stored = chats.add(chat.id, "When?", answer())
    chats.close()
    again = open_chats()
    assert again.exchanges(chat.id) == (stored,)
    assert chats.exchanges(chat.id) == (stored,)


def test_an_id_is_short_safe_in_an_address_and_never_the_same(chats: Chats) -> None:
    ids = {chats.begin("Same").id for _ in range(50)}
    assert len(ids) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{16}", chat_id) for chat_id in ids)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("word " * 40, "word " * 14 + "word word…"),
        ("x" * 100, "x" * 79 + "…"),
        (" \n ", "Untitled"),
        ("a\udcff", "a\\udcff"),
    ],
)
def test_a_title_is_the_question_on_one_short_line(chats: Chats, question: str, title: str) -> None:
    assert chats.begin(question).title == title
    assert titles(chats) == [title]


def test_the_chat_asked_in_last_is_listed_first(chats: Chats, open_chats: Open, clock: Clock) -> None:
    one, two, three = begun(chats, "One", "Two", "Three")
    assert titles(chats) == ["Three", "Two", "One"]
    clock.turn(hours=-5)  # a clock that is put back changes nothing
    open_chats().add(one.id, "More", "No.")
    assert titles(chats) == ["One", "Three", "Two"]
    chats.rename(two.id, "Zwei")
    chats.begin("Four")
    assert titles(chats) == ["Four", "One", "Three", "Zwei"]
    assert [chat.id for chat in chats.listed(limit=2)] == [chats.listed()[0].id, one.id]
    assert three.questions == 0
    assert chats.get(three.id).questions == 1


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("turkiye", ["Türkiye"]),
        ("TÜRKIYE", ["Türkiye"]),
        ("istanbul", ["İstanbul"]),
        ("ISTANBUL", ["İstanbul"]),
        ("IĞDIR", ["Iğdır"]),
        ("igdir", ["Iğdır"]),
        ("bul", ["İstanbul"]),
        ("bridge", ["İstanbul"]),
        ("bridge istanbul", ["İstanbul"]),
        ("bridge türkiye", []),
        ("  long   shorten ", ["Iğdır"]),
        ("king", ["Türkiye"]),
        ("2021 signed", ["Türkiye"]),
        ("", ["Iğdır", "İstanbul", "Türkiye"]),
        ("100%", ["İstanbul"]),
        ("1%0", []),
        ("%", ["İstanbul"]),
        ("snake_case", ["Türkiye"]),
        ("snakeXcase", []),
        ("_", ["Türkiye"]),
        ("\\", []),
        ("'", []),
        ('"bridge"', []),
        ("🙂", ["İstanbul"]),
        ("\0", ["Iğdır", "İstanbul", "Türkiye"]),
        ("\ud800", []),
    ],
)
def test_a_search_finds_every_word_anywhere_in_a_chat(chats: Chats, search: str, found: list[str]) -> None:
    first, second, third = (chats.begin(title) for title in ("Türkiye", "İstanbul", "Iğdır"))
    chats.add(first.id, "Who is the king of snake_case?", answer())
    chats.add(second.id, "Which bridge is 100% closed? 🙂", nothing_found())
    chats.add(third.id, "Why?", "The question is too long: shorten it.")
    assert titles(chats, search) == found


def test_a_search_for_very_many_words_is_answered(chats: Chats) -> None:
    begun(chats, "One")
    assert titles(chats, " ".join(str(number) for number in range(3_000))) == []
    assert titles(chats, "one " * 3_000) == ["One"]


def test_a_renamed_chat_is_found_by_its_new_title_only(chats: Chats) -> None:
    chat = chats.begin("Old")
    chats.rename(chat.id, "  Brand\n new ")
    assert titles(chats, "brand") == ["Brand new"]
    assert titles(chats, "old") == []
    chats.rename(chat.id, " \n")
    assert chats.get(chat.id).title == "Brand new"
    chats.rename(chat.id, "word " * 40)
    assert len(chats.get(chat.id).title) <= 80


def test_a_rating_is_changed_and_removed(chats: Chats) -> None:
    chat = chats.begin("One")
    first, second, third = (chats.add(chat.id, name, answer(name)) for name in ("One", "Two", "Three"))
    assert (first.helpful, first.remark) == (None, "")
    chats.rate(third.id, helpful=False, remark="r" * 999 + "end")
    chats.rate(first.id, helpful=True)
    chats.rate(second.id, helpful=None, remark="Odd\udcff")
    assert [(rated.question, rated.helpful, rated.remark) for rated in chats.ratings()] == [
        ("One", True, ""),
        ("Two", None, "Odd\\udcff"),
        ("Three", False, "r" * 999 + "e"),
    ]
    chats.rate(first.id, helpful=None)
    chats.rate(third.id, helpful=True)
    assert [(rated.question, rated.helpful, rated.remark) for rated in chats.ratings()][1:] == [("Three", True, "")]
    assert [exchange.helpful for exchange in chats.exchanges(chat.id)] == [None, None, True]


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, 10**30])
def test_an_unknown_exchange_cannot_be_rated(chats: Chats, number: int) -> None:
    begun(chats, "One")
    with pytest.raises(ChatGone):
        chats.rate(number, helpful=True)


@pytest.mark.parametrize("chat_id", ["", "none", "\ud800", "\0", "%", "' OR 1=1 --"])
def test_an_unknown_id_is_a_deleted_chat(chats: Chats, chat_id: str) -> None:
    begun(chats, "One")
    with pytest.raises(ChatGone) as caught:
        chats.get(chat_id)
    assert "\n" not in str(caught.value)


def test_many_threads_add_at_once_and_nothing_is_lost(chats: Chats, open_chats: Open) -> None:
    chat = chats.begin("One")
    both = (chats, open_chats())

    def add(number: int) -> int:
        if number % 10 == 0:
            both[number % 2].listed("word")
        return both[number % 2].add(chat.id, f"Question {number}", answer(f"Question {number}")).id

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(add, range(60)))
    stored = chats.exchanges(chat.id)
    assert sorted(numbers) == [exchange.id for exchange in stored]
    assert {exchange.question for exchange in stored} == {f"Question {number}" for number in range(60)}
    assert all(exchange.outcome == answer(exchange.question) for exchange in stored)


ADD = """
import pathlib, sys
from qa_bot.chats import Chats

Chats(pathlib.Path(sys.argv[1])).add(sys.argv[2], "Theirs", "No.")
"""


def test_another_process_s_chats_are_seen_at_once(chats: Chats, open_chats: Open, store: Path) -> None:
    chat = chats.begin("Ours")
    subprocess.run([sys.executable, "-c", ADD, str(store), chat.id], check=True, cwd=Path(__file__).parents[2])
    assert [exchange.question for exchange in chats.exchanges(chat.id)] == ["Theirs"]
    other = open_chats()
    other.delete(chat.id)
    assert titles(chats) == []
