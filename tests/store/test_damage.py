"""A damaged store: a question says what mends it, and the next indexing run does."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import StoreDamaged
from qa_bot.store.library import CURRENT
from tests.conftest import MakeBot
from tests.store.towns import BAKU, cited

QUESTION = "Which is the capital of Azerbaijan?"


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwrite(path: Path) -> None:
    """Change bytes, and not the size."""
    path.write_bytes(bytes(path.stat().st_size))


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


TEXTS, WORDS, CHROMA = "texts/*.txt", "gen-*/words/*.store", "gen-*/chroma/chroma.sqlite3"


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        (TEXTS, remove),
        (TEXTS, cut),
        (TEXTS, overwrite),
        ("texts", remove),
        (WORDS, remove),
        (WORDS, cut),
        (WORDS, overwrite),
        (CHROMA, remove),
        (CHROMA, cut),
        (CHROMA, overwrite),
        ("gen-*/chroma/*/data_level0.bin", overwrite),
    ],
)
def test_the_next_run_mends_what_is_damaged_and_says_so(
    bot: Bot, tmp_path: Path, pattern: str, damage: Callable[[Path], None]
) -> None:
    bot.close()
    for path in (tmp_path / "store").glob(pattern):
        damage(path)
    report = bot.index()
    what = "2 texts of the index are" if pattern.startswith("texts") else "1 file of the index is"
    assert report.rebuilt == f"{what} missing or damaged"
    assert (report.unchanged, report.embedded, report.failed) == (2, 0, ())
    assert cited(bot, QUESTION)[0] == "baku.txt"
    assert bot.verify().problems == ()
    assert bot.index().rebuilt == ""
    assert bot.status().damage == ""


def test_the_status_reports_missing_texts(bot: Bot, tmp_path: Path) -> None:
    assert bot.status().damage == ""
    next((tmp_path / "store" / "texts").glob("*.txt")).unlink()
    assert bot.status().damage == "1 text of the index is missing or damaged"


def test_a_lost_text_whose_file_has_changed_meanwhile_is_a_changed_file(bot: Bot, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "store" / "texts")
    (tmp_path / "documents" / "quito.txt").write_text("Quito lies at 2,850 metres.", encoding="utf-8")
    report = bot.index()
    assert (report.changed, report.unchanged) == (("quito.txt",), 1)
    assert bot.verify().problems == ()


def test_damaged_places_are_read_again(folder: Path, make_bot: MakeBot, tmp_path: Path) -> None:
    (folder / "a.md").write_text(f"# Towns\n\n{BAKU}\n", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    next((tmp_path / "store" / "texts").glob("*.places.json")).write_text("[]", encoding="utf-8")
    assert bot.index().rebuilt == "1 text of the index is missing or damaged"
    assert bot.verify().problems == ()


def check_reported_and_rebuilt(folder: Path, store: Path, make_bot: MakeBot, reason: str) -> None:
    """A question says what mends the store, and an indexing run mends it."""
    with pytest.raises(StoreDamaged, match=rf"{reason}.*run `qa-bot index --rebuild`"):
        make_bot(folder, store=store).ask(QUESTION)
    bot = make_bot(folder, store=store)
    assert bot.index().rebuilt
    assert bot.ask(QUESTION).found
    assert bot.verify().problems == ()


def test_a_live_generation_that_is_missing(bot: Bot, tmp_path: Path, make_bot: MakeBot) -> None:
    (tmp_path / "store" / CURRENT).write_text("gen-000042\n", encoding="utf-8")
    check_reported_and_rebuilt(tmp_path / "documents", tmp_path / "store", make_bot, "gen-000042")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"generation": "gen-000001"}', "\udcff"])
def test_a_manifest_that_cannot_be_read(bot: Bot, tmp_path: Path, make_bot: MakeBot, damage: str) -> None:
    bot.close()
    (tmp_path / "store" / "gen-000001" / "manifest.json").write_bytes(damage.encode("utf-8", "surrogateescape"))
    check_reported_and_rebuilt(tmp_path / "documents", tmp_path / "store", make_bot, r"manifest\.json cannot be read")


@pytest.mark.parametrize("part", ["chroma", "words"])
def test_a_generation_that_lacks_a_part(bot: Bot, tmp_path: Path, make_bot: MakeBot, part: str) -> None:
    bot.close()
    shutil.rmtree(tmp_path / "store" / "gen-000001" / part)
    check_reported_and_rebuilt(tmp_path / "documents", tmp_path / "store", make_bot, "")
