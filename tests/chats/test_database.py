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
    with pytest.raises(StoreUnusable) as told:
        chats.begin("One")
    assert is_one_line(told.value)


def test_a_folder_in_the_place_of_the_file_is_left_alone(chats: Chats, store: Path) -> None:
    (store / FILE / "inside").mkdir(parents=True)
    for action in (chats.listed, lambda: chats.begin("One"), lambda: chats.get("none")):
        with pytest.raises(StoreUnusable) as told:
            action()
        assert is_one_line(told.value)
    assert names(store) == {FILE}
    assert (store / FILE / "inside").is_dir()


def test_a_full_disk_is_told_and_what_was_kept_is_still_there(store: Path, clock: Clock) -> None:
    chats = Chats(store, clock=clock)
    chat_id = filled(chats)
    pages_at_most = f"PRAGMA max_page_count = {(store / FILE).stat().st_size // 4096}"
    chats.listed()
    connection = chats._database._connection
    assert connection is not None
    connection.execute(pages_at_most)  # SQLite says of it what it says of a full disk
    with pytest.raises(StoreUnusable, match="full") as told:
        chats.add(chat_id, "More", answer(text="long " * 20_000))
    assert is_one_line(told.value)
    assert chats.get(chat_id).questions == 3
    assert chats.add(chat_id, "More", answer()).question == "More"  # opened anew, there is room again
    chats.close()


def test_another_process_that_writes_is_waited_for_but_not_for_ever(open_chats: Open, store: Path) -> None:
    chats = open_chats(patience=0.05)
    chat_id = filled(chats)
    with closing(sqlite3.connect(store / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="Another process") as told:
            chats.begin("One")
        assert is_one_line(told.value)
        assert chats.get(chat_id).questions == 3
        other.execute("ROLLBACK")
    assert chats.begin("One").title == "One"


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(chats: Chats, store: Path) -> None:
    filled(chats)
    with closing(sqlite3.connect(store / FILE)) as other:
        other.execute("PRAGMA user_version = 2")
    before = (store / FILE).read_bytes()
    for action in (chats.listed, lambda: chats.begin("One")):
        with pytest.raises(StoreUnusable, match="newer") as told:
            action()
        assert is_one_line(told.value)
    assert (store / FILE).read_bytes() == before
    assert names(store) == {FILE}


def test_the_file_of_another_program_is_not_written(chats: Chats, store: Path) -> None:
    store.mkdir()
    with closing(sqlite3.connect(store / FILE)) as other:
        other.execute("CREATE TABLE chats (something TEXT)")
    with pytest.raises(StoreUnusable) as told:
        chats.begin("One")
    assert is_one_line(told.value)
    assert names(store) == {FILE}


@pytest.mark.parametrize("damage", [b"no database at all " * 300, b"SQLite format 3\0" + b"\xff" * 8_000])
def test_a_damaged_file_is_moved_aside_and_a_new_one_begun(
    chats: Chats, open_chats: Open, store: Path, damage: bytes
) -> None:
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


def test_no_damaged_file_takes_the_place_of_an_earlier_one(chats: Chats, store: Path) -> None:
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


def test_the_journal_of_a_damaged_file_does_not_get_into_the_new_one(chats: Chats, store: Path) -> None:
    filled(chats)
    with closing(sqlite3.connect(store / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE exchanges SET remark = 'half written'")
        journal = (store / f"{FILE}-journal").read_bytes()
        with (store / FILE).open("r+b") as stream:
            stream.write(b"no database")
        kept = chats.begin("New")
        assert (store / f"{ASIDE}-journal").read_bytes() == journal
        assert names(store) == {FILE, ASIDE, f"{ASIDE}-journal"}
        other.execute("ROLLBACK")
    chats.close()
    assert chats.listed() == (kept,)


def test_damage_in_the_names_of_the_tables_is_damage_too(chats: Chats, store: Path) -> None:
    filled(chats)
    whole = (store / FILE).read_bytes()
    assert b"CREATE INDEX by_owner" in whole
    (store / FILE).write_bytes(whole.replace(b"CREATE INDEX by_owner", b"CREATE IND\xc7X by_owner"))
    assert chats.listed() == ()
    assert names(store) == {ASIDE}


def test_a_damage_that_is_met_while_the_file_is_open_is_moved_aside_once(open_chats: Open, store: Path) -> None:
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
    kept = one.begin("New")
    assert two.listed() == (kept,)
    assert names(store) == {FILE, ASIDE}


def test_what_another_process_has_begun_meanwhile_is_not_moved_aside(open_chats: Open, store: Path) -> None:
    one, two = open_chats(), open_chats()
    one.begin("Old")
    (store / FILE).rename(store / ASIDE)
    kept = two.begin("New")
    one._database._move_aside()  # it had found the damage at the same time
    assert names(store) == {FILE, ASIDE}
    assert one.listed() == (kept,)


def test_a_file_that_was_taken_away_is_begun_anew(chats: Chats, store: Path) -> None:
    chat_id = filled(chats)
    assert chats.get(chat_id).questions == 3
    (store / FILE).rename(store / "elsewhere")
    assert chats.listed() == ()
    assert names(store) == {"elsewhere"}
    kept = chats.begin("New")
    assert chats.listed() == (kept,)


def test_an_answer_that_cannot_be_read_does_not_take_its_chat_along(chats: Chats, store: Path) -> None:
    chat_id = filled(chats)
    with closing(sqlite3.connect(store / FILE)) as other, other:
        other.execute("UPDATE exchanges SET answer = ? WHERE id = 2", (b'{"question": 1}',))
    outcomes = [exchange.outcome for exchange in chats.exchanges(chat_id)]
    assert outcomes == [answer("Question 0"), UNREADABLE, answer("Question 2")]


def test_any_flipped_byte_leaves_chats_that_can_be_listed_or_one_line_that_tells_why(
    tmp_path: Path, clock: Clock
) -> None:
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
