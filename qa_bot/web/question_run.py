"""A question being answered in its own thread: Streamlit ends a visitor's thread at each interaction."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qa_bot.answer.stages import OnStep
from qa_bot.chats.records import Exchange
from qa_bot.errors import Stopped
from qa_bot.records import Answer, Intent, Turn
from qa_bot.web.indexer import error_line

_STOPPED = "Stopped before there was an answer: ask again to get one."


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the files and folders to search (all if none), and the intent that it is taken for.

    ``before`` is the id of the exchange whose question is asked again: only what precedes it is its context.
    """

    question: str
    within: tuple[str, ...] = ()
    intent: Intent = "question"
    before: int | None = None


@dataclass(slots=True)
class QuestionRun:
    """A question and its outcome: an answer, or one line on why there is none.

    `within` are the sources to search, all if empty. `partial` is what a language model has written so far, with the
    sentence that it is writing.
    """

    question: str
    within: tuple[str, ...] = ()
    outcome: Answer | str = ""
    partial: tuple[Answer, str] | None = None
    _ended: threading.Event = field(default_factory=threading.Event)
    _news: threading.Event = field(default_factory=threading.Event)
    _ending: threading.Lock = field(default_factory=threading.Lock)

    def start(self, ask: Callable[[OnStep], Answer]) -> None:
        """Start `ask`, which must call its argument at each step."""
        threading.Thread(target=self._run, args=(ask,), name="question", daemon=True).start()

    def show(self, answer: Answer, draft: str) -> None:
        """Record what is written so far.

        Raises:
            Stopped: the run is to be stopped.
        """
        if (answer, draft) != self.partial:
            self.partial = answer, draft
            self._news.set()
        self._step()

    def stop(self) -> None:
        """Stop waiting; the thread ends at its next step."""
        with self._ending:
            if not self._ended.is_set():
                self.outcome = _STOPPED
                self._end()

    def wait(self, seconds: float) -> bool:
        """Wait up to `seconds`, or until something new is written; return whether the run has ended."""
        if self._news.wait(seconds):
            self._news.clear()
        return self._ended.is_set()

    def wait_to_end(self, seconds: float) -> bool:
        """Wait up to `seconds`, whatever is written meanwhile; return whether the run has ended."""
        return self._ended.wait(seconds)

    def _end(self) -> None:
        self._ended.set()
        self._news.set()

    def _run(self, ask: Callable[[OnStep], Answer]) -> None:
        found: list[Answer] = []

        def answer() -> None:
            found.append(ask(self._step))

        problem = error_line(answer)
        with self._ending:
            if not self._ended.is_set():
                self.outcome = problem or found[0]
                self._end()

    def _step(self) -> None:
        if self._ended.is_set():
            raise Stopped(_STOPPED)


def history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Return the answered exchanges in order, as context of a follow-up question."""
    return tuple(Turn(one.question, one.outcome.text) for one in exchanges if isinstance(one.outcome, Answer))
