import threading

import numpy

from qa_bot.answer.late_interaction import LateInteractionReranker
from qa_bot.answer.token_cache import BUDGET_BYTES, TokenCache, _bytes_of
from qa_bot.models import minilm
from qa_bot.models.encoder import TokenVectors, encoder_of
from qa_bot.records import Hit
from tests.answer.made import Words, analyzed, passage

SENTENCE = "The declaration was signed on June 15, 2021."
TOKENS, DIMENSIONS = 100, 384


class CountingEncoder:
    """Returns vectors of unit length without a model, and records the texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> TokenVectors:
        self.texts.append(text)
        vectors = numpy.random.default_rng(len(text)).normal(size=(TOKENS, DIMENSIONS)).astype(numpy.float32)
        vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
        return TokenVectors(numpy.arange(TOKENS), numpy.zeros((TOKENS, 2), numpy.int64), vectors)


def test_its_bytes_stay_within_the_budget_and_the_least_recently_used_go_first() -> None:
    encoder = CountingEncoder()
    cache = TokenCache(encoder, budget=1_000_000)
    largest = 0
    for number in range(100):
        cache("first")
        cache(f"Text {number}.")
        largest = max(largest, cache.size)
    assert 900_000 < largest <= 1_000_000
    stored = sum(text.vectors.nbytes + text.ids.nbytes + text.offsets.nbytes for text in cache._stored.values())
    assert 0 < cache.size - stored < 100 * len(cache._stored)  # the texts themselves
    assert encoder.texts == ["first", *(f"Text {number}." for number in range(100))]
    cache("Text 0.")
    cache("Text 99.")
    assert encoder.texts[101:] == ["Text 0."]


def test_a_text_beyond_the_budget_is_returned_and_not_stored() -> None:
    encoder = CountingEncoder()
    cache = TokenCache(encoder, budget=1_000)
    for _ in range(2):
        assert cache("text").vectors.shape == (TOKENS, DIMENSIONS)
    assert (len(encoder.texts), cache.size) == (2, 0)


def test_what_is_given_is_the_same_first_and_later_and_close_to_what_was_read() -> None:
    cache = TokenCache(encoder_of(minilm.MODEL).passage_tokens)
    first, again, read = cache(SENTENCE), cache(SENTENCE), encoder_of(minilm.MODEL).passage_tokens(SENTENCE)
    assert first.vectors.dtype == numpy.float32
    assert numpy.array_equal(first.vectors, again.vectors)
    assert numpy.array_equal(first.offsets, read.offsets)
    assert numpy.abs(first.vectors @ first.vectors.T - read.vectors @ read.vectors.T).max() < 0.001


def test_threads_share_it() -> None:
    cache = TokenCache(CountingEncoder(), budget=1_000_000)
    threads = [
        threading.Thread(target=lambda: [cache(f"Text {number % 40}.") for number in range(400)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.size <= 1_000_000
    assert cache.size == sum(_bytes_of(text, tokens) for text, tokens in cache._stored.items())


def test_the_reranker_encodes_a_passage_once_within_the_budget() -> None:
    reranker = LateInteractionReranker(minilm.MODEL)
    words = Words()
    for _ in range(2):
        assert reranker.rerank(analyzed("When was it signed?", words), [Hit(passage(SENTENCE), 1.0, {})])
    assert set(reranker._token_vectors._stored) == {SENTENCE, passage(SENTENCE).title}
    assert 0 < reranker._token_vectors.size < BUDGET_BYTES
