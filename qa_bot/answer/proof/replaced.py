"""Numbers and dates of a statement that stand in a source, but at another place than the statement's words. Pure.

A place is recognized by the words around it: "signed on August 11, 1992" is wrong where the source has "signed on June
15, 2021" beside the other words of the statement, although 1992 is the date of something else there.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.values import Day, Figure
from qa_bot.answer.proof.words import Word, are_same_word, are_synonyms

_CLAUSE_END = re.compile(r"[;:()—–]|,(?!\s?\d)")
_OTHER_CLAUSE, _OTHER_SENTENCE = 4, 12
"""Words that a clause's or a sentence's end counts as, between a value and a word."""
_REACH = 4.0
"""Words within which a word counts half or more."""
_CLEARLY = 1.35
"""How much better another value's place must fit."""

_COUNTED_WORDS = 3

Value = Day | Figure


@dataclass(frozen=True, slots=True)
class _Place:
    """A value at a place among all words of the sources."""

    value: Value
    at: float


class _Sources:
    """The words and values of all sentences of the sources at their places, which count words from the beginning."""

    def __init__(self, sources: Sequence[Text]) -> None:
        self.words: list[tuple[str, float]] = []
        self.places: list[_Place] = []
        offset = 0.0
        for text in sources:
            ends = [match.start() for match in _CLAUSE_END.finditer(text.text)]
            place = _places(text, ends, offset)
            self.words.extend((word.folded, place(word.start)) for word in text.content)
            values: list[Value] = [*text.figures, *text.days]
            self.places.extend(_Place(value, place(value.start)) for value in values)
            offset = place(len(text.text)) + _OTHER_SENTENCE

    def of(self, word: Word) -> list[float]:
        """Return the places of a word of a statement."""
        return [at for other, at in self.words if are_synonyms(word.folded, other)]


def _places(text: Text, ends: Sequence[int], offset: float) -> Callable[[int], float]:
    """Return the function from a character of a text to its place."""
    starts = [word.start for word in text.words]
    clause = list(accumulate((_OTHER_CLAUSE for _ in ends), initial=0))

    def place(character: int) -> float:
        return offset + bisect_right(starts, character) + clause[bisect_right(ends, character)]

    return place


def replaced(statement: Text, sources: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each value of a statement whose place in the sources another value of its kind has."""
    known = _Sources(sources)
    said: list[Value] = [*statement.days, *statement.figures]
    values = [value for value in said if is_placed(value)]
    ends = [match.start() for match in _CLAUSE_END.finditer(statement.text)]
    place = _places(statement, ends, 0.0)
    matched = [(place(word.start), known.of(word)) for word in statement.content] if values else []
    for value in values:
        around = [(_nearness(at - place(value.start)), theirs) for at, theirs in matched if theirs]
        fits = [(_fit(around, found.at), found) for found in known.places if are_comparable(value, found.value)]
        own = max((fit for fit, found in fits if says(value, found.value)), default=None)
        others = [(fit, found) for fit, found in fits if not any(says(one, found.value) for one in said)]
        best, other = max(others, key=lambda pair: pair[0], default=(0.0, None))
        if own is not None and other is not None and best > _CLEARLY * own:
            yield f"{statement.text[value.start : value.end]} belongs to something else in its sources"


def is_placed(figure: Value) -> bool:
    """Return whether a value is one of several: not "one", "first" or the year of a date."""
    return isinstance(figure, Day) or (figure.kind in ("cardinal", "ordinal") and figure.readings != {1.0})


def _nearness(distance: float) -> float:
    return 1 / (1 + abs(distance) / _REACH)


def _fit(around: Sequence[tuple[float, Sequence[float]]], at: float) -> float:
    """Return how near the words around a value, each with its places in the sources, are to a place there."""
    return sum(weight * max(_nearness(place - at) for place in places) for weight, places in around)


def says(value: Value, other: Value) -> bool:
    """Return whether another value states one."""
    if isinstance(value, Day) and isinstance(other, Day):
        return value.is_stated_by(other)
    if isinstance(value, Figure) and isinstance(other, Figure):
        return bool(value.readings & other.readings)
    return False


def are_comparable(value: Value, other: Value) -> bool:
    """Return whether two values are of one kind: both dates, years, or numbers of the same."""
    if isinstance(value, Day) or isinstance(other, Day):
        return type(value) is type(other)
    if _is_year(value) or _is_year(other):
        return _is_year(value) and _is_year(other)
    if value.dimension or other.dimension:
        return value.dimension == other.dimension
    return value.kind == other.kind


def _is_year(figure: Figure) -> bool:
    return not figure.dimension and all(1000 <= reading <= 2100 and reading % 1 == 0 for reading in figure.readings)


def miscounted(statement: Text, sources: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each number of a statement that in the sources counts something else alone."""
    theirs = [(figure, _counted(text, figure)) for text in sources for figure in text.figures if is_placed(figure)]
    stated = frozenset().union(*(figure.readings for figure in statement.figures))
    for figure in statement.figures:
        mine = _counted(statement, figure)
        if not mine or not is_placed(figure) or figure.dimension:
            continue
        own = [nouns for other, nouns in theirs if other.readings & figure.readings]
        others = [other for other, nouns in theirs if not other.readings & stated and _share(mine, nouns)]
        if own and others and not any(_share(mine, nouns) for nouns in own):
            yield f"{statement.text[figure.start : figure.end]} counts something else in its sources"


def _counted(text: Text, figure: Figure) -> list[str]:
    """Return the words directly after a number, up to the first function word or mark."""
    found: list[str] = []
    end = figure.end
    for word in text.content:
        if word.start >= figure.end and len(found) < _COUNTED_WORDS:
            if text.text[end : word.start].strip(" -"):
                break
            found.append(word.folded)
            end = word.end
    return found


def _share(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(are_same_word(mine, its) for mine in one for its in other)
