"""The setting of the language model: its valid forms, and the messages for invalid ones."""

import pytest

from qa_bot.errors import SettingUnusable
from qa_bot.models.llm.choice import ModelChoice, read_choice
from qa_bot.models.llm.language_model import LanguageModel


@pytest.mark.parametrize(
    ("setting", "choice", "is_local"),
    [
        ("ollama:llama3.2", ModelChoice("ollama", "llama3.2", "http://127.0.0.1:11434"), True),
        ("ollama:llama3.2:3b", ModelChoice("ollama", "llama3.2:3b", "http://127.0.0.1:11434"), True),
        ("ollama:http://gpu:11434/#qwen3:8b", ModelChoice("ollama", "qwen3:8b", "http://gpu:11434"), False),
        (
            "openai-like:http://localhost:8080/v1#any",
            ModelChoice("openai-like", "any", "http://localhost:8080/v1"),
            True,
        ),
        ("openai-like:https://[::1]/v1#org/m", ModelChoice("openai-like", "org/m", "https://[::1]/v1"), True),
        ("openai:gpt-4o-mini", ModelChoice("openai", "gpt-4o-mini", "https://api.openai.com/v1"), False),
        ("anthropic:claude", ModelChoice("anthropic", "claude", "https://api.anthropic.com"), False),
        ("my.models:make", ModelChoice("import", "my.models:make"), False),
    ],
)
def test_each_form_names_a_model_and_where_it_is(setting: str, choice: ModelChoice, is_local: bool) -> None:
    assert read_choice(setting) == choice
    assert choice.is_local is is_local


def test_no_setting_is_no_model() -> None:
    assert read_choice("") is None


@pytest.mark.parametrize(
    "setting",
    [
        "llama3.2",
        "ollama:",
        "openai-like:model",
        "openai-like:ftp://host/v1#model",
        "openai-like:http://#model",
        "openai-like:http://host/v1",
        "openai:http://other/v1#model",
        "anthropic:",
        "some-model:latest",
        "a b:c",
        "ollama:http://user:secret@host#model",
    ],
)
def test_anything_else_is_refused_in_one_line_without_a_password(setting: str) -> None:
    with pytest.raises(SettingUnusable, match=r"QA_BOT_LLM is .* write ollama:MODEL") as caught:
        read_choice(setting)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("provider", ["anthropic", "google-genai", "mistralai"])
def test_a_client_that_is_not_installed_is_named_with_its_install_line(provider: str) -> None:
    choice = read_choice(f"{provider}:model")
    assert choice
    with pytest.raises(SettingUnusable, match=f"pip install llama-index-llms-{provider}"):
        LanguageModel(choice, 30)
