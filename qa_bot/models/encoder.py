"""Texts → unit vectors, one for a text or one for each of its tokens, by the offline model."""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy
import numpy.typing
import onnxruntime
import platformdirs
from filelock import FileLock
from tokenizers import Tokenizer

from qa_bot.models import graph, weights

Vectors = numpy.typing.NDArray[numpy.float32]

MODEL = "all-MiniLM-L6-v2"
MAXIMUM_TOKENS = 256
"""What the model was trained to read at once; the rest of a longer text is not seen."""

_UNKNOWN = "[UNK]"


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of one text, the model's own two at its ends left out.

    ``ids`` are vocabulary numbers (n,), ``offsets`` are (start, end) in characters of the text (n, 2), ``vectors`` are
    of unit length (n, 384).
    """

    ids: numpy.typing.NDArray[numpy.int64]
    offsets: numpy.typing.NDArray[numpy.int64]
    vectors: Vectors


class Encoder:
    """The model in memory. Calls from several threads are safe.

    Texts go through one at a time: dynamic int8 scales a whole batch by its largest value, so in a batch a text's
    vector would depend on its neighbours (cosine down to .988, measured), and an index on the order of its files.
    """

    def __init__(self, precision: graph.Precision = "int8") -> None:
        """Load the graph, building and caching it at the first use ever.

        Raises:
            WeightsMissing: the weights are not installed, or not the published ones.
        """
        files = weights.find_weights()
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAXIMUM_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(4, os.cpu_count() or 1)
        # Threads that wait in a loop for their next part take the cores from all else: a question 94 ms instead of 60,
        # and 156 instead of 81 beside another process.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        path = cached_graph(files, precision)
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One vector of unit length for each text: (texts, 384)."""
        rows = [self._run(["vectors"], self._tokenizer.encode(text))[0] for text in texts]
        return numpy.concatenate(rows) if rows else numpy.zeros((0, graph.DIMENSIONS), dtype=numpy.float32)

    def each_vector(self, texts: Sequence[str]) -> Iterator[Vectors]:
        """The vectors of :meth:`vectors` one by one, (384,) each, so that a long run can tell how far it is."""
        for text in texts:
            yield self.vectors([text])[0]

    def token_vectors(self, text: str) -> TokenVectors:
        """A vector of unit length for each token of the text, each read in the light of the whole text."""
        encoding = self._tokenizer.encode(text)
        hidden = self._run(["tokens"], encoding)[0][0][1:-1]
        lengths = numpy.maximum(numpy.linalg.norm(hidden, axis=1, keepdims=True), 1e-9)
        ids = numpy.array(encoding.ids[1:-1], dtype=numpy.int64)
        offsets = numpy.array(encoding.offsets[1:-1], dtype=numpy.int64).reshape(-1, 2)
        return TokenVectors(ids, offsets, hidden / lengths)

    def knows(self, word: str) -> bool:
        """Whether the model's vocabulary has a word as a whole: common words and well-known names, not rare ones."""
        encoding = self._tokenizer.encode(word, add_special_tokens=False)
        return len(encoding.ids) == 1 and encoding.tokens[0] != _UNKNOWN

    def _run(self, outputs: list[str], encoding: Any) -> list[Any]:
        ids = numpy.array([encoding.ids], dtype=numpy.int64)
        return list(self._session.run(outputs, {"ids": ids, "mask": numpy.ones_like(ids)}))


_LOADING = threading.Lock()


def default_encoder() -> Encoder:
    """The one encoder of this process, loaded at the first call."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Encoder:
    return Encoder()


def cached_graph(files: weights.Weights, precision: graph.Precision, folder: Path | None = None) -> Path:
    """The graph's file, built if the cache lacks it; keyed by the weights' hash and the builder's version."""
    folder = folder or platformdirs.user_cache_path("qa_bot")
    target = folder / f"{MODEL}-{weights.SHA256[:12]}-{graph.VERSION}-{precision}.onnx"
    if target.is_file():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_suffix(".lock")):  # two first runs at once build it once
        if not target.is_file():
            building = target.with_suffix(".building")
            graph.write_graph(files.tensors, building, precision)
            building.replace(target)
    return target
