"""Parse the numbers and dates of a text as facts with all their readings, in any known language. Pure.

Unlike :mod:`qa_bot.answer.quantities`, which is sure of what it returns, every figure is found: also in names, codes,
ordinals and ranges.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa_bot.answer.dates import times
from qa_bot.text.languages import ENGLISH, LANGUAGES, Language, alternation, detect
from qa_bot.text.languages.dates import DATE, parts_of
from qa_bot.text.languages.english import CURRENCY_CODES, CURRENCY_SIGNS, FURTHER_CURRENCY_CODES, ORDINAL_WORDS
from qa_bot.text.languages.english_quantities import STATED_BOUNDS, Bound
from qa_bot.text.numerals import ROMAN_NUMERALS
from qa_bot.text.wording import fold

Parts = tuple[int | None, int | None, int | None]
"""Year, month and day; None where not stated."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date with its possible readings: 03/04/2021 has two."""

    readings: tuple[Parts, ...]
    start: int
    end: int

    @property
    def year(self) -> int | None:
        """The year, if it is stated."""
        return self.readings[0][0]

    def is_stated_by(self, other: "Day") -> bool:
        """Return whether ``other`` states all parts of a reading of this date."""
        return any(
            all(part is None or part == its for part, its in zip(mine, theirs, strict=True))
            for mine in self.readings
            for theirs in other.readings
        )

    def without_year(self) -> "Day":
        """Return the month and day alone."""
        return Day(tuple((None, month, day) for _, month, day in self.readings), self.start, self.end)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its possible readings: 3.000 is 3000 in one language and 3 in another.

    Attributes:
        readings: Its possible values, without the unit's factor.
        dimension: What its unit measures, "" without a known unit.
        factor: How many base units its unit is.
        noun: The word after it, folded; "" if there is none.
        bound: Whether it is stated as about, at least or at most.
        kind: A cardinal or ordinal number, a decade ("1990s"), or the year of a date.
    """

    readings: frozenset[float]
    start: int
    end: int
    dimension: str = ""
    factor: float = 1.0
    noun: str = ""
    bound: Bound = ""
    kind: str = "cardinal"


_MONTHS = {
    fold(name): number for language in LANGUAGES for number, names in enumerate(language.months, 1) for name in names
}


def days(text: str) -> Iterator[Day]:
    """Yield the dates of a text that state a month, in order; both ends of a range of days."""
    for match in DATE.finditer(text):
        start, end = match.span()
        if match["one"]:
            yield Day(_numeric(int(match["one"]), int(match["other"]), match["year2"], match["dot"]), start, end)
            continue
        parts = parts_of(match)
        year = int(parts["year"]) if "year" in parts else None
        month = parts["month"]
        number = int(month) if month.isdigit() else _MONTHS[fold(month)]
        for name in ("from", "day", "to"):
            if name in parts:
                yield Day(((year, number, _ordinal(parts[name])),), start, end)
        if "day" not in parts:
            yield Day(((year, number, None),), start, end)


def _numeric(one: int, other: int, year: str, dot: str) -> tuple[Parts, ...]:
    """Return the readings of a date in figures: the day first or, between slashes and hyphens, the month."""
    whole = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)
    orders = [(one, other)] if dot == "." else [(one, other), (other, one)]
    return tuple((whole, month, day) for day, month in orders if 1 <= month <= 12 and 1 <= day <= 31) or (
        (whole, None, None),
    )


def _ordinal(words: str) -> int:
    """Return the number of a day in figures or words: "15th", "fifteenth", "twenty-first"."""
    figures = re.match(r"\d+", words)
    if figures:
        return int(figures.group())
    return sum(ORDINAL_WORDS.get(word, ENGLISH.number_words.get(word, 0)) for word in re.split(r"[-\s]", words.lower()))


_UNIT = rf"(?P<unit>%|‰|°\s?[CF]\b|[{CURRENCY_SIGNS}]|per\s?cent\b|[^\W\d_]+)"
_TENS = alternation(word for word, number in ENGLISH.number_words.items() if number >= 20)
_CODES = alternation(CURRENCY_CODES | FURTHER_CURRENCY_CODES)
_ROMAN = re.compile(rf"\b(?:{alternation(numeral.upper() for numeral in ROMAN_NUMERALS[2:40])})\b")
_BOUND_CHARACTERS = 24
_RANGE_START = re.compile(r"(?<!\d)(1\d|20)\d\d[-–/]$")
"""The year before the last two figures of another: "1925–35"."""


@lru_cache(maxsize=32)
def _pattern(language: Language) -> re.Pattern[str]:
    """Return the pattern of a number in figures or in the number words of a language."""
    known = language.scales
    scale = alternation(known) or r"(?!)"
    ordinals = alternation(ORDINAL_WORDS) if language is ENGLISH else r"(?!)"
    spelled = alternation([*language.number_words, *(word for word in known if len(word) > 3)]) or r"(?!)"
    after_scale = "|".join(f"(?<={word})" for word in known if len(word) > 3) or r"(?!)"
    joined = rf"(?:{after_scale})\sand\s"
    return re.compile(
        rf"""(?P<currency>[{CURRENCY_SIGNS}]|(?<!\w)(?:{_CODES})\b)?\s?(?P<minus>(?<![\w)])[-−])?
        (?P<number>(?P<figures>(?:\d{{1,3}}(?:[\u00a0\u202f ]\d{{3}})+|\d+(?:[.,'’]\d+)*)(?!\d))
            (?:(?P<decade>['’]?s\b)|(?P<suffix>st\b|nd\b|rd\b|th\b))?
          |(?<!\w)(?P<ordinal>(?:(?:{_TENS})[-\s])?(?:{ordinals}))\b
          |(?<!\w)(?P<spelled>(?:{spelled})(?:(?:[-\s]|{joined})(?:{spelled}))*)\b)
        (?:[\s-]?(?P<scale>{scale})\b)?(?=(?:[\s-]?{_UNIT})?)  # looked at only: a unit may be the next number""",
        re.VERBOSE | re.IGNORECASE,
    )


def figures(text: str, language: Language | None = None) -> list[Figure]:
    """Return the numbers of a text in order, with the years of its dates, without their days and clock times."""
    language = language or detect(text, default=ENGLISH)
    found_days = list(days(text))
    taken = [(day.start, day.end) for day in found_days] + list(_clock_spans(text))
    found = [
        Figure(frozenset([float(day.year)]), day.start, day.end, kind="year")
        for day in found_days
        if day.year is not None
    ]
    for match in _pattern(language).finditer(text):
        start = match.start("number")
        if not any(begin <= start < end for begin, end in taken):
            found.append(_figure(text, match, language))
    romans = (
        Figure(frozenset([float(ROMAN_NUMERALS.index(match.group().lower()))]), *match.span(), kind="roman")
        for match in _ROMAN.finditer(text)
    )
    return sorted((*found, *romans), key=lambda one: one.start)


def _clock_spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for time in times(text):
        start = text.find(time.words, at)
        if start >= 0:
            yield start, start + len(time.words)
            at = start + len(time.words)


def _figure(text: str, match: re.Match[str], language: Language) -> Figure:
    scale = language.scales.get((match["scale"] or "").lower(), 1)
    if match["figures"]:
        century = _RANGE_START.search(text, max(0, match.start("number") - 6), match.start("number"))
        is_short = century is not None and len(match["figures"]) == 2 and match["figures"].isdigit()
        written = century[1] + match["figures"] if century and is_short else match["figures"]
        readings = _readings(written, language)
        is_decade = match["decade"] and match["figures"].endswith("0")
        kind = "decade" if is_decade else "ordinal" if match["suffix"] else "cardinal"
    elif match["ordinal"]:
        readings, kind = [float(_ordinal(match["ordinal"]))], "ordinal"
    else:
        readings, kind = [_spelled(match["spelled"], language)], "cardinal"
    unit = fold(re.sub(r"\s", "", match["unit"] or ""))
    currency = (match["currency"] or "").lower()
    dimension, factor = ENGLISH.units.get(currency or _singular(unit), ("", 1.0))
    before = text[max(0, match.start() - _BOUND_CHARACTERS) : match.start("number")].rstrip(CURRENCY_SIGNS)
    sign = -1.0 if match["minus"] else 1.0
    return Figure(
        frozenset(sign * reading * scale for reading in readings),
        match.start("number"),
        match.end("unit") if dimension and unit else match.end("scale") if match["scale"] else match.end("number"),
        dimension if kind == "cardinal" else "",
        factor if kind == "cardinal" else 1.0,
        "" if dimension else _singular(unit),
        next((bound for bound, pattern in STATED_BOUNDS if pattern.search(before)), ""),
        kind,
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") and word != "rs" else word


def _readings(written: str, language: Language) -> list[float]:
    """Return the values that a number in figures can have; English has one, others may have two."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", written)
    marks = re.findall(r"[.,]", plain)
    as_whole = re.fullmatch(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}", plain) and len(set(marks)) == 1
    if not marks:
        return [float(plain)]
    found = []
    if as_whole and (language is not ENGLISH or marks[0] == "," or len(marks) > 1):
        found.append(float(re.sub(r"[.,]", "", plain)))
    if len(marks) == 1 or len(set(marks)) == 2:
        head, _, tail = plain.rpartition(marks[-1])
        if not (as_whole and language is ENGLISH and marks[0] == ","):
            found.append(float(re.sub(r"[.,]", "", head) + "." + tail))
    return found or [float(re.sub(r"[.,]", "", plain))]


def _spelled(words: str, language: Language) -> float:
    """Return the value of number words: "two hundred and fifty thousand"."""
    scales = language.scales
    total = current = 0.0
    for word in re.split(r"[-\s]+", words.lower()):
        if word in language.number_words:
            current += language.number_words[word]
        elif scales.get(word) == 100:
            current = (current or 1) * 100
        elif word in scales:
            total, current = total + (current or 1) * scales[word], 0.0
    return total + current
