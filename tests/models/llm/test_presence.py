"""Whether a model answers, what is sent where, and an Ollama on this machine."""

import pytest

from qa_bot.models.llm.choice import ModelChoice, read_choice
from qa_bot.models.llm.presence import ModelStatus, model_status, ollama_here, sent_where
from tests.language_server import LanguageServer


def status_of(setting: str) -> ModelStatus:
    choice = read_choice(setting)
    assert choice
    return model_status(choice)


@pytest.mark.parametrize("protocol", ["openai_like", "ollama"])
def test_a_model_that_its_server_lists_answers(server: LanguageServer, protocol: str) -> None:
    status = status_of(getattr(server, protocol))
    assert (status.problem, status.is_local) == ("", True)
    assert "on this machine" in status.sent
    assert server.prompts == []


@pytest.mark.parametrize("form", ["openai-like:{}/v1#other", "ollama:{}#other"])
def test_a_model_that_its_server_does_not_list_is_a_problem(server: LanguageServer, form: str) -> None:
    assert status_of(form.format(server.address)).problem == "the server has no model other"


def test_a_server_that_does_not_run_is_a_problem() -> None:
    assert status_of("ollama:http://127.0.0.1:1#any").problem == "the connection was refused: see that it runs"


def test_text_that_leaves_the_machine_is_said_with_its_host() -> None:
    elsewhere = ModelChoice("openai", "gpt", "https://api.openai.com/v1")
    assert sent_where(elsewhere) == "The question and the passages found for it are sent to api.openai.com."
    assert "wherever my.models:make sends them" in sent_where(ModelChoice("import", "my.models:make"))


def test_an_imported_model_is_not_asked() -> None:
    assert model_status(ModelChoice("import", "my.models:make")).problem is None


def test_an_ollama_on_this_machine_is_noticed(server: LanguageServer) -> None:
    assert ollama_here(server.address) == ["scripted:latest"]
    assert ollama_here("http://127.0.0.1:1") == []
