"""Watch a folder, and index it when files change."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from qa_bot.errors import FolderUnusable, QaBotError
from qa_bot.ingest.scan import SourceFile, list_files
from qa_bot.web.indexer import Indexer

_QUIET_SECONDS = 0.5
"""Files have settled after so long without a change, so that a copy or download is indexed once, when complete."""

_LONGEST_WAIT_SECONDS = 10.0
"""A folder that keeps changing is indexed at this interval; a growing file is reported and tried again."""

_CHECK_SECONDS = 60.0
"""Interval of comparisons without a notification, for network folders that send none."""

_TIMEOUT_MILLISECONDS = 500
"""Longest wait for a notification; the first comparison follows the start of the watch by so long."""


class Watcher:
    """Indexes the folder in a background thread when files have settled, until stopped."""

    def __init__(self, indexer: Indexer, on_problem: Callable[[str], object]) -> None:
        """Prepare the thread; `on_problem` is called with one line per problem."""
        self._indexer = indexer
        self._on_problem = on_problem
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread and wait for its end."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        folder = self._indexer.bot.settings.seeds
        while not self._stop.is_set():
            try:
                self._follow(folder)
            except OSError as error:  # the folder is gone, or the system's limit of watches is reached
                self._on_problem(f"{folder} cannot be watched ({error}): it is checked once a minute instead.")
                self._index_if_changed()
                self._stop.wait(_CHECK_SECONDS)

    def _follow(self, folder: Path) -> None:
        notifications = watch(
            folder,
            watch_filter=None,
            rust_timeout=_TIMEOUT_MILLISECONDS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
        )
        due = time.monotonic()
        for changes in notifications:
            if changes:
                self._wait_until_settled()
            if changes or time.monotonic() >= due:
                self._index_if_changed()
                due = time.monotonic() + _CHECK_SECONDS

    def _wait_until_settled(self) -> None:
        """Wait until two listings are equal; notifications cannot tell, since a growing file sends only one."""
        until = time.monotonic() + _LONGEST_WAIT_SECONDS
        before = self._files()
        while not self._stop.wait(_QUIET_SECONDS) and time.monotonic() < until:
            now = self._files()
            if now == before:
                return
            before = now

    def _files(self) -> list[SourceFile]:
        settings = self._indexer.bot.settings
        try:
            return list_files(settings.seeds, settings.exclude, settings.store)
        except FolderUnusable:
            return []

    def _index_if_changed(self) -> None:
        """Index if the folder differs, the store is damaged, or an erased file is still in the index."""
        try:
            status = self._indexer.bot.status()
            differs = bool(status.pending or status.damage or self._indexer.erasures)
        except QaBotError as error:
            self._on_problem(str(error))
            return
        if differs:
            self._indexer.start("watch").ended.wait()
