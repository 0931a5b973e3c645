"""The folder changes, a run begins, and SIGKILL ends it at a random moment: 200 times."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.search.remote.shared_vector_search import open_collection
from qa_bot.settings import LOCAL, OFF, Settings
from tests.chroma_server import ChromaServer
from tests.faults.hash_embedding import LOG
from tests.faults.stage import Stage

KILLS = 200
SPARED = 8
"""Every so many runs one is let come to its end."""
TOWNS = ("Baku", "Quito", "Paris", "Ankara", "Nairobi", "Lima", "Oslo", "Hanoi")
EMBEDDING = "tests.faults.hash_embedding:HashEmbedding"
QUESTIONS = tuple(f"How many people live in {town}?" for town in TOWNS[:3])
IN_HAND = 2
"""Texts of one batch: what a kill can take with it before it is kept."""

State = tuple[tuple[bool, tuple[tuple[str, str], ...], frozenset[str]], ...]


class Corpus:
    """A folder of towns that goes on changing; no text ever comes twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._random = random.Random(4)
        self._number = 0
        folder.mkdir()
        for town in TOWNS:
            self._write(f"{town}.txt", town)

    def change(self) -> None:
        """Change, add, rename and remove some files."""
        for town in self._random.sample(TOWNS, 3):
            self._write(f"{town}.txt", town)
        self._write(f"extra {self._number}.md", "Nowhere")
        extras = sorted(self._folder.glob("extra*"))
        extras[0].rename(self._folder / f"extra renamed {self._number}.md")
        if len(extras) > 4:
            extras[1].unlink()

    def _write(self, name: str, town: str) -> None:
        self._number += 1
        text = f"In {town} live {1000 + self._number} people, by count {self._number}."
        (self._folder / name).write_text(text, encoding="utf-8")


def state_of(bot: Bot) -> State:
    """What a fixed set of questions brings: whether it is answered, the quotes, and the passages that were found."""
    answers = [bot.ask(question) for question in QUESTIONS]
    return tuple(
        (
            answer.found,
            tuple((citation.source, citation.quote) for citation in answer.citations),
            frozenset(hit.passage.id for hit in answer.hits),
        )
        for answer in answers
    )


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_200_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    go_through(tmp_path, LOCAL, KILLS)


@pytest.mark.faults
@pytest.mark.timeout(300)
def test_kills_leave_nothing_in_a_shared_collection(tmp_path: Path) -> None:
    with ChromaServer(tmp_path / "server") as server:
        go_through(tmp_path, server.address, KILLS // 8)
        bot = Bot(Settings(tmp_path / "documents", tmp_path / "store", EMBEDDING, server.address))
        with bot._library.reading() as generation, stored_rows(server, generation.manifest.collection) as rows:
            assert {row["document_id"] for row in rows} == generation.manifest.documents.keys()
        bot.close()


@contextmanager
def stored_rows(server: ChromaServer, collection: str) -> Iterator[list[dict[str, str]]]:
    """The metadata of all that a collection holds."""
    opened = open_collection(server.address, collection, lambda _: None, create=False)
    yield opened._collection.get(include=["metadatas"])["metadatas"]  # type: ignore[union-attr]
    opened.close()


def begun_and_killed(stage: Stage, settings: dict[str, str], seconds: float) -> int:
    """Begin a run and kill it; how it ended, which may have been before the kill."""
    pid = stage.begin(settings)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return stage.status()


def run_whole(stage: Stage, settings: dict[str, str]) -> float:
    """Let a run come to its end; the seconds that it took."""
    started = time.monotonic()
    stage.begin(settings)
    assert stage.status() == 0, stage.errors()
    return time.monotonic() - started


def go_through(tmp_path: Path, vectors: str, kills: int) -> None:
    """Change the folder and kill the run, ``kills`` times; look at everything after each."""
    chance = random.Random(11)
    corpus = Corpus(tmp_path / "documents")
    log = tmp_path / "embedded.log"
    settings = {
        "seeds": str(tmp_path / "documents"),
        "store": str(tmp_path / "store"),
        "embedding": EMBEDDING,
        "vectors": vectors,
    }
    # Without the model that reads sentences: nothing of it is in the store, and each kill is followed by questions.
    reader = Bot(Settings(tmp_path / "documents", tmp_path / "store", EMBEDDING, vectors, reader=OFF))
    expected = Bot(Settings(tmp_path / "documents", tmp_path / "expected", EMBEDDING, reader=OFF))
    killed = moved = 0
    with Stage(tmp_path, **{LOG: str(log)}) as stage:
        longest = run_whole(stage, settings)
        expected.index()
        live, before = reader.status().generation, state_of(reader)
        for number in count(1):
            if killed == kills:
                break
            corpus.change()
            if number % SPARED:
                status = begun_and_killed(stage, settings, chance.uniform(0, longest))
                killed += status == -signal.SIGKILL
                assert status in (0, -signal.SIGKILL), stage.errors()
            else:
                longest = run_whole(stage, settings)
            if reader.status().generation != live:  # the same way through the same folders, without a kill
                expected.index()
                live, before, moved = reader.status().generation, state_of(expected), moved + 1
            assert state_of(reader) == before, f"kill {number}"
            assert reader.verify().problems == (), f"kill {number}"
        run_whole(stage, settings)
    expected.index()
    assert state_of(reader) == state_of(expected)
    assert reader.verify().problems == ()
    generation = reader.status().generation
    reader.close()
    expected.close()
    reader.index()  # a run with nothing to do removes what the reader held
    times = Counter(log.read_text(encoding="utf-8").split())
    again = sum(times.values()) - len(times)
    print(f"{killed} of {number - 1} killed, {moved} moved on, {len(times)} texts embedded, {again} of them twice")
    assert moved >= kills // SPARED
    assert again <= killed * IN_HAND / 10
    assert sorted(path.name for path in (tmp_path / "store").glob("gen-*")) == [generation]
    assert not list((tmp_path / "store").rglob("*.writing"))
