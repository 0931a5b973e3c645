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
from qa_bot.text.languages.english import (
    APPROXIMATE_PHRASES,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    FURTHER_CURRENCY_CODES,
    LOWER_BOUND_PHRASES,
    UPPER_BOUND_PHRASES,
)
from qa_bot.text.languages.english_proof import ORDINAL_WORDS
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

    def is_borne_out_by(self, other: "Day") -> bool:
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
    bound: str = ""
    kind: str = "cardinal"


_SEPARATED = re.compile(r"\d{1,3}([.,'’\u00a0\u202f ])\d{3}(?:\1\d{3})*(?!\d)")
_MONTHS = {
    fold(name): number for language in LANGUAGES for number, names in enumerate(language.months, 1) for name in names
}
_MONTH = alternation(
    {name for language in LANGUAGES for names in language.months for name in names if language.has_spaces}
)
_FULL_MONTH = alternation(names[0] for names in ENGLISH.months if names[0] != "may")
_WEEKDAY = alternation(ENGLISH.weekdays)
_ORDINAL = alternation(word for word, number in ORDINAL_WORDS.items() if number <= 30)
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th|er|º|ª|\.)?|(?:(?:twenty|thirty)[-\s])?(?:{_ORDINAL}))"
_YEAR = r"(?:[1-9]\d{3}|\d{3}(?=\sAD))(?!\d)"
_TO = r"\s?(?:[-–—/]|to|and|or|till|until|bis|und|ile|a|à|y|et|и)\s?"
_DATE = re.compile(
    rf"""(?<![\w.,])(?P<year1>{_YEAR})(?:[-/.]|年)(?P<month1>1[0-2]|0?[1-9])(?:[-/.]|月)(?P<day1>3[01]|[12]\d|0?[1-9])日?(?!\d)
    |(?<![\w.,])(?P<one>[0-3]?\d)(?P<dot>[./-])\s?(?P<other>[0-3]?\d)(?P=dot)\s?(?P<year2>\d{{4}}|\d{{2}})(?![\w]|[.,/-]\d)
    |(?<!\w)(?:(?P<from3>{_DAY}){_TO}(?:the\s)?)?(?P<day3>{_DAY})\s?(?:day\s)?(?:of\s|de\s|d['’]|del\s|di\s)?(?P<month3>{_MONTH})\b['’]?(?:\.|\w{{1,3}}\b)?(?:,?\s(?:of\s|de\s)?(?P<year3>{_YEAR}))?
    |(?<!\w)(?P<month4>{_MONTH})\b\.?\s(?:the\s)?(?P<day4>{_DAY})\b(?:{_TO}(?:the\s)?(?P<to4>{_DAY})\b)?(?:,?\s(?P<year4>{_YEAR}))?
    |(?<!\w)(?P<month5>{_MONTH})\b\.?,?\s(?:of\s|de\s)?(?P<year5>{_YEAR})
    |(?:(?P<year6>\d{{4}})年)?(?P<month6>1[0-2]|[1-9])月(?:(?P<day6>3[01]|[12]\d|[1-9])日)?
    |(?<!\w)(?P<month7>{_FULL_MONTH}|(?-i:May(?!\s[a-z]+ed\b)))\b""",
    re.VERBOSE | re.IGNORECASE,
)


def days(text: str) -> Iterator[Day]:
    """Yield the dates of a text that state a month, in order; both ends of a range of days."""
    for match in _DATE.finditer(text):
        start, end = match.span()
        if match["one"]:
            yield Day(_numeric(int(match["one"]), int(match["other"]), match["year2"], match["dot"]), start, end)
            continue
        parts = {name.rstrip("1234567"): value for name, value in match.groupdict().items() if value}
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
_CODES = alternation(CURRENCY_CODES | FURTHER_CURRENCY_CODES)
_ROMAN = re.compile(r"\b(?=[IVX]{2,}\b|[VX]\b)X{0,3}(?:IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_BOUNDS = tuple(
    (bound, re.compile(rf"\b(?:{words})\s(?:the\s|a\s|an\s)?$", re.IGNORECASE))
    for bound, words in (
        ("most", r"not(?: \w+)? more than|no more than"),
        ("least", r"no fewer than|no less than|not fewer than"),
        ("least", alternation(set(LOWER_BOUND_PHRASES) - {"from"})),
        ("most", alternation(set(UPPER_BOUND_PHRASES) - {"within"})),
        ("about", alternation(APPROXIMATE_PHRASES)),
        ("exactly", "exactly|precisely"),
    )
)
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
          |(?<!\w)(?P<ordinal>(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-\s])?(?:{ordinals}))\b
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
        Figure(frozenset([_roman(match.group())]), *match.span(), kind="roman") for match in _ROMAN.finditer(text)
    )
    return sorted((*found, *romans), key=lambda one: one.start)


def _clock_spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for time in times(text):
        start = text.find(time.words, at)
        if start >= 0:
            yield start, start + len(time.words)
            at = start + len(time.words)


def _roman(numeral: str) -> float:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return float(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))


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
        next((bound for bound, pattern in _BOUNDS if pattern.search(before)), ""),
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
