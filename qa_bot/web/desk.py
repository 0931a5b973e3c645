"""What all visitors of one server share: the bot, its status, and the re-index under way.

A re-index runs in a thread of its own, never in a visitor's: Streamlit ends a visitor's thread at each click, and
the other visitors go on asking meanwhile.
"""

import threading
import time
from dataclasses import dataclass, field

import streamlit as st

from qa_bot.bot import Bot
from qa_bot.learning import Learner, Learning, learner_of, told
from qa_bot.records import Answer, Turn
from qa_bot.reports import IndexReport, Status
from qa_bot.settings import Settings
from qa_bot.web.suggestions import suggestions

_STATUS_SECONDS = 2.0
_SUGGESTING_DOCUMENTS = 40


@dataclass(slots=True)
class _Seen:
    """A status and when it was had, on the monotonic clock; ``after`` is the report of the last re-index before it."""

    status: Status
    at: float
    after: IndexReport | None


@dataclass(slots=True)
class Desk:
    """The bot and what goes on around it. Safe to use from many threads."""

    learner: Learner
    _seen: _Seen | None = None
    _suggested: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def bot(self) -> Bot:
        """The bot."""
        return self.learner.bot

    @property
    def learning(self) -> Learning | None:
        """The re-index that was begun last, by anybody."""
        return self.learner.last

    @property
    def is_learning(self) -> bool:
        """Whether a re-index is under way."""
        return self.learner.is_running

    def status(self) -> Status:
        """The bot's status, two seconds old at most, so that many visitors do not look through the folder at once.

        Raises:
            QaBotError: the folder or the store cannot be read.
        """
        with self._lock:
            report = self.learning.report if self.learning else None
            seen = self._seen
            if seen is None or seen.after is not report or time.monotonic() - seen.at > _STATUS_SECONDS:
                self._seen = seen = _Seen(self.bot.status(), time.monotonic(), report)
            return seen.status

    def start_learning(self) -> None:
        """Begin a re-index in its own thread; nothing to do where one is under way."""
        self.learner.start()

    def stop_learning(self) -> None:
        """End the re-index under way; the index is what it was."""
        self.learner.stop()

    def ask(self, question: str, history: tuple[Turn, ...]) -> Answer | str:
        """The answer, or in one line why there is none."""
        result: list[Answer] = []
        problem = told(lambda: result.append(self.bot.ask(question, history)))
        return problem or result[0]

    def suggestions(self, status: Status) -> tuple[str, ...]:
        """Questions that the index answers; worked out once for each generation."""
        generation = status.generation or ""
        if generation not in self._suggested:
            files = status.files[:_SUGGESTING_DOCUMENTS]
            texts = (self.bot.text(file.document_id) for file in files)
            self._suggested = {generation: suggestions(texts, lambda question: self.bot.ask(question).found)}
        return self._suggested[generation]


@st.cache_resource(show_spinner="Making ready", hash_funcs={Settings: repr})
def open_desk(settings: Settings) -> Desk:
    """The one desk over these settings, warmed up: the first visitor waits some seconds, with a quiet sign.

    Raises:
        QaBotError: the bot cannot be had with these settings.
    """
    learner = learner_of(settings)
    learner.bot.warm()
    return Desk(learner)
