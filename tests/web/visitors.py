"""Visitors of a page behind a password, each at the point where a callback can be tried."""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.settings import Settings
from qa_bot.uploads.trash import Trash
from tests.page_client import PageClient
from tests.waiting import wait_until

PASSWORD = "correct horse battery staple"
FILES = {
    "cited.txt": "Quito is the capital of Ecuador. The Quiet Harbour is a port.",  # a name, to be suggested
    "gone.txt": "Baku is a port.",
    "old.txt": "Old words.",
}
SETTINGS = {
    "QA_BOT_EMBEDDING": "tests.faults.hash_embedding:HashEmbedding",
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
        probe = self.enter()

        def is_noticed() -> bool:
            probe.run()
            return is_inside(probe) == (password == PASSWORD)

        wait_until(is_noticed, lambda: "the server did not notice the password")
        probe.close()


def is_inside(client: PageClient) -> bool:
    """Whether the page is drawn; where it is not, the form is and nothing else."""
    asks = [field.label for field in client.named("text_input")] == ["Password"]
    assert asks != ("New chat" in client.labels())
    return not asks


def with_pending(place: Place, name: str) -> PageClient:
    """A visitor who sees that the folder differs from the index."""
    place.file(name).write_text(f"The words of {name}.", encoding="utf-8")
    client = place.enter()

    def is_offered() -> bool:
        client.run()
        return "Re-index" in client.labels()

    wait_until(is_offered, lambda: "the page does not offer a re-index")
    return client


def in_chat(place: Place, question: str) -> PageClient:
    """A visitor who has asked one question."""
    client = place.enter()
    client.ask(question)
    return client


def beside_chat(place: Place, question: str) -> PageClient:
    """A visitor in a new chat, where another one is kept."""
    in_chat(place, question).close()
    return place.enter()


def is_chats(data: Any) -> bool:
    return any("current" in row for row in data["rows"])


def is_deleted(data: Any) -> bool:
    return any(row["label"].startswith("This chat was deleted") for row in data["rows"])


def chat_id(client: PageClient, title: str) -> str:
    return next(str(chat["value"]) for chat in chats(client) if chat["label"] == title)


def is_suggestions(data: Any) -> bool:
    return bool(data["style"] == "chips")


def in_long_chat(place: Place) -> PageClient:
    """A visitor whose first answer is collapsed."""
    client = in_chat(place, "Long ago?")
    for question in ("Before?", "Later?", "Now?"):
        client.ask(question)
    return client


def with_expanded(place: Place) -> PageClient:
    client = in_long_chat(place)
    client.send_event("answer", "expand", [first(client)["id"]])
    return client


def first(client: PageClient) -> Any:
    """The first exchange of the chat that is drawn."""
    return client.component("answer")[0]["exchanges"][0]


def in_documents(place: Place) -> PageClient:
    client = place.enter()
    show_documents(client)
    return client


def show_documents(client: PageClient) -> None:
    """Press the button that counts the documents."""
    client.press(next(label for label in client.labels() if re.fullmatch("[0-9,]+ documents?", label)))


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


def searched_documents(client: PageClient, question: str) -> str:
    """Ask, and return which documents the page says were searched."""
    client.ask(question)
    return str(client.component("answer")[0]["exchanges"][-1]["view"]["within"])


def with_deleted(place: Place) -> PageClient:
    client = in_chat(place, "To be had back?")
    client.press("Delete this chat")
    return client


def with_opened(place: Place) -> PageClient:
    client = in_documents(place)
    client.send_event("documents_table", "open", "cited.txt")
    return client


def with_page(place: Place) -> PageClient:
    """A visitor on the page of a document."""
    client = with_opened(place)
    client.send_event("document", "about", True)
    return client


def with_source(place: Place, question: str) -> PageClient:
    """A visitor who has opened a source of an answer."""
    client = in_chat(place, question)
    client.send_event("answer", "open", {"exchange": first(client)["id"], "passage": 0})
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
    client.send_event("rows", "chosen", value, lambda data: data["heading"].startswith("Removed"))


def chats(client: PageClient) -> list[dict[str, Any]]:
    """The rows of the list of chats."""
    return [row for data in client.component("rows") if is_chats(data) for row in data["rows"]]


def titles(client: PageClient) -> list[str]:
    return [chat["label"] for chat in chats(client)]


def is_offer(data: Any) -> bool:
    return any(row["label"] == "old.txt" and "actions" in row for row in data["rows"])


def has_indexed(client: PageClient) -> bool:
    """Whether a re-index has been begun since the server's start."""
    return "Stop" in client.labels() or any(rows["columns"] for rows in client.component("rows"))
