"""Parse the numbers of a text, with their units or with what they count, to be compared. Pure.

1.5 km agrees with 1,500 m, "six months" with "6 months", and "more than 40" with 43.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from qa_bot.answer.dates import date_spans
from qa_bot.answer.names import numbered_things
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import CURRENCIES, CURRENCY_SIGNS, SCALES, UNCOUNTED_WORDS
from qa_bot.text.languages.english_comparison import DIMENSION_PHRASES
from qa_bot.text.languages.english_quantities import (
    BOUNDS,
    COUNTED_PREDICATE,
    COUNTED_SCOPE,
    PEOPLE,
    QUANTITY,
    WORDS_AFTER_HALF,
    Bound,
)

_DIMENSIONS = tuple(
    (re.compile(rf"\b(?:{alternation(phrases)})\b", re.IGNORECASE), dimensions)
    for dimensions, phrases in DIMENSION_PHRASES.items()
)
"""The dimensions that a question can ask for, by its words."""
_BOUND_CHARACTERS = 24
_ROUNDED = 0.02
_ABOUT = 0.1
"""How far a number may be from one that is stated to be about it, as a share."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or with what it counts.

    Attributes:
        value: The number in the base unit of its dimension, or as it is stated.
        dimension: What its unit measures ("length", "€"), "" if it has no unit.
        counted: The words after a number without a unit, in lower case and the singular.
        bound: Whether it is stated as an approximate, least or greatest value.
        words: The number and what follows it, as in the text.
        scope: The words after a number that restrict it: "9,300 volumes in Welsh", "19 members are sopranos".
        start: The offset of ``words`` in the text.
    """

    value: float
    dimension: str
    counted: frozenset[str]
    bound: Bound
    words: str
    scope: frozenset[str] = frozenset()
    start: int = field(default=0, compare=False)

    def comparable(self, other: "Quantity") -> bool:
        """Return whether both measure or count the same."""
        if self.dimension or other.dimension:
            return self.dimension == other.dimension
        return bool(self.counted & other.counted) or not (self.counted or other.counted)

    def is_implied_by(self, other: "Quantity") -> bool:
        """Return whether both are the same number."""
        return self.value == other.value

    def agrees(self, other: "Quantity") -> bool:
        """Return whether both can be true of one thing."""
        small, large = sorted((self, other), key=lambda one: one.value)
        if small.bound == "least" or large.bound == "most":
            return True
        if "about" in (self.bound, other.bound) and large.value - small.value <= _ABOUT * large.value:
            return True
        return _is_rounded(small, large) or _is_rounded(large, small)


def _is_rounded(rounded: Quantity, exact: Quantity) -> bool:
    """Return whether ``rounded`` is ``exact`` with fewer digits: 3,000 for 3,012; money only to thousands."""
    step = 1.0
    while rounded.value and rounded.value % (step * 10) == 0:
        step *= 10
    if step < (1000 if rounded.dimension in CURRENCIES else 100):
        step = 0.0
    distance = abs(rounded.value - exact.value)
    return distance <= max(1e-9 * rounded.value, min(step / 2, _ROUNDED * rounded.value))


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the numbers of a text that belong to no date, clock time or name, in order."""
    taken = [*date_spans(text), *(match.span() for match in numbered_things(text))]
    previous: Quantity | None = None
    for match in QUANTITY.finditer(text):
        if any(start <= match.start("number") < end for start, end in taken):
            continue
        found = _quantity(text, match)
        words = f"{previous.words} and {found.words}" if previous else ""
        if previous and previous.dimension == found.dimension == "time" and words in text:
            found = replace(
                found, value=previous.value + found.value, bound=previous.bound, words=words, start=previous.start
            )
        elif previous:
            yield previous
        previous = found
    if previous:
        yield previous


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    unit, noun = match["unit"] or "", match["noun"] or ""
    if unit.lower() in UNCOUNTED_WORDS and not match["half"]:
        unit = noun = ""
    if match["half"] and unit.lower() in WORDS_AFTER_HALF:
        dimension, factor = "share", 100.0
    else:
        currency = (match["currency"] or "").lower()
        dimension, factor = ENGLISH.units.get(currency or _singular(re.sub(r"\s", "", unit)), ("", 1.0))
    if dimension or unit.endswith("s") or _singular(unit) == "person":  # what follows is not counted
        noun = ""
    parts = ("number", "scale", "second", *(["unit"] if unit else []), *(["noun"] if noun else []))
    end = max(match.end(part) for part in parts)
    before = text[max(0, match.start("number") - _BOUND_CHARACTERS) : match.start("number")].rstrip(CURRENCY_SIGNS)
    return Quantity(
        value=_number(match) * factor,
        dimension=dimension,
        counted=frozenset() if dimension else frozenset(map(_singular, filter(None, (unit, noun)))),
        bound=next((bound for bound, pattern in BOUNDS if pattern.search(before)), ""),
        words=text[match.start() : end].strip(),
        start=match.start() + len(match.group()) - len(match.group().lstrip()),
        scope=_scope(text[end:], is_count=not dimension) | (frozenset([unit.casefold()]) if noun else frozenset()),
    )


def _number(match: re.Match[str]) -> float:
    if match["digits"]:
        number = float(re.sub(r"\D", "", match["digits"]) + (match["fraction"] or "").replace(",", "."))
    elif match["half"]:
        number = 0.5
    else:
        words = re.split(r"[-\s]", match["spelled"].lower())
        number = sum(ENGLISH.number_words.get(word, 0) for word in words) or 1.0
        number += 0.5 if words[-1] == "half" else 0.0
    for scale in (match["scale"], match["second"]):
        number *= SCALES[scale.lower()] if scale else 1
    return number


def _scope(after: str, is_count: bool) -> frozenset[str]:
    found = COUNTED_PREDICATE.match(after) or (COUNTED_SCOPE.match(after) if is_count else None)
    return frozenset(found["words"].casefold().split()) if found else frozenset()


def wanted_dimensions(question: str) -> frozenset[str]:
    """Return the dimensions of what the words of a question ask for: "how old" asks for a time."""
    return frozenset().union(*(found for pattern, found in _DIMENSIONS if pattern.search(question)))


def _singular(word: str) -> str:
    word = word.casefold()
    if word in PEOPLE:
        return "person"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
