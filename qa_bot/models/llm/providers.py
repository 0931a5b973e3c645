"""The LlamaIndex ``LLM`` of a model. Clients are imported when they are needed; redirects are not followed."""

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

import httpx
from llama_index.core.llms import LLM

from qa_bot.errors import SettingUnusable
from qa_bot.models.imports import imported
from qa_bot.models.llm.chat import keep_response
from qa_bot.models.llm.choice import OLLAMA, OPENAI, OPENAI_LIKE, OWN, ModelChoice
from qa_bot.models.llm.keys import key_of

ANSWER_TOKENS = 700
"""The longest text that a model is asked for, in tokens."""

_NO_KEY = "none"
"""Sent where a server needs no key: the client requires one, and would take another provider's from the environment."""

_HOOKS: dict[str, list[Callable[..., Any]]] = {"response": [keep_response]}


class _Extra(NamedTuple):
    """A client that is installed on demand; ``address`` gives the arguments for the address that it calls.

    The clients would else take the address from variables of the environment, and the page names another host.
    """

    module: str
    name: str
    package: str
    address: Callable[[str], dict[str, Any]]


_EXTRAS = {
    "anthropic": _Extra(
        "llama_index.llms.anthropic",
        "Anthropic",
        "llama-index-llms-anthropic 'anthropic<1'",
        lambda address: {"base_url": address, "max_retries": 0},
    ),
    "google-genai": _Extra(
        "llama_index.llms.google_genai",
        "GoogleGenAI",
        "llama-index-llms-google-genai",
        lambda address: {"http_options": {"base_url": address}},
    ),
    "mistralai": _Extra(
        "llama_index.llms.mistralai", "MistralAI", "llama-index-llms-mistralai", lambda address: {"endpoint": address}
    ),
}


def make_llm(choice: ModelChoice, seconds: float, context: int) -> LLM:
    """Make the LlamaIndex ``LLM`` of a model; nothing is sent.

    Args:
        choice: The model.
        seconds: The longest wait for a part of a reply.
        context: The number of tokens that the model reads at once.

    Raises:
        SettingUnusable: its client is not installed, or an import path gives no ``LLM``.
        ModelUnavailable: its key is missing.
    """
    if choice.provider == OWN:
        return _own(choice.model)
    key = key_of(choice)
    if choice.provider == OLLAMA:
        return _ollama(choice, key, seconds, context)
    if choice.provider in (OPENAI, OPENAI_LIKE):
        return _openai_like(choice, key, seconds, context)
    found: LLM = _extra_class(choice.provider)(
        model=choice.model,
        api_key=key,
        temperature=0.0,
        max_tokens=ANSWER_TOKENS,
        **_EXTRAS[choice.provider].address(choice.address),
    )
    return found


def check_installed(choice: ModelChoice) -> None:
    """Check that the client of a model is installed.

    Raises:
        SettingUnusable: it is not.
    """
    if choice.provider in _EXTRAS:
        _extra_class(choice.provider)


def client_options(choice: ModelChoice, key: str = "") -> dict[str, Any]:
    """Return the options of an ``httpx`` client: no redirect, no proxy for this machine, a connection per request."""
    headers = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
    limits = httpx.Limits(max_keepalive_connections=0)  # nothing stays open that would have to be closed
    return {"follow_redirects": False, "trust_env": not choice.is_local, "limits": limits} | headers


def _ollama(choice: ModelChoice, key: str, seconds: float, context: int) -> LLM:
    from llama_index.llms.ollama import Ollama  # noqa: PLC0415 - the clients take a second to import
    from ollama import AsyncClient  # noqa: PLC0415

    client = AsyncClient(choice.address, timeout=seconds, event_hooks=_HOOKS, **client_options(choice, key))
    return Ollama(
        model=choice.model,
        base_url=choice.address,
        temperature=0.0,
        context_window=context,
        request_timeout=seconds,
        additional_kwargs={"num_predict": ANSWER_TOKENS},
        async_client=client,
    )


def _openai_like(choice: ModelChoice, key: str, seconds: float, context: int) -> LLM:
    from llama_index.llms.openai_like import OpenAILike  # noqa: PLC0415

    http_client = httpx.AsyncClient(timeout=seconds, event_hooks=_HOOKS, **client_options(choice))
    options: dict[str, Any] = {"async_http_client": http_client}  # not among those that its fields declare
    return OpenAILike(
        model=choice.model,
        api_base=choice.address,
        api_key=key or _NO_KEY,
        is_chat_model=True,
        context_window=context,
        temperature=0.0,
        max_tokens=ANSWER_TOKENS,
        max_retries=0,  # retries are in one place, for all providers: chat.py
        timeout=seconds,
        **options,
    )


def _extra_class(provider: str) -> Any:
    extra = _EXTRAS[provider]
    try:
        return getattr(importlib.import_module(extra.module), extra.name)
    except ImportError:
        raise SettingUnusable(
            f"QA_BOT_LLM names {provider}, whose client is not installed: run `pip install {extra.package}` in the "
            "bot's environment, and try again."
        ) from None


def _own(path: str) -> LLM:
    found = imported(path, "QA_BOT_LLM")
    llm = found if isinstance(found, LLM) or not callable(found) else found()
    if not isinstance(llm, LLM):
        raise SettingUnusable(f"QA_BOT_LLM: {path} gives no LlamaIndex LLM; name something that does.")
    return llm
