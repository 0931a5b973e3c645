"""Categories of outcomes: right, not judged, and the kinds of errors."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.evaluation.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Category:
    """A category of outcomes: a title of a few words, and a sentence."""

    title: str
    description: str


RIGHT = Category("right", "The evidence is the first quote, or the refusal is right.")
NOT_JUDGED = Category("not judged", "The file of questions does not say what is right.")
INEXACT = Category("quote not exact", "A quote differs from the text at its offsets. This must never happen.")
MISSING_EVIDENCE = Category(
    "evidence not in the documents",
    "No indexed document contains the evidence: correct the file of questions, or index.",
)
WRONGLY_ANSWERED = Category(
    "answered though unanswerable", "The documents do not answer it, and the bot gave an answer."
)
WRONGLY_REFUSED = Category("refused though answerable", "The documents answer it, and the bot refused.")
NOT_RETRIEVED = Category(
    "evidence not cited: its passage was not retrieved",
    "Neither is the evidence among the first five quotes nor its passage among the first five retrieved.",
)
NOT_CHOSEN = Category(
    "evidence not cited: another sentence was",
    "The passage was among the first five retrieved, but other sentences were quoted.",
)
NOT_FIRST = Category("cited, but not first", "The evidence is among the first five quotes, after another one.")
NOT_SHOWN = Category(
    "expected words not shown", "Neither the answer nor its first three quotes contain the expected words."
)

MISSES = (INEXACT, WRONGLY_ANSWERED, WRONGLY_REFUSED, NOT_RETRIEVED, NOT_CHOSEN, NOT_FIRST, NOT_SHOWN, MISSING_EVIDENCE)
"""The errors, in the order of the report: the gravest of several counts."""


def category(outcome: Outcome) -> Category:
    """Return the category of an outcome: the gravest error, if there are several."""
    found = outcome.answer.found
    if not all(outcome.exact):
        return INEXACT
    if outcome.answerable is None:
        return NOT_JUDGED
    if not outcome.answerable:
        return WRONGLY_ANSWERED if found else RIGHT
    if outcome.pieces and not outcome.is_in_documents:
        return MISSING_EVIDENCE
    return _of_answer(outcome) if found else WRONGLY_REFUSED


def _of_answer(outcome: Outcome) -> Category:
    """Return the category of an answer to an answerable question."""
    if not outcome.pieces:
        if outcome.question.answers:
            return RIGHT if outcome.shown else NOT_SHOWN
        return NOT_JUDGED
    if not outcome.cited:
        return NOT_CHOSEN if outcome.retrieved else NOT_RETRIEVED
    return RIGHT if outcome.cited_first else NOT_FIRST


def misses(outcomes: Sequence[Outcome]) -> list[tuple[Category, list[Outcome]]]:
    """Return the outcomes with errors by category, without empty categories."""
    by_category = [(kind, [one for one in outcomes if category(one) == kind]) for kind in MISSES]
    return [(kind, found) for kind, found in by_category if found]
