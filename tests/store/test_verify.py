import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import StoreDamaged, StoreUnusable
from qa_bot.records import Span
from qa_bot.search.chroma import ChromaVectorSearch
from qa_bot.search.keyword_search import KeywordSearch
from qa_bot.store.manifest import read_manifest, write_manifest
from qa_bot.store.reports import Verification
from tests.conftest import MakeBot

BAKU = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea."
QUITO = "Quito is the capital of Ecuador. It lies in the Andes."


@pytest.fixture
def bot(folder: Path, make_bot: MakeBot) -> Iterator[Bot]:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    made = make_bot(folder)
    made.index()
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


def reseal(live: Path) -> None:
    """Write a manifest of the files as they are now."""
    checksums = {}
    for path in sorted([*(live / "words").iterdir(), *(live / "chroma").glob("*/*")]):
        if not path.name.endswith(".lock") or path.name.startswith(".managed"):
            data = path.read_bytes()
            checksums[path.relative_to(live).as_posix()] = (len(data), hashlib.sha256(data).hexdigest())
    write_manifest(live, replace(read_manifest(live), checksums=checksums))


def mended(bot: Bot) -> Verification:
    bot.close()
    bot.index(rebuild=True)
    return bot.verify()


def test_an_intact_store_has_no_problems(bot: Bot) -> None:
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
    store = ChromaVectorSearch(live / "chroma")
    store.remove([lost])
    store.close()
    reseal(live)
    assert bot.verify().problems == (f"baku.txt: passage {lost}:0-62 is not in the index by meaning",)
    assert mended(bot).problems == ()


def test_words_that_are_missing_are_found(bot: Bot, live: Path) -> None:
    lost = document(bot, "quito.txt")
    KeywordSearch(live / "words").change([lost], [])
    problems = problems_of(bot)
    assert problems
    assert all("is missing or damaged" in problem for problem in problems)
    bot.close()
    reseal(live)
    assert bot.verify().problems == (f"quito.txt: passage {lost}:0-54 is not in the index by words",)
    assert mended(bot).problems == ()


@pytest.mark.parametrize("by", ["meaning", "words"])
def test_a_passage_of_no_document_is_found(bot: Bot, live: Path, by: str) -> None:
    from qa_bot.records import Document
    from qa_bot.text.passages import split

    strange = split(Document("d" * 32, "strange.txt", "A title", "A stranger."), 600)
    if by == "meaning":
        store = ChromaVectorSearch(live / "chroma")
        store.add(strange, [[0.0] * 383 + [1.0]])
        store.close()
    else:
        KeywordSearch(live / "words").change((), strange)
    reseal(live)
    problem = f"strange.txt: passage {'d' * 32}:0-11 in the index by {by} is of no document"
    assert bot.verify().problems == (problem,)


@pytest.mark.parametrize("field", ["text", "span", "sentences"])
def test_a_passage_that_says_something_else_is_found(bot: Bot, live: Path, field: str) -> None:
    name = document(bot, "baku.txt")
    words = KeywordSearch(live / "words")
    (passage,) = [one for one in words.passages() if one.document_id == name]
    changed = {
        "text": replace(passage, text=passage.text.replace("Caspian", "Black")),
        "span": replace(passage, span=passage.span.shifted(1)),
        "sentences": replace(passage, sentences=(Span(0, 62),)),
    }
    words.change([name], [changed[field]])
    reseal(live)
    problem = f"baku.txt: passage {name}:0-62 in the index by words is not what the text says there"
    assert bot.verify().problems == (problem,)


def test_a_manifest_that_counts_otherwise_is_found(bot: Bot, live: Path) -> None:
    manifest, name = read_manifest(live), document(bot, "baku.txt")
    row = manifest.documents[name]._replace(passages=9)
    write_manifest(live, replace(manifest, documents={**manifest.documents, name: row}))
    assert bot.verify().problems == ("baku.txt: 9 passages by the manifest, 1 by its text",)


def test_a_document_that_the_manifest_lacks_is_found(bot: Bot, live: Path) -> None:
    manifest, name = read_manifest(live), document(bot, "baku.txt")
    files = {source: row for source, row in manifest.files.items() if source != "baku.txt"}
    documents = {one: row for one, row in manifest.documents.items() if one != name}
    write_manifest(live, replace(manifest, files=files, documents=documents))
    assert bot.verify().problems == (
        f"baku.txt: passage {name}:0-62 in the index by words is of no document",
        f"baku.txt: passage {name}:0-62 in the index by meaning is of no document",
    )


def test_places_that_are_not_what_was_read_are_found(folder: Path, make_bot: MakeBot) -> None:
    (folder / "towns.csv").write_text("Town,Country\nBaku,Azerbaijan\nQuito,Ecuador\n", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    assert bot.verify().problems == ()
    (path,) = (bot.settings.store / "texts").glob("*.places.json")
    path.write_bytes(path.read_bytes().replace(b"row 2", b"row 7"))
    (problem,) = bot.verify().problems
    assert problem == f"towns.csv: {path} is missing or damaged: run `qa-bot index --rebuild`."
    assert mended(bot).problems == ()


def test_a_vector_that_is_another_s_is_found(bot: Bot, live: Path) -> None:
    store = ChromaVectorSearch(live / "chroma")
    (passage, vector), (_other, its) = store.stored()
    store.remove([passage.document_id])
    store.add([passage], [its])
    store.close()
    reseal(live)
    assert bot.verify().problems == (f"{passage.source}: passage {passage.id} has a vector that is not its own",)
    assert vector != its
    assert mended(bot).problems == ()


def test_any_flipped_byte_of_what_never_changes_is_found(bot: Bot, live: Path) -> None:
    bot.verify()
    bot.close()
    for path in sorted([*(live / "words").iterdir(), *(live / "chroma").glob("*/*"), live / "manifest.json"]):
        whole = path.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 3)):
            damaged = bytearray(whole)
            damaged[place] ^= 0x04
            put(path, bytes(damaged))
            assert problems_of(bot), f"{path.name}, byte {place}"
        put(path, whole)
    assert bot.verify().problems == ()


def test_a_truncated_file_of_vectors_is_reported_and_never_opened(bot: Bot, live: Path) -> None:
    (header,) = (live / "chroma").glob("*/header.bin")
    header.write_bytes(header.read_bytes()[:-1])
    with pytest.raises(StoreDamaged, match=r"header\.bin is missing or damaged: run `qa-bot index --rebuild`"):
        bot.ask("Which is the capital of Azerbaijan?")
    assert bot.verify().problems == (f"the file {header.relative_to(live)} is missing or damaged",)
    assert mended(bot).problems == ()


def put(path: Path, data: bytes) -> None:
    """Replace a file instead of overwriting it: tantivy may still have the old one in memory."""
    writing = path.with_name("writing")
    writing.write_bytes(data)
    writing.replace(path)


def problems_of(bot: Bot) -> tuple[str, ...]:
    """What is found wrong, also by an index that cannot be opened at all."""
    try:
        return bot.verify().problems
    except StoreUnusable as error:
        return (str(error),)
    finally:
        bot.close()


def test_all_of_a_document_of_many_passages_is_verified(seeds_bot: Bot) -> None:
    result = seeds_bot.verify()
    assert result.problems == ()
    assert result.passages == seeds_bot.status().passages > 50
