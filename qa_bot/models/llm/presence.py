"""Whether a model answers, and which models an Ollama on this machine has. A short request each; no text is sent."""

from dataclasses import dataclass

import httpx

from qa_bot.errors import ModelUnavailable
from qa_bot.models.llm.choice import OLLAMA, OLLAMA_ADDRESS, OPENAI, OPENAI_LIKE, ModelChoice
from qa_bot.models.llm.failures import failure_of
from qa_bot.models.llm.keys import key_of
from qa_bot.models.llm.providers import client_options

_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A model, whether it answers, and what it gets.

    Attributes:
        name: The model's name.
        host: The host that text is sent to, "" if only the imported class knows.
        is_local: Whether that is this machine.
        problem: Why it does not answer, "" if it does; None if that is not known without asking it something.
        sent: What is sent where, as a sentence.
    """

    name: str
    host: str
    is_local: bool
    problem: str | None

    sent: str


def sent_where(choice: ModelChoice) -> str:
    """Return what is sent where, as a sentence."""
    where = f"{choice.host} on this machine" if choice.is_local else choice.host
    return f"The question and the passages found for it are sent to {where or f'wherever {choice.model} sends them'}."


def model_status(choice: ModelChoice) -> ModelStatus:
    """Return whether a model's server answers and has the model."""
    return ModelStatus(choice.model, choice.host, choice.is_local, _problem(choice), sent_where(choice))


def _problem(choice: ModelChoice) -> str | None:
    try:
        key = key_of(choice)
    except ModelUnavailable as error:
        return str(error)
    if choice.provider not in (OLLAMA, OPENAI, OPENAI_LIKE):
        return None
    try:
        names = _model_names(choice, key)
    except (httpx.HTTPError, ValueError) as error:
        return failure_of(error).reason
    if names and choice.model not in names and f"{choice.model}:latest" not in names:
        return f"the server has no model {choice.model}"
    return ""


def _model_names(choice: ModelChoice, key: str) -> list[str]:
    """Return the names of a server's models."""
    path, listed, name = ("/api/tags", "models", "name") if choice.provider == OLLAMA else ("/models", "data", "id")
    with httpx.Client(timeout=_SECONDS, **client_options(choice, key)) as client:
        found = client.get(choice.address + path).raise_for_status().json()
    models = found.get(listed) if isinstance(found, dict) else None
    return [str(one[name]) for one in models or () if isinstance(one, dict) and name in one]


def ollama_here(address: str = OLLAMA_ADDRESS) -> list[str]:
    """Return the names of the models of an Ollama on this machine, none if there is no Ollama."""
    try:
        return _model_names(ModelChoice(OLLAMA, "any", address), "")
    except (httpx.HTTPError, ValueError):
        return []
