"""The reader: its graph, and what it finds in 30 fixed pairs of a question and a passage."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
import onnx
import pytest

from qa_bot.errors import WeightsMissing
from qa_bot.models import minilm
from qa_bot.models.encoder import encoder_of
from qa_bot.models.reader import (
    END,
    EVIDENCE,
    QUESTION,
    START,
    WEIGHTS,
    WINDOW,
    Reader,
    build_graph,
    read_tensors,
    the_reader,
)
from qa_bot.models.weights import check_weights, find_weights

QUESTION_TEXT, PASSAGE = "When was the mill built?", "The mill was built in 1891. It burnt down twice."


@pytest.fixture(scope="module")
def float32(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return Reader("float32")


def outputs(reader: Reader, question: str, passage: str) -> numpy.typing.NDArray[numpy.float32]:
    encoder = encoder_of(minilm.MODEL)
    asked, read = encoder.lower_states(question), encoder.passage_tokens(passage, lower=True)
    parts = numpy.array([QUESTION] * len(asked) + [WINDOW] * len(read.ids))
    return reader.read(numpy.concatenate([asked, read.lower]), parts)


def test_every_token_of_question_and_window_has_three_outputs() -> None:
    found = outputs(the_reader(), QUESTION_TEXT, PASSAGE)
    tokens = len(encoder_of(minilm.MODEL).passage_tokens(PASSAGE).ids)
    asked = len(encoder_of(minilm.MODEL).lower_states(QUESTION_TEXT))
    assert found.shape == (asked + tokens, 3)
    assert numpy.isfinite(found).all()
    assert {START, END, EVIDENCE} == {0, 1, 2}


def test_int8_comes_close_to_float32(float32: Reader) -> None:
    """Log-odds of several units either way: half a unit of mean difference changes no answer."""
    found, wanted = (outputs(reader, QUESTION_TEXT, PASSAGE) for reader in (the_reader(), float32))
    assert 0 < float(numpy.abs(found - wanted).mean()) < 0.5
    assert float(numpy.corrcoef(found.ravel(), wanted.ravel())[0, 1]) > 0.98


def test_the_same_input_gives_the_same_outputs() -> None:
    first, second = (outputs(the_reader(), QUESTION_TEXT, PASSAGE) for _ in range(2))
    assert numpy.array_equal(first, second)


def test_the_graph_is_well_formed() -> None:
    built = build_graph(read_tensors(find_weights(WEIGHTS)))
    onnx.checker.check_model(built)
    assert [one.name for one in built.graph.input] == ["states", "parts"]
    assert [one.name for one in built.graph.output] == ["outputs"]


def test_the_weights_are_small_and_are_those_that_are_named(tmp_path: Path) -> None:
    path = find_weights(WEIGHTS)
    assert path.stat().st_size < 15_000_000
    (tmp_path / "models").mkdir()
    (tmp_path / WEIGHTS.path).write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(WeightsMissing, match="not the published file"):
        check_weights(WEIGHTS, tmp_path)
    with pytest.raises(WeightsMissing, match="missing"):
        check_weights(replace(WEIGHTS, path="models/none.safetensors"), tmp_path)


def test_matrices_are_their_values_by_the_scales_of_their_rows(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    values, scales = numpy.array([[1, -2], [3, 4]], numpy.int8), numpy.array([0.5, 2.0], numpy.float32)
    stored: dict[str, Any] = {"w": values, "w.scale": scales, "b": numpy.ones(2, numpy.float16)}
    save_file(stored, tmp_path / "few.safetensors")
    found = read_tensors(tmp_path / "few.safetensors")
    assert found["w"].tolist() == [[0.5, -1.0], [6.0, 8.0]]
    assert found["b"].dtype == numpy.float32


def pairs() -> list[dict[str, str]]:
    lines = Path(__file__).with_name("reader_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def span_of(question: str, passage: str) -> str:
    """Return the best span of at most 30 tokens of a whole passage."""
    read = encoder_of(minilm.MODEL).passage_tokens(passage)
    found = outputs(the_reader(), question, passage)[-len(read.ids) :]
    scores = {
        (start, end): found[start, START] + found[end, END]
        for start in range(len(found))
        for end in range(start, min(start + 30, len(found)))
    }
    start, end = max(scores, key=lambda pair: float(scores[pair]))
    return passage[read.offsets[start, 0] : read.offsets[end, 1]]


def test_the_spans_of_thirty_pairs_are_pinned() -> None:
    """``span`` is what this reader finds, ``answer`` what is right; near ties may fall otherwise elsewhere."""
    found = {one["question"]: span_of(one["question"], one["passage"]) for one in pairs()}
    assert len(found) == 30
    assert sum(found[one["question"]] != one["span"] for one in pairs()) <= 2


def test_more_than_half_of_the_pinned_spans_are_the_answer() -> None:
    right = [one for one in pairs() if one["answer"] in one["span"] and len(one["span"]) < 3 * len(one["answer"])]
    assert len(right) >= 18
