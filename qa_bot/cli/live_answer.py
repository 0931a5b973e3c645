"""The answer in the terminal while a language model writes it; it is replaced by the whole one."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from qa_bot.answer.stages import OnPartial
from qa_bot.cli.output import statement_line
from qa_bot.records import Answer
from qa_bot.text.wording import printable

_PER_SECOND = 8
_ROWS_LEFT = 2


@contextmanager
def live_answer(console: Console | None = None) -> Iterator[OnPartial]:
    """Yield a function that draws an unfinished answer on standard error, if that is a terminal."""
    console = console or Console(stderr=True)
    live = Live(console=console, transient=True, refresh_per_second=_PER_SECOND, vertical_overflow="crop")
    with ExitStack() as drawing:

        def draw(answer: Answer, draft: str) -> None:
            if console.is_terminal:
                if not live.is_started:
                    drawing.enter_context(live)
                live.update(_drawn(console, answer, draft))

        yield draw


def _drawn(console: Console, answer: Answer, draft: str) -> Text:
    """Return the last rows of an answer; a sentence that is not checked yet is dim."""
    text = Text("\n".join(map(statement_line, answer.statements)))
    text.append(f"\n{printable(draft)}…" if draft else f"\n{answer.model} is writing …", style="dim")
    return Text("\n").join(text.wrap(console, console.width)[_ROWS_LEFT - console.height :])
