from pathlib import Path

import numpy
import onnx
import onnxruntime
import pytest

from qa_bot.models.layers import BlockQuantized
from qa_bot.models.offline_model import OfflineModel


def test_int8_is_much_smaller(graphs: dict[str, Path], model: OfflineModel) -> None:
    share = graphs["int8"].stat().st_size / graphs["float32"].stat().st_size
    assert share < (0.27 if model.name.startswith("all-MiniLM") else 0.6)  # E5's words are in 4 bits in both


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_a_graph_is_well_formed_and_has_its_outputs(
    graphs: dict[str, Path], model: OfflineModel, precision: str
) -> None:
    built = onnx.load(graphs[precision])
    onnx.checker.check_model(built)
    assert [one.name for one in built.graph.input] == ["ids", "mask"]
    lower = ["lower"] if model.architecture.lower else []
    assert [one.name for one in built.graph.output] == ["tokens", "vectors", *lower]


def test_masked_tokens_do_not_count(graphs: dict[str, Path]) -> None:
    session = onnxruntime.InferenceSession(graphs["float32"], providers=["CPUExecutionProvider"])
    ids = numpy.array([[101, 2390, 102]])
    (alone,) = session.run(["vectors"], {"ids": ids, "mask": numpy.ones_like(ids)})
    padded = numpy.array([[101, 2390, 102, 7592, 7592]])
    mask = numpy.array([[1, 1, 1, 0, 0]])
    tokens, masked = session.run(["tokens", "vectors"], {"ids": padded, "mask": mask})
    assert tokens.shape == (1, 5, 384)
    assert numpy.allclose(alone, masked, atol=1e-5)
    (unmasked,) = session.run(["vectors"], {"ids": padded, "mask": numpy.ones_like(padded)})
    assert not numpy.allclose(alone, unmasked, atol=1e-2)


def test_a_matrix_in_blocks_is_its_values_by_the_scales_of_their_blocks() -> None:
    values = numpy.array([[-8, 7, 1, 0], [2, -2, 3, 3]], dtype=numpy.int8)
    matrix = BlockQuantized(values, numpy.array([[0.5, 2.0], [1.0, 10.0]], dtype=numpy.float32))
    assert matrix.block == 2
    assert matrix.dequantized().tolist() == [[-4.0, 3.5, 2.0, 0.0], [2.0, -2.0, 30.0, 30.0]]
