import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import StoreMismatch, StoreOutdated
from qa_bot.store.manifest import read_manifest, write_manifest
from tests.conftest import MakeBot
from tests.store.towns import BAKU, cited


def test_a_rebuild_reads_all_files_again_and_embeds_no_text_twice(bot: Bot, tmp_path: Path) -> None:
    report = bot.index(rebuild=True)
    assert (report.generation, report.embedded, report.added) == ("gen-000002", 0, ("baku.txt", "quito.txt"))
    (tmp_path / "store" / "embedded.sqlite3").unlink()
    assert bot.index(rebuild=True).embedded == 2
    assert bot.verify().problems == ()


def test_a_store_of_other_settings_is_refused_until_it_is_rebuilt(bot: Bot, folder: Path, make_bot: MakeBot) -> None:
    other = make_bot(folder, passage_characters=300)
    error = "passage_characters 1000, now 300.*qa-bot index --rebuild"
    for verb in (other.index, other.status, other.verify, lambda: other.ask("Which is the capital of Azerbaijan?")):
        with pytest.raises(StoreMismatch, match=error):
            verb()
    assert bot.ask("Which is the capital of Azerbaijan?").found
    assert other.index(rebuild=True).generation == "gen-000002"
    assert other.ask("Which is the capital of Azerbaijan?").found
    with pytest.raises(StoreMismatch, match="passage_characters 300, now 1000"):
        bot.ask("Which is the capital of Azerbaijan?")


def test_an_index_may_be_made_with_another_embedding(folder: Path, make_bot: MakeBot) -> None:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    name = "tests.models.test_embedding:TinyEmbedding"
    bot = make_bot(folder, embedding=name)
    assert bot.index().embedded == 1
    assert bot.status().model == name
    assert cited(bot, "Which is the capital of Azerbaijan?")[0] == "baku.txt"


def test_a_store_of_another_embedding_is_rebuilt_with_a_message(bot: Bot, folder: Path, make_bot: MakeBot) -> None:
    other = make_bot(folder, embedding="tests.models.test_embedding:TinyEmbedding")
    error = r"built with another embedding \(.*, now tests.models.test_embedding:TinyEmbedding\): run `qa-bot index`"
    for verb in (other.status, other.verify, lambda: other.ask("Which is the capital of Azerbaijan?")):
        with pytest.raises(StoreOutdated, match=error):
            verb()
    report = other.index()
    assert report.rebuilt.startswith("The store was built with another embedding (")
    assert (report.embedded, other.status().model) == (2, "tests.models.test_embedding:TinyEmbedding")
    assert other.ask("Which is the capital of Azerbaijan?").found
    assert other.index().rebuilt == ""


def test_another_build_of_the_same_model_is_another_embedding(bot: Bot, tmp_path: Path) -> None:
    bot.close()
    outdated(tmp_path / "store", model="all-MiniLM-L6-v2-0")
    assert bot.index().rebuilt.startswith("The store was built with another embedding (")


def outdated(store: Path, **shape: int | str) -> None:
    """Make the live generation one of another version of the program."""
    live = store / (store / "CURRENT").read_text(encoding="utf-8").strip()
    manifest = read_manifest(live)
    write_manifest(live, replace(manifest, configuration={**manifest.configuration, **shape}))


@pytest.mark.parametrize("part", ["layout", "passages", "formats", "words", "sentences"])
def test_a_store_of_an_older_program_is_rebuilt_with_a_message(bot: Bot, tmp_path: Path, part: str) -> None:
    bot.close()
    outdated(tmp_path / "store", **{part: 0})
    with pytest.raises(StoreOutdated, match=rf"built by an older qa-bot \({part} 0, now \d+\): run `qa-bot index`"):
        bot.ask("Which is the capital of Azerbaijan?")
    report = bot.index()
    assert report.rebuilt.startswith("The store was built by an older qa-bot")
    assert (report.generation, report.added, report.embedded) == ("gen-000002", ("baku.txt", "quito.txt"), 0)
    assert bot.ask("Which is the capital of Azerbaijan?").found
    assert bot.index().rebuilt == ""


def test_a_store_of_a_newer_program_is_refused_and_left_alone(bot: Bot, tmp_path: Path) -> None:
    bot.close()
    outdated(tmp_path / "store", layout=99)
    for verb in (bot.index, bot.verify, lambda: bot.ask("Which is the capital of Azerbaijan?")):
        with pytest.raises(StoreMismatch, match=r"built by a newer qa-bot \(layout 99, here \d+\): update this one"):
            verb()
    assert [path.name for path in (tmp_path / "store").glob("gen-*")] == ["gen-000001"]


def test_a_store_of_the_first_layout_is_rebuilt(bot: Bot, tmp_path: Path) -> None:
    bot.close()
    first = {
        "generation": "gen-000001",
        "made_at": "2026-01-01T00:00:00.000+00:00",
        "shape": {"layout": 1},
        "files": {},
    }
    (tmp_path / "store" / "gen-000001" / "manifest.json").write_text(json.dumps(first), encoding="utf-8")
    assert "(layout 1, now" in bot.index().rebuilt
    assert bot.ask("Which is the capital of Azerbaijan?").found
