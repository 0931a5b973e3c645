"""A follow-up question → the question to search. Pure."""

import re
from collections.abc import Sequence

from qa_bot.records import Turn

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_POINTING = frozenset(
    """it its he him his she her hers they them their theirs this that these those there then one ones former latter
    same both either neither other others another else too also""".split()
)
_EMPTY = frozenset(
    """a an the and or but so of in on at to for from with by about as into over under after before between during
    is are was were be been being am do does did done has have had can could will would shall should may might must
    not no nor than very just more most much many some any each every all what which who whom whose when where why how
    i me my we us our you your please tell say said know want like name give list many there here""".split()
)
_FEW_WORDS = 2
_TOPIC_WORDS = 12


def complete(question: str, history: Sequence[Turn]) -> str:
    """The question that a follow-up stands for: itself, with the words that it points back to in brackets.

    A question that stands on its own comes back unchanged, so that a new topic is not dragged to the old one.
    """
    if not history or not points_back(question):
        return question
    spoken = {word.casefold() for word in _WORD.findall(question)}
    topic = [word for word in _topic(history) if word.casefold() not in spoken]
    return f"{question} ({' '.join(topic)})" if topic else question


def points_back(question: str) -> bool:
    """Whether a question needs the conversation: it points at something unnamed, or hardly says anything itself."""
    words = [word.casefold() for word in _WORD.findall(question)]
    own = [word for word in words if word not in _EMPTY and word not in _POINTING]
    if len(own) < _FEW_WORDS:
        return True
    named = any(word[:1].isupper() for word in _WORD.findall(question)[1:])
    return (any(word in _POINTING for word in words) and not named) or words[0] in ("and", "but", "so")


def _topic(history: Sequence[Turn]) -> list[str]:
    """The words that carry the topic: those of the last question that stood on its own, and the last answer's names."""
    base = next((turn for turn in reversed(history) if not points_back(turn.question)), history[0])
    words = [word for word in _WORD.findall(base.question) if word.casefold() not in _EMPTY | _POINTING]
    for turn in (base, history[-1]):
        words += [
            word for word in _WORD.findall(turn.answer)[:40] if word[:1].isupper() and word.casefold() not in _EMPTY
        ]
    return list(dict.fromkeys(words))[:_TOPIC_WORDS]
