"""A folder is watched, and the index follows it by itself."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from qa_bot.errors import FolderUnusable, QaBotError
from qa_bot.ingest.scan import SourceFile, list_files
from qa_bot.web.indexer import Indexer

_QUIET_SECONDS = 0.5
"""Files have settled when nothing has changed for so long: a copy or a download is read once, when it is whole."""

_LONGEST_WAIT_SECONDS = 10.0
"""A folder that never comes to rest is looked at so often; a file that is still growing is told and tried again."""

_LOOK_SECONDS = 60.0
"""A look without a sign, for folders on other machines, whose changes send none."""

_TIMEOUT_MILLISECONDS = 500
"""How long to wait for a sign at once: the first look comes so long after the watch has begun, and misses nothing."""


class Watcher:
    """Re-indexes when files settle, in a thread of its own, until it is stopped."""

    def __init__(self, indexer: Indexer, tell: Callable[[str], object]) -> None:
        """``tell`` is told in a line what keeps the folder from being watched."""
        self._indexer = indexer
        self._tell = tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for the end."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        folder = self._indexer.bot.settings.seeds
        while not self._stop.is_set():
            try:
                self._follow(folder)
            except OSError as error:  # the folder is gone, or the system watches no more folders
                self._tell(f"{folder} cannot be watched ({error}): it is looked at once a minute.")
                self._look()
                self._stop.wait(_LOOK_SECONDS)

    def _follow(self, folder: Path) -> None:
        signs = watch(
            folder,
            watch_filter=None,
            rust_timeout=_TIMEOUT_MILLISECONDS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
        )
        due = time.monotonic()
        for changes in signs:
            if changes:
                self._wait_for_rest()
            if changes or time.monotonic() >= due:
                self._look()
                due = time.monotonic() + _LOOK_SECONDS

    def _wait_for_rest(self) -> None:
        """Wait until the folder is what it was a moment before. Signs do not tell that: a file that grows sends one."""
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

    def _look(self) -> None:
        """Re-index if the folder differs, or the store is damaged or holds what was erased; the page tells of it."""
        try:
            status = self._indexer.bot.status()
            differs = bool(status.pending or status.damage or self._indexer.erasures)
        except QaBotError as error:
            self._tell(str(error))
            return
        if differs:
            self._indexer.start("watch").ended.wait()
