"""Sentences that do not name their subject: "It took place from October 23 to 25." Pure."""

import re

from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import ANAPHORIC_PHRASES, REPORTING_WORDS

_REFERENCE = re.compile(
    rf"(?:{alternation((*ENGLISH.pronouns, *ENGLISH.demonstratives, *ANAPHORIC_PHRASES))})\b", re.IGNORECASE
)
_UNNAMED = re.compile(
    rf"""[Tt]he\s(?:[a-z]+\s)?(?:[a-z]+|[A-Z]{{2,}})\s(?:{alternation(ENGLISH.auxiliaries | REPORTING_WORDS)})\b""",
    re.VERBOSE,
)
"""A thing without a name: "The NGO is", "The exercise was"."""
_DEFINITE = re.compile(r"[Tt]he\s(?:[a-z]|[A-Z]{2,}\b)")
_OPENING = re.compile(r"[\"'“‘«(\[]*")
_LEAD_IN = re.compile(r"(?:[^\W\d_]+\s){0,4}[^\W\d_]+,\s")
"""A few words before the subject: "In addition, it", "A year later, he"."""


def points_back(sentence: str) -> bool:
    """Return whether a sentence begins with a reference to something before it: "He", "This exercise", "The NGO is"."""
    start = _start(sentence)
    if _REFERENCE.match(sentence, start) or _UNNAMED.match(sentence, start):
        return True
    lead_in = _LEAD_IN.match(sentence, start)
    if lead_in is None or any(word[:1].isupper() for word in lead_in.group().split()[1:]):
        return False
    return bool(_REFERENCE.match(sentence, lead_in.end()))


def begins_with_pronoun(text: str) -> bool:
    """Return whether ``text`` begins with a pronoun or demonstrative: "It is heated", "This was in May"."""
    return bool(_REFERENCE.match(text, _start(text)))


def may_point_back(sentence: str) -> bool:
    """Return whether a sentence begins with a thing that may be named before it: "The joint exercises in question"."""
    return bool(_DEFINITE.match(sentence, _start(sentence)))


def _start(sentence: str) -> int:
    opening = _OPENING.match(sentence)
    return opening.end() if opening else 0
