"""Who does what to whom: names exchanged between a statement and its sources. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.words import Word, are_alike, are_synonyms
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english import ROLE_PREPOSITIONS

_PARTICIPLE = re.compile(r"(?:ed|en|wn|ld|nt|ght|ught|ung|ade|ut|et)$")
_BE = frozenset("is are was were be been being".split())


def exchanged(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each two names of a statement that have each other's role in a sentence of its sources."""
    for one, other in combinations(statement.names, 2):
        for verb in _verbs(statement):
            mine = _role(statement, one, verb), _role(statement, other, verb)
            for text in chosen:
                theirs = _roles_in(text, one, other, verb)
                if theirs and mine[0] != mine[1] and mine == theirs[::-1]:
                    yield f"its sources say it the other way round of {one.text} and {other.text}"
                    return


def _verbs(text: Text) -> list[Word]:
    named = {word.start for word in text.names}
    return [word for word in text.content if word.start not in named]


def _roles_in(text: Text, one: Word, other: Word, verb: Word) -> tuple[str, str] | None:
    """Return the roles of two names beside a verb in a sentence of a source, None where it lacks any of the three."""
    places = [[word for word in text.words if are_alike(word.folded, sought.folded)] for sought in (one, other)]
    verbs = [word for word in text.content if are_synonyms(word.folded, verb.folded)]
    if not all(places) or not verbs or len(places[0]) > 1 or len(places[1]) > 1:
        return None
    return _role(text, places[0][0], verbs[0]), _role(text, places[1][0], verbs[0])


def _role(text: Text, name: Word, verb: Word) -> str:
    """Return what a name is to a verb: "subject", "object", or the preposition before it."""
    words = text.words
    at = next(number for number, word in enumerate(words) if word.start == name.start)
    verb_at = next(number for number, word in enumerate(words) if word.start == verb.start)
    is_passive = any(word.folded in _BE for word in words[max(0, verb_at - 3) : verb_at]) and bool(
        _PARTICIPLE.search(verb.folded)
    )
    before = at - 1
    while (
        before >= 0 and (words[before].is_capitalised or words[before].folded in ENGLISH.articles) and before > at - 5
    ):
        before -= 1
    preposition = words[before].folded if before >= 0 else ""
    if preposition in ROLE_PREPOSITIONS:
        return "subject" if preposition == "by" else preposition
    return "subject" if (at < verb_at) != is_passive else "object"
