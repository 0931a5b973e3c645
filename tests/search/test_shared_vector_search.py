"""Many generations share one collection; errors when its server is unavailable."""

import http.server
import math
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from qa_bot.errors import StoreDamaged, StoreUnusable
from qa_bot.records import Passage
from qa_bot.search.nodes import from_node
from qa_bot.search.remote.chroma_server import ServerVectorSearch
from qa_bot.search.remote.shared_vector_search import SharedVectorSearch, drop_collection, open_collection
from tests.chroma_server import ChromaServer
from tests.store.conftest import MakePassages

OTHER = "tests.store.numpy_store:NumpyStore"


def towards(degrees: float) -> list[float]:
    return [math.cos(math.radians(degrees)), math.sin(math.radians(degrees))]


def unkept(passage: Passage) -> None:
    """No vector is kept of any passage."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with ChromaServer(tmp_path_factory.mktemp("running")) as server:
        yield server


@pytest.fixture
def server(running: ChromaServer) -> Iterator[ChromaServer]:
    """A server that a test may kill or stop: it runs again afterwards."""
    yield running
    running.kill()
    running.start()


@pytest.fixture(params=["server", "other"])
def setting(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("running").address) if request.param == "server" else OTHER


Opened = Callable[..., SharedVectorSearch]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """``opened(setting, passages)``: the generation of these passages' documents in a collection of the test's own."""
    name, made = f"test-{uuid.uuid4().hex}", list[SharedVectorSearch]()

    def open_(setting: str, passages: list[Passage], **options: object) -> SharedVectorSearch:
        collection = open_collection(setting, name, unkept, **options)  # type: ignore[arg-type]
        made.append(SharedVectorSearch(collection, {passage.document_id for passage in passages}))
        return made[-1]

    yield open_
    for one in made:
        one.close()


def texts(found: list[tuple[Passage, float]]) -> list[str]:
    return [passage.text for passage, _ in found]


def test_what_is_not_the_generation_s_is_never_found_though_it_is_nearest(
    setting: str, opened: Opened, passages: MakePassages
) -> None:
    own, garbage = passages("Own."), passages("Garbage.")
    meaning = opened(setting, own)
    meaning.add([*own, *garbage], [towards(90), towards(0)])
    ids = [passage.document_id for passage in [*own, *garbage]]
    assert texts(meaning.nearest(towards(0), 5)) == ["Own."]
    assert texts(meaning.nearest(towards(0), 5, ids)) == ["Own."]
    assert meaning.nearest(towards(0), 5, ids[1:]) == []
    assert [passage.text for passage, _ in opened(setting, garbage).stored()] != ["Own."]


def test_members_are_found_behind_200_nearer_passages_of_others(
    setting: str, opened: Opened, passages: MakePassages
) -> None:
    own = passages("Own one.", "Own two.", "Own three.")
    garbage = passages(*(f"Garbage {number}." for number in range(200)))
    meaning = opened(setting, own)
    meaning.add([*own, *garbage], [towards(80), towards(70), towards(90), *(towards(n / 10) for n in range(200))])
    assert texts(meaning.nearest(towards(0), 2)) == ["Own two.", "Own one."]
    assert texts(meaning.nearest(towards(0), 9)) == ["Own two.", "Own one.", "Own three."]


def test_members_are_found_behind_nearer_passages_that_the_store_keeps_several_times(
    opened: Opened, passages: MakePassages
) -> None:
    own, garbage = passages("Own."), passages(*(f"Garbage {number}." for number in range(30)))
    meaning = opened(OTHER, own)
    for _ in range(5):
        meaning.add(garbage, [towards(number) for number in range(30)])
    meaning.add(own, [towards(90)])
    assert texts(meaning.nearest(towards(0), 1)) == ["Own."]


def test_a_generation_of_nothing_finds_nothing(setting: str, opened: Opened, passages: MakePassages) -> None:
    opened(setting, []).add(passages("Garbage."), [towards(0)])
    assert opened(setting, []).nearest(towards(0), 5) == []
    assert list(opened(setting, []).stored()) == []


def test_two_generations_of_one_collection_see_their_own_documents_alone(
    running: ChromaServer, opened: Opened, passages: MakePassages
) -> None:
    old, kept, new = (passages(text) for text in ("Old.", "Kept.", "New."))
    before = opened(running.address, old + kept)
    before.add(old + kept, [towards(0), towards(10)])
    after = opened(running.address, kept + new)
    after.add(new, [towards(5)])
    assert texts(before.nearest(towards(0), 9)) == ["Old.", "Kept."]
    assert texts(after.nearest(towards(0), 9)) == ["New.", "Kept."]
    assert sorted(passage.text for passage, _ in before.stored()) == ["Kept.", "Old."]
    assert sorted(passage.text for passage, _ in after.stored()) == ["Kept.", "New."]
    after.remove([passage.document_id for passage in old])
    assert texts(before.nearest(towards(0), 9)) == ["Kept."]


def test_llama_index_reads_what_is_in_a_collection(
    running: ChromaServer, opened: Opened, passages: MakePassages
) -> None:
    own = passages("Own one.", "Own two.")
    meaning = opened(running.address, own)
    meaning.add(own, [towards(0), towards(90)])
    assert isinstance(meaning._collection, ServerVectorSearch)
    store = ChromaVectorStore(chroma_collection=meaning._collection._collection)
    found = store.query(VectorStoreQuery(query_embedding=towards(10), similarity_top_k=2))
    assert [from_node(node) for node in found.nodes or []] == own
    assert found.ids == [passage.id for passage in own]


def test_of_a_store_without_vectors_or_cosines_the_similarity_is_bounded(
    opened: Opened, passages: MakePassages
) -> None:
    own = passages("Near.", "Far.")
    meaning = opened(OTHER, own)
    meaning.add(own, [towards(0), towards(180)])
    assert meaning.nearest(towards(0), 2) == [(own[0], 0.0), (own[1], 0.0)]
    assert list(meaning.stored()) == []


def test_a_store_that_cannot_list_says_so(passages: MakePassages) -> None:
    collection = open_collection("tests.store.numpy_store:ListlessStore", uuid.uuid4().hex, unkept)
    with pytest.raises(StoreUnusable, match=r"^The vector store ListlessStore cannot list what it holds"):
        list(SharedVectorSearch(collection, {"one"}).stored())


def test_a_lost_connection_is_reported() -> None:
    collection = open_collection("tests.store.numpy_store:LostStore", uuid.uuid4().hex, unkept)
    with pytest.raises(
        StoreUnusable, match=r"^The vector store LostStore cannot be reached \(.*reset by peer\): see that it runs"
    ):
        SharedVectorSearch(collection, {"one"}).nearest(towards(0), 1)


def test_a_killed_server_is_reported_and_works_when_it_is_started_again(
    server: ChromaServer, opened: Opened, passages: MakePassages
) -> None:
    own = passages("Own.")
    meaning = opened(server.address, own)
    meaning.add(own, [towards(0)])
    server.kill()
    way_out = (
        rf"^The Chroma server {server.address} cannot be reached \([^\n]+\):"
        r" start it \(`chroma run --path DIR --port N`\), or set QA_BOT_VECTORS=local\.$"
    )
    known = [(own[0].id, towards(0))]
    for action in (
        lambda: meaning.nearest(towards(0), 1),
        lambda: meaning.add(own, [towards(0)]),
        lambda: meaning.remove([own[0].document_id]),
        lambda: list(meaning.stored()),
        lambda: list(meaning.missing(known)),
        lambda: open_collection(server.address, "passages", unkept),
        lambda: drop_collection(server.address, "passages"),
    ):
        with pytest.raises(StoreUnusable, match=way_out):
            action()
    server.start()
    assert texts(meaning.nearest(towards(0), 1)) == ["Own."]
    assert list(meaning.missing(known)) == []


def test_a_server_that_hangs_is_waited_for_only_so_long(
    server: ChromaServer, opened: Opened, passages: MakePassages
) -> None:
    meaning = opened(server.address, passages("Own."), seconds=0.2)
    server.stop()
    with pytest.raises(StoreUnusable, match=r"cannot be reached \(timed out\)"):
        meaning.nearest(towards(0), 1)
    with pytest.raises(StoreUnusable, match=r"cannot be reached \(timed out\)"):
        open_collection(server.address, "passages", unkept, seconds=0.2)


def test_a_reader_does_not_make_the_collection_that_it_lacks(running: ChromaServer) -> None:
    name = f"test-{uuid.uuid4().hex}"
    for _ in range(2):
        with pytest.raises(StoreDamaged, match=rf"^The vectors are gone from .*{name}.*: run `qa-bot index --rebuild`"):
            open_collection(running.address, name, unkept, create=False)


def test_a_collection_that_is_deleted_under_a_reader_is_reported(
    running: ChromaServer, opened: Opened, passages: MakePassages
) -> None:
    own = passages("Own.")
    meaning = opened(running.address, own)
    meaning.add(own, [towards(0)])
    assert isinstance(meaning._collection, ServerVectorSearch)
    name = meaning._collection._collection.name
    for _ in range(2):  # the second time it is gone already
        drop_collection(running.address, name)
    with pytest.raises(StoreUnusable, match="run `qa-bot index --rebuild`"):
        meaning.nearest(towards(0), 1)


def test_vectors_of_another_length_are_reported(running: ChromaServer, opened: Opened, passages: MakePassages) -> None:
    own = passages("Own.")
    meaning = opened(running.address, own)
    meaning.add(own, [towards(0)])
    with pytest.raises(StoreUnusable, match=r"dimension of 2, got 3.*: run `qa-bot index --rebuild`"):
        meaning.nearest([1.0, 0.0, 0.0], 1)


class Proxy(http.server.BaseHTTPRequestHandler):
    """A proxy before a server that is down: the first request is let through, every other gets its page of error."""

    def do_GET(self) -> None:
        good = self.path.endswith("/heartbeat")
        body = b'{"nanosecond heartbeat": 1}' if good else b"<html>\n<h1>Bad gateway</h1>\n</html>"
        self.send_response(200 if good else 502)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@contextmanager
def proxy(port: int) -> Iterator[None]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Proxy) as listening:
        threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield
        listening.shutdown()


def test_the_error_page_of_a_proxy_is_reported_in_one_line(
    server: ChromaServer, opened: Opened, passages: MakePassages
) -> None:
    meaning = opened(server.address, passages("Own."))
    server.kill()
    with proxy(server.port):
        with pytest.raises(
            StoreUnusable, match=r"^The Chroma server .* cannot be reached \(502 Bad Gateway\): start it"
        ):
            meaning.nearest(towards(0), 1)
        with pytest.raises(StoreUnusable, match=r"^The Chroma server [^\n]* cannot be reached \([^\n]*\): start it"):
            open_collection(server.address, "passages", unkept)
