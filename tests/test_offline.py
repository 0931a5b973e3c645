"""Index and ask without a network: watched by Python's audit hooks, and in a namespace without any."""

import json
from pathlib import Path
from typing import Any

import numpy
import onnxruntime
import pytest

from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.models.encoder import cached_graph
from qa_bot.models.reader import FINGERPRINT
from tests.processes import Begun

DELIBERATE = ["socket.connect 192.0.2.1", "socket.getaddrinfo example.org", "socket.sendto 192.0.2.1"]


def answer_of(begun: Begun) -> dict[str, Any]:
    code, out, err = begun.result()
    assert (code, err) == (0, "")
    report, answer = map(json.loads, out.splitlines())
    assert report["documents"] == 5
    found: dict[str, Any] = answer
    return found


def test_python_never_reaches_for_another_machine(watched: Begun) -> None:
    assert "June 15, 2021" in answer_of(watched)["citations"][0]["quote"]
    # The watch is proven by what the run does on purpose, at its end; there must be nothing before it.
    assert (watched.folder / "seen").read_text(encoding="utf-8").splitlines() == DELIBERATE


def test_all_works_where_there_is_no_network_and_no_cache_at_all(alone: Begun | None) -> None:
    if alone is None:
        pytest.skip("this machine does not let `unshare -rn` take the network away")
    assert "June 15, 2021" in answer_of(alone)["citations"][0]["quote"]
    folder = alone.folder / "cache" / "qa_bot"
    built = {path.name for path in folder.glob("*.onnx") if path.stat().st_size}
    cached = [cached_graph(model, "int8") for model in OFFLINE_MODELS.values()]
    assert built == {*(graph.name for graph in cached), f"{FINGERPRINT}-int8.onnx"}
    for graph in cached:
        # Other vectors under the same name: graph.VERSION was not raised with a change of the builder.
        assert numpy.array_equal(vectors(folder / graph.name), vectors(graph))


def vectors(graph: Path) -> Any:
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    ids = numpy.array([[101, 2043, 2001, 1996, 14021, 20668, 2050, 8170, 2772, 1029, 102]])
    return session.run(["vectors"], {"ids": ids, "mask": numpy.ones_like(ids)})[0]
