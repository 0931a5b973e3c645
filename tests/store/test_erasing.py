"""Erased is erased: afterwards no file of the store holds a document's text, its vectors or its quotes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.chats import Chats
from qa_bot.chats.quotes import ERASED
from qa_bot.errors import StoreDamaged, StoreUnusable
from qa_bot.records import Answer
from qa_bot.store.erasures import Erasure, Erasures
from qa_bot.store.library import Library
from qa_bot.uploads.trash import Trash
from tests.conftest import MakeBot
from tests.store.towns import BAKU

TOKEN = "Xylofantium"
NAME = "Çağrı Üzümcü"
"""Not ASCII: JSON may escape it."""
SECRET = f"The {TOKEN} papers were kept by {NAME} in the old town hall for many years.\n"
QUESTION = "Who kept the papers in the old town hall?"


@pytest.fixture
def chats(tmp_path: Path) -> Iterator[Chats]:
    made = Chats(tmp_path / "store")
    yield made
    made.close()


@pytest.fixture
def taught(folder: Path, make_bot: MakeBot) -> Bot:
    """A bot over two documents, one of them secret, which were indexed in two runs."""
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    return bot


def holding(store: Path, vector: bytes) -> set[str]:
    """The files under a store that hold the secret in any way, by their first folder and name; also what is compressed.

    tantivy compresses the documents that it keeps: of these, the test finds whether a deleted one is there.
    """
    signs = [word.encode(code) for word in (TOKEN, NAME) for code in ("utf-8", "utf-16-le", "utf-32-le")]
    signs += [json.dumps(word).strip('"').encode() for word in (TOKEN, NAME)] + [TOKEN.lower().encode(), vector]
    found = set()
    for path in store.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if any(sign in data for sign in signs):
            found.add(path.name)
        if path.name == "meta.json" and any(segment["deletes"] for segment in json.loads(data)["segments"]):
            found.add("deleted rows of tantivy")
    return found


def vector_of(bot: Bot) -> bytes:
    """The bytes of the secret's vector."""
    (vector,) = bot._library.vector_cache.vectors_of([SECRET.strip()]).values()
    return vector.tobytes()


def kept(chats: Chats, bot: Bot, question: str) -> Answer:
    answer = bot.ask(question)
    chats.add(chats.begin("A chat").id, question, answer)
    return answer


def test_removed_erased_and_indexed_no_file_holds_a_document(taught: Bot, tmp_path: Path, chats: Chats) -> None:
    store, settings = tmp_path / "store", taught.settings
    vector = vector_of(taught)
    assert {"embedded.sqlite3", "chroma.sqlite3"} < holding(store, vector)
    assert kept(chats, taught, QUESTION).citations[0].source == "secret.txt"
    near = kept(chats, taught, "Which is the capital of Azerbaijan?")
    assert {hit.passage.source for hit in near.hits} == {"baku.txt", "secret.txt"}
    document = next(file.document_id for file in taught.status().files if file.source == "secret.txt")
    removed = Trash(settings).remove("secret.txt")
    assert taught.index().removed == ("secret.txt",)
    left = holding(store, vector)
    assert {f"{document}.txt", "chroma.sqlite3", "deleted rows of tantivy", "chats.sqlite3", "file"} <= left
    Erasures(store).add(Erasure(document, "secret.txt"))
    Trash(settings).erase(removed.id)
    report = taught.index()
    assert (report.rebuilt, report.embedded, report.notes) == ("What was erased was taken out", 0, ())
    assert holding(store, vector) == set()
    assert taught.verify().problems == ()
    assert taught.ask("Which is the capital of Azerbaijan?").found
    assert not Erasures(store)
    listed = [chats.exchanges(chat.id)[0].outcome for chat in chats.listed()]
    assert listed[1] == ERASED
    assert isinstance(listed[0], Answer)
    assert listed[0].citations == near.citations
    assert {hit.passage.source for hit in listed[0].hits} == {"baku.txt"}
    assert taught.index().rebuilt == ""


def test_an_erasing_that_could_not_be_done_is_done_by_the_next_run(taught: Bot, tmp_path: Path, chats: Chats) -> None:
    store = tmp_path / "store"
    vector = vector_of(taught)
    kept(chats, taught, QUESTION)
    chats.close()
    (tmp_path / "documents" / "secret.txt").unlink()
    Erasures(store).add(Erasure("", "secret.txt"))
    whole = (store / "chats.sqlite3").read_bytes()
    (store / "chats.sqlite3").unlink()
    (store / "chats.sqlite3").mkdir()
    with pytest.raises(StoreUnusable, match="chats"):
        taught.index()
    (store / "chats.sqlite3").rmdir()
    (store / "chats.sqlite3").write_bytes(whole)
    taught.index()
    assert holding(store, vector) == set()


def test_a_rebuild_leaves_nothing_of_what_was_removed(taught: Bot, tmp_path: Path) -> None:
    vector = vector_of(taught)
    (tmp_path / "documents" / "secret.txt").unlink()
    taught.index()
    taught.index(rebuild=True)
    assert holding(tmp_path / "store", vector) == set()


def test_a_reader_of_another_process_is_reported_and_the_rest_erased_by_a_later_run(
    taught: Bot, tmp_path: Path
) -> None:
    vector = vector_of(taught)
    other = Library(taught.settings)
    with other.reading() as generation:
        (tmp_path / "documents" / "secret.txt").unlink()
        Erasures(tmp_path / "store").add(Erasure("", "secret.txt"))
        report = taught.index()
        assert [note.source for note in report.notes] == [generation.name]
        assert "still reads" in report.notes[0].text
    other.close()
    taught.index()
    assert holding(tmp_path / "store", vector) == set()


def texts(store: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in (store / "texts").glob("*.txt")}


def test_texts_of_a_growing_file_do_not_pile_up(folder: Path, make_bot: MakeBot, tmp_path: Path) -> None:
    bot = make_bot(folder)
    log = ""
    for number in range(4):
        log += f"Entry {number}: the gate was opened.\n"
        (folder / "log.txt").write_text(log, encoding="utf-8")
        bot.index()
        assert texts(tmp_path / "store") == {log}


def test_a_text_that_a_chat_quotes_stays_until_the_chat_is_erased(taught: Bot, tmp_path: Path, chats: Chats) -> None:
    store = tmp_path / "store"
    answer = kept(chats, taught, QUESTION)
    (tmp_path / "documents" / "secret.txt").write_text("Nothing is told any more.", encoding="utf-8")
    taught.index()
    assert taught.documents.prove(answer.citations[0])
    chats.delete(chats.listed()[0].id)
    taught.index()
    assert taught.documents.text(answer.citations[0].document_id) == SECRET  # the deleted chat can be restored
    later = Chats(store, clock=lambda: datetime.now(UTC) + timedelta(days=1))
    assert later.listed() == ()
    later.close()
    taught.index()
    assert texts(store) == {BAKU, "Nothing is told any more."}
    with pytest.raises(StoreDamaged):
        taught.documents.text(answer.citations[0].document_id)


def test_no_text_is_collected_where_the_chats_cannot_be_read(taught: Bot, tmp_path: Path, chats: Chats) -> None:
    store = tmp_path / "store"
    kept(chats, taught, QUESTION)
    chats.close()
    (store / "chats.sqlite3").write_bytes(b"no database" * 1000)
    (tmp_path / "documents" / "secret.txt").unlink()
    taught.index()
    assert texts(store) == {BAKU, SECRET}
    assert (store / "chats.sqlite3").exists()
