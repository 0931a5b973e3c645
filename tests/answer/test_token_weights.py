"""How well a sentence matches the tokens and words of a question."""

import numpy
import pytest

from qa_bot.answer.token_weights import TokenWeights, weakest_match
from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.models.encoder import encoder_of
from tests.answer.made import analyzed


def test_the_weakest_match_is_that_of_the_tokens_that_carry_the_question() -> None:
    weights = numpy.array([0.04, 0.48, 0.48])  # a stop word, and two rare words
    assert weakest_match(numpy.array([0.0, 0.8, 0.1]) * weights, weights) == pytest.approx(0.1)
    assert weakest_match(numpy.array([0.0, 0.8, 0.9]) * weights, weights) == pytest.approx(0.8)
    assert weakest_match(numpy.array([0.0, 0.8, -0.9]) * weights, weights) == 0.0
    assert weakest_match(numpy.zeros(0), numpy.zeros(0)) == 0.0


def test_the_likeness_of_a_telling_word_is_the_mean_of_its_tokens() -> None:
    question = analyzed("Who founded the Gannetry?")
    tokens = encoder_of(OFFLINE_MODELS["minilm"]).query_tokens(question.text)
    weights = TokenWeights(question, tokens)
    found = weights.word_likeness(0.5 * weights.values)
    assert found == pytest.approx({"founded": 0.5, "Gannetry": 0.5})
