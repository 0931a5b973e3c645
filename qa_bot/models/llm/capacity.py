"""How many tokens a model reads at once, and how many a text has: as its server says, else estimated."""

import re
from typing import Any

import httpx

from qa_bot.models.llm.choice import OLLAMA, OPENAI_LIKE, ModelChoice
from qa_bot.models.llm.keys import key_of
from qa_bot.models.llm.providers import client_options

UNKNOWN_WINDOW = 4096
"""Tokens that a model is taken to read if its server does not say."""
_LARGEST_LOCAL_WINDOW = 8192
"""Tokens that an Ollama is asked to reserve memory for; eight passages with instructions have 3,000."""
_CONTEXT_LENGTH = re.compile(r"(?:^|\.)context_length$")
_WINDOW_NAMES = (
    "max_model_len",
    "loaded_context_length",
    "n_ctx",
    "context_length",
    "max_context_length",
    "n_ctx_train",
)
"""What vLLM, LM Studio, llama.cpp and others call it, the one in force before the one of the model."""

_ASCII_PER_TOKEN, _OTHER_BYTES_PER_TOKEN = 3.0, 2.0
"""Fewer than measured on English prose (4.2) and on Chinese (3 bytes a character, up to 1.5 tokens)."""
_ASKING_SECONDS = 2.0


class Capacity:
    """The size of one model. Threads may share it.

    The server of an ``openai-like`` model is asked to count (``/tokenize`` of llama.cpp and vLLM). Elsewhere the length
    is estimated; a reply that states the number of tokens of its prompt corrects the estimate upwards.
    """

    def __init__(self, choice: ModelChoice, given: int = 0) -> None:
        """Ask nothing yet; ``given`` is the window in tokens, 0 to ask the server."""
        self._choice = choice
        self._window = given
        self._ratio = 1.0
        self._counts = choice.provider == OPENAI_LIKE

    def window(self) -> int:
        """Return how many tokens the model reads at once, question and answer together."""
        self._window = self._window or self._asked_window()
        return self._window or UNKNOWN_WINDOW

    def count(self, text: str) -> int:
        """Return the number of tokens of a text: counted by the server, or estimated with a margin."""
        if self._counts:
            counted = self._asked_count(text)
            if counted:
                return counted
            self._counts = False
        return round(self._estimate(text) * self._ratio)

    def correct(self, text: str, tokens: int) -> None:
        """Take account of the real number of tokens of a text, if it is larger than estimated."""
        self._ratio = max(self._ratio, tokens / max(1.0, self._estimate(text)))

    @staticmethod
    def _estimate(text: str) -> float:
        ascii_characters = sum(character.isascii() for character in text)
        others = len(text.encode("utf-8", "replace")) - ascii_characters
        return ascii_characters / _ASCII_PER_TOKEN + others / _OTHER_BYTES_PER_TOKEN

    def _asked_window(self) -> int:
        """Return the window that the server says, 0 if it does not."""
        if self._choice.provider == OLLAMA:
            info = self._json("POST", f"{self._choice.address}/api/show", {"model": self._choice.model})
            table = info.get("model_info") if isinstance(info, dict) else None
            lengths = [value for name, value in (table or {}).items() if _CONTEXT_LENGTH.search(name)]
            return min(_LARGEST_LOCAL_WINDOW, *map(int, lengths)) if lengths else 0
        if self._choice.provider == OPENAI_LIKE:
            listed = self._json("GET", f"{self._choice.address}/models")
            models = listed.get("data") if isinstance(listed, dict) else None
            named = [one for one in models or () if isinstance(one, dict) and one.get("id") == self._choice.model]
            return next((found for one in named if (found := _window_in(one))), 0)
        return 0

    def _asked_count(self, text: str) -> int:
        """Return the number of tokens that the server counts, 0 if it does not."""
        address = self._choice.address.removesuffix("/v1")
        # llama.cpp reads "content", vLLM "model" and "prompt".
        body = {"model": self._choice.model, "prompt": text, "content": text}
        found = self._json("POST", f"{address}/tokenize", body)
        tokens = found.get("tokens") if isinstance(found, dict) else None
        return len(tokens) if isinstance(tokens, list) else 0

    def _json(self, method: str, address: str, body: dict[str, str] | None = None) -> Any:
        """Return what the server says, None if it cannot be asked."""
        options = client_options(self._choice, key_of(self._choice))
        try:
            with httpx.Client(timeout=_ASKING_SECONDS, **options) as client:
                return client.request(method, address, json=body).raise_for_status().json()
        except (httpx.HTTPError, ValueError):
            return None


def _window_in(model: dict[str, Any]) -> int:
    """Return the window that a server's description of a model has, 0 if none."""
    tables = [model, *(table for table in (model.get("meta"),) if isinstance(table, dict))]
    found = (table.get(name) for name in _WINDOW_NAMES for table in tables)
    return next((value for value in found if isinstance(value, int) and value > 0), 0)
