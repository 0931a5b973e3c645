"""A running page: a file is erased for good, an erasing is finished, and a damaged store is rebuilt."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from qa_bot.chats.quotes import ERASED
from qa_bot.store.erasures import Erasure, Erasures
from qa_bot.store.library import CURRENT
from tests.browser.served import served
from tests.page_client import PageClient
from tests.store.test_erasing import QUESTION, SECRET, holding
from tests.waiting import wait_until
from tests.web.visitors import chats, is_chats, show_documents

SETTINGS = {"QA_BOT_EMBEDDING": "tests.faults.hash_embedding:HashEmbedding", "QA_BOT_LOOK_SECONDS": "0.2"}
NO_VECTOR = b"no vector"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with ``seeds`` and ``store``, and the address of a server over them."""
    folder = tmp_path_factory.mktemp("erasing")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "baku.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    with served(folder / "seeds", folder / "store", folder=folder, settings=SETTINGS) as address:
        yield folder, address


@pytest.fixture
def client(place: tuple[Path, str]) -> Iterator[PageClient]:
    """A visitor of that server, which has indexed the secret file too."""
    folder, address = place
    (folder / "seeds" / "secret.txt").write_text(SECRET, encoding="utf-8")
    visitor = PageClient(address)
    visitor.run()
    wait(visitor, lambda: "Re-index" in visitor.labels() or "2 documents" in visitor.labels())
    if "Re-index" in visitor.labels():
        visitor.press("Re-index")
    wait(visitor, lambda: "2 documents" in visitor.labels() and "Stop" not in visitor.labels())
    yield visitor
    visitor.close()


def wait(client: PageClient, holds: Callable[[], bool]) -> None:
    """Draw the page again until ``holds``."""

    def is_drawn() -> bool:
        client.run()
        return holds()

    wait_until(is_drawn, lambda: f"waited in vain: {lines(client)} {client.labels()}")


def lines(client: PageClient) -> list[str]:
    rows = [row for data in client.component("rows") for row in data["rows"]]
    return [text for row in rows for text in (row["label"], row.get("detail", "")) if text]


def is_answered(client: PageClient) -> bool:
    """Whether the last answer of the chat has a source."""
    exchanges = [exchange for data in client.component("answer") for exchange in data["exchanges"]]
    return bool(exchanges) and bool(exchanges[-1]["view"].get("sources"))


def removed_row(client: PageClient) -> dict[str, Any]:
    (data,) = (data for data in client.component("rows") if data["heading"] == "Removed from the folder")
    (row,) = data["rows"]
    return dict(row)


def choose(client: PageClient, label: str) -> None:
    """Press a button of the removed file."""
    (value,) = (action["value"] for action in removed_row(client)["actions"] if action["label"] == label)
    client.send_event("rows", "chosen", value, lambda data: data["heading"] == "Removed from the folder")


def test_what_chats_quote_is_said_before_a_file_is_erased_and_erased_with_it(
    client: PageClient, place: tuple[Path, str]
) -> None:
    store = place[0] / "store"
    client.ask(QUESTION)
    wait(client, lambda: is_answered(client))
    show_documents(client)
    client.send_event("documents_table", "remove", "secret.txt")
    wait(client, lambda: "1 document" in client.labels() and "Stop" not in client.labels())
    assert {"chats.sqlite3", "chroma.sqlite3", "file"} < holding(store, NO_VECTOR)
    choose(client, "Erase for good")
    said = "1 answer in 1 chat quotes it and will be erased too"
    assert removed_row(client)["detail"] == said
    choose(client, "Cancel")
    assert [action["label"] for action in removed_row(client)["actions"]] == ["Put back", "Erase for good"]
    choose(client, "Erase for good")
    with FileLock(store / "writer.lock"):
        choose(client, "Erase all of it")
        assert "Erasing: the index is being rewritten without the file." in lines(client)
    wait(client, lambda: "What was erased was taken out" in lines(client))
    assert holding(store, NO_VECTOR) == set()
    assert not any(data["heading"] == "Removed from the folder" for data in client.component("rows"))
    client.press("Back to the chat")
    client.send_event("rows", "chosen", chats(client)[0]["value"], is_chats)
    assert ERASED in str(client.component("answer"))


def test_an_erasing_that_was_broken_off_is_finished_from_the_page(client: PageClient, place: tuple[Path, str]) -> None:
    folder, _ = place
    (folder / "seeds" / "secret.txt").unlink()
    Erasures(folder / "store").add(Erasure("", "secret.txt"))
    wait(client, lambda: "Finish erasing" in client.labels())
    assert "An erased file is still in the index." in lines(client)
    client.press("Finish erasing")
    wait(client, lambda: not Erasures(folder / "store") and "Stop" not in client.labels())
    assert holding(folder / "store", NO_VECTOR) == set()


@pytest.mark.parametrize("part", ["texts", CURRENT])
def test_a_damaged_store_is_rebuilt_from_the_page(client: PageClient, place: tuple[Path, str], part: str) -> None:
    store = place[0] / "store"
    if part == CURRENT:
        (store / CURRENT).write_text("gen-999999\n", encoding="utf-8")
    else:
        shutil.rmtree(store / part)
    wait(client, lambda: "Rebuild" in client.labels())
    said = "2 texts of the index are missing" if part == "texts" else "gen-999999, which cannot be opened"
    assert said in str(lines(client))
    client.press("Rebuild")
    wait(client, lambda: "Rebuild" not in client.labels() and "Stop" not in client.labels())
    client.ask(QUESTION)
    wait(client, lambda: is_answered(client))
