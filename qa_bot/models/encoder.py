"""Texts → unit vectors, one for a text or one for each of its tokens, by an offline model."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy
import numpy.typing
import onnxruntime

from qa_bot.models import graph
from qa_bot.models.cache import cached_file
from qa_bot.models.layers import Precision
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
        lower: The states that a reader goes on from (tokens, dimensions); no rows where they were not asked for.
    """

    ids: Integers
    offsets: Integers
    vectors: Vectors
    lower: Vectors = field(default_factory=lambda: numpy.zeros((0, 0), dtype=numpy.float32))


class Encoder:
    """A model in memory. Threads may share it.

    A text that is longer than the model's input is read in windows of equal length, so that none of it is unseen. Texts
    go through one at a time: dynamic int8 scales a whole batch by its largest value, so in a batch a text's vector
    would depend on its neighbours (cosine down to .988, measured), and an index on the order of its files.
    """

    def __init__(self, model: OfflineModel, precision: Precision = "int8") -> None:
        """Load the graph, which is built and cached when the user first needs it.

        Raises:
            WeightsMissing: the weights are not installed, or not the published ones.
        """
        self.model = model
        self._tokenize = model.read_tokenizer()
        self._session = open_session(cached_graph(model, precision))

    def passage_vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of unit length for each passage (passages, dimensions)."""
        if not texts:
            return numpy.zeros((0, self._session.get_outputs()[1].shape[1]), dtype=numpy.float32)
        return numpy.stack([self._vector(text, self.model.passage_prefix) for text in texts])

    def query_vector(self, text: str) -> Vectors:
        """Return the vector of a question, of unit length (dimensions,)."""
        return self._vector(text, self.model.query_prefix)

    def passage_tokens(self, text: str, *, lower: bool = False) -> TokenVectors:
        """Return a vector for each token of a passage, which depends on the whole passage; its states if ``lower``."""
        read = self._tokens(text, self.model.passage_prefix)
        return read if lower else replace(read, lower=read.lower[:0])

    def query_tokens(self, text: str) -> TokenVectors:
        """Return a vector for each token of a question, which depends on the whole question."""
        return self._tokens(text, self.model.query_prefix)

    def _vector(self, text: str, prefix: str) -> Vectors:
        """Return the mean of the windows' vectors, by their lengths, scaled to unit length."""
        windows = self._windows(self._tokenize(text).ids, prefix)
        total = sum(max(1, len(window)) * self._run(("vectors",), window, prefix)[0][0] for window in windows)
        return numpy.asarray(total / numpy.linalg.norm(total), dtype=numpy.float32)

    def _tokens(self, text: str, prefix: str) -> TokenVectors:
        tokens, states, lower = self._states(text, prefix)
        ids, offsets = numpy.array(tokens.ids, dtype=numpy.int64), numpy.array(tokens.offsets, dtype=numpy.int64)
        offsets = offsets.reshape(-1, 2)
        visible = offsets[:, 0] < offsets[:, 1]
        vectors = _unit(_unit(states[visible]) - self._center)
        return TokenVectors(ids[visible], offsets[visible], vectors, lower[visible] if len(lower) else lower)

    @cached_property
    def _center(self) -> Vectors:
        """The mean token vector of the model's sample."""
        if not self.model.sample:
            return numpy.zeros(1, dtype=numpy.float32)
        states = [self._states(text, self.model.passage_prefix)[1] for text in self.model.sample]
        return numpy.asarray(_unit(numpy.concatenate(states)).mean(axis=0))

    def lower_states(self, text: str) -> Vectors:
        """Return the states that a reader goes on from, also of the tokens that open and close the text."""
        (window, *_) = self._windows(self._tokenize(text).ids, "")
        return numpy.asarray(self._run(("lower",), window, "")[0][0])

    def _states(self, text: str, prefix: str) -> tuple[Tokens, Vectors, Vectors]:
        """Return the tokens of a text with the model's last and lower states (tokens, dimensions)."""
        tokens = self._tokenize(text)
        added = 1 + len(self._tokenize(prefix).ids)
        outputs = ("tokens", "lower") if self.model.architecture.lower else ("tokens",)
        read = [self._run(outputs, window, prefix) for window in self._windows(tokens.ids, prefix)]
        last, *lower = (
            numpy.concatenate([state[0][added:-1] for state in states]) for states in zip(*read, strict=True)
        )
        return tokens, last, lower[0] if lower else last[:0]

    def _windows(self, ids: Sequence[int], prefix: str) -> list[Integers]:
        """Divide ``ids`` into the fewest windows that fit with what is added to each, all about equally long."""
        longest = self.model.maximum_tokens - 2 - len(self._tokenize(prefix).ids)
        return numpy.array_split(numpy.array(ids, dtype=numpy.int64), max(1, -(-len(ids) // longest)))

    def _run(self, outputs: Sequence[str], window: Integers, prefix: str) -> list[Any]:
        first, last = self.model.end_ids
        ids = numpy.array([[first, *self._tokenize(prefix).ids, *window, last]], dtype=numpy.int64)
        return list(self._session.run(outputs, {"ids": ids, "mask": numpy.ones_like(ids)}))


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """Load a graph."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(4, os.cpu_count() or 1)
    # Threads that spin while they wait take the cores from all else: a question 94 ms instead of 60, and 156
    # instead of 81 beside another process.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


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


def cached_graph(model: OfflineModel, precision: Precision, folder: Path | None = None) -> Path:
    """Return the graph's file, built if the cache lacks it."""

    def write(target: Path) -> None:
        graph.write_graph(model.read_tensors(), model.architecture, target, precision)

    return cached_file(f"{model.fingerprint}.{graph.LAYOUT}-{precision}.onnx", write, folder)
