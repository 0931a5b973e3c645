import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy
import pytest

from qa_bot.errors import StoreBusy, StoreUnusable
from qa_bot.records import Passage, Span
from qa_bot.store.vector_cache import FILE, VectorCache

NORTH, EAST = [1.0, 0.0], [0.25, -1.5]


def filled(folder: Path, model: str = "model") -> VectorCache:
    made = VectorCache(folder, model)
    made.add("d1", {"One.": NORTH, "Türkiye": EAST})
    made.add("d2", {"One.": NORTH, "Three.": EAST})
    return made


def vectors_in(cache: VectorCache, *texts: str) -> dict[str, list[float]]:
    return {text: vector.tolist() for text, vector in cache.vectors_of(texts).items()}


def test_vectors_of_removed_documents_leave_no_trace(tmp_path: Path) -> None:
    made = filled(tmp_path)
    vectors = {f"Text {number}": [float(number), 0.125] for number in range(2_000)}
    made.add("d3", vectors)
    (tmp_path / f"{FILE}.damaged").write_bytes(b"vectors")
    before = (tmp_path / FILE).stat().st_size
    made.keep_only(["d1", "none"])
    assert vectors_in(made, "One.", "Three.", "Text 7") == {"One.": NORTH}
    assert (tmp_path / FILE).stat().st_size < before / 5
    assert numpy.array([7.0, 0.125], numpy.float32).tobytes() not in (tmp_path / FILE).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    made.close()


def test_vectors_that_are_forgotten_are_written_over(tmp_path: Path) -> None:
    made = filled(tmp_path)
    made.add("d3", {"Seven.": [7.0, 0.125]})
    made.remove(["d3"])
    made.close()
    assert numpy.array([7.0, 0.125], numpy.float32).tobytes() not in (tmp_path / FILE).read_bytes()


def test_vectors_come_back_by_the_text_that_they_are_of(tmp_path: Path) -> None:
    made = filled(tmp_path)
    assert vectors_in(made, "One.", "Türkiye", "none") == {"One.": NORTH, "Türkiye": EAST}
    made.close()
    again = VectorCache(tmp_path, "model")
    assert vectors_in(again, "Three.") == {"Three.": EAST}
    passage = Passage("d1:0-4", "d1", "a.txt", "A title", Span(0, 4), "One.")
    vector = again.vector_of(passage)
    assert vector is not None
    assert vector.dtype == numpy.float32
    assert vector.tolist() == NORTH
    again.close()


def test_vectors_of_a_removed_document_are_removed_unless_another_has_the_text(tmp_path: Path) -> None:
    made = filled(tmp_path)
    made.remove(["d1"])
    assert vectors_in(made, "One.", "Türkiye", "Three.") == {"One.": NORTH, "Three.": EAST}
    made.close()


def test_vectors_of_another_model_are_never_given(tmp_path: Path) -> None:
    filled(tmp_path, "one model").close()
    other = VectorCache(tmp_path, "another")
    assert vectors_in(other, "One.") == {}
    other.add("d1", {"One.": EAST})
    assert vectors_in(other, "One.") == {"One.": EAST}
    other.close()


def test_reading_creates_no_file(tmp_path: Path) -> None:
    assert vectors_in(VectorCache(tmp_path, "model"), "One.") == {}
    assert not list(tmp_path.iterdir())


NO_DATABASE = b"no database at all, but long enough to be looked at as one" * 20


@pytest.mark.parametrize("damage", [b"", NO_DATABASE])
def test_a_file_that_is_no_database_is_replaced(tmp_path: Path, damage: bytes) -> None:
    filled(tmp_path).close()
    (tmp_path / FILE).write_bytes(damage)
    made = VectorCache(tmp_path, "model")
    assert vectors_in(made, "One.") == {}
    made.add("d1", {"One.": NORTH})
    assert vectors_in(made, "One.") == {"One.": NORTH}
    made.close()


def test_the_last_damaged_file_is_set_aside_until_documents_go(tmp_path: Path) -> None:
    made = VectorCache(tmp_path, "model")
    for damage in (b"first " * 500, b"second " * 500):
        (tmp_path / FILE).write_bytes(damage)
        (tmp_path / f"{FILE}-journal").write_bytes(b"no journal")
        made.add("d1", {"One.": NORTH})
        made.close()
        assert (tmp_path / f"{FILE}.damaged").read_bytes() == damage
    assert {path.name for path in tmp_path.iterdir()} >= {FILE, f"{FILE}.damaged"}
    made.remove([])
    assert (tmp_path / f"{FILE}.damaged").exists()
    made.remove(["d2"])
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    made.close()


def fill(connection: sqlite3.Connection) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def interrupt(connection: sqlite3.Connection) -> None:
    connection.set_progress_handler(lambda: 1, 1)


def misuse(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE vectors")


@pytest.mark.parametrize(
    ("hinder", "error"),
    [(fill, "disk is full"), (interrupt, "interrupted"), (misuse, "no such table: vectors")],
)
def test_a_file_that_cannot_be_used_for_the_moment_is_reported_and_kept(
    tmp_path: Path, hinder: Callable[[sqlite3.Connection], None], error: str
) -> None:
    made = filled(tmp_path)
    assert made._connection is not None
    hinder(made._connection)
    with pytest.raises(StoreUnusable, match=error):
        made.add("d3", {f"Text {number}.": [1.0] * 1_000 for number in range(100)})
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_file_that_another_process_writes_is_reported_as_busy_and_kept(tmp_path: Path) -> None:
    filled(tmp_path).close()
    made = VectorCache(tmp_path, "model", patience=0.1)
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("BEGIN EXCLUSIVE")
    for use in (lambda: made.add("d3", {"Three.": EAST}), lambda: made.vectors_of(["One."])):
        with pytest.raises(StoreBusy, match=r"Another process is writing to .*embedded"):
            use()
    other.rollback()
    other.close()
    assert vectors_in(made, "One.", "Three.") == {"One.": NORTH, "Three.": EAST}
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    made.close()


def test_no_flipped_byte_brings_a_wrong_vector(tmp_path: Path) -> None:
    made = VectorCache(tmp_path, "model")
    vectors = {f"Text {number}.": [float(number), 1.0] * 100 for number in range(40)}
    made.add("d1", vectors)
    made.close()
    whole = (tmp_path / FILE).read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 300)):
        damaged = bytearray(whole)
        damaged[place] ^= 0x10
        (tmp_path / FILE).write_bytes(damaged)
        made = VectorCache(tmp_path, "model")
        with suppress(StoreUnusable):  # a changed name in the schema is reported
            assert all(vector == vectors[text] for text, vector in vectors_in(made, *vectors).items())
        made.close()


def test_cached_vectors_survive_the_kill_of_their_process(tmp_path: Path) -> None:
    made = filled(tmp_path)
    other = sqlite3.connect(tmp_path / FILE)  # as a process that starts after the first was killed would
    assert other.execute("SELECT count(*) FROM vectors").fetchone() == (4,)
    other.close()
    made.close()


def test_threads_share_it(tmp_path: Path) -> None:
    made = filled(tmp_path)
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                made.add(f"t{number}", {f"{number} {turn}": [float(number), float(turn)]})
                assert vectors_in(made, "One.") == {"One.": NORTH}
        except BaseException as error:
            problems.append(error)
            raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(vectors_in(made, *(f"{number} {turn}" for number in range(4) for turn in range(20)))) == 80
    made.close()


def test_an_impossible_place_is_reported(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreUnusable, match=r"embedded\.sqlite3 cannot be used .*remove that file"):
        VectorCache(tmp_path, "model").add("d1", {"One.": NORTH})
