"""Prefer a sentence with a value of the type that is asked for to the one before it that only names the thing. Pure."""

from collections.abc import Sequence

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.question import AnalyzedQuestion

_LOST = 0.1
"""By how much such a sentence may be scored lower."""
_FAR = 3
"""Sentences after the one that names the thing."""


def typed_first(question: AnalyzedQuestion, sentences: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return the sentences with the best one that has a value first, where the best one of all has none.

    "Plot 31 is free. … The rent is 85 euros": of one passage, and soon after the best one.
    """
    best = next(iter(sentences), None)
    answer_type = question.answer_type
    if best is None or answer_type is None or not answer_type.is_exact or best.type_fit == 1.0:
        return list(sentences)
    spans = best.passage.sentences
    following = spans[spans.index(best.span) + 1 :][:_FAR]
    typed = next(
        (
            one
            for one in sentences
            if one.type_fit == 1.0
            and one.passage.id == best.passage.id
            and one.span in following
            and one.score >= best.score - _LOST
        ),
        None,
    )
    return [typed, *(one for one in sentences if one is not typed)] if typed else list(sentences)
