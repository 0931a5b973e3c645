"""Try questions on what an answer quotes, in a thread of its own after the answer is displayed."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from qa_bot.bot import Bot
from qa_bot.errors import Stopped
from qa_bot.records import Answer
from qa_bot.web.indexer import error_line

_KEPT = 256
_DELAY_SECONDS = 0.5
"""The answer is drawn in this time, without another question in its way."""
_LONGEST_PAUSE_SECONDS = 60

_Key = tuple[str, str, tuple[str, ...]]
"""The generation, the searched question, and the questions of the chat."""


class FollowUps:
    """The follow-up questions of the last answers. Thread-safe; one question is tried at a time.

    A visitor's question comes before those that are tried: they pause meanwhile, and end where it makes them useless.
    """

    def __init__(self, bot: Bot) -> None:
        """Try nothing yet."""
        self._bot = bot
        self._found: dict[_Key, tuple[str, ...] | None] = {}
        self._lock = threading.Lock()
        self._trying = threading.Lock()
        self._asking = 0
        self._is_free = threading.Event()
        self._is_free.set()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Try nothing while the block runs."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def of(self, answer: Answer, asked: Sequence[str]) -> tuple[str, ...] | None:
        """Return the questions to offer below an answer, None while they are tried.

        None is offered where the answer is not good itself. ``asked`` are the questions of the chat.
        """
        if not self._bot.suggester.has_follow_ups(answer):
            return ()
        key = answer.generation, answer.searched, tuple(asked)
        with self._lock:
            if key in self._found:
                return self._found[key]
            while len(self._found) >= _KEPT:
                self._found.pop(next(iter(self._found)))
            self._found[key] = None
        threading.Thread(target=self._try, args=(key, answer), name="follow-ups", daemon=True).start()
        return None

    def _count(self, by: int) -> None:
        with self._lock:
            self._asking += by
            (self._is_free.clear if self._asking else self._is_free.set)()

    def _try(self, key: _Key, answer: Answer) -> None:
        asked = key[-1]
        found: list[str] = []

        def step() -> None:
            self._is_free.wait(_LONGEST_PAUSE_SECONDS)
            if self._goes_on(asked):
                raise Stopped("The chat has gone on: these questions are not offered any more.")

        time.sleep(_DELAY_SECONDS)
        with self._trying:
            error_line(lambda: found.extend(self._bot.suggester.after(answer, asked, step)))
        with self._lock:
            self._found[key] = tuple(found)

    def _goes_on(self, asked: tuple[str, ...]) -> bool:
        """Return whether follow-ups of a later answer of the chat are wanted."""
        with self._lock:
            return any(len(later) > len(asked) and later[: len(asked)] == asked for *_, later in self._found)
