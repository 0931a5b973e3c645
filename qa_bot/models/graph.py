"""A sentence encoder as an ONNX graph, written node by node from its tensors.

BERT as published by Devlin et al. (2018), with the names that Hugging Face gives its tensors. Two outputs: ``tokens``,
the last hidden state (batch, tokens, dimensions), and ``vectors``, its mean over the tokens that the mask keeps, scaled
to unit length (batch, dimensions): the pooling that all-MiniLM-L6-v2 and multilingual-e5-small were trained with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy
import numpy.typing
import onnx
from onnx import TensorProto, helper, numpy_helper

Precision = Literal["float32", "int8"]

VERSION = "1"
"""To be raised whenever the same tensors give another graph; part of the cached graph's file name."""

_WORDS = "embeddings.word_embeddings.weight"
_EPSILON = 1e-12
_OPSET = 17
_IR_VERSION = 10
_MICROSOFT = "com.microsoft"  # the domain of onnxruntime's own operators


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shape of an encoder; its dimensions and its vocabulary are those of its tensors.

    Attributes:
        layers: How many there are.
        heads: Attention heads of a layer.
        unquantized: The linear maps that stay in single precision in an int8 graph, by the names of their tensors.
    """

    layers: int
    heads: int
    unquantized: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockQuantized:
    """A matrix in 4-bit blocks: each value is to be multiplied by the scale of its block.

    Attributes:
        values: From -8 to 7, int8 (rows, columns).
        scales: float32 (rows, blocks); a block is ``columns / blocks`` values of a row.
    """

    values: numpy.typing.NDArray[numpy.int8]
    scales: numpy.typing.NDArray[numpy.float32]

    @property
    def block(self) -> int:
        """Values in a block."""
        return int(self.values.shape[1] // self.scales.shape[1])

    def dequantized(self) -> numpy.typing.NDArray[numpy.float32]:
        """Return the matrix in single precision."""
        return self.values * self.scales.repeat(self.block, axis=1)


Tensors = Mapping[str, Any]
"""Arrays by the names of their tensors, the word embeddings also as :class:`BlockQuantized`."""


def _product(name: str) -> str:
    return f"{name}.product"


class _Writer:
    """Collects nodes and constants; every method returns the name of what it adds."""

    def __init__(self, tensors: Tensors, architecture: Architecture) -> None:
        self.tensors = tensors
        self.heads = architecture.heads
        self.dimensions = len(tensors["embeddings.LayerNorm.weight"])
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}
        self.shapes: list[Any] = []

    def node(self, kind: str, *inputs: str, name: str | None = None, **attributes: Any) -> str:
        output = name or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def constant(self, name: str, value: object) -> str:
        # Not ascontiguousarray: it makes a 0-d array 1-d, which Range and Gather refuse.
        self.constants[name] = numpy_helper.from_array(numpy.array(value), name)
        return name

    def weight(self, name: str, transposed: bool = False) -> str:
        tensor = self.tensors[name]
        return self.constant(name, tensor.T.copy() if transposed else tensor)

    def packed(self, name: str, matrix: BlockQuantized) -> str:
        """Add the matrix's values in 4-bit two's complement, two to a byte, the first in the low half."""
        low, high = matrix.values[:, 0::2] & 15, matrix.values[:, 1::2] & 15
        data = (low | high << 4).astype(numpy.uint8).tobytes()
        self.constants[name] = helper.make_tensor(name, TensorProto.INT4, matrix.values.shape, data, raw=True)
        return name

    def linear(self, value: str, name: str) -> str:
        weight = self.weight(f"{name}.weight", transposed=True)
        product = self.node("MatMul", value, weight, name=_product(name))
        return self.node("Add", product, self.weight(f"{name}.bias"))

    def normed(self, value: str, name: str) -> str:
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", value, scale, shift, axis=-1, epsilon=_EPSILON)


def build_graph(tensors: Tensors, architecture: Architecture) -> onnx.ModelProto:
    """Return the float32 graph of a model.

    Inputs are ``ids`` and ``mask``, both int64 (batch, tokens); there is one segment, so its embedding is a constant.
    """
    writer = _Writer(tensors, architecture)
    _add_constants(writer)
    hidden = _embedded(writer)
    blocked = _blocked(writer)
    for layer in range(architecture.layers):
        hidden = _layer(writer, hidden, blocked, f"encoder.layer.{layer}")
    tokens = writer.node("Identity", hidden, name="tokens")
    _add_pooling(writer, tokens)
    return _model(writer)


def write_graph(tensors: Tensors, architecture: Architecture, target: Path, precision: Precision) -> None:
    """Write the graph to ``target``; int8 is dynamic quantization of the matrix products and the word embeddings.

    Scales by channel and seven bits instead of eight: on 160 Wikipedia paragraphs the mean cosine of all-MiniLM-L6-v2
    to float32 is .994, against .953 with one scale a matrix, where products overflow on processors without 8-bit dot
    products. Word embeddings that are published in 4-bit blocks stay as they are.
    """
    model = build_graph(tensors, architecture)
    if precision == "float32":
        onnx.save(model, target)
        return
    # Slow to import, and only needed once in a model's life.
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    full = target.with_suffix(".float32")
    onnx.save(model, full)
    quantize_dynamic(
        full,
        target,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[_product(name) for name in architecture.unquantized],
    )
    full.unlink()


def _add_constants(writer: _Writer) -> None:
    heads, size = writer.heads, writer.dimensions // writer.heads
    writer.constant("zero", numpy.int64(0))
    writer.constant("one", numpy.int64(1))
    writer.constant("split_heads", numpy.array([0, 0, heads, size], dtype=numpy.int64))
    writer.constant("join_heads", numpy.array([0, 0, writer.dimensions], dtype=numpy.int64))
    writer.constant("head_scale", numpy.float32(size**0.5))
    writer.constant("half", numpy.float32(0.5))
    writer.constant("float_one", numpy.float32(1.0))
    writer.constant("root_two", numpy.float32(2.0**0.5))
    writer.constant("minus_huge", numpy.float32(numpy.finfo(numpy.float32).min))
    writer.constant("tiny", numpy.float32(1e-9))
    writer.constant("axes_heads", numpy.array([1, 2], dtype=numpy.int64))
    writer.constant("axes_last", numpy.array([-1], dtype=numpy.int64))
    writer.constant("axes_tokens", numpy.array([1], dtype=numpy.int64))


def _embedded(writer: _Writer) -> str:
    """Word, position and (constant) segment embeddings, summed and normed."""
    words = _word_embeddings(writer)
    shape = writer.node("Shape", "ids")
    length = writer.node("Gather", shape, "one")
    positions = writer.node("Range", "zero", length, "one")
    at_positions = writer.node("Gather", writer.weight("embeddings.position_embeddings.weight"), positions)
    segment = writer.constant("segment", writer.tensors["embeddings.token_type_embeddings.weight"][0])
    summed = writer.node("Add", writer.node("Add", words, at_positions), segment)
    return writer.normed(summed, "embeddings.LayerNorm")


def _word_embeddings(writer: _Writer) -> str:
    matrix = writer.tensors[_WORDS]
    if not isinstance(matrix, BlockQuantized):
        return writer.node("Gather", writer.weight(_WORDS), "ids")
    scales = writer.constant(f"{_WORDS}.scales", matrix.scales)
    inputs = (writer.packed(_WORDS, matrix), "ids", scales)
    # Shapes cannot be inferred through an operator of onnxruntime's own.
    writer.shapes.append(_tensor_info("words", writer))
    settings = {"domain": _MICROSOFT, "block_size": matrix.block, "quantize_axis": 1}
    return writer.node("GatherBlockQuantized", *inputs, name="words", **settings)


def _tensor_info(name: str, writer: _Writer) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "tokens", writer.dimensions])


def _blocked(writer: _Writer) -> str:
    """(batch, 1, 1, tokens): 0 where the mask keeps a token, the least float where it is padding."""
    kept = writer.node("Cast", "mask", to=TensorProto.FLOAT, name="kept")
    dropped = writer.node("Mul", writer.node("Sub", "float_one", kept), "minus_huge")
    return writer.node("Unsqueeze", dropped, "axes_heads")


def _layer(writer: _Writer, hidden: str, blocked: str, name: str) -> str:
    """One encoder layer: self-attention and a feed-forward block, each added to its input and normed."""
    attended = writer.linear(
        _attention(writer, hidden, blocked, f"{name}.attention.self"), f"{name}.attention.output.dense"
    )
    hidden = writer.normed(writer.node("Add", attended, hidden), f"{name}.attention.output.LayerNorm")
    wide = _gelu(writer, writer.linear(hidden, f"{name}.intermediate.dense"))
    narrow = writer.linear(wide, f"{name}.output.dense")
    return writer.normed(writer.node("Add", narrow, hidden), f"{name}.output.LayerNorm")


def _attention(writer: _Writer, hidden: str, blocked: str, name: str) -> str:
    """Scaled dot-product attention over all heads."""
    query = _heads(writer, writer.linear(hidden, f"{name}.query"), [0, 2, 1, 3])
    key = _heads(writer, writer.linear(hidden, f"{name}.key"), [0, 2, 3, 1])
    value = _heads(writer, writer.linear(hidden, f"{name}.value"), [0, 2, 1, 3])
    scores = writer.node("Div", writer.node("MatMul", query, key), "head_scale")
    shares = writer.node("Softmax", writer.node("Add", scores, blocked), axis=-1)
    mixed = writer.node("Transpose", writer.node("MatMul", shares, value), perm=[0, 2, 1, 3])
    return writer.node("Reshape", mixed, "join_heads")


def _heads(writer: _Writer, value: str, order: list[int]) -> str:
    return writer.node("Transpose", writer.node("Reshape", value, "split_heads"), perm=order)


def _gelu(writer: _Writer, value: str) -> str:
    """The exact GELU: ``x/2 · (1 + erf(x/√2))``."""
    share = writer.node("Add", writer.node("Erf", writer.node("Div", value, "root_two")), "float_one")
    return writer.node("Mul", writer.node("Mul", value, share), "half")


def _add_pooling(writer: _Writer, tokens: str) -> str:
    """The mean of the kept tokens, scaled to unit length."""
    weights = writer.node("Unsqueeze", "kept", "axes_last")
    total = writer.node("ReduceSum", writer.node("Mul", tokens, weights), "axes_tokens", keepdims=0)
    count = writer.node("Max", writer.node("ReduceSum", weights, "axes_tokens", keepdims=0), "tiny")
    mean = writer.node("Div", total, count)
    length = writer.node("Max", writer.node("ReduceL2", mean, axes=[-1], keepdims=1), "tiny")
    return writer.node("Div", mean, length, name="vectors")


def _model(writer: _Writer) -> onnx.ModelProto:
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in ("ids", "mask")]
    outputs = [
        _tensor_info("tokens", writer),
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", writer.dimensions]),
    ]
    constants = list(writer.constants.values())
    graph = helper.make_graph(writer.nodes, "sentence-encoder", inputs, outputs, constants, value_info=writer.shapes)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
    helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})  # all shapes are known: no warning
    onnx.checker.check_model(model)
    return model
