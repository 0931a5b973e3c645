"""A bot is asked every question of a file."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from qa_bot.bot import Bot
from qa_bot.errors import QaBotError, QuestionUnusable
from qa_bot.evaluation.gold import Question
from qa_bot.evaluation.outcomes import Outcome, label, outcome
from qa_bot.evaluation.places import TextOf
from qa_bot.evaluation.setup import Setup

_SETTINGS = ("threshold", "passage_characters", "candidates", "read", "hits")

OnAsked = Callable[[int, int], None]
"""Called after each question with how many are asked, and how many there are."""


def ask_all(bot: Bot, questions: Sequence[Question], on_asked: OnAsked | None = None) -> list[Outcome]:
    """Ask every question, in order.

    Raises:
        QaBotError: a question is unusable (its label is told), or the index is.
    """
    text_of, found = texts(bot), []
    for number, question in enumerate(questions, start=1):
        try:
            answer = bot.ask(question.question, question.history)
        except QuestionUnusable as error:
            raise QaBotError(f"Question {label(question, number)}: {error}") from None
        found.append(outcome(question, answer, text_of, number))
        if on_asked:
            on_asked(number, len(questions))
    return found


def texts(bot: Bot) -> TextOf:
    """The stored text of each indexed file, by the file's name."""
    ids = {file.source: file.document_id for file in bot.status().files}
    return lambda source: bot.documents.text(ids[source]) if source in ids else None


def setup_of(bot: Bot, questions_file: Path, warnings: Sequence[str] = ()) -> Setup:
    """The present setup of a bot."""
    status, settings = bot.status(), bot.settings
    return Setup(
        questions_file=str(questions_file),
        folder=str(settings.seeds),
        documents=status.documents,
        passages=status.passages,
        generation=status.generation or "",
        model=status.model,
        threshold=settings.threshold,
        settings={name: getattr(settings, name) for name in _SETTINGS},
        asked_at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        warnings=tuple(warnings),
    )
