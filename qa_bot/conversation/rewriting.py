"""Rewriting of a follow-up question, from its conversation, into one that stands on its own. Pure."""

from collections.abc import Sequence

from qa_bot.conversation.english import has_no_content, rewrite_english
from qa_bot.conversation.phrases import words
from qa_bot.conversation.topic import rewrite_short
from qa_bot.records import Turn
from qa_bot.text.languages import ENGLISH, detect

_MOST_TURNS = 6
_MOST_CHARACTERS = 1000
"""Of each question and answer of the conversation."""


def rewrite(question: str, history: Sequence[Turn]) -> str:
    """Return the question that a follow-up stands for; one that stands on its own is returned unchanged.

    English questions are rewritten by :func:`~qa_bot.conversation.english.rewrite_english`. In other languages the
    topic of the last question is appended to a very short one.
    """
    turns: list[Turn] = []
    for turn in history[-_MOST_TURNS:]:
        turns.append(Turn(_resolved(turn.question[:_MOST_CHARACTERS], turns), turn.answer[:_MOST_CHARACTERS]))
    return _rewritten(question, turns)


def _resolved(question: str, turns: Sequence[Turn]) -> str:
    """Return what a turn asked; one without content ("Why?") keeps the question before it as the topic."""
    return turns[-1].question if turns and has_no_content(question) else _rewritten(question, turns)


def _rewritten(question: str, turns: Sequence[Turn]) -> str:
    if not turns or not words(question):
        return question
    last = turns[-1].question
    language = detect(question, default=detect(last))
    return rewrite_english(question, turns) if language is ENGLISH else rewrite_short(question, last, language)
