"""A slow model, so that a visitor can stop a question."""

import os
import time
from pathlib import Path

from tests.faults.hash_embedding import HashEmbedding

RELEASED = "TESTS_RELEASED"
"""The variable of the environment that names the file that ends the wait, once it is there."""

QUICK = ("warm", "Baku")
"""Questions with one of these words do not take long."""


class SlowEmbedding(HashEmbedding):
    """Vectors without a meaning, those of a question only when they are released."""

    def _get_query_embedding(self, query: str) -> list[float]:
        if not any(word in query for word in QUICK):
            while not Path(os.environ[RELEASED]).exists():
                time.sleep(0.1)
        return super()._get_query_embedding(query)
