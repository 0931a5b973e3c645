"""How far an indexing run has come, how fast it goes, and how long it will still take."""

import time
from collections.abc import Callable
from dataclasses import replace

from qa_bot.store.reports import Progress

OnProgress = Callable[[Progress], None]

_FIRST_SECONDS = 1.0
"""A rate is told when it has been measured for so long: the first passages warm the model up."""


class ProgressTracker:
    """Counts what is done and tells it, step by step."""

    def __init__(self, tell: OnProgress) -> None:
        """``tell`` is called at each step, in the thread that works."""
        self._tell = tell
        self._now = Progress("reading")
        self._made = 0
        self._since = 0.0

    def reading(self, source: str, files: int, total: int) -> None:
        """The file ``source`` is about to be read, ``files`` of ``total`` are."""
        self._say(replace(self._now, source=source, files=files, files_total=total))

    def embedding(self, passages: int) -> None:
        """All files are read, and ``passages`` are to be embedded."""
        self._since = time.monotonic()
        total = self._now.files_total
        self._say(Progress("embedding", files=total, files_total=total, passages_total=passages))

    def embedded(self, source: str, passages: int, made: int) -> None:
        """``passages`` more of the document in the file ``source`` have their vectors, ``made`` of them just now."""
        self._made += made
        done = self._now.passages + passages
        seconds = time.monotonic() - self._since
        rate = self._made / seconds if seconds >= _FIRST_SECONDS else 0.0
        left = (self._now.passages_total - done) / rate if rate else None
        self._say(replace(self._now, source=source, passages=done, rate=rate, seconds_left=left))

    def waiting(self) -> None:
        """Nothing goes on just now: tell again what was told, so that whoever listens can end the run."""
        self._tell(self._now)

    def writing(self) -> None:
        """Every passage has its vector; the index is made durable."""
        self._say(replace(self._now, step="writing", source="", seconds_left=None))

    def _say(self, progress: Progress) -> None:
        self._now = progress
        self._tell(progress)
