"""An embedding service on this machine that fails on request, and the LlamaIndex embedding that calls it."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from llama_index.core.base.embeddings.base import BaseEmbedding

ADDRESS = "TESTS_EMBEDDING_SERVICE"
"""The variable of the environment that holds the service's address."""


class Service:
    """The server; ``fails`` decides by a request's number, from 0, whether it is answered by 503."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.embedded: list[str] = []
        self.fails: Callable[[int], bool] = lambda _: False

    def answer(self, texts: list[str]) -> list[list[float]] | None:
        number = len(self.asked)
        self.asked.append(texts)
        if self.fails(number):
            return None
        self.embedded += texts
        return [[1.0, *(float(text.count(letter)) for letter in "aeiou")] for text in texts]


@contextmanager
def serving() -> Iterator[tuple[Service, str]]:
    """The service, and its address while the block runs."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made = service.answer(texts)
            body = json.dumps(made).encode()
            self.send_response(200 if made is not None else 503)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield service, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class HttpEmbedding(BaseEmbedding):
    """Two texts a request."""

    embed_batch_size: int = 2

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        answer = httpx.post(os.environ[ADDRESS], json=texts)
        made: list[list[float]] = answer.raise_for_status().json()
        return made

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class ForgetfulEmbedding(HttpEmbedding):
    """A vector too few."""

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return super()._get_text_embeddings(texts)[1:]


def unready() -> BaseEmbedding:
    """As one that lacks its key."""
    raise ValueError("no key\nfor the service")
