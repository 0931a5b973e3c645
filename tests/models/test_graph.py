from pathlib import Path

import numpy
import onnx
import onnxruntime
import pytest

from qa_bot.models.graph import DIMENSIONS


def test_int8_is_a_quarter_in_size(graphs: dict[str, Path]) -> None:
    assert graphs["int8"].stat().st_size < 0.27 * graphs["float32"].stat().st_size


@pytest.mark.parametrize("name", ["float32", "int8"])
def test_a_graph_is_well_formed_and_has_the_two_outputs(graphs: dict[str, Path], name: str) -> None:
    model = onnx.load(graphs[name])
    onnx.checker.check_model(model)
    assert [one.name for one in model.graph.input] == ["ids", "mask"]
    assert [one.name for one in model.graph.output] == ["tokens", "vectors"]


def test_what_the_mask_drops_does_not_count(graphs: dict[str, Path]) -> None:
    session = onnxruntime.InferenceSession(graphs["float32"], providers=["CPUExecutionProvider"])
    ids = numpy.array([[101, 2390, 102]])
    (alone,) = session.run(["vectors"], {"ids": ids, "mask": numpy.ones_like(ids)})
    padded = numpy.array([[101, 2390, 102, 7592, 7592]])
    mask = numpy.array([[1, 1, 1, 0, 0]])
    tokens, masked = session.run(["tokens", "vectors"], {"ids": padded, "mask": mask})
    assert tokens.shape == (1, 5, DIMENSIONS)
    assert numpy.allclose(alone, masked, atol=1e-5)
    (unmasked,) = session.run(["vectors"], {"ids": padded, "mask": numpy.ones_like(padded)})
    assert not numpy.allclose(alone, unmasked, atol=1e-2)
