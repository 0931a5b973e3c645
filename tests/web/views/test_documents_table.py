"""The table of documents: the content of each row, and the rows of each page."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from qa_bot.store.reports import Failure, IndexedFile, Pending, Status
from qa_bot.web.views.documents_table import PAGE_ROWS, RemovedRow, TableQuery, query_of, table_view

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def indexed(source: str, note: str = "") -> IndexedFile:
    return IndexedFile(
        source, f"id of {source}", f"Title of {source}", 12_345, 7, note, "2024-05-01T11:58:00.000+00:00"
    )


def status(**values: Any) -> Status:
    return Status("gen-000001", 1, 7, "2024-05-01T11:58:00.000+00:00", "m", **values)


def rows(**values: Any) -> dict[str, dict[str, Any]]:
    return {row["source"]: row for row in table_view(status(**values), TableQuery(), NOW)["rows"]}


MANY = status(files=tuple(indexed(f"{number:05d}.txt") for number in range(10_000)))


def sources(query: TableQuery, of: Status = MANY) -> list[str]:
    return [row["source"] for row in table_view(of, query, NOW)["rows"]]


def test_a_row_shows_the_properties_of_an_indexed_file() -> None:
    row = rows(files=(indexed("a.txt", "read as windows-1254"),))["a.txt"]
    assert (row["title"], row["size"], row["passages"], row["indexed"]) == (
        "Title of a.txt",
        "12 kB",
        "7",
        "2 minutes ago",
    )
    assert row["state"] == "indexed; read as windows-1254"
    assert (row["failed"], row["open"], row["there"]) == (False, True, True)


def test_a_row_shows_how_the_folder_differs() -> None:
    files = (indexed("changed.txt"), indexed("gone.txt"))
    found = rows(files=files, pending=Pending(("new.txt",), ("changed.txt",), ("gone.txt",)))
    assert found["new.txt"]["state"] == "new in the folder, not indexed yet"
    assert (found["new.txt"]["open"], found["new.txt"]["there"]) == (False, True)
    assert found["changed.txt"]["state"] == "changed in the folder since"
    assert found["gone.txt"]["state"] == "no longer in the folder"
    assert (found["gone.txt"]["open"], found["gone.txt"]["there"]) == (True, False)


def test_failed_files_come_first_with_the_reason_and_once() -> None:
    found = rows(
        files=(indexed("a.txt"), indexed("closed.txt")),
        failed=(Failure("broken.pdf", "it is no PDF"), Failure("closed.txt", "it cannot be opened")),
        pending=Pending(("broken.pdf",)),
    )
    assert list(found) == ["broken.pdf", "closed.txt", "a.txt"]
    assert found["broken.pdf"]["state"] == "failed: it is no PDF"
    assert found["broken.pdf"]["failed"]
    assert found["closed.txt"]["open"]  # what was read of it before is answered from still


def test_a_page_shows_a_hundred_rows_of_ten_thousand_and_their_range() -> None:
    first = table_view(MANY, TableQuery(), NOW)
    assert (len(first["rows"]), first["first"], first["found"], first["all"]) == (PAGE_ROWS, 0, 10_000, 10_000)
    assert len(json.dumps(first)) < 40_000
    listed = [source for page in range(100) for source in sources(TableQuery(page=page))]
    assert listed == [file.source for file in MANY.files]
    last = table_view(MANY, TableQuery(page=1_000), NOW)
    assert (last["first"], last["query"]["page"]) == (9_900, 99)


def test_words_are_looked_for_in_title_file_and_state_of_all_rows() -> None:
    assert sources(TableQuery(words="TITLE OF 09999")) == ["09999.txt"]
    changed = replace(MANY, pending=Pending(changed=("07000.txt",)))
    assert sources(TableQuery(words="changed in"), changed) == ["07000.txt"]
    view = table_view(MANY, TableQuery(words="0999", page=5), NOW)
    assert (view["found"], view["all"], view["first"], len(view["rows"])) == (11, 10_000, 0, 11)
    assert table_view(MANY, TableQuery(words="nothing"), NOW)["rows"] == []


@pytest.mark.parametrize(
    ("by", "smallest", "largest"),
    [
        ("title", "c.txt", "a.txt"),
        ("size", "new.txt", "b.txt"),
        ("passages", "new.txt", "a.txt"),
        ("indexed", "c.txt", "new.txt"),
        ("state", "a.txt", "c.txt"),
    ],
)
def test_all_rows_are_sorted_by_a_column(by: str, smallest: str, largest: str) -> None:
    files = (
        replace(indexed("a.txt"), title="Öland", size=5, passages=9),
        replace(indexed("b.txt"), title="oats", size=7, passages=8, indexed_at="2024-05-01T11:59:00.000+00:00"),
        replace(indexed("c.txt"), title="Álava", size=6, passages=7, indexed_at="2023-05-01T11:58:00.000+00:00"),
    )
    of = status(files=files, pending=Pending(("new.txt",), ("a.txt",), ("c.txt",)))
    assert sources(TableQuery(by=by), of)[0] == smallest
    assert sources(TableQuery(by=by), of)[-1] == largest
    assert sources(TableQuery(by=by, is_descending=True), of)[0] == largest


def test_what_a_browser_sends_is_a_query_whatever_it_is() -> None:
    sent = {"words": "a", "by": "size", "descending": True, "page": 3}
    assert query_of(sent) == TableQuery("a", "size", is_descending=True, page=3)
    assert query_of({"words": ["x"], "by": "__class__", "descending": 1, "page": -7}) == TableQuery("['x']")
    assert query_of({"page": "9", "words": "w" * 9_999}) == TableQuery("w" * 200)


@pytest.mark.parametrize("is_indexed", [False, True])
def test_a_removed_file_stays_in_its_row_to_be_put_back(is_indexed: bool) -> None:
    files = tuple(indexed(name) for name in ("a.txt", "b.txt", "c.txt"))
    removed = {"b.txt": RemovedRow("trash-1", files[1])}
    left = tuple(file for file in files if is_indexed is False or file.source != "b.txt")
    pending = Pending() if is_indexed else Pending((), (), ("b.txt",))
    found = table_view(status(files=left, pending=pending), TableQuery(), NOW, removed)["rows"]
    assert [row["source"] for row in found] == ["a.txt", "b.txt", "c.txt"]
    assert [row["undo"] for row in found] == ["", "trash-1", ""]
    assert [(row["open"], row["there"]) for row in found] == [(True, True), (False, False), (True, True)]
    assert (found[1]["state"], found[1]["title"]) == ("removed from the folder", "Title of b.txt")


def test_the_files_of_a_folder_are_listed() -> None:
    of = status(files=tuple(indexed(name) for name in ("a.txt", "x/b.txt", "x/y/c.txt", "xz.txt")))
    view = table_view(of, query_of({"folder": "x/"}), NOW)
    assert [row["source"] for row in view["rows"]] == ["x/b.txt", "x/y/c.txt"]
    assert view["folders"] == [["x/", 2], ["x/y/", 1]]
    assert view["query"]["folder"] == "x/"
    assert table_view(of, query_of({"folder": "gone/"}), NOW)["found"] == 4
