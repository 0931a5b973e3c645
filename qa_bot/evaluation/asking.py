"""Ask a bot every question of a file."""

from collections.abc import Callable, Sequence

from qa_bot.bot import Bot
from qa_bot.errors import QaBotError, QuestionUnusable
from qa_bot.evaluation.gold import Question
from qa_bot.evaluation.outcomes import Outcome, TextOfFile, label, outcome

OnAsked = Callable[[int, int], None]
"""Called after each question with the number asked and the total."""


def ask_all(bot: Bot, questions: Sequence[Question], on_asked: OnAsked | None = None) -> list[Outcome]:
    """Ask every question, in order.

    Raises:
        QaBotError: a question is unusable (the message names it), or the index is.
    """
    text_of, outcomes = texts(bot), []
    for number, question in enumerate(questions, start=1):
        try:
            answer = bot.ask(question.question, question.history)
        except QuestionUnusable as error:
            raise QaBotError(f"Question {label(question, number)}: {error}") from None
        outcomes.append(outcome(question, answer, text_of, number))
        if on_asked:
            on_asked(number, len(questions))
    return outcomes


def texts(bot: Bot) -> TextOfFile:
    """Return a function from an indexed file's path to its stored text."""
    ids = {file.source: file.document_id for file in bot.status(compare_folder=False).files}
    return lambda source: bot.documents.text(ids[source]) if source in ids else None
