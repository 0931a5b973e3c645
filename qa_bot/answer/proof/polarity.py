"""Whether a statement denies what its sources say, or says what they deny. Pure."""

import re
from collections.abc import Iterator, Sequence

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.words import Word, are_alike, are_opposites, are_synonyms
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english_proof import (
    DENIALS,
    EXCLUSIVE_WORDS,
    NO_DENIALS,
    RATE_UNITS,
    SOFT_DENIALS,
)

_NO_DENIAL = re.compile(rf"\b(?:{alternation(NO_DENIALS)})\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?()—–]|\b(?:but|and|because|which|who|although|while|so)\b", re.IGNORECASE)
_SCOPE = 5
"""Words after a denial that it can deny."""
_SOFT_REACH = 30
"""Characters."""


def _denials(text: Text) -> list[Word]:
    """Return the words that deny something."""
    harmless = [match.span() for match in _NO_DENIAL.finditer(text.text)]
    return [
        word
        for word in text.words
        if (word.folded in DENIALS or word.folded.endswith("n't"))
        and not any(start <= word.start < end for start, end in harmless)
    ]


def _denied(text: Text, denial: Word) -> list[Word]:
    """Return the words that a denial can deny, the nearest first; those before it where none follow."""
    after = [word for word in text.words if word.start > denial.start][:_SCOPE]
    content = {word.start for word in text.content}
    found: list[Word] = []
    for word in after:
        if found and _CLAUSE_END.search(text.text[denial.end : word.start]):
            break
        if word.start in content and word.folded not in DENIALS:
            found.append(word)
    return found or [word for word in text.words if word.end <= denial.start and word.start in content][-2:]


def _is_denied(text: Text, word: Word) -> bool:
    return any(any(one.start == word.start for one in _denied(text, denial)) for denial in _denials(text))


def denials(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each denial that only the statement or only its sources have."""
    for denial in _denials(statement):
        targets = _denied(statement, denial)
        if not _is_borne_out(targets, chosen):
            yield f"its sources do not deny it: “{_phrase(statement, denial, targets)}”"
    for denial in (word for word in statement.words if word.folded == "without"):
        targets = _denied(statement, denial)[:1]
        if targets and _has(chosen, targets[0]) and not _is_borne_out(targets, chosen):
            yield f"its sources do not deny it: “{_phrase(statement, denial, targets)}”"
    for text in chosen:
        for denial in _denials(text):
            targets = _denied(text, denial)[:2]
            if targets and _is_affirmed(statement, targets[0], _covering_as_much(statement, text, chosen)):
                yield f"its sources deny it: “{_phrase(text, denial, targets)}”"


def _has(chosen: Sequence[Text], sought: Word) -> bool:
    return any(are_alike(sought.folded, word) for text in chosen for word in text.folded)


def _is_borne_out(targets: Sequence[Word], chosen: Sequence[Text]) -> bool:
    """Return whether the sources deny the nearest of some words that they have, or say the opposite."""
    for target in targets[:3]:
        found = [(text, word) for text in chosen for word in text.content if are_synonyms(target.folded, word.folded)]
        if any(are_opposites(target.folded, word.folded) for text in chosen for word in text.content):
            return True
        if found:
            return any(_is_denied(text, word) or _is_softly_denied(text, word) for text, word in found)
    return any(_denials(text) for text in chosen)


def _covering_as_much(statement: Text, text: Text, chosen: Sequence[Text]) -> list[Text]:
    """Return a sentence and those others that have as many words of a statement."""

    def covered(one: Text) -> int:
        return sum(_has([one], word) for word in statement.content)

    return [one for one in chosen if one is text or covered(one) >= covered(text)]


def _is_softly_denied(text: Text, word: Word) -> bool:
    return any(one.folded in SOFT_DENIALS for one in text.words if 0 <= word.start - one.end <= _SOFT_REACH)


def _is_affirmed(statement: Text, denied: Word, chosen: Sequence[Text]) -> bool:
    """Return whether a statement says, without denial, a word that each of its sources denies."""
    said = [word for word in statement.content if are_alike(word.folded, denied.folded)]
    if not said or _denials(statement) or statement.folded & SOFT_DENIALS:
        return False
    elsewhere = [(text, word) for text in chosen for word in text.content if are_alike(word.folded, denied.folded)]
    return all(_is_denied(text, word) for text, word in elsewhere)


def _phrase(text: Text, denial: Word, targets: Sequence[Word]) -> str:
    ends = [denial.start, denial.end, *(word.end for word in targets[:2]), *(word.start for word in targets[:2])]
    return text.text[min(ends) : max(ends)]


def opposites(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each word of a statement whose opposite its sources say in its place."""
    said = [word for text in chosen for word in text.words]
    folded = {word.folded for word in said}
    own = {word.folded for word in statement.words}
    is_denied = bool(_denials(statement)) != any(_denials(text) for text in chosen)
    for word in statement.words:
        if word.folded in folded or any(are_alike(word.folded, other) for other in folded):
            continue
        against = next((one for one in said if are_opposites(word.folded, one.folded) and one.folded not in own), None)
        if against is not None and not is_denied:
            yield f"its sources say “{against.text}”, not “{word.text}”"


def exclusive(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for a word of a statement instead of which its sources have another of its kind: week, year."""
    known = frozenset().union(*(text.folded for text in chosen))
    for family in EXCLUSIVE_WORDS:
        said = [member for member in family if member & statement.folded and not member & known]
        theirs = [member for member in family if member & known and not member & statement.folded]
        if said and theirs and not _is_converted(statement):
            word = next(one.text for one in statement.words if one.folded in said[0])
            other = min(theirs[0] & known)
            yield f"its sources say “{other}”, not “{word}”"


_RATE = re.compile(rf"\b(?:every|each|per|an?)\s({alternation(RATE_UNITS)})\b", re.IGNORECASE)


def rates(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for "every month" where the sources say "every year" alone."""
    theirs = {found.casefold() for text in chosen for found in _RATE.findall(text.text)}
    for match in _RATE.finditer(statement.text):
        if theirs and match[1].casefold() not in theirs and not match.group().lower().startswith("a"):
            yield f"its sources say “{min(theirs)}”, not “{match[1]}”"


def _is_converted(statement: Text) -> bool:
    """Return whether a statement has a number with a unit that can be converted: "1.5 km" for "1,500 metres"."""
    return any(figure.dimension and figure.readings != {1.0} for figure in statement.figures)
