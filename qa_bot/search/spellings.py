"""A name that the documents spell otherwise → their spelling of it. Pure.

Names travel badly between alphabets, and fingers slip: Garabagh is Karabakh, Erdogen is Erdoğan. A question's word is
bent only where the documents lack it, only to a *name* of theirs, and only where no other name is as near.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import inf

from qa_bot.text.wording import fold

Holds = Callable[[str], bool]
"""Tells of a word whether something holds it: the documents, or a dictionary."""

Nearest = Callable[[str, float], str]
"""The name that is spelled most like a word, so far apart at the utmost, or ""."""

_WORD = re.compile(r"\w+")
_ALIKE = ("aeiouy", "iyj", "kgqcx", "szcx", "jc", "jg", "bp", "bv", "pf", "fvw", "uvw", "dt", "hg", "hx")
"""Letters that stand for one another when a name passes from one alphabet, or one clerk, to another."""
_SILENT = "aeiouyh"
"""Letters that come and go between spellings: Nakhichevan, Nakhchivan; Shusha, Susa."""
_TURNS = {letter: {other for group in _ALIKE if letter in group for other in group} for letter in "".join(_ALIKE)}

_SHORTEST, _SHORT, _LONG = 4, 5, 8
_LOWEST = 6
"""Letters; a shorter word in small letters is not taken for a name."""
_COMMONER = 4
"""So many times commoner must a name be than another one that is as near."""


def difference(one: str, other: str, most: float = inf) -> float:
    """What it takes to turn one folded word into another; infinity where that is more than ``most``.

    The optimal string alignment distance (Damerau, "A technique for computer detection and correction of spelling
    errors", 1964): 1 for a letter put in, left out or changed, or two neighbours swapped. What two ways of spelling a
    name differ in counts half: a letter for one that sounds alike, a vowel or an h more, a letter doubled.
    """
    lone = [_lone(other, place) for place in range(len(other))]
    earlier: list[float] = []
    before: list[float] = [0.0]
    for cost in lone:
        before.append(before[-1] + cost)
    for i, letter in enumerate(one):
        left_out = _lone(one, i)
        row = [before[0] + left_out]
        for j, against in enumerate(other):
            cost = min(before[j] + _change(letter, against), before[j + 1] + left_out, row[j] + lone[j])
            if i and j and letter == other[j - 1] and against == one[i - 1]:
                cost = min(cost, earlier[j - 1] + (letter != against))
            row.append(cost)
        if min(row) > most:
            return inf
        earlier, before = before, row
    return before[-1] if before[-1] <= most else inf


def _change(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    return 0.5 if other in _TURNS.get(letter, ()) else 1.0


def _lone(word: str, place: int) -> float:
    """What a letter costs that the other word has not."""
    doubled = place > 0 and word[place] == word[place - 1]
    return 0.5 if doubled or word[place] in _SILENT else 1.0


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the documents: as they mostly write it, folded, in how many passages, and its letters as two sets.

    ``letters`` has a bit for each letter of it, ``sounds`` also one for each letter that costs half beside these.
    """

    written: str
    folded: str
    count: int
    letters: int
    sounds: int


class Names:
    """The names of the documents: the words of four letters or more that they mostly write with a capital.

    What they write in nothing but capitals is no name but an abbreviation.
    """

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        """``counts`` are all words of the documents as they are written there, with the number of their passages."""
        small: dict[str, int] = {}
        capital: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for word, count in counts:
            if word.islower():
                small[fold(word)] = small.get(fold(word), 0) + count
            elif len(word) >= _SHORTEST and word.isalpha() and word[0].isupper() and not word.isupper():
                capital[fold(word)].append((count, word))
        self._by_first: defaultdict[str, list[_Name]] = defaultdict(list)
        for folded, written in capital.items():
            count = sum(one for one, _ in written)
            if count > small.get(folded, 0):
                self._by_first[folded[0]].append(_Name(max(written)[1], folded, count, *_letters(folded)))

    def nearest(self, word: str, most: float) -> str:
        """The name that is spelled most like ``word``, ``most`` apart at the utmost, or "".

        It begins with the same letter or one that sounds alike, and none other is as near, unless it is much rarer.
        """
        folded = fold(word)
        near = sorted(self._near(folded, most), key=lambda one: (one[0], -one[1].count)) if folded else []
        if not near:
            return ""
        (apart, best), others = near[0], near[1:]
        rival = others[0][1].count if others and others[0][0] == apart else 0
        return best.written if best.count >= _COMMONER * rival else ""

    def _near(self, folded: str, most: float) -> Iterator[tuple[float, _Name]]:
        letters, sounds = _letters(folded)
        for first in {folded[0], *_TURNS.get(folded[0], ())}:
            for name in self._by_first.get(first, ()):
                # What no alignment can do for less: a letter that the other has not costs half, or 1 if not a sound.
                over, under = letters & ~name.letters, name.letters & ~letters
                if (
                    over.bit_count() + (over & ~name.sounds).bit_count() <= 2 * most
                    and under.bit_count() + (under & ~sounds).bit_count() <= 2 * most
                    and (apart := difference(folded, name.folded, most)) <= most
                ):
                    yield apart, name


def _letters(folded: str) -> tuple[int, int]:
    """The letters of a word, and these with all that cost half beside them, as sets of bits."""
    alike = {other for letter in folded for other in _TURNS.get(letter, ())}
    letters = _bits(folded)
    return letters, letters | _bits(alike) | _bits(_SILENT)


def _bits(letters: Iterable[str]) -> int:
    bits = 0
    for letter in letters:
        bits |= 1 << ord(letter) % 64
    return bits


def respell(question: str, nearest: Nearest, documents: Holds, dictionary: Holds) -> str:
    """The question with the documents' own spelling of each name that they lack as it is spelled there.

    ``nearest`` is asked for the name that is most like a word, as by :meth:`Names.nearest`. A word of the ``documents``
    stays, and so does one of the ``dictionary``: "Iran" is not a misspelled "Iraq", nor is a "banana" one of anything.
    So do numbers, short words, and all that has no near neighbour among the names.
    """

    def spelled(match: re.Match[str]) -> str:
        word = match.group()
        most = _most(word)
        if not most or documents(word) or dictionary(word):
            return word
        return nearest(word, most) or word

    return _WORD.sub(spelled, unicodedata.normalize("NFC", question))


def _most(word: str) -> float:
    """How far from a word a name may be to be taken for it: 0 for what cannot be a name, the more the longer it is."""
    if not word.isalpha() or len(word) < (_SHORTEST if word[0].isupper() else _LOWEST):
        return 0.0
    if len(word) < _SHORT:
        return 0.5
    return 2.0 if len(word) >= _LONG and word[0].isupper() else 1.0
