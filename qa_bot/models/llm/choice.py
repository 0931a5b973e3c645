"""Parse the setting ``llm``: the provider, the model and its address. Pure."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from qa_bot.errors import SettingUnusable

OLLAMA, OPENAI_LIKE, OPENAI = "ollama", "openai-like", "openai"
OWN = "import"
"""The provider of a LlamaIndex ``LLM`` that the setting names by its import path."""

OLLAMA_ADDRESS = "http://127.0.0.1:11434"
_OPENAI_ADDRESS = "https://api.openai.com/v1"
_EXTRA_ADDRESSES = {
    "anthropic": "https://api.anthropic.com",
    "google-genai": "https://generativelanguage.googleapis.com",
    "mistralai": "https://api.mistral.ai",
}
EXTRAS = tuple(_EXTRA_ADDRESSES)
"""Providers whose client is installed on demand."""

_FORMS = (
    "ollama:MODEL, ollama:http://HOST:PORT#MODEL, openai-like:http://HOST:PORT/v1#MODEL, openai:MODEL, "
    f"{', '.join(f'{name}:MODEL' for name in EXTRAS)}, or package.module:name"
)


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A language model.

    Attributes:
        provider: ``ollama``, ``openai-like``, ``openai``, one of ``EXTRAS``, or ``import``.
        model: The model's name at the provider, or the import path.
        address: The address that is called; "" for an import path, which decides that itself.
    """

    provider: str
    model: str
    address: str = ""

    @property
    def host(self) -> str:
        """The host and port that the text is sent to, "" if only the imported object knows it."""
        return urlsplit(self.address).netloc.rpartition("@")[2]

    @property
    def is_local(self) -> bool:
        """Whether the model is called on this machine's loopback address."""
        return is_loopback_name(urlsplit(self.address).hostname or "")

    def __str__(self) -> str:
        """Return the model with its host: ``llama3.2 at 127.0.0.1:11434``."""
        return f"{self.model} at {self.host}" if self.host else self.model


def read_choice(setting: str) -> ModelChoice | None:
    """Return the model that the setting ``llm`` names; None if it is empty.

    Raises:
        SettingUnusable: it names none.
    """
    provider, _, rest = setting.partition(":")
    if not setting:
        return None
    address, _, model = rest.partition("#") if "://" in rest else ("", "", rest)
    if not model.strip():
        raise _unusable(setting)
    if provider == OLLAMA:
        return ModelChoice(OLLAMA, model, _checked(setting, address or OLLAMA_ADDRESS))
    if provider == OPENAI_LIKE and address:
        return ModelChoice(OPENAI_LIKE, model, _checked(setting, address))
    if provider == OPENAI and not address:
        return ModelChoice(OPENAI, model, _OPENAI_ADDRESS)
    if provider in _EXTRA_ADDRESSES and not address:
        return ModelChoice(provider, model, _EXTRA_ADDRESSES[provider])
    if address or not all(part.isidentifier() for part in (*provider.split("."), model)):
        raise _unusable(setting)
    return ModelChoice(OWN, setting)


def is_loopback_name(host: str) -> bool:
    """Return whether a host's name or number means this machine, without resolving it."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _checked(setting: str, address: str) -> str:
    """Return an address without a trailing slash; it must not hold a password, which would be displayed."""
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or parts.username or parts.password or parts.query:
        raise _unusable(setting)
    return address.rstrip("/")


def _unusable(setting: str) -> SettingUnusable:
    shown = setting.rpartition("@")[2]  # a password may stand before it
    return SettingUnusable(f"QA_BOT_LLM is {shown!r}, which names no model; write {_FORMS}.")
