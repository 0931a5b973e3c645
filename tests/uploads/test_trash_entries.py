"""Entries of a trash: complete ones are listed, all others are left alone."""

import json
import os
from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.uploads.trash import TRASH, Removed, Trash
from tests.uploads.folders import refusal, tree, write

NOTE = {"path": "a.txt", "removed_at": "2025-01-02T03:04:05.678+00:00"}


def entry(settings: Settings, name: str, note: str | bytes | None, file: bytes | None = b"text") -> None:
    place = settings.store / TRASH / name
    place.mkdir(parents=True)
    if note is not None:
        (place / "note.json").write_bytes(note if isinstance(note, bytes) else note.encode())
    if file is not None:
        (place / "file").write_bytes(file)


def test_an_entry_is_a_note_and_a_file(trash: Trash, settings: Settings, folder: Path) -> None:
    entry(settings, "by hand", json.dumps(NOTE))
    assert trash.listed() == (Removed("by hand", "a.txt", "2025-01-02T03:04:05.678+00:00", 4),)
    assert trash.restore("by hand") == "a.txt"
    assert tree(folder) == {"a.txt": b"text"}


@pytest.mark.parametrize(
    "note",
    [
        None,
        b"",
        b"\xff\xfe",
        "{",
        "[]",
        "null",
        "3",
        "{}",
        "[" * 60_000,
        " " * 70_000 + json.dumps(NOTE),
        json.dumps(NOTE | {"path": 3}),
        json.dumps(NOTE | {"path": ["a.txt"]}),
        *(
            json.dumps(NOTE | {"path": path})
            for path in ("", "/", "a//b", "a/", "../a.txt", "/etc/a.txt", "a/../../b", "a/./b", ".hidden", "\0")
        ),
        json.dumps(NOTE | {"path": "\ud800.txt"}),
        *(json.dumps(NOTE | {"removed_at": at}) for at in (3, None, "", "yesterday", "0001-01-01T00:00:00+14:00")),
    ],
)
def test_a_damaged_note_is_ignored(note: str | bytes | None, trash: Trash, settings: Settings, folder: Path) -> None:
    write(folder, b_txt="two")
    removed = trash.remove("b.txt")
    entry(settings, "damaged", note)
    before = tree(settings.store / TRASH / "damaged")
    assert trash.listed() == (removed,)
    refusal(lambda: trash.restore("damaged"))
    refusal(lambda: trash.erase("damaged"))
    trash.erase(removed.id)
    assert tree(settings.store / TRASH / "damaged") == before


def test_other_things_in_the_trash_are_ignored(trash: Trash, settings: Settings, tmp_path: Path) -> None:
    note = json.dumps(NOTE)
    entry(settings, "no file", note, None)
    entry(settings, "a folder", note, None)
    (settings.store / TRASH / "a folder" / "file").mkdir()
    entry(settings, "a link", note, None)
    (tmp_path / "outside.txt").write_bytes(b"outside")
    (settings.store / TRASH / "a link" / "file").symlink_to(tmp_path / "outside.txt")
    entry(settings, "a linked note", None)
    (tmp_path / "note.json").write_text(note, encoding="utf-8")
    (settings.store / TRASH / "a linked note" / "note.json").symlink_to(tmp_path / "note.json")
    entry(settings, "a pipe", None)
    os.mkfifo(settings.store / TRASH / "a pipe" / "note.json")
    (settings.store / TRASH / "a file").write_bytes(b"a file")
    (settings.store / TRASH / "linked").symlink_to("no file")
    before = tree(tmp_path)
    assert trash.listed() == ()
    assert tree(tmp_path) == before


def test_an_unusable_trash_is_reported_and_nothing_is_removed(trash: Trash, settings: Settings, folder: Path) -> None:
    write(folder, a_txt="one")
    settings.store.mkdir()
    (settings.store / TRASH).write_bytes(b"a file")
    assert "The trash cannot be listed" in refusal(trash.listed)
    assert "a.txt cannot be removed" in refusal(lambda: trash.remove("a.txt"))
    assert tree(folder) == {"a.txt": b"one"}
