"""What a Chroma folder does when it is large, when it is damaged, and when its disk fails."""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.errors import StoreUnusable
from qa_bot.ingest.parse import document_id
from qa_bot.records import Passage, Span
from qa_bot.search.chroma import ChromaVectorSearch, blank_unused
from qa_bot.text.passages import passage_id
from tests.processes import Begun
from tests.store.conftest import MakePassages


def bulk(count: int) -> list[Passage]:
    """As many passages of one document."""
    name = document_id(str(count))
    spans = [Span(start, start + 1) for start in range(count)]
    return [Passage(passage_id(name, span), name, "a.txt", "A title", span, "x") for span in spans]


def directions(count: int) -> list[list[float]]:
    drawn = random.Random(0)
    return [[drawn.gauss(0, 1) for _ in range(8)] for _ in range(count)]


def test_a_vector_of_nothing_but_zeros_is_not_read_back(tmp_path: Path, passages: MakePassages) -> None:
    store = ChromaVectorSearch(tmp_path / "chroma")
    lost, kept = passages("Lost.", "Kept.")
    store.add([lost, kept], [[0.0, 0.0], [1.0, 0.0]])
    assert [passage for passage, _ in store.stored()] == [kept]
    store.close()


@pytest.mark.parametrize("page", [1, 3, 4, 5, 9])
def test_all_passages_are_read_back_whatever_the_page_size(tmp_path: Path, passages: MakePassages, page: int) -> None:
    store = ChromaVectorSearch(tmp_path / "chroma", page)
    store.add(passages("One.", "Two.", "Three.", "Four."), directions(4))
    assert sorted(passage.text for passage, _ in store.stored()) == ["Four.", "One.", "Three.", "Two."]
    store.close()


def test_all_of_a_document_of_many_passages_is_written_and_removed(tmp_path: Path) -> None:
    store = ChromaVectorSearch(tmp_path / "chroma", page=500)
    many = bulk(1_100)
    store.add(many, directions(1_100))
    assert len(list(store.stored())) == 1_100
    store.remove([many[0].document_id])
    assert list(store.stored()) == []
    store.close()


def test_an_emptied_folder_is_not_written_by_its_readers(tmp_path: Path, passages: MakePassages) -> None:
    folder, (old, new) = tmp_path / "chroma", passages("Old.", "New.")
    writer = ChromaVectorSearch(folder)
    writer.add([old], directions(1))
    writer.remove([old.document_id])
    writer.close()
    for _ in range(2):
        reader = ChromaVectorSearch(folder)
        assert reader.nearest(directions(1)[0], 3) == []
        assert list(reader.stored()) == []
        reader.close()
        assert [path.name for path in folder.iterdir()] == ["chroma.sqlite3"]
    writer = ChromaVectorSearch(folder)
    writer.add([new], directions(1))
    assert [passage for passage, _ in writer.nearest(directions(1)[0], 3)] == [new]
    writer.close()


def test_a_lost_graph_is_reported_passage_by_passage(tmp_path: Path) -> None:
    many, vectors = bulk(1_100), directions(1_100)
    whole = ChromaVectorSearch(tmp_path / "whole")
    whole.add(many, vectors)
    known = [(passage.id, vector) for passage, vector in zip(many, vectors, strict=True)]
    assert list(whole.missing(known)) == []
    whole.close()
    shutil.copytree(tmp_path / "whole", tmp_path / "part")
    next((tmp_path / "part").rglob("index_metadata.pickle")).unlink()
    part = ChromaVectorSearch(tmp_path / "part")
    assert len(list(part.missing(known))) > 500
    with pytest.raises(StoreUnusable, match="run `qa-bot index --rebuild`"):
        list(part.stored())
    part.close()


@pytest.mark.parametrize("begin", [0, 5_000])
def test_a_damaged_folder_is_reported_with_the_way_out(tmp_path: Path, begin: int) -> None:
    ChromaVectorSearch(tmp_path / "chroma").close()
    database = tmp_path / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:begin] + b"no database at all " * 10_000)
    for _ in range(2):  # chromadb stumbles over what the first failure left behind
        with pytest.raises(StoreUnusable, match=r"^The vector store .*database.*: run `qa-bot index --rebuild`\.$"):
            ChromaVectorSearch(tmp_path / "chroma")


def test_damaged_files_of_the_graph_are_reported_when_they_are_searched(tmp_path: Path) -> None:
    store = ChromaVectorSearch(tmp_path / "whole")
    store.add(bulk(1_100), directions(1_100))
    store.close()
    shutil.copytree(tmp_path / "whole", tmp_path / "part")
    next((tmp_path / "part").rglob("data_level0.bin")).unlink()
    part = ChromaVectorSearch(tmp_path / "part")
    with pytest.raises(StoreUnusable, match=r"^The vector store [^\n]*hnsw[^\n]*: run `qa-bot index --rebuild`\.$"):
        part.nearest(directions(1)[0], 3)
    part.close()


def test_a_file_in_the_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "chroma").touch()
    with pytest.raises(StoreUnusable, match="File exists"):
        ChromaVectorSearch(tmp_path / "chroma")


CROWD = """
import subprocess
from pathlib import Path

from qa_bot.errors import StoreUnusable
from qa_bot.search.chroma import ChromaVectorSearch, blank_unused
from qa_bot.text.passages import split
from qa_bot.records import Document

def mount(*options):
    subprocess.run(["mount", *options], check=True)

def print_error(action):
    try:
        action()
    except StoreUnusable as error:
        print(error)

def fill():
    for number in range(200):
        passages = split(Document(f"{number:032}", "a.txt", "A title", "Many words stand here. " * 1000), 200)
        store.add(passages, [[1.0, number / 100] * 100] * len(passages))

for name in ("disk", "locked"):
    Path(name).mkdir()
mount("-t", "tmpfs", "-o", "size=3m", "none", "disk")
mount("--bind", "disk", "locked")
mount("-o", "remount,ro,bind", "locked")
store = ChromaVectorSearch(Path("disk/chroma"))
print_error(fill)
print_error(lambda: ChromaVectorSearch(Path("locked/chroma")))
print_error(lambda: ChromaVectorSearch(Path("locked/new")))
"""
"""Fill a disk of 3 MB, open it read-only, and print the errors."""


@pytest.fixture(scope="module", autouse=True)
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun | None]:
    """Begun with the first test of this file, so that it runs beside them; None where no disk can be had."""
    alone = ("unshare", "-rm")
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False).returncode:
        yield None
        return
    begun = Begun("-c", CROWD, folder=tmp_path_factory.mktemp("crowded"), before=alone)
    yield begun
    begun.end()


def test_a_full_disk_and_a_read_only_one_are_reported_as_such(crowded: Begun | None) -> None:
    if crowded is None:
        pytest.skip("this machine gives no disk of one's own (unshare -rm)")
    full, kept, new = crowded.result().out.splitlines()
    assert re.match("There is no space left for the vector store disk/chroma .*: free space there", full)
    assert re.match("The vector store locked/chroma cannot be written .*readonly.*: allow writing there", kept)
    assert re.match("The vector store locked/new cannot be written .*Read-only.*: allow writing there", new)


def test_memory_that_a_graph_has_not_used_is_blanked(tmp_path: Path, passages: MakePassages) -> None:
    made = ChromaVectorSearch(tmp_path / "chroma")
    three = passages("One.", "Two.", "Three.")
    vectors = [[1.0, 0.5], [0.5, 1.0], [0.25, 0.75]]
    made.add(three, vectors)
    made.close()
    (data,) = tmp_path.rglob("data_level0.bin")
    whole, size = data.read_bytes(), data.stat().st_size // 100
    for path in (data, data.with_name("length.bin")):
        with path.open("r+b") as stream:
            stream.seek(-20, os.SEEK_END)
            stream.write(b"what was erased")  # as memory that was freed before may say
    blank_unused(tmp_path / "chroma")
    assert data.read_bytes() == whole[: 3 * size] + bytes(97 * size)
    assert data.with_name("length.bin").read_bytes()[3 * 4 :] == bytes(97 * 4)
    again = ChromaVectorSearch(tmp_path / "chroma")
    assert [passage.text for passage, _ in again.nearest([1.0, 0.5], 3)] == ["One.", "Two.", "Three."]
    assert len(list(again.stored())) == 3
    again.add(passages("Four."), [[0.0, 1.0]])
    assert again.nearest([0.0, 1.0], 1)[0][0].text == "Four."
    again.close()
