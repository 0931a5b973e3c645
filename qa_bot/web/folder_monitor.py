"""Compare the folder with the index in one background thread for all visitors."""

import threading
import time
from dataclasses import dataclass, replace

from qa_bot.bot import Bot
from qa_bot.store.reports import Status
from qa_bot.web.indexer import error_line

_PATIENCE_SECONDS = 0.5
"""How long a visitor waits for a new comparison before getting the last one."""

_IDLE_PERIODS = 3
"""Comparisons pause after so many periods without a visitor."""


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A status including the folder's differences (None if it failed), and its time on the monotonic clock."""

    status: Status | None
    at: float


class FolderMonitor:
    """Compares the folder every ``look_seconds`` while there are visitors, and on request. Thread-safe."""

    def __init__(self, bot: Bot) -> None:
        """Start nothing before the first status."""
        self._bot = bot
        self._period = bot.settings.look_seconds
        self._condition = threading.Condition()
        self._thread: threading.Thread | None = None
        self._last: _Comparison | None = None
        self._asked_at = 0.0
        self._requested = self._began = self._answered = 0
        self._is_comparing = self._is_closed = False

    def status(self) -> Status:
        """Return the current index with the last comparison of the folder; only the first comparison is waited for.

        Raises:
            StoreUnusable: the index cannot be used.
        """
        indexed = self._bot.status(compare_folder=False)
        with self._condition:
            self._asked_at = time.monotonic()
            is_stale = self._is_stale() and not self._is_comparing
            if self._last is None or is_stale or self._is_outdated(indexed):
                self._wait_for_comparison(is_new_needed=not self._is_comparing)
            last = self._last.status if self._last else None
            if last is None or self._is_outdated(indexed):
                return indexed
        return replace(indexed, pending=last.pending, folder_problem=last.folder_problem, damage=last.damage)

    def refresh(self) -> None:
        """Compare the folder after a change, and wait briefly for the result."""
        with self._condition:
            self._asked_at = time.monotonic()
            self._wait_for_comparison(is_new_needed=True)

    def close(self) -> None:
        """End the thread; the last comparison stays valid."""
        with self._condition:
            self._is_closed = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _is_stale(self) -> bool:
        """Return whether the last comparison precedes a pause without visitors."""
        return self._last is not None and time.monotonic() - self._last.at > _IDLE_PERIODS * self._period

    def _is_idle(self) -> bool:
        """Return whether there have been no visitors for so long that comparisons pause."""
        return time.monotonic() - self._asked_at > _IDLE_PERIODS * self._period

    def _is_outdated(self, indexed: Status) -> bool:
        """Return whether the last comparison was with another generation; a missing folder never gets a new one."""
        last = self._last.status if self._last else indexed
        return last is not None and last.generation != indexed.generation and not last.folder_problem

    def _wait_for_comparison(self, is_new_needed: bool) -> None:
        """Wait for the comparison in progress, or for a new one; call with the lock held."""
        if self._thread is None and not self._is_closed:
            self._thread = threading.Thread(target=self._run, name="folder", daemon=True)
            self._thread.start()
        self._requested += is_new_needed
        self._condition.notify_all()
        wanted = self._requested
        patience = None if self._last is None else _PATIENCE_SECONDS
        self._condition.wait_for(lambda: self._is_closed or self._answered >= wanted, patience)

    def _run(self) -> None:
        while self._is_due():
            found: list[Status] = []
            error_line(lambda: found.append(self._bot.status()))  # noqa: B023 - called at once
            with self._condition:
                self._last = _Comparison(found[0] if found else None, time.monotonic())
                self._answered, self._is_comparing = self._began, False
                self._condition.notify_all()

    def _is_due(self) -> bool:
        """Wait until a comparison is due; return False once the monitor is closed."""
        with self._condition:
            while not self._is_closed and self._requested == self._answered:
                left = self._last.at + self._period - time.monotonic() if self._last else 0.0
                if left <= 0 and not self._is_idle():
                    self._requested += 1
                    break
                self._condition.wait(None if self._is_idle() else left)
            self._began, self._is_comparing = self._requested, True
            return not self._is_closed
