"""One question under way, in a thread of its own: Streamlit ends a visitor's thread at each click."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from qa_bot.errors import Stopped
from qa_bot.records import Answer
from qa_bot.web.indexer import error_line

OnStep = Callable[[], object]

_STOPPED = "Stopped before there was an answer: ask again when you like."


@dataclass(slots=True)
class QuestionRun:
    """A question and, once it has ended, its answer or in one line why there is none.

    ``within`` are the sources that it is limited to, none where it is not.
    """

    question: str
    within: tuple[str, ...] = ()
    outcome: Answer | str = ""
    _ended: threading.Event = field(default_factory=threading.Event)
    _ending: threading.Lock = field(default_factory=threading.Lock)

    def start(self, ask: Callable[[OnStep], Answer]) -> None:
        """Begin; ``ask`` is given what it is to call at each step."""
        threading.Thread(target=self._run, args=(ask,), name="question", daemon=True).start()

    def stop(self) -> None:
        """End it: nobody waits for it any more, and its thread ends at its next step."""
        with self._ending:
            if not self._ended.is_set():
                self.outcome = _STOPPED
                self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end, so long at most; whether it has ended or was stopped."""
        return self._ended.wait(seconds)

    def _run(self, ask: Callable[[OnStep], Answer]) -> None:
        found: list[Answer] = []

        def answer() -> None:
            found.append(ask(self._step))

        problem = error_line(answer)
        with self._ending:
            if not self._ended.is_set():
                self.outcome = problem or found[0]
                self._ended.set()

    def _step(self) -> None:
        if self._ended.is_set():
            raise Stopped(_STOPPED)
