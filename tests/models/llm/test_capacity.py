"""The size of a model as its server says it, and estimates that are on the safe side."""

from pathlib import Path

import pytest

from qa_bot.models.llm.capacity import UNKNOWN_WINDOW, Capacity
from qa_bot.models.llm.choice import ModelChoice, read_choice
from qa_bot.models.llm.language_model import LanguageModel
from tests.conftest import SEEDS
from tests.language_server import LanguageServer


def capacity_of(setting: str, given: int = 0) -> Capacity:
    choice = read_choice(setting)
    assert choice
    return Capacity(choice, given)


@pytest.mark.parametrize("protocol", ["openai_like", "ollama"])
def test_the_server_says_how_much_it_reads(server: LanguageServer, protocol: str) -> None:
    server.window = 2048
    assert capacity_of(getattr(server, protocol)).window() == 2048
    assert capacity_of(getattr(server, protocol), given=512).window() == 512


def test_a_server_that_does_not_say_is_taken_for_a_small_one(server: LanguageServer) -> None:
    assert Capacity(ModelChoice("openai-like", "another", f"{server.address}/v1")).window() == UNKNOWN_WINDOW
    assert Capacity(ModelChoice("ollama", "any", "http://127.0.0.1:1")).window() == UNKNOWN_WINDOW


def test_tokens_are_counted_by_the_server_where_it_counts(server: LanguageServer) -> None:
    assert capacity_of(server.openai_like).count("one two three") == 3
    server.counts_tokens = False
    without = capacity_of(server.openai_like)
    assert without.count("one two three") >= 4
    assert without.count("one two three") >= 4
    assert server.paths.count("/tokenize") == 2  # not asked again once it did not count


def test_an_estimate_is_larger_than_the_real_number() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(SEEDS).glob("00[0-4]_*.txt"))
    words = text.split()
    # English prose has about 1.3 tokens a word in the vocabularies of current models; names have more.
    assert capacity_of("ollama:any").count(text) > 1.4 * len(words)


def test_a_reply_that_counts_its_prompt_corrects_the_estimate(server: LanguageServer) -> None:
    choice = read_choice(server.ollama)
    assert choice
    server.window = 3000
    model = LanguageModel(choice, 30)
    text = "a b c " * 100
    assert model.fits("", text)
    assert list(model.reply("", text, model.deadline())) == []  # its reply counts 2,000 tokens
    assert model.fits("", text)
    assert not model.fits("", text * 2)


def test_a_server_that_is_started_later_is_asked_again(server: LanguageServer) -> None:
    choice = read_choice(server.openai_like)
    assert choice
    server.window = 0
    model = LanguageModel(choice, 30)
    model.warm()
    assert not model.fits("", "word " * 5000)
    server.window = 100_000
    assert model.fits("", "word " * 5000)
    assert list(model.reply("", "Hello", model.deadline())) == []
