from collections.abc import Iterator

import pytest

from qa_bot.models.llm.choice import read_choice
from qa_bot.models.llm.language_model import LanguageModel
from tests.language_server import LanguageServer, language_server


@pytest.fixture
def server() -> Iterator[LanguageServer]:
    with language_server() as server:
        yield server


@pytest.fixture(params=["openai_like", "ollama"])
def model(server: LanguageServer, request: pytest.FixtureRequest) -> LanguageModel:
    """A model at the scripted server, by each of its protocols."""
    choice = read_choice(getattr(server, request.param))
    assert choice
    return LanguageModel(choice, seconds=30)
