"""A sentence encoder as an ONNX graph, written node by node from its tensors.

Outputs: ``tokens``, the last hidden state (batch, tokens, dimensions), and ``vectors``, its mean over the tokens that
the mask keeps, scaled to unit length (batch, dimensions): the pooling that all-MiniLM-L6-v2 and multilingual-e5-small
were trained with. ``lower`` is the state that a reader goes on from, where there is one for the model.
"""

from dataclasses import dataclass
from pathlib import Path

import onnx
from onnx import TensorProto, helper

from qa_bot.models.layers import (
    MICROSOFT,
    BlockQuantized,
    GraphWriter,
    Precision,
    Tensors,
    add_constants,
    add_layer,
    finish,
    save_graph,
    tokens_info,
)

VERSION = "1"
"""To be raised whenever the same tensors give other vectors: stores are then embedded again."""

LAYOUT = "2"
"""To be raised whenever the graph changes otherwise; part of the cached graph's file name, as the version is."""

_WORDS = "embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shape of an encoder; its dimensions and its vocabulary are those of its tensors.

    Attributes:
        layers: How many there are.
        heads: Attention heads of a layer.
        unquantized: The linear maps that stay in single precision in an int8 graph, by the names of their tensors.
        lower: How many layers are below the output ``lower``; 0 where there is none.
    """

    layers: int
    heads: int
    unquantized: tuple[str, ...] = ()
    lower: int = 0


def build_graph(tensors: Tensors, architecture: Architecture) -> onnx.ModelProto:
    """Return the float32 graph of a model.

    Inputs are ``ids`` and ``mask``, both int64 (batch, tokens); there is one segment, so its embedding is a constant.
    """
    writer = GraphWriter(tensors, architecture.heads, len(tensors["embeddings.LayerNorm.weight"]))
    add_constants(writer)
    hidden = _embedded(writer)
    blocked = _blocked(writer)
    for layer in range(architecture.layers):
        hidden = add_layer(writer, hidden, blocked, f"encoder.layer.{layer}")
        if layer + 1 == architecture.lower:
            writer.node("Identity", hidden, name="lower")
    tokens = writer.node("Identity", hidden, name="tokens")
    _add_pooling(writer, tokens)
    return _model(writer, has_lower=architecture.lower > 0)


def write_graph(tensors: Tensors, architecture: Architecture, target: Path, precision: Precision) -> None:
    """Write the graph to ``target``. Word embeddings that are published in 4-bit blocks stay as they are."""
    save_graph(build_graph(tensors, architecture), target, precision, architecture.unquantized)


def _embedded(writer: GraphWriter) -> str:
    """Word, position and (constant) segment embeddings, summed and normed."""
    words = _word_embeddings(writer)
    shape = writer.node("Shape", "ids")
    length = writer.node("Gather", shape, "one")
    positions = writer.node("Range", "zero", length, "one")
    at_positions = writer.node("Gather", writer.weight("embeddings.position_embeddings.weight"), positions)
    segment = writer.constant("segment", writer.tensors["embeddings.token_type_embeddings.weight"][0])
    summed = writer.node("Add", writer.node("Add", words, at_positions), segment)
    return writer.normed(summed, "embeddings.LayerNorm")


def _word_embeddings(writer: GraphWriter) -> str:
    matrix = writer.tensors[_WORDS]
    if not isinstance(matrix, BlockQuantized):
        return writer.node("Gather", writer.weight(_WORDS), "ids")
    scales = writer.constant(f"{_WORDS}.scales", matrix.scales)
    inputs = (writer.packed(_WORDS, matrix), "ids", scales)
    # Shapes cannot be inferred through an operator of onnxruntime's own.
    writer.shapes.append(tokens_info("words", writer.dimensions))
    settings = {"domain": MICROSOFT, "block_size": matrix.block, "quantize_axis": 1}
    return writer.node("GatherBlockQuantized", *inputs, name="words", **settings)


def _blocked(writer: GraphWriter) -> str:
    """(batch, 1, 1, tokens): 0 where the mask keeps a token, the least float where it is padding."""
    kept = writer.node("Cast", "mask", to=TensorProto.FLOAT, name="kept")
    dropped = writer.node("Mul", writer.node("Sub", "float_one", kept), "minus_huge")
    return writer.node("Unsqueeze", dropped, "axes_heads")


def _add_pooling(writer: GraphWriter, tokens: str) -> str:
    """The mean of the kept tokens, scaled to unit length."""
    weights = writer.node("Unsqueeze", "kept", "axes_last")
    total = writer.node("ReduceSum", writer.node("Mul", tokens, weights), "axes_tokens", keepdims=0)
    count = writer.node("Max", writer.node("ReduceSum", weights, "axes_tokens", keepdims=0), "tiny")
    mean = writer.node("Div", total, count)
    length = writer.node("Max", writer.node("ReduceL2", mean, axes=[-1], keepdims=1), "tiny")
    return writer.node("Div", mean, length, name="vectors")


def _model(writer: GraphWriter, *, has_lower: bool) -> onnx.ModelProto:
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in ("ids", "mask")]
    outputs = [
        tokens_info("tokens", writer.dimensions),
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", writer.dimensions]),
    ]
    if has_lower:
        outputs.append(tokens_info("lower", writer.dimensions))
    return finish(writer, "sentence-encoder", inputs, outputs)
