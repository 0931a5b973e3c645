from datetime import UTC, datetime
from typing import Any

from qa_bot.reports import Failure, IndexedFile, Pending, Status
from qa_bot.web.shelf import shelf_rows

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def indexed(source: str, note: str = "") -> IndexedFile:
    return IndexedFile(
        source, f"id of {source}", f"Title of {source}", 12_345, 7, note, "2024-05-01T11:58:00.000+00:00"
    )


def rows(**told: Any) -> dict[str, dict[str, Any]]:
    status = Status("gen-000001", 1, 7, "2024-05-01T11:58:00.000+00:00", "m", **told)
    return {row["source"]: row for row in shelf_rows(status, NOW)}


def test_a_row_tells_of_an_indexed_file_what_a_reader_wants_to_know() -> None:
    row = rows(files=(indexed("a.txt", "read as windows-1254"),))["a.txt"]
    assert (row["title"], row["size"], row["passages"], row["indexed"]) == (
        "Title of a.txt",
        "12 kB",
        "7",
        "2 minutes ago",
    )
    assert row["state"] == "indexed; read as windows-1254"
    assert (row["failed"], row["open"], row["there"]) == (False, True, True)


def test_a_row_tells_how_the_folder_differs() -> None:
    files = (indexed("changed.txt"), indexed("gone.txt"))
    found = rows(files=files, pending=Pending(("new.txt",), ("changed.txt",), ("gone.txt",)))
    assert found["new.txt"]["state"] == "new in the folder, not indexed yet"
    assert (found["new.txt"]["open"], found["new.txt"]["there"]) == (False, True)
    assert found["changed.txt"]["state"] == "changed since in the folder"
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


def test_rows_can_be_sorted_by_every_column() -> None:
    found = rows(files=(indexed("a.txt"),), failed=(Failure("b.pdf", "no"),))
    assert found["a.txt"]["order"] == {
        "title": "title of a.txt",
        "size": 12_345,
        "passages": 7,
        "indexed": "2024-05-01T11:58:00.000+00:00",
        "state": "indexed",
    }
    assert set(found["b.pdf"]["order"]) == set(found["a.txt"]["order"])
