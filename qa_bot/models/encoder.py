"""Texts → unit vectors, one for a text or one for each of its tokens, by an offline model."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy
import numpy.typing
import onnxruntime

from qa_bot.models import graph
from qa_bot.models.cache import cached_file
from qa_bot.models.offline_model import OfflineModel, Tokens

Vectors = numpy.typing.NDArray[numpy.float32]
Integers = numpy.typing.NDArray[numpy.int64]


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of one text, without the special ones.

    Attributes:
        ids: Numbers in the model's vocabulary (tokens,).
        offsets: Where each starts and ends in the text, in characters (tokens, 2).
        vectors: Of unit length (tokens, dimensions).
    """

    ids: Integers
    offsets: Integers
    vectors: Vectors


class Encoder:
    """A model in memory. Threads may share it.

    A text that is longer than the model's input is read in windows of equal length, so that none of it is unseen. Texts
    go through one at a time: dynamic int8 scales a whole batch by its largest value, so in a batch a text's vector
    would depend on its neighbours (cosine down to .988, measured), and an index on the order of its files.
    """

    def __init__(self, model: OfflineModel, precision: graph.Precision = "int8") -> None:
        """Load the graph, which is built and cached when the user first needs it.

        Raises:
            WeightsMissing: the weights are not installed, or not the published ones.
        """
        self.model = model
        self._tokenize = model.read_tokenizer()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(4, os.cpu_count() or 1)
        # Threads that spin while they wait take the cores from all else: a question 94 ms instead of 60, and 156
        # instead of 81 beside another process.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        path = cached_graph(model, precision)
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def passage_vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of unit length for each passage (passages, dimensions)."""
        if not texts:
            return numpy.zeros((0, self._session.get_outputs()[1].shape[1]), dtype=numpy.float32)
        return numpy.stack([self._vector(text, self.model.passage_prefix) for text in texts])

    def query_vector(self, text: str) -> Vectors:
        """Return the vector of a question, of unit length (dimensions,)."""
        return self._vector(text, self.model.query_prefix)

    def passage_tokens(self, text: str) -> TokenVectors:
        """Return a vector for each token of a passage, which depends on the whole passage."""
        return self._tokens(text, self.model.passage_prefix)

    def query_tokens(self, text: str) -> TokenVectors:
        """Return a vector for each token of a question, which depends on the whole question."""
        return self._tokens(text, self.model.query_prefix)

    def _vector(self, text: str, prefix: str) -> Vectors:
        """Return the mean of the windows' vectors, by their lengths, scaled to unit length."""
        windows = self._windows(self._tokenize(text).ids, prefix)
        total = sum(max(1, len(window)) * self._run("vectors", window, prefix)[0] for window in windows)
        return numpy.asarray(total / numpy.linalg.norm(total), dtype=numpy.float32)

    def _tokens(self, text: str, prefix: str) -> TokenVectors:
        tokens, states = self._states(text, prefix)
        ids, offsets = numpy.array(tokens.ids, dtype=numpy.int64), numpy.array(tokens.offsets, dtype=numpy.int64)
        offsets = offsets.reshape(-1, 2)
        visible = offsets[:, 0] < offsets[:, 1]
        return TokenVectors(ids[visible], offsets[visible], _unit(_unit(states[visible]) - self._center))

    @cached_property
    def _center(self) -> Vectors:
        """The mean token vector of the model's sample."""
        if not self.model.sample:
            return numpy.zeros(1, dtype=numpy.float32)
        states = [self._states(text, self.model.passage_prefix)[1] for text in self.model.sample]
        return numpy.asarray(_unit(numpy.concatenate(states)).mean(axis=0))

    def _states(self, text: str, prefix: str) -> tuple[Tokens, Vectors]:
        """Return the tokens of a text with the model's last states (tokens, dimensions)."""
        tokens = self._tokenize(text)
        added = 1 + len(self._tokenize(prefix).ids)
        windows = self._windows(tokens.ids, prefix)
        return tokens, numpy.concatenate([self._run("tokens", window, prefix)[0][added:-1] for window in windows])

    def _windows(self, ids: Sequence[int], prefix: str) -> list[Integers]:
        """Divide ``ids`` into the fewest windows that fit with what is added to each, all about equally long."""
        room = self.model.maximum_tokens - 2 - len(self._tokenize(prefix).ids)
        return numpy.array_split(numpy.array(ids, dtype=numpy.int64), max(1, -(-len(ids) // room)))

    def _run(self, output: str, window: Integers, prefix: str) -> Any:
        first, last = self.model.end_ids
        ids = numpy.array([[first, *self._tokenize(prefix).ids, *window, last]], dtype=numpy.int64)
        return self._session.run([output], {"ids": ids, "mask": numpy.ones_like(ids)})[0]


def _unit(vectors: Vectors) -> Vectors:
    return numpy.asarray(vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


_LOADING = threading.Lock()


def encoder_of(model: OfflineModel) -> Encoder:
    """Return this process's only encoder of a model, loaded at the first call."""
    with _LOADING:
        return _loaded(model)


@cache
def _loaded(model: OfflineModel) -> Encoder:
    return Encoder(model)


def cached_graph(model: OfflineModel, precision: graph.Precision, folder: Path | None = None) -> Path:
    """Return the graph's file, built if the cache lacks it."""

    def write(target: Path) -> None:
        graph.write_graph(model.read_tensors(), model.architecture, target, precision)

    return cached_file(f"{model.fingerprint}-{precision}.onnx", write, folder)
