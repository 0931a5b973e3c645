"""Replaces names and mistyped words of a question by the documents' spelling of them. Pure.

Covers transliterations and typing errors: Garabagh is Karabakh, Erdogen is Erdoğan, a polcy a policy. A word is
replaced only where the documents lack it, and only where no other word of theirs is as near.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import inf

from qa_bot.search.typing_errors import PREVALENCE, SIMILAR, HasWord, aligned, is_formed, letters_of
from qa_bot.text.wording import fold

Nearest = Callable[[str, float], str]
"""Returns the name nearest to a word, at most at a distance, or ""; see :meth:`Names.nearest`."""

NearestWord = Callable[[str], str]
"""Returns the common word that a mistyped one stands for, or ""."""

_WORD = re.compile(r"\w+")
_OPTIONAL = "aeiouyh"
"""Letters that one spelling has and another lacks: Nakhichevan, Nakhchivan; Shusha, Susa."""

_SHORTEST, _SHORT, _LONG = 4, 5, 8
_SHORTEST_LOWERCASE = 6
"""Letters; a shorter word in lower case is not taken for a name."""
_SHORTEST_MISTYPED = 5
"""Letters; a shorter word in lower case has too many words one edit from it."""


def difference(one: str, other: str, most: float = inf) -> float:
    """Return the distance between two folded words; infinity where it exceeds ``most``.

    The optimal string alignment distance (Damerau, "A technique for computer detection and correction of spelling
    errors", 1964): 1 for a letter inserted, deleted or substituted, or two neighbours transposed. What transliterations
    differ in counts half: a letter for a similar one, a vowel or an h, a letter doubled.
    """
    return aligned(one, other, _insertion, _substitution, most)


def _substitution(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    return 0.5 if other in SIMILAR.get(letter, ()) else 1.0


def _insertion(word: str, place: int) -> float:
    """Return the cost of a letter that the other word lacks."""
    doubled = place > 0 and word[place] == word[place - 1]
    return 0.5 if doubled or word[place] in _OPTIONAL else 1.0


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the documents.

    Attributes:
        spelling: Its most frequent spelling.
        folded: That without case and accents.
        count: How many passages contain it.
        letters: A set of bits, one for each letter.
        variants: The same, with each letter that costs half beside these.
    """

    spelling: str
    folded: str
    count: int
    letters: int
    variants: int


class Names:
    """The names of the documents: the words of four letters or more that mostly have a capital.

    Words in capitals throughout are abbreviations and not names.
    """

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        """Take all words of the documents as they are spelled, each with the number of its passages."""
        lowercase: dict[str, int] = {}
        capitalized: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for word, count in counts:
            if word.islower():
                lowercase[fold(word)] = lowercase.get(fold(word), 0) + count
            elif len(word) >= _SHORTEST and word.isalpha() and word[0].isupper() and not word.isupper():
                capitalized[fold(word)].append((count, word))
        self._by_first: defaultdict[str, list[_Name]] = defaultdict(list)
        for folded, spellings in capitalized.items():
            count = sum(one for one, _ in spellings)
            if count > lowercase.get(folded, 0):
                self._by_first[folded[0]].append(_Name(max(spellings)[1], folded, count, *_letters(folded)))

    def nearest(self, word: str, most: float) -> str:
        """Return the name nearest to ``word``, at a distance of at most ``most``, or "".

        It begins with the same or a similar letter. No other name is as near unless it is much rarer.
        """
        folded = fold(word)
        near = sorted(self._near(folded, most), key=lambda one: (one[0], -one[1].count)) if folded else []
        if not near:
            return ""
        (distance, best), others = near[0], near[1:]
        rival = others[0][1].count if others and others[0][0] == distance else 0
        return best.spelling if best.count >= PREVALENCE * rival else ""

    def _near(self, folded: str, most: float) -> Iterator[tuple[float, _Name]]:
        letters, variants = _letters(folded)
        for first in {folded[0], *SIMILAR.get(folded[0], ())}:
            for name in self._by_first.get(first, ()):
                # A lower bound of the distance: a letter that the other lacks costs half, or 1 if it is no variant.
                over, under = letters & ~name.letters, name.letters & ~letters
                if (
                    over.bit_count() + (over & ~name.variants).bit_count() <= 2 * most
                    and under.bit_count() + (under & ~variants).bit_count() <= 2 * most
                    and (distance := difference(folded, name.folded, most)) <= most
                ):
                    yield distance, name


def _letters(folded: str) -> tuple[int, int]:
    """Return the letters of a word, and these with all that cost half beside them, as sets of bits."""
    similar = {other for letter in folded for other in SIMILAR.get(letter, ())}
    letters = letters_of(folded)
    return letters, letters | letters_of(similar) | letters_of(_OPTIONAL)


def respell(question: str, nearest: Nearest, nearest_word: NearestWord, documents: HasWord, dictionary: HasWord) -> str:
    """Return the question with the documents' spelling of each name and mistyped word that they lack.

    Words of the ``documents`` and of the ``dictionary`` stay ("Iran" is not a misspelled "Iraq"), and so do numbers,
    short words, and whatever no name or word is near to.

    Args:
        question: A question.
        nearest: Returns the nearest name, as :meth:`Names.nearest`.
        nearest_word: Returns the nearest common word, as :meth:`~qa_bot.search.typing_errors.CommonWords.nearest`.
        documents: Whether a word is in the documents.
        dictionary: Whether a word is a common word of the language.
    """

    def spelled(match: re.Match[str]) -> str:
        word = match.group()
        most, may_be_mistyped = _most(word), _may_be_mistyped(word)
        if not (most or may_be_mistyped) or documents(word) or dictionary(word):
            return word
        if may_be_mistyped and is_formed(word, dictionary):
            return word
        return (nearest_word(word) if may_be_mistyped else "") or (nearest(word, most) if most else "") or word

    return _WORD.sub(spelled, unicodedata.normalize("NFC", question))


def _may_be_mistyped(word: str) -> bool:
    return len(word) >= _SHORTEST_MISTYPED and word.isalpha() and word.islower()


def _most(word: str) -> float:
    """Return the largest distance of a name that may replace a word, larger for a longer word; 0 for no name."""
    if not word.isalpha() or len(word) < (_SHORTEST if word[0].isupper() else _SHORTEST_LOWERCASE):
        return 0.0
    if len(word) < _SHORT:
        return 0.5
    return 2.0 if len(word) >= _LONG and word[0].isupper() else 1.0
