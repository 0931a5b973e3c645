"""What went wrong with a question, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.evaluation.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """One way in which an answer is right or not: in two words, and in a sentence."""

    title: str
    told: str


RIGHT = Verdict("as it should be", "The evidence is the first quote, or the refusal is right.")
NOT_KNOWN = Verdict("not judged", "The gold file does not say what is right.")
INEXACT = Verdict("quote not exact", "A quote is not the text at its offsets. This must never happen.")
UNHELD = Verdict(
    "evidence not in the documents", "No indexed document holds the evidence: mend the gold file, or index."
)
ANSWERED = Verdict("answered though unanswerable", "The documents do not answer it, and the bot quoted something.")
REFUSED = Verdict("refused though answerable", "The documents answer it, and the bot said that they do not.")
NOT_RETRIEVED = Verdict(
    "evidence not cited: its passage was not retrieved",
    "The evidence is not among the first five quotes, nor its passage among the first five that were retrieved.",
)
NOT_CHOSEN = Verdict(
    "evidence not cited: another sentence was",
    "The right passage was among the first five that were retrieved, and other sentences were quoted.",
)
NOT_FIRST = Verdict("cited, but not first", "The evidence is among the first five quotes, after another one.")
NOT_SHOWN = Verdict("expected words not shown", "Neither the answer nor its first three quotes hold what was expected.")

MISSES = (INEXACT, ANSWERED, REFUSED, NOT_RETRIEVED, NOT_CHOSEN, NOT_FIRST, NOT_SHOWN, UNHELD)
"""What the report lists, in its order."""


def verdict(outcome: Outcome) -> Verdict:
    """The one thing to tell of a question: the gravest, if several went wrong."""
    found = outcome.answer.found
    if not all(outcome.exact):
        return INEXACT
    if outcome.answerable is None:
        return NOT_KNOWN
    if not outcome.answerable:
        return ANSWERED if found else RIGHT
    if outcome.pieces and not outcome.held:
        return UNHELD
    return _of_answer(outcome) if found else REFUSED


def _of_answer(outcome: Outcome) -> Verdict:
    """The verdict on an answer that was due, and given."""
    if not outcome.pieces:
        if outcome.question.answers:
            return RIGHT if outcome.shown else NOT_SHOWN
        return NOT_KNOWN
    if not outcome.cited:
        return NOT_CHOSEN if outcome.retrieved else NOT_RETRIEVED
    return RIGHT if outcome.cited_first else NOT_FIRST


def misses(outcomes: Sequence[Outcome]) -> list[tuple[Verdict, list[Outcome]]]:
    """The questions that went wrong, by what went wrong; what did not happen is left out."""
    by_verdict = [(kind, [one for one in outcomes if verdict(one) == kind]) for kind in MISSES]
    return [(kind, found) for kind, found in by_verdict if found]
