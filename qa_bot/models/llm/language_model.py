"""A language model that is asked for text: its client made when first needed, its window, its time limit."""

import threading
import time
from collections.abc import Generator
from contextlib import suppress

from llama_index.core.llms import LLM, ChatMessage, MessageRole

from qa_bot.errors import ModelUnavailable
from qa_bot.models.llm.capacity import Capacity
from qa_bot.models.llm.chat import OnWait, stream_chat
from qa_bot.models.llm.choice import OWN, ModelChoice, read_choice
from qa_bot.models.llm.presence import ModelStatus, model_status
from qa_bot.models.llm.providers import ANSWER_TOKENS, check_installed, make_llm
from qa_bot.settings import Settings

_PATIENCE = 2
"""Times the limit that a client waits: the limit of the whole answer comes before it, with its own reason."""


class LanguageModel:
    """One model. Threads may share it.

    Attributes:
        choice: Which model, and where it is.
    """

    def __init__(self, choice: ModelChoice, seconds: float, context: int = 0) -> None:
        """Connect to nothing yet.

        Args:
            choice: The model.
            seconds: The maximum time for an answer.
            context: The number of tokens that the model reads at once, 0 to ask its server.

        Raises:
            SettingUnusable: its client is not installed.
        """
        check_installed(choice)
        self.choice = choice
        self._seconds = seconds
        self._capacity = Capacity(choice, context)
        self._llm: LLM | None = None
        self._window = 0
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The model's name."""
        return self.choice.model

    def warm(self) -> None:
        """Import the client and ask the server for the model's size; no text is sent.

        Raises:
            SettingUnusable: an import path gives no model.
        """
        with suppress(ModelUnavailable):
            self._made()

    def deadline(self) -> float:
        """Return when an answer that is begun now must be done, by ``time.monotonic()``.

        Raises:
            SettingUnusable: an import path gives no model.
        """
        self.warm()  # importing a client takes seconds, which are not the model's
        return time.monotonic() + self._seconds

    def fits(self, system: str, text: str) -> bool:
        """Return whether the model can read an instruction and a text, and still write an answer."""
        return self._capacity.count(system + text) + ANSWER_TOKENS <= self._capacity.window()

    def reply(self, system: str, text: str, until: float, on_wait: OnWait = lambda: None) -> Generator[str, None, None]:
        """Yield the reply to a text as it comes; closing the iterator ends the request.

        Args:
            system: The instruction.
            text: What it is about.
            until: When to give up, by ``time.monotonic()``.
            on_wait: Called several times a second; it may end the request by raising.

        Raises:
            ModelUnavailable: there is no reply, or it is not whole; the message is the reason.
            SettingUnusable: an import path gives no model.
        """
        messages = [ChatMessage(system, role=MessageRole.SYSTEM), ChatMessage(text, role=MessageRole.USER)]
        on_usage = lambda tokens: self._capacity.correct(system + text, tokens)  # noqa: E731
        return stream_chat(self._made(), messages, until, on_wait, on_usage)

    def status(self) -> ModelStatus:
        """Return whether the model's server answers; it is asked for the list of its models."""
        return model_status(self.choice)

    def _made(self) -> LLM:
        window = self._capacity.window()  # larger once a server that did not run has said its own
        with self._lock:
            if self._llm is None or (window != self._window and self.choice.provider != OWN):
                self._llm = make_llm(self.choice, _PATIENCE * self._seconds, window)
                self._window = window
            return self._llm


def language_model(settings: Settings) -> LanguageModel | None:
    """Return the model that the settings name, None if they name none.

    Raises:
        SettingUnusable: the setting ``llm`` names none, or its client is not installed.
    """
    choice = read_choice(settings.llm)
    return LanguageModel(choice, settings.llm_seconds, settings.llm_context) if choice else None
