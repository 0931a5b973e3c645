import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.index.by_meaning import ByMeaning
from qa_bot.index.by_words import ByWords
from qa_bot.records import Span, Verification
from tests.conftest import MakeBot

BAKU = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea."
QUITO = "Quito is the capital of Ecuador. It lies in the Andes."


@pytest.fixture
def bot(folder: Path, make_bot: MakeBot) -> Iterator[Bot]:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    made = make_bot(folder)
    made.learn()
    made.close()
    yield made
    made.close()


@pytest.fixture
def live(bot: Bot) -> Path:
    return bot.settings.store / "gen-000001"


def document(bot: Bot, source: str) -> str:
    """The id of the document of a file, the bot letting go of its files again."""
    (found,) = [file.document_id for file in bot.status().files if file.source == source]
    bot.close()
    return found


def mended(bot: Bot) -> Verification:
    bot.close()
    bot.learn(rebuild=True)
    return bot.verify()


def test_a_store_that_is_whole_has_no_problems(bot: Bot) -> None:
    assert bot.verify() == Verification("gen-000001", 2)


def test_a_flipped_bit_of_a_text_is_found(bot: Bot) -> None:
    path = bot.settings.store / "texts" / f"{document(bot, 'baku.txt')}.txt"
    data = bytearray(path.read_bytes())
    data[7] ^= 1
    path.write_bytes(data)
    (problem,) = bot.verify().problems
    assert problem == f"baku.txt: {path} is missing or damaged: run `qa-bot index --rebuild`."
    assert bot.verify().passages == 1
    assert mended(bot).problems == ()


def test_a_text_that_is_missing_is_found(bot: Bot) -> None:
    (bot.settings.store / "texts" / f"{document(bot, 'baku.txt')}.txt").unlink()
    assert [problem.partition(":")[0] for problem in bot.verify().problems] == ["baku.txt"]
    assert mended(bot).problems == ()


def test_a_vector_that_is_missing_is_found(bot: Bot, live: Path) -> None:
    lost = document(bot, "baku.txt")
    store = ByMeaning(live / "chroma")
    store.remove(lost)
    store.close()
    assert bot.verify().problems == (f"baku.txt: passage {lost}:0-62 is not in the index by meaning",)
    assert mended(bot).problems == ()


def test_words_that_are_missing_are_found(bot: Bot, live: Path) -> None:
    lost = document(bot, "quito.txt")
    ByWords(live / "words").change([lost], [])
    assert bot.verify().problems == (f"quito.txt: passage {lost}:0-54 is not in the index by words",)
    assert mended(bot).problems == ()


@pytest.mark.parametrize("by", ["meaning", "words"])
def test_a_passage_of_no_document_is_found(bot: Bot, live: Path, by: str) -> None:
    from qa_bot.passages import split
    from qa_bot.records import Document

    strange = split(Document("d" * 32, "strange.txt", "A title", "A stranger."), 600)
    if by == "meaning":
        store = ByMeaning(live / "chroma")
        store.add(strange, [[0.0] * 383 + [1.0]])
        store.close()
    else:
        ByWords(live / "words").change((), strange)
    told = f"strange.txt: passage {'d' * 32}:0-11 in the index by {by} is not of the documents"
    assert bot.verify().problems == (told,)


@pytest.mark.parametrize("field", ["text", "span", "sentences"])
def test_a_passage_that_says_something_else_is_found(bot: Bot, live: Path, field: str) -> None:
    from dataclasses import replace

    name = document(bot, "baku.txt")
    words = ByWords(live / "words")
    (passage,) = [one for one in words.passages() if one.document_id == name]
    changed = {
        "text": replace(passage, text=passage.text.replace("Caspian", "Black")),
        "span": replace(passage, span=passage.span.shifted(1)),
        "sentences": replace(passage, sentences=(Span(0, 62),)),
    }
    words.change([name], [changed[field]])
    told = f"baku.txt: passage {name}:0-62 in the index by words is not what the text says there"
    assert bot.verify().problems == (told,)


def test_a_manifest_that_counts_otherwise_is_found(bot: Bot, live: Path) -> None:
    path = live / "manifest.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["documents"][document(bot, "baku.txt")]["passages"] = 9
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert bot.verify().problems == ("baku.txt: 9 passages by the manifest, 1 by its text",)


def test_a_document_that_the_manifest_lacks_is_found(bot: Bot, live: Path) -> None:
    path = live / "manifest.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    name = document(bot, "baku.txt")
    del plain["documents"][name]
    del plain["files"]["baku.txt"]
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert bot.verify().problems == (
        f"baku.txt: passage {name}:0-62 in the index by meaning is not of the documents",
        f"baku.txt: passage {name}:0-62 in the index by words is not of the documents",
    )


def test_a_document_of_many_passages_is_proven_whole(seeds_bot: Bot) -> None:
    result = seeds_bot.verify()
    assert result.problems == ()
    assert result.passages == seeds_bot.status().passages > 50
