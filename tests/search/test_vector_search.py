"""The contract of every vector search."""

import math
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from qa_bot.ingest.parse import document_id
from qa_bot.records import Document, Passage
from qa_bot.search.chroma import ChromaVectorSearch
from qa_bot.search.remote.shared_vector_search import SharedVectorSearch, open_collection
from qa_bot.search.vector_search import VectorSearch
from qa_bot.text.passages import split
from tests.chroma_server import ChromaServer
from tests.store.conftest import MakePassages

TEXTS = ("East.", "North-east.", "North.", "West.")
ANGLES = (0.0, 45.0, 90.0, 180.0)


def towards(degrees: float) -> list[float]:
    return [math.cos(math.radians(degrees)), math.sin(math.radians(degrees))]


class ReopenedStore:
    """A vector store that can be opened again and again."""

    def __init__(self, opened: Callable[[Sequence[str]], VectorSearch]) -> None:
        self._opened = opened
        self._open: list[VectorSearch] = []
        self.kept: dict[str, list[float]] = {}

    def vector_of(self, passage: Passage) -> list[float] | None:
        return self.kept.get(passage.id)

    def opened(self, passages: Sequence[Passage]) -> VectorSearch:
        """The generation that is made of these passages' documents."""
        self._open.append(self._opened([passage.document_id for passage in passages]))
        return self._open[-1]

    def filled(self, passages: Sequence[Passage], vectors: Sequence[list[float]]) -> VectorSearch:
        """Opened, with these passages put in."""
        self.kept |= {passage.id: vector for passage, vector in zip(passages, vectors, strict=True)}
        meaning = self.opened(passages)
        meaning.add(passages, vectors)
        return meaning

    def close(self) -> None:
        while self._open:
            self._open.pop().close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with ChromaServer(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(params=["folder", "server", "other"])
def reopened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReopenedStore]:
    name = f"test-{uuid.uuid4().hex}"

    def opened(documents: Sequence[str]) -> VectorSearch:
        if request.param == "folder":
            return ChromaVectorSearch(tmp_path / "chroma")
        other = "tests.store.numpy_store:NumpyStore"
        setting = request.getfixturevalue("server").address if request.param == "server" else other
        return SharedVectorSearch(open_collection(setting, name, made.vector_of), set(documents))

    made = ReopenedStore(opened)
    yield made
    made.close()


@pytest.fixture
def store(reopened: ReopenedStore, passages: MakePassages) -> VectorSearch:
    return reopened.filled(passages(*TEXTS), [towards(angle) for angle in ANGLES])


def found(store: VectorSearch, degrees: float, count: int = 9) -> list[str]:
    return [passage.text for passage, _ in store.nearest(towards(degrees), count)]


def test_the_nearest_come_first_each_with_its_cosine(store: VectorSearch) -> None:
    nearest = store.nearest(towards(10), 9)
    assert [passage.text for passage, _ in nearest] == ["East.", "North-east.", "North.", "West."]
    wanted = [math.cos(math.radians(angle - 10)) for angle in ANGLES]
    assert [cosine for _, cosine in nearest] == pytest.approx(wanted, abs=1e-4)


def test_no_more_come_than_asked(store: VectorSearch) -> None:
    assert found(store, 80, 2) == ["North.", "North-east."]


def test_a_search_may_be_limited_to_documents(store: VectorSearch, passages: MakePassages) -> None:
    ids = [passage.document_id for passage in passages(*TEXTS)]
    kept = [passage.text for passage, _ in store.nearest(towards(0), 9, [ids[2], ids[3], "none"])]
    assert kept == ["North.", "West."]
    assert [passage.text for passage, _ in store.nearest(towards(0), 1, ids[1:])] == ["North-east."]
    assert store.nearest(towards(0), 9, ["none"]) == []
    assert store.nearest(towards(0), 9, []) == []


def test_a_search_may_be_limited_to_more_documents_than_one_request_can_name(
    reopened: ReopenedStore, passages: MakePassages
) -> None:
    others = [document_id(str(number)) for number in range(40_000)]
    few = reopened.filled(passages(*TEXTS), [towards(angle) for angle in ANGLES])
    ids = [passage.document_id for passage in passages(*TEXTS)]
    near = few.nearest(towards(10), 2, [ids[2], *others, ids[0], ids[1]])
    assert [passage.text for passage, _ in near] == ["East.", "North-east."]


def test_passages_are_read_back_as_they_were_added(reopened: ReopenedStore) -> None:
    text = "\ufeffOne “army”.\r\n\r\nOne fist¹⁰ – İstanbul 🙂.\x85Third\u2028line."
    put = split(Document(document_id(text), "a/b ü.txt", "A “title”", text), 600)
    store = reopened.filled(put, [[1.0, 0.0]] * len(put))
    assert list(store.stored()) == [(passage, [1.0, 0.0]) for passage in put]
    assert [passage for passage, _ in store.nearest([1.0, 0.0], 9)] == put


def test_each_passage_is_read_back_with_its_vector(store: VectorSearch) -> None:
    vectors = {passage.text: vector for passage, vector in store.stored()}
    assert sorted(vectors) == sorted(TEXTS)
    for text, angle in zip(TEXTS, ANGLES, strict=True):
        assert vectors[text] == pytest.approx(towards(angle), abs=1e-6)


def test_removed_documents_are_not_found(store: VectorSearch, passages: MakePassages) -> None:
    ids = [passage.document_id for passage in passages(*TEXTS)]
    store.remove([ids[0], "none", ids[2]])
    assert found(store, 0) == ["North-east.", "West."]
    assert len(list(store.stored())) == 2
    store.remove([])
    store.remove(["none"])
    assert len(list(store.stored())) == 2


def test_a_passage_that_is_added_again_replaces_the_first(reopened: ReopenedStore, passages: MakePassages) -> None:
    reopened.filled(passages(*TEXTS), [towards(angle) for angle in ANGLES])
    again = reopened.filled(passages(*TEXTS), [towards(angle + 90) for angle in ANGLES])
    nearest = again.nearest(towards(90), 9)
    assert sorted(passage.text for passage, _ in nearest) == sorted(TEXTS)
    assert {passage.text: cosine for passage, cosine in nearest}["East."] == pytest.approx(1.0, abs=1e-4)
    assert sorted(passage.text for passage, _ in again.stored()) == sorted(TEXTS)
    again.remove([passage.document_id for passage in passages(*TEXTS)])
    assert found(again, 0) == []


def test_added_passages_are_there_when_opened_again(reopened: ReopenedStore, passages: MakePassages) -> None:
    reopened.filled(passages(*TEXTS), [towards(angle) for angle in ANGLES])
    reopened.close()
    again = reopened.opened(passages(*TEXTS))
    assert found(again, 170, 1) == ["West."]
    assert len(list(again.stored())) == 4


def test_an_empty_store_finds_nothing(reopened: ReopenedStore) -> None:
    store = reopened.filled([], [])
    assert store.nearest(towards(0), 3) == []
    assert list(store.stored()) == []
    assert list(store.missing([])) == []


def test_a_passage_without_a_vector_is_refused(store: VectorSearch, passages: MakePassages) -> None:
    with pytest.raises(ValueError, match="zip"):
        store.add(passages("One.", "Two."), [towards(0)])
    assert sorted(found(store, 0)) == sorted(TEXTS)


def test_a_passage_is_missing_that_its_own_vector_does_not_find(store: VectorSearch, passages: MakePassages) -> None:
    known = [(passage.id, vector) for passage, vector in store.stored()]
    assert list(store.missing(known)) == []
    assert list(store.missing([*known, ("nobody", towards(45))])) == ["nobody"]


def test_passages_with_the_same_vector_are_not_missing_however_many_they_are(
    reopened: ReopenedStore, passages: MakePassages
) -> None:
    equal = passages(*(f"No {number}." for number in range(30)))
    store = reopened.filled(equal, [towards(20)] * 30)
    assert list(store.missing((passage.id, towards(20)) for passage in equal)) == []
    assert list(store.missing([("nobody", towards(21))])) == ["nobody"]
