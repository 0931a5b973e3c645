"""The same promises over a Chroma folder, a Chroma server and any other store: what a run adds, swaps and takes out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from qa_bot.bot import Bot
from qa_bot.errors import Stopped, StoreDamaged, StoreMismatch, StoreUnusable
from qa_bot.search.remote.shared_vector_search import open_vector_store
from qa_bot.settings import LOCAL
from qa_bot.store import vector_storage
from qa_bot.store.erasures import Erasure, Erasures
from qa_bot.store.library import Library
from qa_bot.store.manifest import read_manifest, write_manifest
from qa_bot.store.reports import Progress
from qa_bot.store.vector_storage import ADDING
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
    """The setting ``vectors`` for each kind of home."""
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


def cited(bot: Bot, question: str) -> str:
    return bot.ask(question).citations[0].source


def test_a_folder_is_learned_followed_and_proven(bot: Bot, folder: Path) -> None:
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


def test_who_reads_the_old_generation_sees_all_of_it_and_nothing_of_the_new(
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


def test_a_rebuild_leaves_the_live_one_be_until_it_is_whole(bot: Bot, folder: Path) -> None:
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
    """The ids of all documents that the collection of a bot's live generation holds, garbage and all."""
    with bot._library.reading() as generation:
        store = open_vector_store(bot.settings.vectors, generation.manifest.collection, create=False)
    rows = store.client.get(include=["metadatas"])
    return {row["document_id"] for row in rows["metadatas"]}


def test_documents_that_are_gone_leave_the_collection_with_their_generation(served: Bot, folder: Path) -> None:
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
        open_vector_store(served.settings.vectors, before, create=False)


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
        open_vector_store(served.settings.vectors, collection, create=False)
    assert cited(served, "Which is the capital of Azerbaijan?") == "baku.txt"


def test_a_server_that_is_away_is_told_and_nothing_is_lost(
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
        open_vector_store(served.settings.vectors, collection, create=False)


def died(store: Path, documents: list[str]) -> Path:
    """The draft of a run that died while it put ``documents`` into the live generation's collection."""
    draft = store / "gen-000002"
    draft.mkdir()
    told = orjson.loads((store / "gen-000001" / ADDING).read_bytes())
    (draft / ADDING).write_bytes(orjson.dumps(told | {"documents": documents}))
    return draft


def test_what_a_dead_run_had_asked_for_is_taken_out_though_it_comes_late(
    served: Bot, passages: MakePassages, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, late = documents_in(served), passages("Late.")
    draft = died(served.settings.store, [late[0].document_id])
    served.index()
    with served._library.reading() as generation:
        [(_, vector), *_] = generation.vectors.stored()
        generation.vectors.add(late, [vector])  # as a server does that was busy until now
    served.index()
    assert draft.exists()  # it may go on coming
    monkeypatch.setattr(vector_storage, "LINGERING", 0.0)
    served.index()
    assert not draft.exists()
    assert documents_in(served) == kept
    assert served.verify().problems == ()


def test_nothing_is_taken_out_while_a_manifest_cannot_be_read(served: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_storage, "LINGERING", 0.0)
    kept = documents_in(served)
    store = served.settings.store
    served.close()
    draft = died(store, sorted(kept))
    manifest = store / "gen-000001" / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(whole[:-9])
    with served._library.writing():
        pass
    manifest.write_bytes(whole)
    assert documents_in(served) == kept
    served.index()
    assert not draft.exists()
    assert documents_in(served) == kept
    assert served.verify().problems == ()
