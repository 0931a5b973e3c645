"""A model that takes its time with a question, so that a visitor can lose patience."""

import threading

from tests.faults.telling import TellingEmbedding

SECONDS = 20.0
QUICK = ("warm", "Baku")
"""Questions with one of these words do not take long."""


class SlowEmbedding(TellingEmbedding):
    """Vectors without a meaning, those of a question after twenty seconds."""

    def _get_query_embedding(self, query: str) -> list[float]:
        if not any(word in query for word in QUICK):
            threading.Event().wait(SECONDS)
        return super()._get_query_embedding(query)
