"""Answer a request for more from sentences that earlier answers have not quoted. Pure."""

from collections.abc import Sequence

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.records import Turn
from qa_bot.text.languages.english_requests import FURTHER_QUESTION, MORE_REQUEST
from qa_bot.text.wording import one_line

_RELEVANT = 0.5
"""A further sentence is relevant if its score is at least this share of the best one's."""


def unsaid(question: str, sentences: Sequence[ScoredSentence], history: Sequence[Turn]) -> tuple[ScoredSentence, ...]:
    """Return the relevant sentences that no answer of ``history`` quotes, if ``question`` asks for more; else all.

    ``sentences`` come best first.
    """
    if not history or not (MORE_REQUEST.fullmatch(question) or FURTHER_QUESTION.match(question)):
        return tuple(sentences)
    said = [one_line(turn.answer) for turn in history]
    return tuple(
        sentence
        for sentence in sentences
        if sentence.score >= _RELEVANT * sentences[0].score and not _is_said(one_line(sentence.quote), said)
    )


def _is_said(quote: str, said: Sequence[str]) -> bool:
    return any(quote in answer for answer in said)
