"""One indexing run at a time per process, in its own thread, shared by visitors and the folder watcher."""

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

UNEXPECTED = "Something unexpected went wrong: see the server's log."

Asker = Literal["visitor", "watch"]
"""Who started an indexing run: a visitor, or the folder watcher."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class BackgroundRun:
    """An indexing run: its progress, then its report, or its problem in one line."""

    asker: Asker = "visitor"
    progress: Progress | None = None
    report: IndexReport | None = None
    problem: str = ""
    stopping: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_running(self) -> bool:
        """Whether the run has not ended."""
        return not self.ended.is_set()

    def stop(self) -> None:
        """End the run at its next step; the index stays unchanged."""
        self.stopping = True

    def follow(self, progress: Progress) -> None:
        """Record progress.

        Raises:
            Stopped: the run is to be stopped.
        """
        self.progress = progress
        if self.stopping:
            raise Stopped("Stopped: the index is unchanged, and the embeddings made so far are kept for the next run.")


class Indexer:
    """Runs a bot's indexing, one run at a time. Thread-safe."""

    def __init__(self, bot: Bot) -> None:
        """Start nothing yet."""
        self.bot = bot
        self.erasures = Erasures(bot.settings.store)
        self.last: BackgroundRun | None = None
        self._lock = threading.Lock()

    @property
    def is_running(self) -> bool:
        """Whether an indexing run is in progress."""
        return self.last is not None and self.last.is_running

    def start(self, asker: Asker = "visitor", rebuild: bool = False) -> BackgroundRun:
        """Start a run, from scratch with `rebuild`, or return the one in progress."""
        with self._lock:
            if self.last is None or not self.last.is_running:
                self.last = BackgroundRun(asker)
                threading.Thread(target=self._run, args=(self.last, rebuild), name="indexing", daemon=True).start()
            return self.last

    def stop(self) -> None:
        """Stop the run in progress."""
        if self.last is not None:
            self.last.stop()

    def _run(self, run: BackgroundRun, rebuild: bool) -> None:
        def index() -> None:
            run.report = self.bot.index(run.follow, rebuild)
            while self.erasures:  # requested during the run
                run.report = self.bot.index(run.follow)

        run.problem = error_line(index)
        run.ended.set()


@cache
def indexer_of(settings: Settings) -> Indexer:
    """Return this process's indexer for these settings, with its bot."""
    return Indexer(Bot(settings))


def error_line(action: Callable[[], object]) -> str:
    """Call `action`; return "" or, if it fails in any way, the problem in one line."""
    try:
        action()
    except QaBotError as error:
        return str(error)
    except Exception:  # noqa: BLE001 - logged in full, displayed in one line
        _log.exception("Unexpected error")
        return UNEXPECTED
    return ""
