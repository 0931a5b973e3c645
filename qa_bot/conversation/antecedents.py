"""The phrase of a conversation that an anaphor stands for. Pure.

Candidates are scored by simple rules: a phrase of the question is preferred to one of the answer, a subject to what
follows "in" or "of", a name to a common noun; "he" and "she" never stand for an organisation.
"""

import re
from collections.abc import Iterator, Sequence

from qa_bot.conversation.anaphora import Anaphor
from qa_bot.conversation.phrases import Phrase, names, phrases, words
from qa_bot.records import Turn
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import ORGANISATIONS, PLACE_PREPOSITIONS
from qa_bot.text.languages.english_conversation import OPENING_CONJUNCTIONS

_REQUESTED, _ANSWERED = 3.0, 0.3
"""Factors on a name of an answer, where that of a phrase of the question is 1.

High where the question asked for such a name ("Who …?" before "he"); else low, because an answer quotes sentences with
many names.
"""
_POSITION = 0.01
"""What each further place within a text costs."""
_ORGANISATION = re.compile(rf"(?:{alternation(ORGANISATIONS)})s?")
_PLURAL = re.compile(r"\w+[^\Wsiu]s")


def antecedent(anaphor: Anaphor, turns: Sequence[Turn], excluded: Sequence[str]) -> Phrase | None:
    """Return the phrase that ``anaphor`` stands for, from the last turn that has a fitting one; None without one.

    Args:
        anaphor: Words that refer back.
        turns: The conversation, its questions rewritten.
        excluded: Texts whose phrases do not count, because they are named beside the anaphor.
    """
    if anaphor.kind in ("proposition", "one"):
        return None
    for turn in reversed(turns):
        fitting = [
            (score, phrase)
            for score, phrase in _candidates(anaphor, turn)
            if score > 0 and not any(phrase.without_article in text for text in excluded)
        ]
        if fitting:
            return max(fitting, key=lambda candidate: candidate[0])[1]
    return None


def _candidates(anaphor: Anaphor, turn: Turn) -> Iterator[tuple[float, Phrase]]:
    """Yield the phrases of a turn, each with its score."""
    asked = phrases(turn.question)
    known = {phrase.without_article.casefold() for phrase in asked}
    answered = [phrase for phrase in names(turn.answer) if phrase.without_article.casefold() not in known]
    first = next((word.folded for word in words(turn.question) if word.folded not in OPENING_CONJUNCTIONS), "")
    is_requested = (anaphor.kind, first) in (("person", "who"), ("place", "where"))
    for factor, found in ((1.0, asked), (_REQUESTED if is_requested else _ANSWERED, answered)):
        for position, phrase in enumerate(found):
            yield factor * _score(anaphor, phrase) - _POSITION * position, phrase


def _score(anaphor: Anaphor, phrase: Phrase) -> float:
    """Return how well a phrase fits an anaphor; 0 or less where it cannot be meant."""
    name = 2.0 if phrase.has_name else 1.0
    if anaphor.noun:
        return name * (phrase.head == anaphor.noun)
    if anaphor.kind == "person":
        return _score_as_person(phrase)
    if anaphor.kind == "place":
        return name + (phrase.before in PLACE_PREPOSITIONS)
    is_plural = bool(_PLURAL.fullmatch(phrase.head)) or " and " in phrase.text
    if anaphor.kind == "plural":
        return name + 2 * is_plural + _role(phrase)
    unlike_thing = _has_title(phrase) + phrase.is_asked_for + (is_plural and not phrase.has_name)
    return name + (phrase.without_article != phrase.text) - unlike_thing + _role(phrase)


def _score_as_person(phrase: Phrase) -> float:
    if not phrase.has_name or not phrase.text.split()[-1][0].isupper():
        return 0.0
    if _has_title(phrase):
        return 3.0 + _role(phrase)
    has_article = phrase.without_article != phrase.text
    is_thing = has_article or bool(_ORGANISATION.fullmatch(phrase.head)) or phrase.text.isupper()
    is_full_name = len(phrase.text.split()) in (2, 3)
    return 1.0 + is_full_name - 2 * is_thing + _role(phrase)


def _role(phrase: Phrase) -> float:
    """Return the score of a phrase's role: more for a subject, less for a place or an owner."""
    if phrase.before in ENGLISH.auxiliaries:
        return 0.5
    return -0.5 if phrase.before in PLACE_PREPOSITIONS or phrase.before == "of" else 0.0


def _has_title(phrase: Phrase) -> bool:
    return any(word.casefold().rstrip(".") in ENGLISH.titles for word in phrase.without_article.split())
