"""One re-index at a time for all in a process, in a thread of its own: the page's visitors and the watch share it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from qa_bot.bot import Bot
from qa_bot.errors import QaBotError, Stopped
from qa_bot.settings import Settings
from qa_bot.store.erasures import Erasures
from qa_bot.store.reports import IndexReport, Progress

UNEXPECTED = "Something went wrong that should not: the server's log tells more."

Asker = Literal["visitor", "watch"]
"""Who began a re-index: somebody by pressing a button, or the watch on the folder."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class BackgroundRun:
    """One re-index: how far it has come, then either its report or its problem, in one line."""

    asker: Asker = "visitor"
    progress: Progress | None = None
    report: IndexReport | None = None
    problem: str = ""
    stopping: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_running(self) -> bool:
        """Whether it has neither ended nor failed."""
        return not self.ended.is_set()

    def stop(self) -> None:
        """Ask it to end; it does at its next step, and the index is what it was."""
        self.stopping = True

    def follow(self, progress: Progress) -> None:
        """Take note of a step.

        Raises:
            Stopped: the run has been asked to end.
        """
        self.progress = progress
        if self.stopping:
            raise Stopped("Stopped: the index is as it was, and what was embedded will not be embedded again.")


class Indexer:
    """Brings a bot's index in step with its folder. Safe to use from many threads."""

    def __init__(self, bot: Bot) -> None:
        """Nothing is started yet."""
        self.bot = bot
        self.erasures = Erasures(bot.settings.store)
        self.last: BackgroundRun | None = None
        self._lock = threading.Lock()

    @property
    def is_running(self) -> bool:
        """Whether a re-index is under way."""
        return self.last is not None and self.last.is_running

    def start(self, asker: Asker = "visitor", rebuild: bool = False) -> BackgroundRun:
        """Begin a re-index, or give the one that is under way; ``rebuild`` starts from nothing."""
        with self._lock:
            if self.last is None or not self.last.is_running:
                self.last = BackgroundRun(asker)
                threading.Thread(target=self._run, args=(self.last, rebuild), name="re-index", daemon=True).start()
            return self.last

    def stop(self) -> None:
        """Ask the re-index under way to end."""
        if self.last is not None:
            self.last.stop()

    def _run(self, run: BackgroundRun, rebuild: bool) -> None:
        def index() -> None:
            run.report = self.bot.index(run.follow, rebuild)
            while self.erasures:  # asked for meanwhile
                run.report = self.bot.index(run.follow)

        run.problem = error_line(index)
        run.ended.set()


@cache
def indexer_of(settings: Settings) -> Indexer:
    """The one indexer over these settings in this process, with its bot."""
    return Indexer(Bot(settings))


def error_line(action: Callable[[], object]) -> str:
    """Do ``action``; "" when it is done, else in one line why not. The outermost door: nothing gets past it."""
    try:
        action()
    except QaBotError as error:
        return str(error)
    except Exception:  # noqa: BLE001 - told to the visitor in a line, and whole to the log
        _log.exception("What was asked for could not be done.")
        return UNEXPECTED
    return ""
