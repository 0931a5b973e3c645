"""Valid and invalid values of the setting ``vectors``."""

import uuid

import pytest

from qa_bot.errors import SettingUnusable
from qa_bot.records import Passage
from qa_bot.search.remote.shared_vector_search import SharedVectorSearch, drop_collection, open_collection
from tests.store.conftest import MakePassages


def unknown(_: Passage) -> None:
    """No vector of any passage is kept."""


def test_another_store_is_emptied_where_it_can_be(passages: MakePassages) -> None:
    for name, left in (("NumpyStore", []), ("ListlessStore", ["Own."])):
        setting, collection, own = f"tests.store.numpy_store:{name}", uuid.uuid4().hex, passages("Own.")
        vectors = SharedVectorSearch(open_collection(setting, collection, unknown), {own[0].document_id})
        vectors.add(own, [[1.0, 0.0]])
        drop_collection(setting, collection)
        assert [passage.text for passage, _ in vectors.nearest([1.0, 0.0], 1)] == left


@pytest.mark.parametrize(
    "setting",
    [
        "ftp://host:8000",
        "http://",
        "http://host:eight",
        "http://host/some/where",
        "http://me:secret@host",
        "http://a b",
    ],
)
def test_what_is_no_address_of_a_server_is_refused_without_being_shown(setting: str) -> None:
    with pytest.raises(SettingUnusable, match=r"^QA_BOT_VECTORS is no address .*; write http://host:port") as refused:
        open_collection(setting, "passages", unknown)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("nothing", "cannot be imported"),
        ("no.such.package:name", "cannot be imported"),
        ("tests.store.numpy_store:Absent", "cannot be imported"),
        ("builtins:str", "gives no LlamaIndex BasePydanticVectorStore"),
        ("tests.store.numpy_store:TextlessStore", "keeps no text"),
    ],
)
def test_an_import_path_that_gives_no_fit_store_is_refused(setting: str, reason: str) -> None:
    with pytest.raises(SettingUnusable, match=f"^QA_BOT_VECTORS: .*{reason}"):
        open_collection(setting, "passages", unknown)
