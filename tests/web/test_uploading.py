from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.uploads.uploads import Uploads
from qa_bot.web.uploading import accept, decide, upload_rows

BAKU = b"Baku is the capital of Azerbaijan."


@pytest.fixture
def uploads(folder: Path, tmp_path: Path) -> Uploads:
    return Uploads(Settings(seeds=folder, store=tmp_path / "store"))


def test_a_new_file_is_put_into_the_folder(uploads: Uploads, folder: Path) -> None:
    result = accept(uploads, "baku.txt", BAKU)
    assert (result.name, result.message, result.state, result.upload) == ("baku.txt", "added", "added", None)
    assert (folder / "baku.txt").read_bytes() == BAKU
    assert "baku.txt" in accept(uploads, "twin.txt", BAKU).message


def test_the_same_file_again_changes_nothing(uploads: Uploads, folder: Path) -> None:
    accept(uploads, "baku.txt", BAKU)
    result = accept(uploads, "baku.txt", BAKU)
    assert (result.message, result.state) == ("already in the folder", "skipped")
    assert [path.name for path in folder.iterdir()] == ["baku.txt"]


def test_a_file_that_is_refused_says_why(uploads: Uploads, folder: Path) -> None:
    result = accept(uploads, "baku.exe", BAKU)
    assert result.state == "refused"
    assert ".exe" in result.message
    assert list(folder.iterdir()) == []
    assert upload_rows([result])[0]["style"] == "failed"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("replace", {"baku.txt": b"Another text."}),
        ("both", {"baku.txt": BAKU, "baku (2).txt": b"Another text."}),
        ("skip", {"baku.txt": BAKU}),
    ],
)
def test_another_file_of_the_name_waits_for_the_visitor(
    uploads: Uploads, folder: Path, choice: str, expected: dict[str, bytes]
) -> None:
    accept(uploads, "baku.txt", BAKU)
    result = accept(uploads, "baku.txt", b"Another text.")
    assert result.state == "undecided"
    assert (folder / "baku.txt").read_bytes() == BAKU
    (row,) = upload_rows([result])
    (value,) = [one["value"] for one in row["actions"] if one["value"][1] == choice]
    decided = decide(uploads, result, value[1])
    assert decided.state == ("skipped" if choice == "skip" else "added")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == expected
    assert "actions" not in upload_rows([decided])[0]
