import asyncio
import importlib.util
import sys

import numpy
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from qa_bot.errors import SettingUnusable
from qa_bot.models.embedding import OFFLINE_MODELS, OfflineEmbedding, make_embedding
from qa_bot.models.encoder import encoder_of


class TinyEmbedding(BaseEmbedding):
    """Eight dimensions, by the letters of the text: the embedding of somebody else."""

    def _get_text_embedding(self, text: str) -> list[float]:
        counts = numpy.array([1.0, *(text.casefold().count(letter) for letter in "aeiourn")])
        return [float(value) for value in counts / numpy.linalg.norm(counts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def no_embedding() -> str:
    return "not an embedding"


A_VALUE = 7
AN_EMBEDDING = TinyEmbedding()


@pytest.mark.parametrize("name", OFFLINE_MODELS)
def test_an_offline_model_is_a_llama_index_embedding(name: str) -> None:
    embedding = make_embedding(name)
    assert isinstance(embedding, BaseEmbedding)
    texts = ["One army.", "One fist."]
    encoder = encoder_of(OFFLINE_MODELS[name])
    assert embedding.get_text_embedding_batch(texts) == encoder.passage_vectors(texts).tolist()
    question = encoder.query_vector(texts[0]).tolist()
    assert embedding.get_query_embedding(texts[0]) == question
    assert asyncio.run(embedding.aget_query_embedding(texts[0])) == question
    assert all(isinstance(value, float) for value in embedding.get_text_embedding("One army."))


def test_an_embedding_is_named_by_its_import_path() -> None:
    assert type(make_embedding(f"{__name__}:TinyEmbedding")).__name__ == "TinyEmbedding"
    assert make_embedding(f"{__name__}:AN_EMBEDDING") is not None
    assert isinstance(make_embedding("qa_bot.models.embedding:OfflineEmbedding"), OfflineEmbedding)


@pytest.mark.parametrize(
    "name",
    [
        "none.such:Thing",
        f"{__name__}:NoSuch",
        __name__,
        "",
        ":TinyEmbedding",
        "..relative:Thing",
        f"{__name__}:no_embedding",
        f"{__name__}:A_VALUE",
        "all-MiniLM-L12-v2",
    ],
)
def test_a_name_that_gives_no_embedding_is_refused_by_its_setting(name: str) -> None:
    with pytest.raises(SettingUnusable, match="QA_BOT_EMBEDDING") as caught:
        make_embedding(name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_pytorch_is_installed_or_imported() -> None:
    assert make_embedding("minilm").get_text_embedding("One army.")
    assert not {"torch", "sentence_transformers", "transformers"} & sys.modules.keys()
    assert importlib.util.find_spec("torch") is None
    assert importlib.util.find_spec("sentence_transformers") is None
