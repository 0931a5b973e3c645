"""What the chats of everybody quote, counted and erased by their documents."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.chats import Chats
from qa_bot.chats.quotes import ERASED, ChatQuotes, QuoteCount
from qa_bot.chats.store import FILE
from qa_bot.errors import StoreUnusable
from qa_bot.records import Answer, Compared, Comparison
from tests.chats.conftest import Open
from tests.chats.made import Clock, answer, nothing_found, titles


@pytest.fixture
def quotes(store: Path, clock: Clock) -> ChatQuotes:
    return ChatQuotes(store, clock)


def added(chats: Chats, *outcomes: Answer | str) -> str:
    chat = chats.begin("A chat")
    for outcome in outcomes:
        chats.add(chat.id, "When?", outcome)
    return chat.id


def outcomes(chats: Chats, chat_id: str) -> list[Answer | str]:
    return [exchange.outcome for exchange in chats.exchanges(chat_id)]


def test_cited_and_nearest_documents_of_all_owners_are_returned(open_chats: Open, quotes: ChatQuotes) -> None:
    assert quotes.documents() == set()
    ada, bob = open_chats("ada@a.org"), open_chats("bob@a.org")
    added(ada, answer())
    assert quotes.documents() == {"d1", "d2"}
    quoting = replace(answer(), hits=(), citations=(replace(answer().citations[0], document_id="d3"),))
    added(bob, replace(quoting, question='"document_id":"d4"'), "No.")
    assert quotes.documents() == {"d1", "d2", "d3"}


def test_a_deleted_chat_counts_until_it_cannot_be_restored(chats: Chats, quotes: ChatQuotes, clock: Clock) -> None:
    chats.delete(added(chats, answer()))
    clock.turn(hours=23)
    assert quotes.documents() == {"d1", "d2"}
    clock.turn(hours=1)
    assert quotes.documents() == set()


def test_unreadable_chats_are_reported_and_stay(store: Path, quotes: ChatQuotes) -> None:
    store.mkdir()
    (store / FILE).write_bytes(b"no database at all " * 300)
    with pytest.raises(StoreUnusable, match="cannot be read"):
        quotes.documents()
    assert [path.name for path in store.iterdir()] == [FILE]


@pytest.mark.parametrize(("documents", "sources"), [({"d1"}, set()), (set(), {"a.txt"})])
def test_answers_that_quote_a_document_are_erased_and_the_rest_of_their_chats_stays(
    open_chats: Open, quotes: ChatQuotes, store: Path, documents: set[str], sources: set[str]
) -> None:
    ada, bob = open_chats("ada@a.org"), open_chats("bob@a.org")
    shorter = replace(answer(text="Other."), short_answer=None, differences=())
    other = replace(shorter, hits=(), citations=answer().citations[1:])
    first, second = added(ada, answer(), other), added(bob, answer(), answer(), nothing_found(), "No.")
    assert quotes.count(documents, sources, set()) == QuoteCount(answers=3, chats=2)
    quotes.erase(documents, sources, set())
    assert outcomes(ada, first) == [ERASED, other]
    assert outcomes(bob, second) == [ERASED, ERASED, replace(nothing_found(), hits=()), "No."]
    assert quotes.count(documents, sources, set()) == QuoteCount()
    data = (store / FILE).read_bytes()
    assert b"15 june" not in data.lower()  # neither the quotes nor what a search looks through
    assert titles(ada, "June") == []
    assert [len(chats.exchanges(name)) for chats, name in ((ada, first), (bob, second))] == [2, 4]


def test_the_file_is_rewritten_without_erased_text(chats: Chats, quotes: ChatQuotes, store: Path) -> None:
    added(chats, *(answer(text="long " * 5_000) for _ in range(20)))
    before = (store / FILE).stat().st_size
    quotes.erase({"d1"}, set(), set())
    assert (store / FILE).stat().st_size < before / 5


def test_the_name_of_an_erased_document_leaves_a_comparison_that_quotes_nothing_of_it(
    chats: Chats, quotes: ChatQuotes, store: Path
) -> None:
    cells = (Compared("a", "a.txt", "Alma", "answered", 2), Compared("c", "c.txt", "Cedar Court"))
    compared = replace(
        answer(), citations=answer().citations[1:], hits=(), differences=(), comparison=Comparison("rent", (cells,))
    )
    chat_id = added(chats, compared)
    quotes.erase({"c"}, set(), set())
    assert outcomes(chats, chat_id) == [replace(compared, comparison=Comparison("rent", (cells[:1],)))]
    assert b"Cedar" not in (store / FILE).read_bytes()


def test_live_documents_are_not_erased(chats: Chats, quotes: ChatQuotes) -> None:
    chat_id = added(chats, answer())
    quotes.erase({"d1"}, {"a.txt", "b.txt"}, {"d1", "d2"})
    assert outcomes(chats, chat_id) == [answer()]
    quotes.erase({""}, {""}, set())  # of a request that could not be read
    assert outcomes(chats, chat_id) == [answer()]


def test_deleted_chats_are_erased_but_not_counted(chats: Chats, quotes: ChatQuotes) -> None:
    chat_id = added(chats, answer())
    chats.delete(chat_id)
    assert quotes.count({"d1"}, set(), set()) == QuoteCount()
    quotes.erase({"d1"}, set(), set())
    chats.restore(chat_id)
    assert outcomes(chats, chat_id) == [ERASED]


def test_an_answer_of_another_version_is_erased_by_its_documents(chats: Chats, quotes: ChatQuotes) -> None:
    chat_id = added(chats, answer(), answer())
    write(chats, b'{"question": 1, "citations": [], "x":{"document_id":"d1"}}')
    quotes.erase({"d1"}, set(), set())
    assert outcomes(chats, chat_id) == [ERASED, ERASED]


def write(chats: Chats, blob: bytes) -> None:
    """Put a stored answer of another version in the place of the first."""
    chats._database.write(
        lambda connection: connection.execute("UPDATE exchanges SET answer = ? WHERE id = 1", (blob,))
    )


def test_expired_chats_are_erased_at_the_next_action_and_the_file_shrinks(
    chats: Chats, store: Path, clock: Clock
) -> None:
    added(chats, *(answer(text="long " * 5_000) for _ in range(20)))
    chats.delete(chats.listed()[0].id)
    added(chats, "No.")
    clock.turn(days=1)
    before = (store / FILE).stat().st_size
    assert titles(chats) == ["A chat"]
    assert (store / FILE).stat().st_size < before / 5
