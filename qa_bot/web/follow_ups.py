"""Try questions on what an answer quotes, in a thread of its own after the answer is displayed."""

import threading
import time
from collections.abc import Sequence

from qa_bot.answer.suggestions import follow_ups, is_good
from qa_bot.bot import Bot
from qa_bot.records import Answer
from qa_bot.web.indexer import error_line

_KEPT = 256
_DELAY_SECONDS = 0.5
"""The answer is drawn in this time, without another question in its way."""


class FollowUps:
    """The follow-up questions of the last answers. Thread-safe; one question is tried at a time."""

    def __init__(self, bot: Bot) -> None:
        """Try nothing yet."""
        self._bot = bot
        self._found: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...] | None] = {}
        self._lock = threading.Lock()
        self._trying = threading.Lock()

    def of(self, answer: Answer, asked: Sequence[str]) -> tuple[str, ...] | None:
        """Return the questions to offer below an answer, None while they are tried.

        None is offered where the answer is not good itself. ``asked`` are the questions of the chat.
        """
        if answer.intent != "question" or not is_good(answer):
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

    def _try(self, key: tuple[str, str, tuple[str, ...]], answer: Answer) -> None:
        asked = key[-1]
        found: list[str] = []

        def find() -> None:
            found.extend(follow_ups(answer, asked, lambda question: is_good(self._bot.ask(question, mode="extract"))))

        time.sleep(_DELAY_SECONDS)
        with self._trying:
            error_line(find)
        with self._lock:
            self._found[key] = tuple(found)
