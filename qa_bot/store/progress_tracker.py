"""How far an indexing run has come, how fast it is, and how long it will still take."""

import time
from collections.abc import Callable
from dataclasses import replace

from qa_bot.store.reports import Progress

OnProgress = Callable[[Progress], None]

_FIRST_SECONDS = 1.0
"""A rate is reported once it has been measured for so long: the first passages warm the model up."""


class ProgressTracker:
    """Counts what is done, and reports it step by step."""

    def __init__(self, report: OnProgress) -> None:
        """``report`` is called at each step, in the thread that works."""
        self._report = report
        self._now = Progress("reading")
        self._made = 0
        self._since = 0.0

    def reading(self, source: str, files: int, total: int) -> None:
        """Report that the file ``source`` is about to be read, after ``files`` of ``total``."""
        self._update(replace(self._now, source=source, files=files, files_total=total))

    def embedding(self, passages: int) -> None:
        """Report that all files are read, and ``passages`` are to be embedded."""
        self._since = time.monotonic()
        total = self._now.files_total
        self._update(Progress("embedding", files=total, files_total=total, passages_total=passages))

    def embedded(self, source: str, passages: int, made: int) -> None:
        """Report that ``passages`` more of the file ``source`` have vectors, ``made`` of them computed just now."""
        self._made += made
        done = self._now.passages + passages
        seconds = time.monotonic() - self._since
        rate = self._made / seconds if seconds >= _FIRST_SECONDS else 0.0
        left = (self._now.passages_total - done) / rate if rate else None
        self._update(replace(self._now, source=source, passages=done, rate=rate, seconds_left=left))

    def waiting(self) -> None:
        """Repeat the last report, so that its receiver can end the run while nothing goes on."""
        self._report(self._now)

    def writing(self) -> None:
        """Report that every passage has its vector, and the index is being written to the disk."""
        self._update(replace(self._now, step="writing", source="", seconds_left=None))

    def _update(self, progress: Progress) -> None:
        self._now = progress
        self._report(progress)
