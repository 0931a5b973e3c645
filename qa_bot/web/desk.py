"""What all visitors of one server share: the bot, its status, and the re-index under way.

A re-index runs in a thread of its own, never in a visitor's: Streamlit ends a visitor's thread at each click, and
the other visitors go on asking meanwhile.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from qa_bot.bot import Bot
from qa_bot.errors import QaBotError
from qa_bot.records import Answer, IndexReport, Progress, Status, Turn
from qa_bot.settings import Settings
from qa_bot.web.suggestions import suggestions

UNEXPECTED = "Something went wrong that should not: the server's log tells more."
_STATUS_SECONDS = 2.0
_SUGGESTING_DOCUMENTS = 40

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Learning:
    """One re-index: how far it has come, then either its report or its problem, in one line."""

    progress: Progress | None = None
    report: IndexReport | None = None
    problem: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it has neither ended nor failed."""
        return self.report is None and not self.problem


@dataclass(slots=True)
class _Seen:
    """A status and when it was had, on the monotonic clock."""

    status: Status
    at: float


@dataclass(slots=True)
class Desk:
    """The bot and what goes on around it. Safe to use from many threads."""

    bot: Bot
    learning: Learning | None = None
    _seen: _Seen | None = None
    _suggested: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_learning(self) -> bool:
        """Whether a re-index is under way."""
        return self.learning is not None and self.learning.is_running

    def status(self) -> Status:
        """The bot's status, two seconds old at most, so that many visitors do not look through the folder at once.

        Raises:
            QaBotError: the folder or the store cannot be read.
        """
        with self._lock:
            if self._seen is None or time.monotonic() - self._seen.at > _STATUS_SECONDS:
                self._seen = _Seen(self.bot.status(), time.monotonic())
            return self._seen.status

    def start_learning(self) -> None:
        """Begin a re-index in its own thread; nothing to do where one is under way."""
        with self._lock:
            if self.is_learning:
                return
            self.learning = Learning()
            threading.Thread(target=self._learn, args=(self.learning,), name="re-index", daemon=True).start()

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

    def _learn(self, learning: Learning) -> None:
        def follow(progress: Progress) -> None:
            learning.progress = progress

        def run() -> None:
            learning.report = self.bot.learn(follow)

        learning.problem = told(run)
        with self._lock:
            self._seen = None


@st.cache_resource(show_spinner="Making ready", hash_funcs={Settings: repr})
def open_desk(settings: Settings) -> Desk:
    """The one desk over these settings, warmed up: the first visitor waits some seconds, with a quiet sign.

    Raises:
        QaBotError: the bot cannot be had with these settings.
    """
    bot = Bot(settings)
    bot.warm()
    return Desk(bot)


def told(action: Callable[[], object]) -> str:
    """Do ``action``; "" when it is done, else in one line why not. The outermost door: nothing gets past it."""
    try:
        action()
    except QaBotError as error:
        return str(error)
    except Exception:  # noqa: BLE001 - told to the visitor in a line, and whole to the log
        _log.exception("The page could not do what it was asked to.")
        return UNEXPECTED
    return ""
