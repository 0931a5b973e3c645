"""The key of a model's service: from the environment or the secrets file, never from the settings."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qa_bot.errors import ModelUnavailable
from qa_bot.models.llm.choice import OPENAI, OWN, ModelChoice

VARIABLE = "QA_BOT_LLM_KEY"
_VARIABLES = {
    OPENAI: "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google-genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
}
"""The variables that the providers' own tools read; their keys are sent to that provider only."""

_SECRETS = Path(".streamlit", "secrets.toml")


def key_of(choice: ModelChoice, environment: Mapping[str, str] | None = None) -> str:
    """Return the key to send to the model's service, "" if it has none and may need none.

    Raises:
        ModelUnavailable: the provider requires a key, and there is none, or the secrets file cannot be read.
    """
    environment = os.environ if environment is None else environment
    own = _VARIABLES.get(choice.provider, "")
    key = environment.get(VARIABLE, "").strip() or (environment.get(own, "").strip() if own else "")
    if key or choice.provider == OWN:
        return key
    key = _secret()
    if not key and own:
        raise ModelUnavailable(
            f"there is no key: set {VARIABLE} or {own}, or llm_key below [qa_bot] in {_SECRETS.as_posix()}"
        )
    return key


def _secret() -> str:
    """Return ``llm_key`` of the secrets file in this folder or else the home folder, where Streamlit reads them."""
    for folder in (Path.cwd(), Path.home()):
        path = folder / _SECRETS
        try:
            if path.is_file():
                table: Any = tomllib.loads(path.read_text(encoding="utf-8")).get("qa_bot", {})
                return str(table.get("llm_key", "")).strip() if isinstance(table, dict) else ""
        except (OSError, ValueError):
            raise ModelUnavailable(f"{_SECRETS.as_posix()} cannot be read: correct it") from None
    return ""
