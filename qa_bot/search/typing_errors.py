"""Finds the word of the documents that a mistyped word stands for. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from math import inf

from qa_bot.text.languages.english import FREE_PREFIXES, FREE_SUFFIXES
from qa_bot.text.wording import fold

HasWord = Callable[[str], bool]
"""Returns whether a word is in the documents, or in a dictionary."""

_SIMILAR_LETTERS = ("aeiouy", "iyj", "kgqcx", "szcx", "jc", "jg", "bp", "bv", "pf", "fvw", "uvw", "dt", "hg", "hx")
"""Letters that replace one another in transliterations."""
SIMILAR = {
    letter: {other for group in _SIMILAR_LETTERS if letter in group for other in group}
    for letter in "".join(_SIMILAR_LETTERS)
}
"""For each letter those of similar sound."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    letter: {
        other
        for near, far in ((0, (-1, 1)), (-1, (0, 1)), (1, (-1, 0)))
        if 0 <= row + near < len(_ROWS)
        for step in far
        if place + step >= 0
        for other in _ROWS[row + near][place + step : place + step + 1]
    }
    for row, letters in enumerate(_ROWS)
    for place, letter in enumerate(letters)
}
"""For each letter those beside, above and below it on a keyboard."""

_SHORTEST_KNOWN, _LONG = 4, 9
PREVALENCE = 4
"""How many times as frequent as another name or word at the same distance the nearest one must be."""
_SHORTEST_PART = 4
"""Letters of each of two known words that are written as one."""


class CommonWords:
    """The words of the documents, in lower case in at least half of the passages, for correcting typing errors."""

    def __init__(self, counts: Iterable[tuple[str, int]], stem: Callable[[str], str]) -> None:
        """Take all words of the documents as they are spelled, each with the number of its passages.

        ``stem`` returns what a word has in common with its inflected forms, which do not rival one another.
        """
        self._stem = stem
        total: defaultdict[str, int] = defaultdict(int)
        spellings: dict[str, tuple[int, str]] = {}
        for word, count in counts:
            folded = fold(word)
            total[folded] += count if word.islower() else -count
            if word.islower() and word.isalpha() and len(word) >= _SHORTEST_KNOWN:
                spellings[folded] = max((count, word), spellings.get(folded, (0, "")))
        self._by_shape: defaultdict[tuple[str, int], list[tuple[str, int, int, str]]] = defaultdict(list)
        for folded, (count, word) in spellings.items():
            if total[folded] >= 0:
                self._by_shape[folded[0], len(folded)].append((folded, letters_of(folded), count, word))

    def nearest(self, word: str) -> str:
        """Return the word that ``word`` stands for if it is mistyped, or "".

        It begins with the same letter, is one edit away, or two from nine letters on, and at most one letter longer or
        shorter. No other word is as near unless it is much rarer.
        """
        folded = fold(word)
        near = sorted(self._near(folded, 2 if len(folded) >= _LONG else 1)) if folded else []
        if not near:
            return ""
        distance, count, best = near[0]
        rivals = (-other for far, other, one in near[1:] if far == distance and self._stem(one) != self._stem(best))
        return best if -count >= PREVALENCE * max(rivals, default=0) else ""

    def _near(self, folded: str, most: int) -> Iterator[tuple[float, int, str]]:
        """Yield the distance, the negative count and the spelling of each word at most ``most`` edits away."""
        letters = letters_of(folded)
        for length in (len(folded) - 1, len(folded), len(folded) + 1):
            for other, others, count, spelling in self._by_shape.get((folded[0], length), ()):
                if (letters & ~others).bit_count() <= most and (others & ~letters).bit_count() <= most:
                    distance = edits(folded, other, most)
                    if distance <= most:
                        yield distance, -count, spelling


def edits(one: str, other: str, most: float = inf) -> float:
    """Return how many typing errors lie between two words; infinity where it exceeds ``most``.

    Counts 1 for a letter inserted, deleted, transposed with the next, or typed for its neighbour on the keyboard, and 2
    for any other substitution, which mostly makes another right word ("clove", "close").
    """
    return aligned(one, other, lambda _word, _place: 1, _mistyped, most)


def aligned(
    one: str,
    other: str,
    insertion: Callable[[str, int], float],
    substitution: Callable[[str, str], float],
    most: float,
) -> float:
    """Return the optimal string alignment distance of two words, in which transposing two neighbours counts 1.

    Infinity where it exceeds ``most``. ``insertion`` returns the cost of the letter at a place of a word that the other
    one lacks.
    """
    insertions = [insertion(other, place) for place in range(len(other))]
    deletions = [insertion(one, place) for place in range(len(one))]
    earlier: list[float] = []
    before = [0.0, *accumulate(insertions)]
    for i, letter in enumerate(one):
        row = [before[0] + deletions[i]]
        for j, against in enumerate(other):
            cost = min(before[j] + substitution(letter, against), before[j + 1] + deletions[i], row[j] + insertions[j])
            if i and j and letter == other[j - 1] and against == one[i - 1]:
                cost = min(cost, earlier[j - 1] + (letter != against))
            row.append(cost)
        if min(row) > most:
            return inf
        earlier, before = before, row
    return before[-1] if before[-1] <= most else inf


def _mistyped(letter: str, other: str) -> int:
    if letter == other:
        return 0
    return 1 if other in _NEIGHBOURS.get(letter, ()) else 2


def is_formed(word: str, dictionary: HasWord) -> bool:
    """Return whether a word is built of known ones: "restated", "unpaid", "workflow"; it is not mistyped."""
    stems = {word, *(word.removeprefix(prefix) for prefix in FREE_PREFIXES)}
    for stem in list(stems):
        for suffix in FREE_SUFFIXES:
            base = stem.removesuffix(suffix)
            if base != stem:
                stems |= {base, base + "e", base.removesuffix("i") + "y"}
                stems |= {base[:-1]} if base[-2:-1] == base[-1:] else set()
    if any(len(stem) >= _SHORTEST_PART - 1 and dictionary(stem) for stem in stems if stem != word):
        return True
    return any(
        dictionary(word[:place]) and dictionary(word[place:])
        for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


def letters_of(letters: Iterable[str]) -> int:
    """Return a set of letters as bits, by their code points modulo 64."""
    bits = 0
    for letter in letters:
        bits |= 1 << ord(letter) % 64
    return bits
