"""The folder compared with the index by one background thread, for all visitors of a server."""

import threading
import time
from dataclasses import dataclass, replace

from qa_bot.bot import Bot
from qa_bot.store.reports import Status
from qa_bot.web.indexer import error_line

_PATIENCE_SECONDS = 0.5
"""How long a visitor waits for a comparison that has become necessary; until it is there, the last one holds."""

_IDLE_PERIODS = 3
"""After so many periods without a visitor the folder is left alone until the next one."""


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A status with how the folder differed, and when that was told, on the monotonic clock.

    ``status`` is None where it could not be told.
    """

    status: Status | None
    at: float


class FolderMonitor:
    """Compares the folder every ``look_seconds`` while somebody asks, and at once on request. Threads may share it."""

    def __init__(self, bot: Bot) -> None:
        """Nothing is started before the first question for a status."""
        self._bot = bot
        self._period = bot.settings.look_seconds
        self._state = threading.Condition()
        self._thread: threading.Thread | None = None
        self._last: _Comparison | None = None
        self._asked_at = 0.0
        self._requested = self._began = self._answered = 0
        self._is_looking = self._is_closed = False

    def status(self) -> Status:
        """The index as it is now, with the last comparison of the folder; only the very first is waited for.

        Raises:
            StoreUnusable: the index cannot be used.
        """
        indexed = self._bot.status(compare_folder=False)
        with self._state:
            self._asked_at = time.monotonic()
            is_left_over = self._is_stale() and not self._is_looking
            if self._last is None or is_left_over or self._is_of_another(indexed):
                self._wait_for_comparison(is_new_needed=not self._is_looking)
            last = self._last.status if self._last else None
            if last is None or self._is_of_another(indexed):
                return indexed
        return replace(indexed, pending=last.pending, folder_problem=last.folder_problem, damage=last.damage)

    def refresh(self) -> None:
        """Compare the folder, which has just been changed, and wait for that a moment."""
        with self._state:
            self._asked_at = time.monotonic()
            self._wait_for_comparison(is_new_needed=True)

    def close(self) -> None:
        """End the thread; the last comparison holds from here on."""
        with self._state:
            self._is_closed = True
            self._state.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _is_stale(self) -> bool:
        """Whether what is known is from before a time without visitors."""
        return self._last is not None and time.monotonic() - self._last.at > _IDLE_PERIODS * self._period

    def _is_idle(self) -> bool:
        """Whether nobody has asked for so long that the folder is left alone."""
        return time.monotonic() - self._asked_at > _IDLE_PERIODS * self._period

    def _is_of_another(self, indexed: Status) -> bool:
        """Whether the last comparison was with another index than this one; without a folder no index is made."""
        last = self._last.status if self._last else indexed
        return last is not None and last.generation != indexed.generation and not last.folder_problem

    def _wait_for_comparison(self, is_new_needed: bool) -> None:
        """Wait for the comparison under way, or for one that begins now; the state's lock is held."""
        if self._thread is None and not self._is_closed:
            self._thread = threading.Thread(target=self._run, name="folder", daemon=True)
            self._thread.start()
        self._requested += is_new_needed
        self._state.notify_all()
        wanted = self._requested
        patience = None if self._last is None else _PATIENCE_SECONDS
        self._state.wait_for(lambda: self._is_closed or self._answered >= wanted, patience)

    def _run(self) -> None:
        while self._is_due():
            found: list[Status] = []
            error_line(lambda: found.append(self._bot.status()))  # noqa: B023 - called at once
            with self._state:
                self._last = _Comparison(found[0] if found else None, time.monotonic())
                self._answered, self._is_looking = self._began, False
                self._state.notify_all()

    def _is_due(self) -> bool:
        """Wait until the folder is to be compared; False once the monitor is closed."""
        with self._state:
            while not self._is_closed and self._requested == self._answered:
                left = self._last.at + self._period - time.monotonic() if self._last else 0.0
                if left <= 0 and not self._is_idle():
                    self._requested += 1
                    break
                self._state.wait(None if self._is_idle() else left)
            self._began, self._is_looking = self._requested, True
            return not self._is_closed
