import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.documents import document_id
from qa_bot.index.by_meaning import ByMeaning
from qa_bot.passages import split
from qa_bot.records import Document
from tests.index.conftest import MakePassages

TEXTS = ("East.", "North-east.", "North.", "West.")
ANGLES = (0.0, 45.0, 90.0, 180.0)


def towards(degrees: float) -> list[float]:
    return [math.cos(math.radians(degrees)), math.sin(math.radians(degrees))]


@pytest.fixture
def store(tmp_path: Path, passages: MakePassages) -> Iterator[ByMeaning]:
    opened = ByMeaning(tmp_path / "chroma")
    opened.add(passages(*TEXTS), [towards(angle) for angle in ANGLES])
    yield opened
    opened.close()


def found(store: ByMeaning, degrees: float, count: int = 9) -> list[str]:
    return [passage.text for passage, _ in store.nearest(towards(degrees), count)]


def test_the_nearest_come_first_each_with_its_cosine(store: ByMeaning) -> None:
    nearest = store.nearest(towards(10), 9)
    assert [passage.text for passage, _ in nearest] == ["East.", "North-east.", "North.", "West."]
    wanted = [math.cos(math.radians(angle - 10)) for angle in ANGLES]
    assert [cosine for _, cosine in nearest] == pytest.approx(wanted, abs=1e-4)


def test_no_more_come_than_asked(store: ByMeaning) -> None:
    assert found(store, 80, 2) == ["North.", "North-east."]


def test_a_search_may_keep_to_documents(store: ByMeaning, passages: MakePassages) -> None:
    ids = [passage.document_id for passage in passages(*TEXTS)]
    kept = [passage.text for passage, _ in store.nearest(towards(0), 9, [ids[2], ids[3], "none"])]
    assert kept == ["North.", "West."]
    assert store.nearest(towards(0), 9, ["none"]) == []
    assert store.nearest(towards(0), 9, []) == []


def test_passages_come_back_as_they_were_put_in(tmp_path: Path) -> None:
    text = "\ufeffOne “army”.\r\n\r\nOne fist¹⁰ – İstanbul 🙂.\x85Third\u2028line."
    put = split(Document(document_id(text), "a/b ü.txt", "A “title”", text), 600)
    store = ByMeaning(tmp_path / "chroma")
    store.add(put, [[1.0, 0.0]] * len(put))
    assert list(store.passages()) == put
    assert [passage for passage, _ in store.nearest([1.0, 0.0], 9)] == put
    store.close()


def test_a_removed_document_is_not_found(store: ByMeaning, passages: MakePassages) -> None:
    store.remove(passages(*TEXTS)[0].document_id)
    assert found(store, 0) == ["North-east.", "North.", "West."]
    store.remove("none")
    assert len(list(store.passages())) == 3


def test_the_vectors_of_a_document_come_back_by_its_texts(tmp_path: Path) -> None:
    text = "First of them. " * 5 + "\n\n" + "Second of them. " * 5
    put = split(Document(document_id(text), "a.txt", "A title", text), 100)
    assert len(put) > 1
    vectors = [towards(10 * number) for number in range(len(put))]
    store = ByMeaning(tmp_path / "chroma")
    store.add(put, vectors)
    kept = store.vectors_of(put[0].document_id)
    assert {text: pytest.approx(vector, abs=1e-6) for text, vector in kept.items()} == {
        passage.text: vector for passage, vector in zip(put, vectors, strict=True)
    }
    assert store.vectors_of("none") == {}
    store.close()


def test_what_is_written_is_there_when_opened_again(tmp_path: Path, passages: MakePassages) -> None:
    first = ByMeaning(tmp_path / "chroma")
    first.add(passages(*TEXTS), [towards(angle) for angle in ANGLES])
    first.close()
    again = ByMeaning(tmp_path / "chroma")
    assert found(again, 170, 1) == ["West."]
    assert len(list(again.passages())) == 4
    again.close()


def test_a_store_of_nothing_finds_nothing(tmp_path: Path) -> None:
    store = ByMeaning(tmp_path / "chroma")
    store.add([], [])
    assert store.nearest(towards(0), 3) == []
    assert list(store.passages()) == []
    store.close()


@pytest.mark.parametrize("page", [1, 3, 4, 5, 9])
def test_passages_are_read_back_whole_whatever_the_page(tmp_path: Path, passages: MakePassages, page: int) -> None:
    store = ByMeaning(tmp_path / "chroma", page)
    store.add(passages(*TEXTS), [towards(angle) for angle in ANGLES])
    assert sorted(passage.text for passage in store.passages()) == sorted(TEXTS)
    store.close()


def test_a_vector_for_each_passage_is_asked_for(store: ByMeaning, passages: MakePassages) -> None:
    with pytest.raises(ValueError, match="zip"):
        store.add(passages("One.", "Two."), [towards(0)])
