"""A word that points back, and a conversation → the phrase that it stands for. Pure.

By simple rules that score, not by a grammar: what was asked about goes before what was answered, a subject before what
stands behind "in" or "of", a name before a common noun, and he and she are never an organisation.
"""

import re
from collections.abc import Iterator, Sequence

from qa_bot.conversation.anaphora import Anaphor
from qa_bot.conversation.phrases import Phrase, names, phrases, words
from qa_bot.records import Turn
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import ORGANISATIONS, PLACE_PREPOSITIONS

_SOUGHT, _ANSWERED = 3.0, 0.3
"""What a name in an answer counts for, against 1 for a phrase of the question: much where the question asked for such a
one ("Who …?" before "he"), else little, because an answer of the documents' own sentences names many."""

_LATER = 0.01
_THINGS = re.compile(rf"(?:{alternation(ORGANISATIONS)})s?")
_MANY = re.compile(r"\w+[^\Wsiu]s")


def antecedent(pointer: Anaphor, told: Sequence[Turn], said: Sequence[str]) -> Phrase | None:
    """The phrase of the conversation that a pointer stands for, or None.

    Args:
        pointer: What points back.
        told: The turns before, their questions completed; the last one that has a fitting phrase decides.
        said: Texts whose phrases are not meant, because they are named beside the pointer.
    """
    if pointer.kind in ("fact", "such"):
        return None
    for turn in reversed(told):
        scored = [one for one in _candidates(pointer, turn) if one[0] > 0]
        if fitting := [one for one in scored if not any(one[1].bare in text for text in said)]:
            return max(fitting, key=lambda one: one[0])[1]
    return None


def _candidates(pointer: Anaphor, turn: Turn) -> Iterator[tuple[float, Phrase]]:
    """What a turn names, each with how well it fits."""
    asked = phrases(turn.question)
    known = {phrase.bare.casefold() for phrase in asked}
    answered = [phrase for phrase in names(turn.answer) if phrase.bare.casefold() not in known]
    first = next((word.folded for word in words(turn.question) if word.folded not in ("and", "but", "so")), "")
    sought = (pointer.kind, first) in (("person", "who"), ("place", "where"))
    for weight, some in ((1.0, asked), (_SOUGHT if sought else _ANSWERED, answered)):
        for place, phrase in enumerate(some):
            yield weight * _fit(pointer, phrase) - _LATER * place, phrase


def _fit(pointer: Anaphor, phrase: Phrase) -> float:
    """How well a phrase fits what points at it; 0 and less where it cannot be meant."""
    named = 2.0 if phrase.named else 1.0
    if pointer.noun:
        return named * (phrase.head == pointer.noun)
    if pointer.kind == "person":
        return _as_person(phrase)
    if pointer.kind == "place":
        return named + (phrase.before in PLACE_PREPOSITIONS)
    many = bool(_MANY.fullmatch(phrase.head)) or " and " in phrase.text
    if pointer.kind == "many":
        return named + 2 * many + _standing(phrase)
    unlike = _titled(phrase) + phrase.asked + (many and not phrase.named)
    return named + (phrase.bare != phrase.text) - unlike + _standing(phrase)


def _as_person(phrase: Phrase) -> float:
    if not phrase.named or not phrase.text.split()[-1][0].isupper():
        return 0.0
    if _titled(phrase):
        return 3.0 + _standing(phrase)
    thing = phrase.bare != phrase.text or bool(_THINGS.fullmatch(phrase.head)) or phrase.text.isupper()
    full = len(phrase.text.split()) in (2, 3)
    return 1.0 + full - 2 * thing + _standing(phrase)


def _standing(phrase: Phrase) -> float:
    """What a phrase's place in its sentence tells."""
    if phrase.before in ENGLISH.auxiliaries:
        return 0.5
    return -0.5 if phrase.before in PLACE_PREPOSITIONS or phrase.before == "of" else 0.0


def _titled(phrase: Phrase) -> bool:
    return any(word.casefold().rstrip(".") in ENGLISH.titles for word in phrase.bare.split())
