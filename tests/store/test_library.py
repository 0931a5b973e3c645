import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy
import pytest

from qa_bot.bot import Bot
from qa_bot.errors import NothingIndexed, Stopped, StoreBusy, StoreUnusable
from qa_bot.ingest.parse import document_id
from qa_bot.records import Document
from qa_bot.settings import Settings
from qa_bot.store.library import Library
from qa_bot.store.manifest import LAYOUT, DocumentRow, FileRow, Manifest, read_manifest
from qa_bot.text.passages import split
from tests.conftest import MakeBot
from tests.processes import Begun

BAKU = "Baku is the capital of Azerbaijan."
NORTH = [1.0, 0.0]


def publish(library: Library, *texts: str) -> str:
    """Make a generation of one document for each text, live."""
    with library.writing(), library.draft(None) as draft:
        documents = [Document(document_id(text), f"{text}.txt", "A title", text) for text in texts]
        for document in documents:
            passages = split(document, 600)
            draft.change((), passages, [numpy.array(NORTH, numpy.float32)] * len(passages))
            library.texts.put(document)
        rows = {one.source: FileRow(one.source, one.id, 1, 1, document_id=one.id) for one in documents}
        known = {one.id: DocumentRow(one.title, 1) for one in documents}
        shape = {"layout": LAYOUT}
        manifest = Manifest(draft.name, "2024-01-01T00:00:00.000+00:00", shape, files=rows, documents=known)
        library.publish(draft, manifest, None)
    return draft.name


def texts_found(library: Library) -> list[str]:
    with library.reading() as generation:
        return sorted(passage.text for passage, _ in generation.vectors.nearest(NORTH, 9))


def generations(store: Path) -> list[str]:
    return sorted(path.name for path in store.glob("gen-*"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def library(store: Path) -> Iterator[Library]:
    made = Library(Settings(store=store, wait_seconds=0.2))
    yield made
    made.close()


@pytest.fixture
def writer(store: Path) -> Iterator[Library]:
    """Another library over the same store, as another process has one."""
    made = Library(Settings(store=store, wait_seconds=0.2))
    yield made
    made.close()


def test_a_store_of_nothing_says_what_to_run(library: Library, store: Path) -> None:
    assert library.current() is None
    with pytest.raises(NothingIndexed, match="run `qa-bot index` first"), library.reading():
        pass
    assert not store.exists()


def test_readers_follow_what_is_live(library: Library, writer: Library) -> None:
    publish(writer, "One.")
    assert texts_found(library) == ["One."]
    publish(writer, "Two.", "Three.")
    assert texts_found(library) == ["Three.", "Two."]
    assert library.current() == "gen-000002"


def test_a_draft_starts_as_a_copy_and_changing_it_does_not_change_what_is_live(
    library: Library, writer: Library, store: Path
) -> None:
    publish(writer, "One.")
    words = store / "gen-000001" / "words"
    before = {path: path.read_bytes() for path in words.iterdir()}
    with writer.writing(), suppress(Stopped), writer.draft(read_manifest(words.parent)) as draft:
        (new,) = split(Document(document_id("Two."), "2.txt", "A title", "Two."), 600)
        draft.change([document_id("One.")], [new], [numpy.array(NORTH, numpy.float32)])
        assert [passage.text for passage, _ in draft.vectors.stored()] == ["Two."]
        assert [passage.text for passage in draft.keywords.passages()] == ["Two."]
        assert texts_found(library) == ["One."]
        raise Stopped
    assert generations(store) == ["gen-000001"]
    library.close()
    assert {path: path.read_bytes() for path in words.iterdir()} == before  # also those that the draft shares


def test_a_reader_keeps_its_generation_through_two_others_and_then_it_is_removed(
    library: Library, writer: Library, store: Path
) -> None:
    publish(writer, "One.")
    with library.reading() as generation:
        publish(writer, "Two.")
        publish(writer, "Three.")
        assert generations(store) == ["gen-000001", "gen-000003"]
        assert [passage.text for passage, _ in generation.vectors.nearest(NORTH, 9)] == ["One."]
        assert [passage.text for passage in generation.keywords.passages()] == ["One."]
        assert texts_found(library) == ["Three."]  # another question of the same reader, meanwhile
        assert [passage.text for passage, _ in generation.vectors.nearest(NORTH, 9)] == ["One."]
    publish(writer, "Four.")
    assert generations(store) == ["gen-000003", "gen-000004"]  # the third is what the library holds open
    assert texts_found(library) == ["Four."]
    publish(writer, "Five.")
    library.close()
    publish(writer, "Six.")
    assert generations(store) == ["gen-000006"]


def test_readers_at_once_share_a_generation_and_none_misses_a_change(library: Library, writer: Library) -> None:
    publish(writer, "Text 0.")
    done = threading.Event()
    seen: list[list[str]] = []

    def read() -> None:
        while not done.is_set():
            seen.append(texts_found(library))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        publish(writer, f"Text {number}.")
        time.sleep(0.05)
    done.set()
    for reader in readers:
        reader.join()
    assert len(seen) > 6
    assert all(len(texts) == 1 for texts in seen)
    assert texts_found(library) == ["Text 5."]


def test_the_drafts_of_killed_writers_are_removed_and_their_numbers_not_reused(library: Library, store: Path) -> None:
    publish(library, "One.")
    (store / "gen-000007").mkdir()
    (store / "gen-000008").mkdir()
    (store / "gen-000008" / "readers.lock").touch()
    (store / "CURRENT.writing").write_text("gen-000008\n", encoding="utf-8")
    assert texts_found(library) == ["One."]
    publish(library, "Two.")
    assert texts_found(library) == ["Two."]
    assert "gen-000007" not in generations(store)
    assert "gen-000008" not in generations(store)


def test_an_error_while_writing_leaves_the_lock_free(library: Library, writer: Library) -> None:
    with pytest.raises(ZeroDivisionError), library.writing():
        raise ZeroDivisionError
    publish(writer, "One.")
    assert texts_found(library) == ["One."]


def test_a_second_writer_gets_a_busy_store(library: Library, writer: Library, store: Path) -> None:
    error = pytest.raises(StoreBusy, match=f"Process {os.getpid()} is indexing into {store}")
    with library.writing(), error, writer.writing():
        pytest.fail("two writers at once")
    publish(writer, "One.")


def test_a_second_writer_waits_for_the_first(library: Library, store: Path) -> None:
    patient = Library(Settings(store=store, wait_seconds=30))
    order: list[str] = []
    holding = threading.Event()

    def hold() -> None:
        with library.writing():
            holding.set()
            time.sleep(0.4)
            order.append("first")

    first = threading.Thread(target=hold)
    first.start()
    assert holding.wait(10)
    with patient.writing():
        order.append("second")
    first.join()
    assert order == ["first", "second"]


def test_a_writer_of_another_process_is_waited_for_too(library: Library, store: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from filelock import FileLock\n"
        "with FileLock(Path(sys.argv[1]) / 'writer.lock'):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    store.mkdir()
    other = subprocess.Popen([sys.executable, "-c", code, str(store)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy), library.writing():
            pytest.fail("two writers at once")
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    publish(library, "One.")  # a writer that is killed lets go


def test_a_store_in_an_impossible_place_is_reported(folder: Path, make_bot: MakeBot, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(BAKU, encoding="utf-8")
    taken = tmp_path / "file"
    taken.write_bytes(b"a file")
    for store in (taken, taken / "store"):
        bot = make_bot(folder, store=store)
        with pytest.raises(StoreUnusable, match=r"cannot be used .*or name another with --store"):
            bot.index()
        with pytest.raises(StoreUnusable):
            bot.ask("Which is the capital of Azerbaijan?")
    assert taken.read_bytes() == b"a file"


def test_a_writer_killed_in_its_work_leaves_the_old_index_live(killed: Begun, make_bot: MakeBot) -> None:
    code, _, err = killed.result()
    assert (code, err) == (-signal.SIGKILL, "")
    store = killed.folder / "store"
    bot = make_bot(killed.folder / "documents", store=store)
    assert generations(store) == ["gen-000001", "gen-000002"]
    assert bot.ask("Which is the capital of Azerbaijan?").found
    assert bot.status().generation == "gen-000001"
    assert bot.index().added == ("new.txt",)
    assert bot.verify().problems == ()
    bot.close()
    bot.index()
    assert generations(store) == [bot.status().generation]


def test_memory_that_a_graph_has_not_used_is_blanked_before_it_is_published(library: Library, store: Path) -> None:
    with library.writing(), library.draft(None) as draft:
        (passage,) = split(Document(document_id("One."), "1.txt", "A title", "One."), 600)
        draft.change((), [passage], [numpy.array(NORTH, numpy.float32)])
        draft.close()
        with next(draft.folder.rglob("data_level0.bin")).open("r+b") as stream:
            stream.seek(-20, os.SEEK_END)
            stream.write(b"erased")  # as memory that was freed before may say
        library.publish(draft, Manifest(draft.name, "2024-01-01T00:00:00.000+00:00", {"layout": LAYOUT}), None)
    assert b"erased" not in next(store.rglob("data_level0.bin")).read_bytes()


def test_texts_that_killed_writers_left_unfinished_are_removed(bot: Bot, tmp_path: Path) -> None:
    texts = tmp_path / "store" / "texts"
    indexed = {path.name for path in texts.iterdir()}
    for name in ("a.txt.writing", "a.1.writing", *(f"{one}.writing" for one in indexed)):
        (texts / name).write_bytes(b"half")
    bot.index()
    assert {path.name for path in texts.iterdir()} == indexed
