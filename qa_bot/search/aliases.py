"""Finds the aliases that text introduces: "National Defense University (NDU)". Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_bot.search.spellings import difference
from qa_bot.search.typing_errors import HasWord
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english import ALIAS_INTRODUCTIONS, ALIAS_JOINING_WORDS
from qa_bot.text.wording import fold, one_line

Words = tuple[str, ...]

_BRACKET = re.compile(r"\(([^()]{2,100})\)")
_WORD = re.compile(r"[^\W_]+(?:[-.’'&][^\W_]+)*")
_INTRODUCTION = re.compile(rf"\A(?:(?:{alternation(ALIAS_INTRODUCTIONS)}),?:?\s+)+", re.IGNORECASE)
_PLAIN = re.compile(r"\w+")
_QUOTES = "\"'“”‘’„«» "
_END = re.compile(r"[.?!;:()\n]\s")
_SHORT = re.compile(r"[^\W\d_][^\W_.&/-]?(?:[.&/-]?[^\W_]){1,9}\.?")
_PART = re.compile(r"[,;]\s")
_LOOKED_BACK = 200
"""Characters before a bracket."""
_SHORTEST_SPELLING = 5
_MOST_DISTANCE = 1.0
_WORDS_BEFORE = 3
_MOST_OTHERS = 3


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """Two names of one thing that a document introduces together: an abbreviation or other spelling, and the name."""

    short: str
    long: str


def find_aliases(text: str) -> list[Alias]:
    """Return the aliases that ``text`` introduces in brackets, in order, each once.

    Abbreviations before or after their long form, by the method of Schwartz and Hearst ("A simple algorithm for
    identifying abbreviation definitions in biomedical text", 2003), restricted to abbreviations of capitals and to long
    forms that begin with the first letter; and other spellings of a name: "Karabakh region (Garabagh)".
    """
    found: dict[Alias, None] = {}
    for match in _BRACKET.finditer(text):
        before = one_line(_END.split(text[max(0, match.start() - _LOOKED_BACK) : match.start()])[-1])
        inside = one_line(_INTRODUCTION.sub("", _PART.split(match[1])[0].strip()).strip(_QUOTES))
        found |= dict.fromkeys(_bracket_aliases(before, inside))
    return list(found)


class Aliases:
    """The aliases of all documents, by either name."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        """Take the aliases; of several long forms of an abbreviation the first ones are preferred."""
        self._others: defaultdict[Words, list[str]] = defaultdict(list)
        self._spellings: set[str] = set()
        for alias in aliases:
            self._others[_words(alias.short)].append(alias.long)
            self._others[_words(alias.long)].append(alias.short)
            self._spellings |= {alias.short, alias.long}
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in self._others:
            self._lengths[words[0]].add(len(words))

    def expanded(self, question: str, dictionary: HasWord) -> str:
        """Return the question with, in brackets after each name, up to three other names that it does not contain.

        A word that is spelled unlike the name and is in the ``dictionary`` is not taken for it: "who" is not the WHO.
        """
        known = _words(question)
        pieces, end_of_last = [], 0
        for start, end, words in self._named(question, dictionary):
            others = _without_repeats(other for other in self._others[words] if not _contains(known, _words(other)))
            if others and start >= end_of_last:
                pieces.append(f"{question[end_of_last:end]} ({', '.join(others)})")
                end_of_last = end
        return "".join([*pieces, question[end_of_last:]])

    def _named(self, question: str, dictionary: HasWord) -> Iterator[tuple[int, int, Words]]:
        """Yield where the question has a name with aliases, with its words, the longest first at each place."""
        found = list(_PLAIN.finditer(question))
        folded = [fold(match.group()) for match in found]
        for place, match in enumerate(found):
            for length in sorted(self._lengths.get(folded[place], ()), reverse=True):
                words = tuple(folded[place : place + length])
                is_common_word = length == 1 and match.group() not in self._spellings and dictionary(match.group())
                if len(words) == length and words in self._others and not is_common_word:
                    yield match.start(), found[place + length - 1].end(), words


def _words(text: str) -> Words:
    return tuple(fold(word) for word in _PLAIN.findall(text))


def _contains(words: Words, part: Words) -> bool:
    return any(words[place : place + len(part)] == part for place in range(len(words) - len(part) + 1))


def _without_repeats(names: Iterable[str]) -> list[str]:
    """Return the first names without those that only end differently ("T cell receptor", "T cell receptors")."""
    distinct: list[str] = []
    for name in names:
        if not any(fold(name).startswith(fold(one)) or fold(one).startswith(fold(name)) for one in distinct):
            distinct.append(name)
    return distinct[:_MOST_OTHERS]


def _bracket_aliases(before: str, inside: str) -> Iterator[Alias]:
    words = _WORD.findall(before)
    if _is_short(inside):
        long = _long_form(inside, before)
        if long:
            yield Alias(inside, long)
    elif words and _is_short(words[-1]):
        if _long_form(words[-1], inside) == inside:
            yield Alias(words[-1], inside)
    elif _is_name(inside):
        yield from (
            Alias(inside, word) for word in words[-_WORDS_BEFORE:] if _is_name(word) and _are_similar(inside, word)
        )


def _is_short(word: str) -> bool:
    """Return whether a word may be an abbreviation: mostly capitals, and no number."""
    capitals = sum(letter.isupper() for letter in word)
    letters = sum(letter.isalpha() for letter in word)
    return bool(_SHORT.fullmatch(word)) and capitals >= 2 and 2 * capitals >= letters


def _long_form(short: str, before: str) -> str:
    """Return the shortest end of ``before`` that contains the letters of ``short`` in order, or "".

    The first letter begins a word, each other one follows anywhere; all are matched from the end.
    """
    letters = [letter for letter in fold(short) if letter.isalnum()]
    starts = [word.start() for word in _WORD.finditer(before)][-min(len(letters) + 5, 2 * len(letters)) :]
    place = len(before)
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and not (fold(before[place]) == letters[number] and (number or place in starts)):
            place -= 1
    if not starts or place < starts[0]:
        return ""
    long = before[place:].rstrip(_QUOTES)
    return long if _stands_for(long, short) else ""


def _stands_for(long: str, short: str) -> bool:
    """Return whether ``long`` may be a long form: two words or more, mostly begun by the abbreviation's capitals."""
    words = _WORD.findall(long)
    if len(words) < 2 or short in words:
        return False
    initials = Counter(fold(part[0]) for word in words for part in word.split("-") if part)
    capitals = Counter(fold(letter) for letter in short if letter.isupper())
    return words[0].casefold() not in ALIAS_JOINING_WORDS and 2 * (capitals & initials).total() > capitals.total()


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST_SPELLING and word.isalpha() and word[0].isupper() and not word.isupper()


def _are_similar(one: str, other: str) -> bool:
    folded, against = sorted((fold(one), fold(other)), key=len)
    return not against.startswith(folded) and difference(folded, against, _MOST_DISTANCE) <= _MOST_DISTANCE
