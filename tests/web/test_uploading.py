from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.uploads.uploads import Uploads
from qa_bot.web.uploading import decide, offer_rows, take

BAKU = b"Baku is the capital of Azerbaijan."


@pytest.fixture
def uploads(folder: Path, tmp_path: Path) -> Uploads:
    return Uploads(Settings(seeds=folder, store=tmp_path / "store"))


def test_a_new_file_is_put_into_the_folder(uploads: Uploads, folder: Path) -> None:
    offer = take(uploads, "baku.txt", BAKU)
    assert (offer.name, offer.said, offer.state, offer.upload) == ("baku.txt", "added", "added", None)
    assert (folder / "baku.txt").read_bytes() == BAKU
    assert "baku.txt" in take(uploads, "twin.txt", BAKU).said


def test_the_same_file_again_changes_nothing(uploads: Uploads, folder: Path) -> None:
    take(uploads, "baku.txt", BAKU)
    offer = take(uploads, "baku.txt", BAKU)
    assert (offer.said, offer.state) == ("is in the folder already", "left")
    assert [path.name for path in folder.iterdir()] == ["baku.txt"]


def test_a_file_that_is_refused_says_why(uploads: Uploads, folder: Path) -> None:
    offer = take(uploads, "baku.exe", BAKU)
    assert offer.state == "refused"
    assert ".exe" in offer.said
    assert list(folder.iterdir()) == []
    assert offer_rows([offer])[0]["style"] == "failed"


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("replace", {"baku.txt": b"Another text."}),
        ("both", {"baku.txt": BAKU, "baku (2).txt": b"Another text."}),
        ("leave", {"baku.txt": BAKU}),
    ],
)
def test_another_file_of_the_name_waits_for_the_visitor(
    uploads: Uploads, folder: Path, choice: str, left: dict[str, bytes]
) -> None:
    take(uploads, "baku.txt", BAKU)
    offer = take(uploads, "baku.txt", b"Another text.")
    assert offer.state == "undecided"
    assert (folder / "baku.txt").read_bytes() == BAKU
    (row,) = offer_rows([offer])
    (value,) = [one["value"] for one in row["actions"] if one["value"][1] == choice]
    decided = decide(uploads, offer, value[1])
    assert decided.state == ("left" if choice == "leave" else "added")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == left
    assert "actions" not in offer_rows([decided])[0]
