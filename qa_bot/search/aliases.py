"""Text → the other names that it gives things itself: "National Defense University (NDU)". Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_bot.search.spellings import Holds, difference
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
_SHORTEST_SPELLING = 5
_MOST_DIFFERENT = 1.0
_WORDS_BEFORE = 3
_MOST_OTHERS = 3


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """Two names of one thing, as a document puts them side by side: an abbreviation or other spelling, and the name."""

    short: str
    long: str


def find_aliases(text: str) -> list[Alias]:
    """The aliases that ``text`` introduces in brackets, in order, each once.

    An abbreviation before or after what it stands for, by the method of Schwartz and Hearst ("A simple algorithm for
    identifying abbreviation definitions in biomedical text", 2003), narrowed to abbreviations of capitals and to names
    that begin where the first letter does; and another spelling of a name: "Karabakh region (Garabagh)".
    """
    found: dict[Alias, None] = {}
    for match in _BRACKET.finditer(text):
        before = one_line(_END.split(text[max(0, match.start() - _LOOKED_BACK) : match.start()])[-1])
        inside = one_line(_INTRODUCTION.sub("", _PART.split(match[1])[0].strip()).strip(_QUOTES))
        found |= dict.fromkeys(_of_bracket(before, inside))
    return list(found)


class Aliases:
    """The aliases of all documents, to be looked up by either name."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        """Where an abbreviation has several long forms, the first ones are preferred."""
        self._others: defaultdict[Words, list[str]] = defaultdict(list)
        self._written: set[str] = set()
        for alias in aliases:
            self._others[_words(alias.short)].append(alias.long)
            self._others[_words(alias.long)].append(alias.short)
            self._written |= {alias.short, alias.long}
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in self._others:
            self._lengths[words[0]].add(len(words))

    def beside(self, question: str, dictionary: Holds) -> str:
        """The question with, in brackets behind each name, up to three other names of it that it does not say itself.

        A word that is written otherwise than the documents write the name, and is one of the ``dictionary``, is taken
        for that: "who" is not the WHO.
        """
        said = _words(question)
        pieces, done = [], 0
        for start, end, words in self._named(question, dictionary):
            others = _without_repeats(other for other in self._others[words] if not _holds(said, _words(other)))
            if others and start >= done:
                pieces.append(f"{question[done:end]} ({', '.join(others)})")
                done = end
        return "".join([*pieces, question[done:]])

    def _named(self, question: str, dictionary: Holds) -> Iterator[tuple[int, int, Words]]:
        """Where the question has a name that has others, the longest first at each place."""
        found = list(_PLAIN.finditer(question))
        folded = [fold(match.group()) for match in found]
        for place, match in enumerate(found):
            for length in sorted(self._lengths.get(folded[place], ()), reverse=True):
                words = tuple(folded[place : place + length])
                is_word = length == 1 and match.group() not in self._written and dictionary(match.group())
                if len(words) == length and words in self._others and not is_word:
                    yield match.start(), found[place + length - 1].end(), words


def _words(text: str) -> Words:
    return tuple(fold(word) for word in _PLAIN.findall(text))


def _holds(words: Words, part: Words) -> bool:
    return any(words[place : place + len(part)] == part for place in range(len(words) - len(part) + 1))


def _without_repeats(names: Iterable[str]) -> list[str]:
    """The first names, none of which only ends otherwise than one before it ("T cell receptor", "T cell receptors")."""
    kept: list[str] = []
    for name in names:
        if not any(fold(name).startswith(fold(one)) or fold(one).startswith(fold(name)) for one in kept):
            kept.append(name)
    return kept[:_MOST_OTHERS]


def _of_bracket(before: str, inside: str) -> Iterator[Alias]:
    words = _WORD.findall(before)
    if _is_short(inside):
        long = _long_form(inside, before)
        if long:
            yield Alias(inside, long)
    elif words and _is_short(words[-1]):
        if _long_form(words[-1], inside) == inside:
            yield Alias(words[-1], inside)
    elif _is_name(inside):
        yield from (Alias(inside, word) for word in words[-_WORDS_BEFORE:] if _is_name(word) and _alike(inside, word))


def _is_short(word: str) -> bool:
    """Whether a word can be an abbreviation: capitals mostly, and no number."""
    capitals = sum(letter.isupper() for letter in word)
    letters = sum(letter.isalpha() for letter in word)
    return bool(_SHORT.fullmatch(word)) and capitals >= 2 and 2 * capitals >= letters


def _long_form(short: str, before: str) -> str:
    """The shortest stretch at the end of ``before`` that has the letters of ``short`` in order, or "".

    The first letter begins a word, each other stands anywhere behind the one before; all are looked for from the end.
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
    """Whether a long form is one: of two words or more, without the abbreviation, each capital the start of a word."""
    words = _WORD.findall(long)
    if len(words) < 2 or short in words:
        return False
    initials = Counter(fold(part[0]) for word in words for part in word.split("-") if part)
    capitals = Counter(fold(letter) for letter in short if letter.isupper())
    return words[0].casefold() not in ALIAS_JOINING_WORDS and 2 * (capitals & initials).total() > capitals.total()


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST_SPELLING and word.isalpha() and word[0].isupper() and not word.isupper()


def _alike(one: str, other: str) -> bool:
    folded, against = sorted((fold(one), fold(other)), key=len)
    return not against.startswith(folded) and difference(folded, against, _MOST_DIFFERENT) <= _MOST_DIFFERENT
