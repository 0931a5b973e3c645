"""An embedding by hashes that logs each text, so that a test can count over many processes that are killed."""

import hashlib
import os
import time

from llama_index.core.base.embeddings.base import BaseEmbedding

LOG = "EMBEDDED_TEXTS"
"""The variable that names the file that each embedded text's hash is written to, a line each."""

_SECONDS = 0.002


class HashEmbedding(BaseEmbedding):
    """Sixteen dimensions by the text's hash. With a log, each text takes two milliseconds and leaves a line there."""

    embed_batch_size: int = 2

    def _get_text_embedding(self, text: str) -> list[float]:
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        if os.environ.get(LOG):
            log = os.open(os.environ[LOG], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(log, f"{digest.hex()}\n".encode())
            os.close(log)
            time.sleep(_SECONDS)
        numbers = [byte / 255 - 0.5 for byte in digest[:16]]
        length = sum(number * number for number in numbers) ** 0.5
        return [number / length for number in numbers]

    def _get_query_embedding(self, query: str) -> list[float]:
        digest = hashlib.sha256(query.encode("utf-8")).digest()
        numbers = [byte / 255 - 0.5 for byte in digest[:16]]
        length = sum(number * number for number in numbers) ** 0.5
        return [number / length for number in numbers]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
