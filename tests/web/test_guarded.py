"""A running page whose login has ended does nothing that its visitor asks for: every kind of callback is tried."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from qa_bot.files.trash import Trash
from qa_bot.settings import Settings
from tests.browser.served import served
from tests.page_client import PATIENCE_SECONDS, PageClient

PASSWORD = "correct horse battery staple"
FILES = {"cited.txt": "Quito is the capital of Ecuador.", "gone.txt": "Baku is a port.", "old.txt": "Old words."}
SETTINGS = {
    "QA_BOT_EMBEDDING": "tests.faults.telling:TellingEmbedding",
    "QA_BOT_WAIT_SECONDS": "60",
    "QA_BOT_LOOK_SECONDS": "0.2",
}


def secrets(password: str) -> str:
    """A secrets file whose hash costs next to nothing."""
    salt = bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=1024, r=8, p=1, dklen=32)
    written = "$".join(("scrypt", "n=1024,r=8,p=1", *(base64.b64encode(part).decode() for part in (salt, key))))
    return f'[qa_bot]\npassword = "{written}"\n'


@dataclass
class Place:
    """A running page behind a password, and what it stands on."""

    folder: Path
    address: str
    token: str = ""

    @property
    def settings(self) -> Settings:
        return Settings(self.folder / "seeds", self.folder / "store")

    def file(self, name: str) -> Path:
        return self.folder / "seeds" / name

    def enter(self) -> PageClient:
        """A visitor who is logged in already."""
        client = PageClient(self.address, self.token)
        client.run()
        return client

    def set_password(self, password: str) -> None:
        """Write another password, or the old one, and wait until the server goes by it."""
        (self.folder / ".streamlit" / "secrets.toml").write_text(secrets(password), encoding="utf-8")
        end = time.monotonic() + PATIENCE_SECONDS
        probe = self.enter()
        while is_inside(probe) != (password == PASSWORD):
            assert time.monotonic() < end, "the server did not notice the password"
            time.sleep(0.05)
            probe.run()
        probe.close()


def is_inside(client: PageClient) -> bool:
    """Whether the page is drawn; where it is not, the form is and nothing else."""
    asks = [field.label for field in client.named("text_input")] == ["Password"]
    assert asks != bool(client.component("chats"))
    return not asks


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("guarded")
    for name in ("seeds", ".streamlit"):
        (folder / name).mkdir()
    for name, text in FILES.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    (folder / ".streamlit" / "secrets.toml").write_text(secrets(PASSWORD), encoding="utf-8")
    with served(folder / "seeds", folder / "store", folder=folder, settings=SETTINGS) as address:
        first = PageClient(address)
        first.run()
        place = Place(folder, address, first.log_in(PASSWORD))
        first.close()
        yield place


def with_pending(place: Place, name: str) -> PageClient:
    """A visitor who sees that the folder differs from the index."""
    place.file(name).write_text(f"The words of {name}.", encoding="utf-8")
    client = place.enter()
    end = time.monotonic() + PATIENCE_SECONDS
    while "Re-index" not in client.labels():
        assert time.monotonic() < end, "the page does not offer a re-index"
        client.run()
    return client


def in_chat(place: Place, question: str) -> PageClient:
    """A visitor who has asked one question."""
    client = place.enter()
    client.ask(question)
    return client


def in_documents(place: Place) -> PageClient:
    client = place.enter()
    client.press("Documents")
    return client


def with_removed(place: Place, name: str) -> PageClient:
    """A visitor who sees a file that has been removed."""
    place.file(name).write_text(f"The words of {name}.", encoding="utf-8")
    Trash(place.settings).remove(name)
    return in_documents(place)


def with_offer(place: Place) -> PageClient:
    """A visitor who has uploaded a file that differs from one in the folder, and has to decide."""
    client = place.enter()
    client.upload("old.txt", b"New words.")
    return client


def with_deleted(place: Place) -> PageClient:
    client = in_chat(place, "To be had back?")
    client.tell("bar", "remove", True)
    return client


def with_opened(place: Place) -> PageClient:
    client = in_documents(place)
    client.tell("shelf", "open", "cited.txt")
    return client


def with_own_login(place: Place) -> PageClient:
    client = PageClient(place.address)
    client.run()
    client.log_in(PASSWORD)
    return client


def removal(place: Place, name: str) -> str:
    return next(one.id for one in Trash(place.settings).listed() if one.source == name)


def is_removed(place: Place, name: str) -> bool:
    return any(one.source == name for one in Trash(place.settings).listed())


def settle(client: PageClient, place: Place, action: str, name: str) -> None:
    value = [action, removal(place, name)]
    client.tell("rows", "chosen", value, lambda data: data["heading"].startswith("Removed"))


def titles(client: PageClient) -> list[str]:
    return [chat["title"] for chat in client.component("chats")[0]["chats"]]


def is_offer(data: Any) -> bool:
    return any(row["label"] == "old.txt" for row in data["rows"])


def has_learned(client: PageClient) -> bool:
    """Whether a re-index has been begun since the server's start."""
    return "Stop" in client.labels() or any(rows["columns"] for rows in client.component("rows"))


@dataclass(frozen=True)
class Kind:
    """A kind of callback: a visitor who may use it, what the visitor does, and whether something came of it."""

    begin: Callable[[Place], PageClient]
    act: Callable[[PageClient, Place], object]
    is_done: Callable[[PageClient, Place], bool]


KINDS = {
    "re-index": Kind(
        lambda place: with_pending(place, "new.txt"),
        lambda client, _: client.press("Re-index"),
        lambda client, _: has_learned(client),
    ),
    "remove": Kind(
        in_documents,
        lambda client, _: client.tell("shelf", "remove", "gone.txt"),
        lambda _, place: not place.file("gone.txt").exists(),
    ),
    "put back": Kind(
        lambda place: with_removed(place, "back.txt"),
        lambda client, place: settle(client, place, "restore", "back.txt"),
        lambda _, place: place.file("back.txt").exists(),
    ),
    "erase": Kind(
        lambda place: with_removed(place, "erased.txt"),
        lambda client, place: settle(client, place, "erase", "erased.txt"),
        lambda _, place: not is_removed(place, "erased.txt"),
    ),
    "upload": Kind(
        Place.enter,
        lambda client, _: client.upload("added.txt", b"Added words."),
        lambda _, place: place.file("added.txt").exists(),
    ),
    "decide": Kind(
        with_offer,
        lambda client, _: client.tell("rows", "chosen", [0, "replace"], is_offer),
        lambda _, place: place.file("old.txt").read_text(encoding="utf-8") == "New words.",
    ),
    "open": Kind(
        in_documents,
        lambda client, _: client.tell("shelf", "open", "cited.txt"),
        lambda client, _: bool(client.component("document")),
    ),
    "close": Kind(
        with_opened,
        lambda client, _: client.tell("document", "close", True),
        lambda client, _: not client.component("document"),
    ),
    "ask": Kind(
        Place.enter,
        lambda client, _: client.ask("A new question?"),
        lambda client, _: "A new question?" in titles(client),
    ),
    "rename": Kind(
        lambda place: in_chat(place, "To be renamed?"),
        lambda client, _: client.tell("bar", "rename", "Renamed"),
        lambda client, _: "Renamed" in titles(client),
    ),
    "delete": Kind(
        lambda place: in_chat(place, "To be deleted?"),
        lambda client, _: client.tell("bar", "remove", True),
        lambda client, _: "To be deleted?" not in titles(client),
    ),
    "restore": Kind(
        with_deleted,
        lambda client, _: client.tell("chats", "restore", True),
        lambda client, _: "To be had back?" in titles(client),
    ),
    "rate": Kind(
        lambda place: in_chat(place, "To be rated?"),
        lambda client, _: client.tell("answer", "rate", {"helpful": True, "remark": ""}),
        lambda client, _: client.component("answer")[0]["rating"]["helpful"] is True,
    ),
    "search": Kind(
        Place.enter,
        lambda client, _: client.tell("chats", "search", "Quito"),
        lambda client, _: client.component("chats")[0]["search"] == "Quito",
    ),
    "choose": Kind(
        Place.enter,
        lambda client, _: client.tell("scope", "choose", ["cited.txt"]),
        lambda client, _: client.component("scope")[0]["chosen"] == ["cited.txt"],
    ),
    "turn to": Kind(
        Place.enter, lambda client, _: client.press("Documents"), lambda client, _: bool(client.component("shelf"))
    ),
    "log out": Kind(with_own_login, lambda client, _: client.press("Log out"), lambda client, _: not is_inside(client)),
}


def test_no_callback_acts_for_a_visitor_whose_login_has_ended(place: Place) -> None:
    visitors = {name: kind.begin(place) for name, kind in KINDS.items()}
    place.set_password("another password")
    for name, kind in KINDS.items():
        kind.act(visitors[name], place)
        assert not is_inside(visitors[name])
    place.set_password(PASSWORD)
    for name, kind in KINDS.items():
        visitors[name].run()
        assert not kind.is_done(visitors[name], place), f"{name} was done for a visitor who is not admitted"
    for name, kind in KINDS.items():
        kind.act(visitors[name], place)
        assert kind.is_done(visitors[name], place), f"{name} is not done for a visitor who is admitted"
        visitors[name].close()


@pytest.mark.parametrize("label", ["Export", "Export ratings"])
def test_a_download_gives_nothing_to_a_visitor_whose_login_has_ended(place: Place, label: str) -> None:
    client = in_chat(place, "To be exported?")
    place.set_password("another password")
    assert client.download(label) is None
    place.set_password(PASSWORD)
    client.run()
    assert client.download(label)
    client.close()


def test_a_re_index_is_not_stopped_by_a_visitor_whose_login_has_ended(place: Place) -> None:
    with FileLock(place.folder / "store" / "writer.lock"):
        client = with_pending(place, "more.txt")
        client.press("Re-index")
        place.set_password("another password")
        client.press("Stop")
        place.set_password(PASSWORD)
        client.run()
        assert "Stopping" not in client.labels()
        client.press("Stop")
        assert "Stopping" in client.labels()
    client.close()
