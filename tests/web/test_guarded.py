"""A running page whose login has ended does nothing that its visitor asks for: every kind of callback is tried."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from filelock import FileLock

from tests.browser.served import served
from tests.page_client import PageClient
from tests.web.visitors import (
    FILES,
    PASSWORD,
    SETTINGS,
    Place,
    beside_chat,
    chat_id,
    first,
    has_indexed,
    in_chat,
    in_documents,
    in_long_chat,
    is_chats,
    is_deleted,
    is_inside,
    is_offer,
    is_removed,
    is_suggestions,
    searched_documents,
    secrets,
    settle,
    show_documents,
    titles,
    with_deleted,
    with_expanded,
    with_offer,
    with_opened,
    with_own_login,
    with_page,
    with_pending,
    with_removed,
    with_source,
)


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
        lambda client, _: has_indexed(client),
    ),
    "remove": Kind(
        in_documents,
        lambda client, _: client.send_event("documents_table", "remove", "gone.txt"),
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
        lambda client, _: client.send_event("rows", "chosen", [0, "replace"], is_offer),
        lambda _, place: place.file("old.txt").read_text(encoding="utf-8") == "New words.",
    ),
    "open": Kind(
        in_documents,
        lambda client, _: client.send_event("documents_table", "open", "cited.txt"),
        lambda client, _: bool(client.component("document")),
    ),
    "close": Kind(
        with_opened,
        lambda client, _: client.send_event("document", "close", True),
        lambda client, _: not client.component("document"),
    ),
    "about a document": Kind(
        with_opened,
        lambda client, _: client.send_event("document", "about", True),
        lambda client, _: bool(client.component("document_page")),
    ),
    "read": Kind(
        with_page,
        lambda client, _: client.send_event("document_page", "read", True),
        lambda client, _: bool(client.component("document")),
    ),
    "pin": Kind(
        lambda place: with_source(place, "To be pinned from?"),
        lambda client, _: client.send_event("document", "pin", {"start": 0, "end": 5}),
        lambda client, _: bool(client.component("notes")),
    ),
    "ask a document": Kind(
        with_page,
        lambda client, _: client.send_event("document_page", "ask", "Is it only asked here?"),
        lambda client, _: "Is it only asked here?" in titles(client),
    ),
    "ask": Kind(
        Place.enter,
        lambda client, _: client.ask("A new question?"),
        lambda client, _: "A new question?" in titles(client),
    ),
    "suggestion": Kind(
        Place.enter,
        lambda client, _: client.send_event("rows", "chosen", "A suggested question?", is_suggestions),
        lambda client, _: "A suggested question?" in titles(client),
    ),
    "new chat": Kind(
        lambda place: in_chat(place, "To be left?"),
        lambda client, _: client.press("New chat"),
        lambda client, _: not client.component("answer"),
    ),
    "open a chat": Kind(
        lambda place: beside_chat(place, "To be opened?"),
        lambda client, _: client.send_event("rows", "chosen", chat_id(client, "To be opened?"), is_chats),
        lambda client, _: bool(client.component("answer")),
    ),
    "open a source": Kind(
        lambda place: in_chat(place, "To be read in its place?"),
        lambda client, _: client.send_event("answer", "open", {"exchange": first(client)["id"], "passage": 0}),
        lambda client, _: bool(client.component("document")),
    ),
    "turn a page": Kind(
        with_opened,
        lambda client, _: client.send_event("document", "page", {"number": 1, "citation": 0}),
        lambda client, _: bool(client.component("document")[0]["problem"]),
    ),
    "rename": Kind(
        lambda place: in_chat(place, "To be renamed?"),
        lambda client, _: client.enter("Title of this chat", "Renamed"),
        lambda client, _: "Renamed" in titles(client),
    ),
    "delete": Kind(
        lambda place: in_chat(place, "To be deleted?"),
        lambda client, _: client.press("Delete this chat"),
        lambda client, _: "To be deleted?" not in titles(client),
    ),
    "restore": Kind(
        with_deleted,
        lambda client, _: client.send_event("rows", "chosen", True, is_deleted),
        lambda client, _: "To be had back?" in titles(client),
    ),
    "rate": Kind(
        lambda place: in_chat(place, "To be rated?"),
        lambda client, _: client.send_event("answer", "rate", {"exchange": first(client)["id"], "helpful": True}),
        lambda client, _: first(client)["rating"]["helpful"] is True,
    ),
    "expand": Kind(
        in_long_chat,
        lambda client, _: client.send_event("answer", "expand", [first(client)["id"]]),
        lambda client, _: "view" in first(client),
    ),
    "collapse": Kind(
        with_expanded,
        lambda client, _: client.send_event("answer", "collapse", first(client)["id"]),
        lambda client, _: "collapsed" in first(client),
    ),
    "list": Kind(
        in_documents,
        lambda client, _: client.send_event("documents_table", "query", {"words": "cited"}),
        lambda client, _: client.component("documents_table")[0]["table"]["query"]["words"] == "cited",
    ),
    "download": Kind(
        in_documents,
        lambda client, _: client.send_event("documents_table", "download", "cited.txt"),
        lambda client, _: client.saved() is not None,
    ),
    "search": Kind(
        lambda place: beside_chat(place, "To be sought?"),
        lambda client, _: client.enter("Search chats", "nothing has these words"),
        lambda client, _: not titles(client),
    ),
    "choose": Kind(
        Place.enter,
        lambda client, _: client.choose("Documents to search", "cited.txt"),
        lambda client, _: searched_documents(client, "Where is the Quiet Harbour?") == "Searched only: cited.txt",
    ),
    "turn to": Kind(
        Place.enter,
        lambda client, _: show_documents(client),
        lambda client, _: bool(client.component("documents_table")),
    ),
    "log out": Kind(with_own_login, lambda client, _: client.press("Log out"), lambda client, _: not is_inside(client)),
}


def test_no_module_of_the_page_is_served_as_a_page_of_its_own(place: Place) -> None:
    client = place.enter()
    assert len(client.pages) < 2
    client.close()


def test_the_part_that_runs_by_itself_shows_nothing_after_a_login_has_ended(place: Place) -> None:
    client = place.enter()
    place.set_password("another password")
    client.run_by_itself()
    assert not is_inside(client)
    place.set_password(PASSWORD)
    client.close()


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


@pytest.mark.parametrize("label", ["Export as Markdown", "Export as Word", "Export ratings"])
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
