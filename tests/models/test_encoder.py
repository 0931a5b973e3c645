import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import pytest

from qa_bot.models import graph, weights
from qa_bot.models.encoder import MAXIMUM_TOKENS, Encoder, cached_graph, default_encoder
from qa_bot.models.graph import DIMENSIONS
from qa_bot.models.weights import find_weights

REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))
"""Texts with the vectors that sentence-transformers gives for them, rounded to five digits."""

TEXTS = [one["text"] for one in REFERENCE]
ODD = ["", " ", "\0", "🙂", "\u2028", "x" * 5000, "word " * 2000, "Türkiye’s İstanbul", "e\u0301", "。" * 400]


@pytest.fixture(params=["int8", "float32"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    found: Encoder = request.getfixturevalue(request.param)
    return found


def test_the_model_s_runtime_leaves_nothing_in_its_user_s_home(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    subprocess.run(
        [sys.executable, "-c", "import qa_bot.models.encoder"], check=True, env=kept | {"HOME": str(tmp_path)}
    )
    assert list(tmp_path.rglob("*")) == []


def test_float32_gives_what_sentence_transformers_gives(float32: Encoder) -> None:
    wanted = numpy.array([one["vector"] for one in REFERENCE])
    assert len(wanted) >= 10
    assert ((float32.vectors(TEXTS) * wanted).sum(axis=1) >= 0.999).all()


def test_int8_comes_near_it(int8: Encoder) -> None:
    wanted = numpy.array([one["vector"] for one in REFERENCE])
    cosines = (int8.vectors(TEXTS) * wanted).sum(axis=1)
    assert (cosines >= 0.97).all()
    assert (cosines < 0.9999).any()  # or it is no int8 at all


def test_vectors_are_of_unit_length_whatever_the_text(encoder: Encoder) -> None:
    vectors = encoder.vectors(TEXTS + ODD)
    assert vectors.shape == (len(TEXTS + ODD), DIMENSIONS)
    assert vectors.dtype == numpy.float32
    assert numpy.allclose(numpy.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_has_one_vector_alone_and_among_others_and_in_any_order(encoder: Encoder) -> None:
    texts = TEXTS[:4]
    together = encoder.vectors(texts)
    assert numpy.array_equal(encoder.vectors(texts[::-1])[::-1], together)
    assert numpy.array_equal(numpy.concatenate([encoder.vectors([text]) for text in texts]), together)
    assert numpy.array_equal(list(encoder.each_vector(texts)), together)


def test_threads_at_once_get_the_vectors_that_one_gets(int8: Encoder) -> None:
    texts = TEXTS[:4]
    wanted = int8.vectors(texts)
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(int8.vectors, [texts] * 4):
            assert numpy.array_equal(found, wanted)


def test_no_texts_have_no_vectors(int8: Encoder) -> None:
    assert int8.vectors([]).shape == (0, DIMENSIONS)


def test_likeness_in_meaning_is_nearness(encoder: Encoder) -> None:
    asked, near, far = encoder.vectors(
        ["When was the treaty signed?", "The agreement was concluded on June 15.", "Bananas are rich in potassium."]
    )
    assert asked @ near > asked @ far + 0.2


@pytest.mark.parametrize("text", ["The Shusha Declaration was signed.", "Türkiye’s İstanbul – center¹⁰", *ODD])
def test_the_offsets_of_a_token_are_those_of_its_characters(int8: Encoder, text: str) -> None:
    read = int8.token_vectors(text)
    assert len(read.ids) == len(read.offsets) == len(read.vectors) <= MAXIMUM_TOKENS
    starts, ends = read.offsets[:, 0], read.offsets[:, 1]
    assert (starts < ends).all()
    assert (ends <= len(text)).all()
    assert (starts[1:] >= starts[:-1]).all()


def test_tokens_are_slices_of_the_text(int8: Encoder) -> None:
    text = "The Shusha Declaration, signed\n\nin Türkiye on June 15."
    pieces = [text[start:end] for start, end in int8.token_vectors(text).offsets]
    assert "".join(pieces) == "".join(text.split())
    assert {"The", "signed", "June", "15", "."} <= set(pieces)


def test_token_vectors_are_of_unit_length_and_see_the_whole_text(int8: Encoder) -> None:
    river, money = int8.token_vectors("the river bank"), int8.token_vectors("the savings bank")
    assert numpy.allclose(numpy.linalg.norm(river.vectors, axis=1), 1, atol=1e-5)
    assert river.ids[-1] == money.ids[-1]
    assert river.vectors[-1] @ money.vectors[-1] < 0.95


def test_the_end_of_a_very_long_text_is_not_seen(int8: Encoder) -> None:
    long = "army " * 400
    assert numpy.array_equal(int8.vectors([long]), int8.vectors([long + "banana"]))
    short = "army " * 200
    assert not numpy.array_equal(int8.vectors([short]), int8.vectors([short + "banana"]))


def test_the_process_has_one_encoder() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len({id(one) for one in threads.map(lambda _: default_encoder(), range(4))}) == 1


def test_first_runs_at_once_build_one_graph_which_is_not_built_again(tmp_path: Path) -> None:
    files = find_weights()
    with ThreadPoolExecutor(3) as threads:
        (path,) = set(threads.map(lambda _: cached_graph(files, "float32", tmp_path), range(3)))
    assert [one for one in tmp_path.iterdir() if one.stat().st_size] == [path]
    built = path.stat().st_mtime_ns
    assert cached_graph(files, "float32", tmp_path) == path
    assert path.stat().st_mtime_ns == built


def test_a_cached_graph_is_of_its_weights_its_builder_and_its_precision(tmp_path: Path) -> None:
    precisions: tuple[graph.Precision, ...] = ("float32", "int8")
    for precision in precisions:
        name = f"all-MiniLM-L6-v2-{weights.SHA256[:12]}-{graph.VERSION}-{precision}.onnx"
        (tmp_path / name).write_bytes(b"built before")
        assert cached_graph(find_weights(), precision, tmp_path) == tmp_path / name
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"built before"}


@pytest.mark.parametrize("word", ["banana", "Iran", "IRAN", "Turkey", "the", "guitar"])
def test_a_common_word_is_known_as_a_whole(int8: Encoder, word: str) -> None:
    assert int8.knows(word)


@pytest.mark.parametrize("word", ["Garabagh", "Erdogen", "Azerbiajan", "", " ", "two words", "\U0010ffff", "x" * 500])
def test_a_misspelled_name_is_not(int8: Encoder, word: str) -> None:
    assert not int8.knows(word)
