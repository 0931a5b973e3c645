"""The embedding that a setting names, behind LlamaIndex's contract: an offline model, or any other."""

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa_bot.errors import SettingUnusable
from qa_bot.models import e5, minilm
from qa_bot.models.encoder import Encoder, encoder_of
from qa_bot.models.imports import imported
from qa_bot.models.language_shift import translated
from qa_bot.settings import DEFAULT_EMBEDDING, E5, MINILM

OFFLINE_MODELS = {E5: e5.MODEL, MINILM: minilm.MODEL}
"""The models that need no network, by the names that the setting ``embedding`` gives them."""


class OfflineEmbedding(BaseEmbedding):
    """An offline model as a LlamaIndex embedding: vectors of unit length, of questions and of passages."""

    model_name: str = DEFAULT_EMBEDDING

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex registers it."""
        return "OfflineEmbedding"

    @property
    def _encoder(self) -> Encoder:
        return encoder_of(OFFLINE_MODELS[self.model_name])

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in self._encoder.passage_vectors(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._encoder.query_vector(query)]

    def translated_query(self, query: str, source: str, target: str) -> list[float]:
        """Return the vector of a question in the language ``source`` for passages in ``target`` (ISO 639-1)."""
        model = OFFLINE_MODELS[self.model_name]
        vector = translated(self._encoder.query_vector(query), model, source, target)
        return [float(value) for value in vector]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def published_name(name: str) -> str:
    """Return the name under which users know the embedding that a setting names."""
    return OFFLINE_MODELS[name].name if name in OFFLINE_MODELS else name


def reads(name: str, language: str) -> bool:
    """Return whether the embedding that a setting names reads a language (ISO 639-1); one of others reads all."""
    languages = OFFLINE_MODELS[name].languages if name in OFFLINE_MODELS else ()
    return not languages or language in languages


def fingerprint(name: str) -> str:
    """Return what identifies the vectors of an embedding: two with the same fingerprint give the same vectors."""
    return OFFLINE_MODELS[name].fingerprint if name in OFFLINE_MODELS else name


def make_embedding(name: str) -> BaseEmbedding:
    """Make the embedding that the setting ``embedding`` names.

    Raises:
        SettingUnusable: ``name`` is neither an offline model nor the import path of something that gives an embedding.
    """
    if name in OFFLINE_MODELS:
        return OfflineEmbedding(model_name=name)
    found = imported(name, "QA_BOT_EMBEDDING", f"{' or '.join(OFFLINE_MODELS)}, or")
    # An embedding is callable itself, on nodes.
    embedding = found if isinstance(found, BaseEmbedding) or not callable(found) else found()
    if not isinstance(embedding, BaseEmbedding):
        raise SettingUnusable(f"QA_BOT_EMBEDDING: {name} gives no LlamaIndex BaseEmbedding; name something that does.")
    return embedding
