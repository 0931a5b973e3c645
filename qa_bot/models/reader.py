"""The reader: where in a window of text a question is answered, and whether it is.

Its weights are in this package, the upper layers that ``training/`` trained over the lower ones of all-MiniLM-L6-v2:
question and window are read by the lower layers each by itself, together by these. Training, data and figures:
``training/README.md``.
"""

import threading
from functools import cache
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from qa_bot.models import minilm
from qa_bot.models.cache import cached_file
from qa_bot.models.encoder import Integers, Vectors, open_session
from qa_bot.models.layers import (
    GraphWriter,
    Precision,
    Tensors,
    add_constants,
    add_layer,
    finish,
    save_graph,
    tokens_info,
)
from qa_bot.models.weights import WeightsFile, find_weights

WEIGHTS = WeightsFile(
    "qa-bot", "qa_bot", "models/reader.safetensors", "8f3957ccd38e75d2928c56a37214eb5222b92f88fcc3e2c5efe3ccebd9ee477c"
)
FINGERPRINT = f"reader-{WEIGHTS.sha256[:12]}-1"
"""What its outputs depend on; the number is that of its graph."""

QUESTION, TITLE, WINDOW, MATCHED = range(4)
"""The parts of an input. ``MATCHED`` are the tokens of a window that the question has too."""
START, END, EVIDENCE = range(3)
"""The outputs. The mean of the third over a sentence is the sentence's score."""
LEAST_RARE = 2200
"""MiniLM's vocabulary is in the order of frequency: tokens below this are function words and single characters."""
_DIMENSIONS, _HEADS = 384, 12
_SCALE = ".scale"


class Reader:
    """The reader in memory. Threads may share it."""

    def __init__(self, precision: Precision = "int8") -> None:
        """Load the graph, which is built and cached when the user first needs it.

        Raises:
            WeightsMissing: the weights are missing, or not the published ones.
        """
        self._session = open_session(
            cached_file(f"{FINGERPRINT}-{precision}.onnx", lambda path: _write(path, precision))
        )

    def read(self, states: Vectors, parts: Integers) -> Vectors:
        """Return the outputs (tokens, 3) for the lower states of one input and the part of each token.

        The input is the question with the tokens that open and close it, the title and the window, without any. The
        outputs of the first token are those of "it is not answered here".
        """
        (found,) = self._session.run(["outputs"], {"states": states[None], "parts": parts[None]})
        return numpy.asarray(found[0])


def read_tensors(path: Path) -> Tensors:
    """Return the tensors of a file in single precision; matrices are in int8, with a scale for each row."""
    stored = load_file(path)
    found = {name: tensor.astype(numpy.float32) for name, tensor in stored.items() if not name.endswith(_SCALE)}
    for name in stored:
        if name.endswith(_SCALE):
            found[name.removesuffix(_SCALE)] *= stored[name].astype(numpy.float32)[:, None]
    return found


def build_graph(tensors: Tensors) -> onnx.ModelProto:
    """Return the float32 graph: ``states`` (batch, tokens, dimensions), ``parts`` (batch, tokens) → ``outputs``."""
    writer = GraphWriter(tensors, _HEADS, _DIMENSIONS)
    add_constants(writer)
    hidden = writer.node("Add", "states", writer.node("Gather", writer.weight("parts.weight"), "parts"))
    for layer in range(minilm.MODEL.architecture.lower, minilm.MODEL.architecture.layers):
        hidden = add_layer(writer, hidden, None, f"encoder.layer.{layer}")
    writer.node("Identity", writer.linear(hidden, "head"), name="outputs")
    parts = helper.make_tensor_value_info("parts", TensorProto.INT64, ["batch", "tokens"])
    inputs = [tokens_info("states", _DIMENSIONS), parts]
    return finish(writer, "reader", inputs, [tokens_info("outputs", 3)])


def _write(target: Path, precision: Precision) -> None:
    # The last product is small and its values are the result.
    save_graph(build_graph(read_tensors(find_weights(WEIGHTS))), target, precision, unquantized=("head",))


_LOADING = threading.Lock()


def the_reader() -> Reader:
    """Return this process's only reader, loaded at the first call."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Reader:
    return Reader()
