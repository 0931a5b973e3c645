"""One contract for a Chroma folder, a Chroma server and any other store: what a run adds, publishes and removes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import Stopped, StoreDamaged, StoreMismatch, StoreUnusable
from qa_bot.records import Document, Passage
from qa_bot.search.remote.shared_vector_search import open_collection
from qa_bot.settings import LOCAL
from qa_bot.store.erasures import Erasure, Erasures
from qa_bot.store.library import Library
from qa_bot.store.manifest import read_manifest, write_manifest
from qa_bot.store.reports import Progress
from qa_bot.store.texts import Texts
from qa_bot.store.vector_storage import CollectionRecord
from tests.chroma_server import ChromaServer
from tests.conftest import MakeBot
from tests.store.conftest import MakePassages

BAKU = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea."
QUITO = "Quito is the capital of Ecuador. It lies in the Andes."
PARIS = "Paris is the capital of France. It lies at the Seine."
FRANCE = "What is the capital of France?"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with ChromaServer(tmp_path_factory.mktemp("running")) as server:
        yield server


@pytest.fixture
def chroma_server(running: ChromaServer) -> Iterator[ChromaServer]:
    """A server that a test may kill: it runs again afterwards."""
    yield running
    running.kill()
    running.start()


@pytest.fixture(params=["folder", "server", "other"])
def vectors(request: pytest.FixtureRequest) -> str:
    """The setting ``vectors`` for each kind of storage."""
    if request.param == "folder":
        return LOCAL
    if request.param == "other":
        return "tests.store.numpy_store:NumpyStore"
    server: ChromaServer = request.getfixturevalue("running")
    return server.address


@pytest.fixture
def bot(folder: Path, make_bot: MakeBot, vectors: str) -> Bot:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    made = make_bot(folder, vectors=vectors)
    made.index()
    return made


def unknown(_: Passage) -> None:
    """No vector of any passage is kept."""


def cited(bot: Bot, question: str) -> str:
    return bot.ask(question).citations[0].source


def test_a_folder_is_indexed_followed_and_verified(bot: Bot, folder: Path) -> None:
    assert cited(bot, "Which is the capital of Azerbaijan?") == "baku.txt"
    (folder / "paris.txt").write_text(PARIS, encoding="utf-8")
    (folder / "quito.txt").rename(folder / "andes.txt")
    (folder / "baku.txt").unlink()
    report = bot.index()
    assert (report.added, report.removed, report.renamed) == (
        ("paris.txt",),
        ("baku.txt",),
        (("quito.txt", "andes.txt"),),
    )
    assert (report.embedded, report.documents) == (1, 2)
    assert cited(bot, FRANCE) == "paris.txt"
    assert cited(bot, "Which is the capital of Ecuador?") == "andes.txt"
    assert {hit.passage.source for hit in bot.ask("Which is the capital of Azerbaijan?").hits} == {
        "paris.txt",
        "andes.txt",
    }
    assert bot.verify().problems == ()


def test_a_folder_that_is_emptied_answers_nothing_and_can_be_filled_again(bot: Bot, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    assert bot.index().removed == ("baku.txt", "quito.txt")
    answer = bot.ask("Which is the capital of Azerbaijan?")
    assert (answer.found, answer.hits) == (False, ())
    assert bot.verify().problems == ()
    (folder / "paris.txt").write_text(PARIS, encoding="utf-8")
    bot.index()
    assert cited(bot, FRANCE) == "paris.txt"
    assert bot.verify().problems == ()


def test_a_reader_of_the_old_generation_sees_all_of_it_and_nothing_of_the_new(
    bot: Bot, folder: Path, make_bot: MakeBot
) -> None:
    writer = make_bot(folder, vectors=bot.settings.vectors)
    with bot._library.reading() as generation:
        (folder / "baku.txt").unlink()
        (folder / "paris.txt").write_text(PARIS, encoding="utf-8")
        writer.index()
        writer.index()
        vector = bot._embedder.query(FRANCE)
        seen = {generation.named(passage).source for passage, _ in generation.vectors.nearest(vector, 9)}
        assert seen == {"baku.txt", "quito.txt"}
    assert {hit.passage.source for hit in bot.ask(FRANCE).hits} == {"paris.txt", "quito.txt"}


@pytest.mark.parametrize("step", ["embedding", "writing"])
def test_a_run_that_is_stopped_leaves_nothing_behind_and_embeds_nothing_twice(
    bot: Bot, folder: Path, step: str
) -> None:
    (folder / "paris.txt").write_text(PARIS, encoding="utf-8")

    def stop(progress: Progress) -> None:
        if progress.step == step and progress.passages == progress.passages_total:
            raise Stopped("Stopped.")

    with pytest.raises(Stopped):
        bot.index(stop)
    assert not bot.ask(FRANCE).found
    assert bot.verify().problems == ()
    report = bot.index()
    assert (report.added, report.embedded) == (("paris.txt",), 0)
    assert bot.verify().problems == ()


def test_a_rebuild_leaves_the_live_generation_alone_until_it_is_complete(bot: Bot, folder: Path) -> None:
    def look(progress: Progress) -> None:
        assert cited(bot, "Which is the capital of Azerbaijan?") == "baku.txt"

    assert bot.index(look, rebuild=True).generation == "gen-000002"
    assert cited(bot, "Which is the capital of Azerbaijan?") == "baku.txt"
    assert bot.verify().problems == ()


@pytest.fixture
def served(folder: Path, make_bot: MakeBot, chroma_server: ChromaServer) -> Bot:
    """A bot whose vectors are on a server."""
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    made = make_bot(folder, vectors=chroma_server.address)
    made.index()
    return made


def documents_in(bot: Bot) -> set[str]:
    """The ids of all documents that the collection of a bot's live generation holds, also of no generation."""
    with bot._library.reading() as generation:
        collection = open_collection(bot.settings.vectors, generation.manifest.collection, unknown, create=False)
    rows = collection._collection.get(include=["metadatas"])  # type: ignore[union-attr]
    collection.close()
    return {row["document_id"] for row in rows["metadatas"]}


def test_removed_documents_leave_the_collection_with_their_generation(served: Bot, folder: Path) -> None:
    before = documents_in(served)
    (folder / "baku.txt").unlink()
    other = Library(served.settings)
    with other.reading():
        served.index()
        assert documents_in(served) == before
    other.close()
    served.index()
    assert len(documents_in(served)) == 1


def test_erasing_makes_another_collection_and_removes_the_old_one(served: Bot, folder: Path) -> None:
    with served._library.reading() as generation:
        before = generation.manifest.collection
    (folder / "baku.txt").unlink()
    Erasures(served.settings.store).add(Erasure("", "baku.txt"))
    assert served.index().embedded == 0
    with served._library.reading() as generation:
        assert generation.manifest.collection != before
    assert len(documents_in(served)) == 1
    with pytest.raises(StoreDamaged):
        open_collection(served.settings.vectors, before, unknown, create=False)


def test_the_collection_of_an_older_program_goes_with_its_generation(served: Bot) -> None:
    with served._library.reading() as generation:
        collection = generation.manifest.collection
    served.close()
    older = served.settings.store / "gen-000001"
    manifest = read_manifest(older)
    write_manifest(older, replace(manifest, configuration={**manifest.configuration, "layout": 0}))
    assert served.index().rebuilt
    assert not older.exists()
    with pytest.raises(StoreDamaged):
        open_collection(served.settings.vectors, collection, unknown, create=False)
    assert cited(served, "Which is the capital of Azerbaijan?") == "baku.txt"


def test_a_server_that_does_not_answer_is_reported_and_nothing_is_lost(
    served: Bot, folder: Path, chroma_server: ChromaServer
) -> None:
    served.close()
    chroma_server.kill()
    (folder / "paris.txt").write_text(PARIS, encoding="utf-8")
    for verb in (served.index, lambda: served.ask(FRANCE), served.verify):
        with pytest.raises(StoreUnusable, match=r"cannot be reached.*or set QA_BOT_VECTORS=local"):
            verb()
    chroma_server.start()
    assert cited(served, "Which is the capital of Azerbaijan?") == "baku.txt"
    assert served.index().added == ("paris.txt",)
    assert cited(served, FRANCE) == "paris.txt"


def test_a_store_is_not_read_with_vectors_from_elsewhere(served: Bot, folder: Path, make_bot: MakeBot) -> None:
    local = make_bot(folder)
    with pytest.raises(StoreMismatch, match=r"vectors 'http://.*now 'local'"):
        local.ask(FRANCE)
    with served._library.reading() as generation:
        collection = generation.manifest.collection
    served.close()
    local.close()  # it has opened the generation to look at it
    local.index(rebuild=True)
    assert cited(local, "Which is the capital of Azerbaijan?") == "baku.txt"
    with pytest.raises(StoreUnusable):  # the collection has gone with the generation
        open_collection(served.settings.vectors, collection, unknown, create=False)


def killed_run(store: Path, late: Passage) -> Path:
    """Leave the draft of a run that was killed while it added ``late`` to the live generation's collection."""
    draft = store / "gen-000002"
    draft.mkdir()
    CollectionRecord.read(store / "gen-000001").write(draft)
    Texts(store / "texts").put(Document(late.document_id, late.source, late.title, late.text))
    return draft


def test_rows_that_a_killed_run_had_requested_are_removed_though_they_come_late(
    served: Bot, passages: MakePassages
) -> None:
    indexed, (late,) = documents_in(served), passages("Late.")
    draft = killed_run(served.settings.store, late)
    with served._library.reading() as generation:
        [(_, vector), *_] = generation.vectors.stored()
        generation.vectors.add([late], [vector])  # as a server does that was busy until now
        assert late.text not in {passage.text for passage, _ in generation.vectors.nearest(vector, 9)}
    assert served.verify().problems == ()
    assert documents_in(served) == {*indexed, late.document_id}
    served.index()
    assert not draft.exists()
    assert documents_in(served) == indexed
    assert served.verify().problems == ()


def test_nothing_is_removed_while_a_manifest_cannot_be_read(served: Bot, passages: MakePassages) -> None:
    indexed = documents_in(served)
    store = served.settings.store
    served.close()
    draft = killed_run(store, *passages("Late."))
    manifest = store / "gen-000001" / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(whole[:-9])
    with served._library.writing():
        pass
    manifest.write_bytes(whole)
    assert draft.exists()
    assert documents_in(served) == indexed
    served.index()
    assert not draft.exists()
    assert documents_in(served) == indexed
    assert served.verify().problems == ()


def test_a_run_that_is_killed_while_it_fills_a_new_collection_leaves_none(served: Bot) -> None:
    draft = served.settings.store / "gen-000002"
    draft.mkdir()
    CollectionRecord(served.settings.vectors, "qa_bot_of_a_killed_run").write(draft)
    open_collection(served.settings.vectors, "qa_bot_of_a_killed_run", unknown).close()
    served.index()
    assert not draft.exists()
    with pytest.raises(StoreDamaged):
        open_collection(served.settings.vectors, "qa_bot_of_a_killed_run", unknown, create=False)
