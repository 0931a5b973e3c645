"""Keys come from the environment or the secrets file, go to their own service, and are displayed nowhere."""

from pathlib import Path

import pytest

from qa_bot.errors import ModelUnavailable
from qa_bot.models.llm.choice import ModelChoice, read_choice
from qa_bot.models.llm.keys import key_of
from qa_bot.models.llm.language_model import LanguageModel
from tests.language_server import LanguageServer, Reply

OPENAI = ModelChoice("openai", "gpt", "https://api.openai.com/v1")
LIKE = ModelChoice("openai-like", "m", "http://127.0.0.1:1/v1")


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither this machine's home folder nor the repository's secrets."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def write_secret(folder: Path, text: str) -> None:
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "secrets.toml").write_text(text, encoding="utf-8")


def test_the_bots_own_variable_precedes_the_providers() -> None:
    assert key_of(OPENAI, {"QA_BOT_LLM_KEY": "own", "OPENAI_API_KEY": "theirs"}) == "own"
    assert key_of(OPENAI, {"OPENAI_API_KEY": "theirs"}) == "theirs"


def test_a_providers_key_is_not_taken_for_another_server() -> None:
    assert key_of(LIKE, {"OPENAI_API_KEY": "theirs"}) == ""


@pytest.mark.parametrize("place", [".", "home"])
def test_the_secrets_file_has_a_key(tmp_path: Path, place: str) -> None:
    write_secret(tmp_path / place, '[qa_bot]\nllm_key = "kept"\n')
    assert key_of(OPENAI, {}) == key_of(LIKE, {}) == "kept"


def test_a_missing_key_is_named_with_its_places() -> None:
    with pytest.raises(ModelUnavailable, match=r"QA_BOT_LLM_KEY or OPENAI_API_KEY, or llm_key below \[qa_bot\]"):
        key_of(OPENAI, {})


def test_a_broken_secrets_file_is_named_without_its_content(tmp_path: Path) -> None:
    write_secret(tmp_path, 'llm_key = "kept')
    with pytest.raises(ModelUnavailable, match="cannot be read") as caught:
        key_of(OPENAI, {})
    assert "kept" not in str(caught.value)


@pytest.mark.parametrize("protocol", ["openai_like", "ollama"])
def test_a_key_is_sent_and_not_repeated_in_an_error(
    server: LanguageServer, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_LLM_KEY", "key-123")
    monkeypatch.setenv("OPENAI_API_KEY", "key-of-openai")
    server.script = lambda _: Reply(status=401, error="wrong key")
    choice = read_choice(getattr(server, protocol))
    assert choice
    model = LanguageModel(choice, 30)
    with pytest.raises(ModelUnavailable) as caught:
        list(model.reply("", "What?", model.deadline()))
    sent = {name.lower(): value for name, value in server.prompts[0].headers.items()}
    assert sent["authorization"] == "Bearer key-123"
    assert "key-123" not in str(caught.value)
