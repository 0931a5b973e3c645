"""The words of a sentence, and which words of two sentences say the same. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from operator import eq

from qa_bot.text.languages import ENGLISH, Language, alternation
from qa_bot.text.languages.english import FREE_SUFFIXES
from qa_bot.text.languages.english_nations import COMPOUND_NAMES, NATIONS
from qa_bot.text.languages.english_proof import (
    ANTONYMS,
    BRITISH_SPELLINGS,
    DENYING_PREFIXES,
    INFLECTIONS,
    IRREGULAR_FORMS,
    NO_CONTENT,
    REGULAR_ENDINGS,
)
from qa_bot.text.languages.english_synonyms import SYNONYMS
from qa_bot.text.wording import fold

_COMPOUND = rf"(?<!\w)(?i:{alternation(COMPOUND_NAMES)})(?!\w)"
_WORD = re.compile(rf"{_COMPOUND}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[%‰$€£¥₺₼₹]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_POSSESSIVE = re.compile(r"['’]s?$")
_SPELLINGS = tuple((re.compile(british), american) for british, american in BRITISH_SPELLINGS)
_LEAST_STEM, _LEAST_SHARED, _LEAST_DENIED = 3, 4, 4
_LONGEST_ENDING = 4
"""Letters after what two words of a language with unknown endings have in common."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place in a text; ``folded`` is in lower case, without accents and the possessive."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_capitalized(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def words(text: str) -> list[Word]:
    """Return the words of a text; where no spaces divide them, each two characters that follow each other."""
    found = []
    for match in _WORD.finditer(text):
        if _UNSPACED.search(match.group()):
            found.extend(_pairs(match))
        else:
            folded = _POSSESSIVE.sub("", fold(match.group())).replace("’", "'")
            folded = COMPOUND_NAMES.get(" ".join(folded.split()), folded)
            found.append(Word(match.group(), folded or match.group(), *match.span()))
    return found


def _pairs(match: re.Match[str]) -> list[Word]:
    run, start = match.group(), match.start()
    return [Word(run[at : at + 2], run[at : at + 2], start + at, start + at + 2) for at in range(len(run) - 1)]


def _table(families: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, family in enumerate(families):
        for word in family:
            found.setdefault(fold(word), []).append(number)
    return found


_FORMS = _table(IRREGULAR_FORMS)
_NAMES = _table(NATIONS)
_SYNONYMS = _table(SYNONYMS)
_OPPOSITES = _table([side for pair in ANTONYMS for side in pair])
_ENDINGS = FREE_SUFFIXES | INFLECTIONS


@lru_cache(maxsize=2**16)
def are_same_word(one: str, other: str) -> bool:
    """Return whether two folded words are forms of one word, or names of one country."""
    if one == other:
        return True
    if one[:1].isdigit() or other[:1].isdigit():
        return False
    if _share(_FORMS, one, other) or _share(_NAMES, one, other):
        return True
    if one[:2] != other[:2]:
        return False
    first, second = sorted((_american(one), _american(other)), key=len)
    return first == second or _have_one_stem(first, second)


@lru_cache(maxsize=2**16)
def are_synonyms(one: str, other: str) -> bool:
    """Return whether two folded words are one word, or mean nearly the same."""
    if are_same_word(one, other):
        return True
    return bool(_senses(one) & _senses(other))


@lru_cache(maxsize=2**14)
def are_opposites(one: str, other: str) -> bool:
    """Return whether two folded words say the opposite of each other."""
    if denied_stem(one) == other or denied_stem(other) == one:
        return True
    return any(number ^ 1 in _OPPOSITES.get(other, ()) for number in _OPPOSITES.get(one, ()))


def denied_stem(word: str) -> str:
    """Return a word without the prefix that denies it, "" if it has none: "flammable" of "inflammable" too."""
    prefix = next(
        (one for one in DENYING_PREFIXES if word.startswith(one) and len(word) - len(one) >= _LEAST_DENIED), ""
    )
    return word.removeprefix(prefix) if prefix else ""


@lru_cache(maxsize=2**14)
def _senses(word: str) -> frozenset[int]:
    found = set(_SYNONYMS.get(word, ()))
    for stem in (word.removesuffix(ending) for ending in REGULAR_ENDINGS):
        if stem != word:
            found.update(_SYNONYMS.get(stem, ()), _SYNONYMS.get(stem + "e", ()))
    if word.endswith(("ies", "ied")):
        found.update(_SYNONYMS.get(word[:-3] + "y", ()))
    if len(word) > 5 and word.endswith(("ed", "ing")):
        stem = word.removesuffix("ed").removesuffix("ing")
        if stem[-1:] == stem[-2:-1]:
            found.update(_SYNONYMS.get(stem[:-1], ()))
    for number in _FORMS.get(word, ()):
        for form in IRREGULAR_FORMS[number]:
            found.update(_SYNONYMS.get(form, ()))
    return frozenset(found)


def _share(table: dict[str, list[int]], one: str, other: str) -> bool:
    return one in table and other in table and bool(set(table[one]) & set(table[other]))


@lru_cache(maxsize=2**14)
def _american(word: str) -> str:
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def shared_beginning(one: str, other: str) -> int:
    """Return how many characters two words have in common at their beginning."""
    return sum(takewhile(bool, map(eq, one, other)))


def _have_one_stem(short: str, long: str) -> bool:
    """Return whether two words differ only in endings of their language."""
    shared = shared_beginning(short, long)
    if shared < _LEAST_STEM:
        return False
    if long.isascii():
        return any(
            _is_ending(short[at:], short[:at]) and _is_ending(long[at:], long[:at])
            for at in range(shared, max(_LEAST_STEM, shared - 1) - 1, -1)
        )
    return shared >= _LEAST_SHARED and len(long) - shared <= _LONGEST_ENDING


def _is_ending(ending: str, stem: str) -> bool:
    doubled = ending[1:] if ending[:1] == stem[-1:] else ending
    return not ending or ending in _ENDINGS or doubled in _ENDINGS


def content(found: Sequence[Word], language: Language) -> list[Word]:
    """Return the words that say something by themselves: no figure, no function word of the language."""
    stop = language.stop_words if language is not ENGLISH else _ENGLISH_STOP_WORDS
    return [
        word
        for word in found
        if word.folded not in stop and word.text.lower() not in stop and not word.folded[0].isdigit()
    ]


_ENGLISH_STOP_WORDS = ENGLISH.stop_words | NO_CONTENT
