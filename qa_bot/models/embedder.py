"""The embedding that a setting names, each call tried twice, its failures as one kind of error."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa_bot.errors import EmbeddingUnavailable, QaBotError
from qa_bot.models.embedding import OfflineEmbedding, make_embedding
from qa_bot.text.wording import printable, shorten

Result = TypeVar("Result")
OnWait = Callable[[], object]
"""Called several times a second during a wait, which it may end by raising."""

_PAUSE_SECONDS, _STEPS = 1.0, 10
_LONGEST_REASON = 200


class Embedder:
    """An embedding whose every failure is an :class:`qa_bot.errors.EmbeddingUnavailable`. Threads may share it."""

    def __init__(self, name: str) -> None:
        """Make the embedding that the setting ``embedding`` names.

        Raises:
            SettingUnusable: see :func:`qa_bot.models.embedding.make_embedding`.
            EmbeddingUnavailable: it fails as it is made.
        """
        self._name = name
        self._embedding: BaseEmbedding = self._tried(lambda: make_embedding(name), tries=1)

    @property
    def batch_size(self) -> int:
        """Texts for one call of :meth:`texts`."""
        return self._embedding.embed_batch_size

    def texts(self, texts: Sequence[str], on_wait: OnWait = lambda: None) -> list[list[float]]:
        """Return a vector for each passage of a batch; ``on_wait`` is called during the pause before a second try.

        Raises:
            EmbeddingUnavailable: it failed twice.
        """
        return self._tried(lambda: self._vectors(list(texts)), on_wait)

    def query(self, text: str, on_wait: OnWait = lambda: None, languages: tuple[str, str] | None = None) -> list[float]:
        """Return the vector of a question; see :meth:`texts`.

        ``languages`` are the codes of the question's language and of the passages' where these differ: the vector of an
        offline model is moved from the one to the other.

        Raises:
            EmbeddingUnavailable: it failed twice.
        """
        embedding = self._embedding
        if languages and isinstance(embedding, OfflineEmbedding):
            return embedding.translated_query(text, *languages)
        return self._tried(lambda: embedding.get_query_embedding(text), on_wait)

    def _vectors(self, texts: list[str]) -> list[list[float]]:
        made = self._embedding.get_text_embedding_batch(texts)
        if len(made) != len(texts):
            raise ValueError(f"{len(made)} vectors for {len(texts)} texts")
        return made

    def _tried(self, call: Callable[[], Result], on_wait: OnWait = lambda: None, tries: int = 2) -> Result:
        """Return the result of ``call``, which is tried once more after a pause where it fails."""
        while True:
            tries -= 1
            try:
                return call()
            except QaBotError:
                raise
            except Exception as error:  # each service has errors of its own
                if not tries:
                    raise EmbeddingUnavailable(self._line(error)) from error
            for _ in range(_STEPS):
                time.sleep(_PAUSE_SECONDS / _STEPS)
                on_wait()

    def _line(self, error: Exception) -> str:
        message = shorten(printable(str(error)), _LONGEST_REASON)
        reason = f"{type(error).__name__}: {message}" if message else type(error).__name__
        return (
            f"The embedding {self._name} does not answer ({reason}): see that its service runs and can be reached, "
            "then try again."
        )
