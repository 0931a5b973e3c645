"""The models behind LlamaIndex's contract: the offline default, or whatever a setting names."""

import importlib
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa_bot.errors import SettingUnusable
from qa_bot.models.encoder import default_encoder
from qa_bot.settings import OFFLINE_MODEL


class OfflineEmbedding(BaseEmbedding):
    """all-MiniLM-L6-v2 as a LlamaIndex embedding: 384 dimensions, unit length, no network."""

    model_name: str = OFFLINE_MODEL

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex knows it."""
        return "OfflineEmbedding"

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(value) for value in default_encoder().vectors([text])[0]]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in default_encoder().vectors(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def make_embedding(name: str) -> BaseEmbedding:
    """The embedding that the setting ``embedding`` names.

    Raises:
        SettingUnusable: ``name`` is neither the offline model nor the import path of something that gives one.
    """
    if name == OFFLINE_MODEL:
        return OfflineEmbedding()
    found = _imported(name)
    # An embedding is callable itself, on nodes.
    embedding = found if isinstance(found, BaseEmbedding) or not callable(found) else found()
    if not isinstance(embedding, BaseEmbedding):
        raise SettingUnusable(f"QA_BOT_EMBEDDING: {name} gives no LlamaIndex BaseEmbedding; name something that does.")
    return embedding


def _imported(name: str) -> Any:
    module, _, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise SettingUnusable(
            f"QA_BOT_EMBEDDING: {name!r} cannot be imported ({error}); write {OFFLINE_MODEL} or package.module:name."
        ) from None
