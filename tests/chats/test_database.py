import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qa_bot.chats import Chats
from qa_bot.chats.serialization import UNREADABLE
from qa_bot.chats.store import FILE
from qa_bot.errors import ChatGone, QaBotError, StoreBusy, StoreUnusable
from tests.chats.conftest import Open
from tests.chats.made import Clock, answer

ASIDE = f"{FILE}.damaged-20260102T101112Z"


def filled(chats: Chats, count: int = 3) -> str:
    chat = chats.begin("When was it signed?")
    for number in range(count):
        chats.add(chat.id, f"Question {number}", answer(f"Question {number}"))
    chats.close()
    return chat.id


def is_one_line(problem: BaseException) -> bool:
    return bool(str(problem)) and "\n" not in str(problem)


def names(store: Path) -> set[str]:
    return {path.name for path in store.iterdir()} - {f"{FILE}.lock"}


def test_a_store_under_a_regular_file_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    chats = Chats(tmp_path / "file" / "store")
    assert chats.listed() == ()
    with pytest.raises(StoreUnusable) as caught:
        chats.begin("One")
    assert is_one_line(caught.value)


def test_a_folder_in_place_of_the_file_is_unchanged(chats: Chats, store: Path) -> None:
    (store / FILE / "inside").mkdir(parents=True)
    for action in (chats.listed, lambda: chats.begin("One"), lambda: chats.get("none")):
        with pytest.raises(StoreUnusable) as caught:
            action()
        assert is_one_line(caught.value)
    assert names(store) == {FILE}
    assert (store / FILE / "inside").is_dir()


def test_a_full_disk_is_reported_and_loses_nothing(store: Path, clock: Clock) -> None:
    chats = Chats(store, clock=clock)
    chat_id = filled(chats)
    pages_at_most = f"PRAGMA max_page_count = {(store / FILE).stat().st_size // 4096}"
    chats.listed()
    connection = chats._database._connection
    assert connection is not None
    connection.execute(pages_at_most)  # SQLite says of it what it says of a full disk
    with pytest.raises(StoreUnusable, match="full") as caught:
        chats.add(chat_id, "More", answer(text="long " * 20_000))
    assert is_one_line(caught.value)
    assert chats.get(chat_id).questions == 3
    assert chats.add(chat_id, "More", answer()).question == "More"  # opened again, there is space again
    chats.close()


def test_a_writing_process_is_awaited_until_the_timeout(open_chats: Open, store: Path) -> None:
    chats = open_chats(timeout=0.05)
    chat_id = filled(chats)
    with closing(sqlite3.connect(store / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="Another process") as caught:
            chats.begin("One")
        assert is_one_line(caught.value)
        assert chats.get(chat_id).questions == 3
        other.execute("ROLLBACK")
    assert chats.begin("One").title == "One"


def test_a_file_of_a_newer_version_is_refused_and_unchanged(chats: Chats, store: Path) -> None:
    filled(chats)
    with closing(sqlite3.connect(store / FILE)) as other:
        other.execute("PRAGMA user_version = 3")
    before = (store / FILE).read_bytes()
    for action in (chats.listed, lambda: chats.begin("One")):
        with pytest.raises(StoreUnusable, match="newer") as caught:
            action()
        assert is_one_line(caught.value)
    assert (store / FILE).read_bytes() == before
    assert names(store) == {FILE}


def test_another_programs_database_is_not_written(chats: Chats, store: Path) -> None:
    store.mkdir()
    with closing(sqlite3.connect(store / FILE)) as other:
        other.execute("CREATE TABLE chats (something TEXT)")
    with pytest.raises(StoreUnusable) as caught:
        chats.begin("One")
    assert is_one_line(caught.value)
    assert names(store) == {FILE}


@pytest.mark.parametrize("damage", [b"no database at all " * 300, b"SQLite format 3\0" + b"\xff" * 8_000])
def test_a_damaged_file_is_moved_aside_and_replaced(chats: Chats, open_chats: Open, store: Path, damage: bytes) -> None:
    chat_id = filled(chats)
    (store / FILE).write_bytes(damage)
    assert chats.listed() == ()
    assert names(store) == {ASIDE}
    assert (store / ASIDE).read_bytes() == damage
    with pytest.raises(ChatGone):
        chats.get(chat_id)
    chat_id = filled(chats)
    assert names(store) == {FILE, ASIDE}
    assert open_chats().get(chat_id).questions == 3


def test_damaged_files_get_different_names(chats: Chats, store: Path) -> None:
    for damage in (b"first" * 1_000, b"second" * 1_000, b"third" * 1_000):
        chats.close()
        store.mkdir(exist_ok=True)
        (store / FILE).write_bytes(damage)
        chats.begin("One")
    assert [(store / name).read_bytes()[:5] for name in (ASIDE, f"{ASIDE}-2", f"{ASIDE}-3")] == [
        b"first",
        b"secon",
        b"third",
    ]


def test_the_journal_of_a_damaged_file_moves_with_it(chats: Chats, store: Path) -> None:
    filled(chats)
    with closing(sqlite3.connect(store / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE exchanges SET remark = 'half written'")
        journal = (store / f"{FILE}-journal").read_bytes()
        with (store / FILE).open("r+b") as stream:
            stream.write(b"no database")
        stored = chats.begin("New")
        assert (store / f"{ASIDE}-journal").read_bytes() == journal
        assert names(store) == {FILE, ASIDE, f"{ASIDE}-journal"}
        other.execute("ROLLBACK")
    chats.close()
    assert chats.listed() == (stored,)


def test_damaged_table_names_count_as_damage(chats: Chats, store: Path) -> None:
    filled(chats)
    whole = (store / FILE).read_bytes()
    assert b"CREATE INDEX by_owner" in whole
    (store / FILE).write_bytes(whole.replace(b"CREATE INDEX by_owner", b"CREATE IND\xc7X by_owner"))
    assert chats.listed() == ()
    assert names(store) == {ASIDE}


def test_damage_found_in_an_open_file_is_moved_aside_once(open_chats: Open, store: Path) -> None:
    one, two = open_chats(), open_chats()
    chat_id = filled(one, 60)
    assert one.get(chat_id) == two.get(chat_id)
    whole = (store / FILE).read_bytes()
    with (store / FILE).open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * (len(whole) - 4096))
        stream.seek(24)
        stream.write(b"\xff\xff\xff\xf0")  # the counter by which SQLite sees that pages in memory are old
    assert one.listed() == ()
    stored = one.begin("New")
    assert two.listed() == (stored,)
    assert names(store) == {FILE, ASIDE}


def test_a_file_created_meanwhile_is_not_moved_aside(open_chats: Open, store: Path) -> None:
    one, two = open_chats(), open_chats()
    one.begin("Old")
    (store / FILE).rename(store / ASIDE)
    stored = two.begin("New")
    one._database._move_aside()  # it had found the damage at the same time
    assert names(store) == {FILE, ASIDE}
    assert one.listed() == (stored,)


def test_a_removed_file_is_created_again(chats: Chats, store: Path) -> None:
    chat_id = filled(chats)
    assert chats.get(chat_id).questions == 3
    (store / FILE).rename(store / "elsewhere")
    assert chats.listed() == ()
    assert names(store) == {"elsewhere"}
    stored = chats.begin("New")
    assert chats.listed() == (stored,)


def test_an_unreadable_answer_leaves_its_chat_readable(chats: Chats, store: Path) -> None:
    chat_id = filled(chats)
    with closing(sqlite3.connect(store / FILE)) as other, other:
        other.execute("UPDATE exchanges SET answer = ? WHERE id = 2", (b'{"question": 1}',))
    outcomes = [exchange.outcome for exchange in chats.exchanges(chat_id)]
    assert outcomes == [answer("Question 0"), UNREADABLE, answer("Question 2")]


def test_any_flipped_byte_gives_chats_or_one_line_of_error(tmp_path: Path, clock: Clock) -> None:
    made = tmp_path / "whole"
    chats = Chats(made, clock=clock)
    chat_id = filled(chats)
    whole = (made / FILE).read_bytes()
    moved = 0
    for place in range(0, len(whole), max(1, len(whole) // 100)):
        store = tmp_path / str(place)
        store.mkdir()
        (store / FILE).write_bytes(whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :])
        assert all(is_one_line(problem) for problem in problems_with(Chats(store, clock=clock), chat_id))
        moved += (store / ASIDE).exists()
    assert moved


def problems_with(chats: Chats, chat_id: str) -> list[QaBotError]:
    problems = []
    for action in (chats.listed, lambda: chats.exchanges(chat_id), lambda: chats.begin("One")):
        try:
            action()
        except QaBotError as problem:
            problems.append(problem)
    chats.close()
    return problems
