"""The numbers that a text states, with their units or with what they count. Pure.

They are compared, so 1.5 km agrees with 1,500 m, "six months" with "6 months", and "more than 40" with 43.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from qa_bot.answer.answer_types import NUMBER_WORDS
from qa_bot.answer.dates import date_spans
from qa_bot.answer.names import numbered_things

Bound = Literal["", "about", "least", "most"]

_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12,
}  # fmt: skip
_UNITS: dict[str, tuple[str, float]] = {
    unit: (dimension, factor)
    for dimension, factor, units in (
        ("length", 0.001, "mm millimetre millimeter"),
        ("length", 0.01, "cm centimetre centimeter"),
        ("length", 1, "m metre meter"),
        ("length", 1000, "km kilometre kilometer"),
        ("length", 0.3048, "ft foot feet"),
        ("length", 1609.344, "mi mile"),
        ("weight", 0.001, "mg milligram"),
        ("weight", 1, "g gram"),
        ("weight", 1000, "kg kilogram kilo"),
        ("weight", 10**6, "t tonne ton"),
        ("volume", 0.001, "ml millilitre milliliter"),
        ("volume", 0.01, "cl"),
        ("volume", 0.1, "dl decilitre deciliter"),
        ("volume", 1, "l litre liter"),
        ("time", 1, "s sec second"),
        ("time", 60, "min minute"),
        ("time", 3600, "h hr hour"),
        ("time", 86400, "day night"),
        ("time", 604800, "week"),
        ("time", 2629746, "month"),
        ("time", 31556952, "year"),
        ("share", 1, "% percent percentage"),
        ("temperature", 1, "°c °f degree"),
        ("€", 1, "€ eur euro"),
        ("$", 1, "$ usd dollar"),
        ("£", 1, "£ gbp pound"),
        ("₺", 1, "₺ try lira tl"),
        ("₼", 1, "₼ azn manat"),
        ("kr", 1, "kr sek nok dkk krona kronor krone kroner crown"),
        ("CHF", 1, "chf franc franken"),
        ("zł", 1, "zł pln złoty zloty"),
        ("¥", 1, "¥ yen jpy yuan cny rmb"),
        ("₹", 1, "₹ inr rs rupee"),
    )
    for unit in units.split()
}
"""Each unit with its dimension and how many of the dimension's base unit it is; a month is a twelfth of a mean year."""
CURRENCIES = frozenset("€ $ £ ₺ ₼ kr CHF zł ¥ ₹".split())

_DIGIT = "|".join(NUMBER_WORDS)
_SPELLED_OUT = rf"(?:{_DIGIT})(?:[-\s](?:{_DIGIT}))?(?:\sand\sa\shalf)?"
_QUANTITY = re.compile(
    rf"""(?<![\w.,])(?P<currency>[$€£¥₺₼₹]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|TRY|AZN|INR|JPY|CNY|Rs)\b)?\s?
    (?P<number>(?P<digits>\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+|\d+)(?P<fraction>\.\d+|,\d{{1,2}}(?!\d))?
            (?![\w.,]*\d|(?:st|nd|rd|th)\b)
        |(?P<half>half\s(?:an?\s)?)|(?P<spelled>\b(?:{_SPELLED_OUT}|an?(?=\s(?:dozen|hundred|thousand|million)))\b))
    (?:[\s-]?(?P<scale>dozen|hundred|thousand|(?:m|b|tr)illion|bn|m(?=\s(?:euros?|dollars?|pounds?)))\b)?
    (?:\s(?P<second>thousand|million|billion)\b)?
    [\s-]?(?P<unit>%|°\s?[CF]\b|[€$£¥₺₼₹]|per\s?cent\b|[^\W\d_]+)?(?:\s(?P<noun>[^\W\d_]+))?""",
    re.VERBOSE | re.IGNORECASE,
)
_BOUND_WORDS: tuple[tuple[Bound, str], ...] = (
    ("most", r"not(?: \w+)? more than"),
    ("least", "more than|at least|over|above|no fewer than|not less than|a minimum of|from|exceeding"),
    ("most", "less than|fewer than|at most|under|below|up to|no more than|a maximum of|within|not exceed"),
    ("about", "about|around|approximately|roughly|nearly|almost|some|circa|ca|close to|an estimated|estimated at"),
)
_BOUNDS = tuple((bound, re.compile(rf"\b(?:{words})\s(?:the\s)?$", re.IGNORECASE)) for bound, words in _BOUND_WORDS)
_SCOPE = re.compile(
    r"\s(?:\w+\s)??(?:aged|among|at|from|in|under|with|without)\s(?:the\s|an?\s|its\s)?(?P<words>\w+(?:\s\w+)?)"
)
_PREDICATE = re.compile(r"(?:\s(?:of|in)(?:\s[\w'’-]+){1,3})?\s(?:are|were)\s(?P<words>\w+)")
_NO_NOUNS = frozenset("a an and are as at by for from in is of on or per that the to under was were which with".split())
_LOOKED_BACK = 24
_ROUNDED = 0.02
_ROUGH = 0.1
"""What is said to be about a number may be so far from it, as a share."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or with the nouns that it counts.

    Attributes:
        value: In the first unit of its dimension, or as it is stated.
        dimension: What its unit measures ("length", "€"), "" where it has no unit.
        counted: The words after a number without a unit, in small letters and the singular.
        bound: Whether it is stated as a rough, a least or a greatest value.
        words: The number and what follows it, as they stand.
        scope: The words after a number that limit it: "9,300 volumes in Welsh", "19 members are sopranos".
    """

    value: float
    dimension: str
    counted: frozenset[str]
    bound: Bound
    words: str
    scope: frozenset[str] = frozenset()

    def comparable(self, other: "Quantity") -> bool:
        """Whether both measure or count the same."""
        if self.dimension or other.dimension:
            return self.dimension == other.dimension
        return bool(self.counted & other.counted) or not (self.counted or other.counted)

    def adds_nothing_to(self, other: "Quantity") -> bool:
        """Whether both are the same number."""
        return self.value == other.value

    def agrees(self, other: "Quantity") -> bool:
        """Whether both can be true of one thing."""
        small, large = sorted((self, other), key=lambda one: one.value)
        if small.bound == "least" or large.bound == "most":
            return True
        if "about" in (self.bound, other.bound) and large.value - small.value <= _ROUGH * large.value:
            return True
        return _is_rounded(small, large) or _is_rounded(large, small)


def _is_rounded(rough: Quantity, exact: Quantity) -> bool:
    """Whether ``rough`` is ``exact`` with fewer digits: 3,000 for 3,012. A sum of money below 10,000 is not rounded."""
    step = 1.0
    while rough.value and rough.value % (step * 10) == 0:
        step *= 10
    if step < (1000 if rough.dimension in CURRENCIES else 100):
        step = 0.0
    distance = abs(rough.value - exact.value)
    return distance <= max(1e-9 * rough.value, min(step / 2, _ROUNDED * rough.value))


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of a text that belong to no date, clock time or name, in its order."""
    taken = [*date_spans(text), *(match.span() for match in numbered_things(text))]
    held: Quantity | None = None
    for match in _QUANTITY.finditer(text):
        at = match.start("number")
        if any(start <= at < end for start, end in taken):
            continue
        found = _quantity(text, match)
        if held and held.dimension == found.dimension == "time" and f"{held.words} and {found.words}" in text:
            found = replace(
                found, value=held.value + found.value, bound=held.bound, words=f"{held.words} and {found.words}"
            )
        elif held:
            yield held
        held = found
    if held:
        yield held


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    unit, noun = match["unit"] or "", match["noun"] or ""
    if unit.lower() in _NO_NOUNS and not match["half"]:
        unit = noun = ""
    if match["half"] and unit.lower() in ("of", "the"):
        dimension, factor = "share", 100.0
    else:
        currency = (match["currency"] or "").lower()
        dimension, factor = _UNITS.get(currency or _singular(re.sub(r"\s", "", unit)), ("", 1.0))
    if dimension or unit.endswith("s") or _singular(unit) == "person":  # what follows is no longer what is counted
        noun = ""
    end = match.end("noun" if noun else "unit" if unit else "number")
    before = text[max(0, match.start("number") - _LOOKED_BACK) : match.start("number")]
    return Quantity(
        value=_number(match) * factor,
        dimension=dimension,
        counted=frozenset() if dimension else frozenset(map(_singular, filter(None, (unit, noun)))),
        bound=_bound(before.rstrip("$€£¥₺₼₹")),
        words=text[match.start() : end].strip(),
        scope=_scope(text[end:], is_count=not dimension) | (frozenset([unit.casefold()]) if noun else frozenset()),
    )


def _number(match: re.Match[str]) -> float:
    if match["digits"]:
        number = float(re.sub(r"\D", "", match["digits"]) + (match["fraction"] or "").replace(",", "."))
    elif match["half"]:
        number = 0.5
    else:
        words = re.split(r"[-\s]", match["spelled"].lower())
        number = sum(NUMBER_WORDS[word] for word in words if word in NUMBER_WORDS) or 1.0
        number += 0.5 if words[-1] == "half" else 0.0
    for scale in (match["scale"], match["second"]):
        number *= _SCALES[scale.lower()] if scale else 1
    return number


def _bound(before: str) -> Bound:
    return next((bound for bound, words in _BOUNDS if words.search(before)), "")


def _scope(after: str, is_count: bool) -> frozenset[str]:
    found = _PREDICATE.match(after) or (_SCOPE.match(after) if is_count else None)
    return frozenset(found["words"].casefold().split()) if found else frozenset()


def _singular(word: str) -> str:
    word = word.casefold()
    if word in ("people", "persons"):
        return "person"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
