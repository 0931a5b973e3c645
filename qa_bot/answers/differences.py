"""Quotes that answer a question differently: other dates, other numbers, the other of two names. Pure.

Only values that can be compared are: a year with a year, ninety days with thirty days. That two sentences are about the
same thing cannot be known here; what looks like it is shown as a difference, with both sides to read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from qa_bot.answers.kinds import MONTH, YEAR, asked_for
from qa_bot.records import Citation, Difference, Point, Side

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    rf"""\b(?P<year1>{YEAR})-(?P<month1>[01]?\d)-(?P<day1>[0-3]?\d)\b
    |\b(?P<month2>{MONTH})\.?\s(?P<day2>[0-3]?\d)\b(?:\s?(?:[-–]|to|and)\s?[0-3]?\d\b)?(?:,?\s(?P<year2>{YEAR}))?
    |\b(?P<day3>[0-3]?\d)(?:\s?[-–]\s?[0-3]?\d)?\s(?P<month3>{MONTH})\b\.?(?:,?\s(?P<year3>{YEAR}))?
    |\b(?P<month4>{MONTH})\.?\s(?P<year4>{YEAR})\b
    |\b(?P<year5>{YEAR})\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(
    r"""(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w.,]*\d)
    \s?(%|[^\W\d_]+s\b|(?:[^\W\d_]+[\s-])?[^\W\d_]+)?   # what it counts: a word in the plural, or two words""",
    re.VERBOSE,
)
_OR = re.compile(r"(?P<one>[^,;:?]+?)\s+or\s+(?P<other>[^,;:?]+)")
_QUOTED = re.compile(r"[“\"«„'‘]([^“”\"«»„‘’]{2,80})[”\"»“'’]")
_WORD = re.compile(r"\w+")
_LINKS = frozenset("a an the of in on at to for and or was were is are be been it its with by from as that".split())
_ALIKE = 0.4
"""Two sentences that share this much of their words are taken to speak of the same thing."""

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as far as it is told, and its words."""

    year: int | None
    month: int | None
    day: int | None
    words: str

    def comparable(self, other: "_Date") -> bool:
        return any(mine is not None and its is not None for mine, its in self._pairs(other))

    def agrees(self, other: "_Date") -> bool:
        return all(mine is None or its is None or mine == its for mine, its in self._pairs(other))

    def _pairs(self, other: "_Date") -> list[tuple[int | None, int | None]]:
        return [(self.year, other.year), (self.month, other.month), (self.day, other.day)]


def differences(question: str, citations: Sequence[Citation]) -> tuple[Difference, ...]:
    """The points on which the quotes answer the question differently; at most one, the first that is found."""
    for one, other in combinations(citations, 2):
        found = differing(question, one.quote, other.quote)
        if found and (one.document_id != other.document_id or names_two(question)):
            point, mine, its = found
            return (Difference(point, (Side(one.number, mine), Side(other.number, its))),)
    return ()


def names_two(question: str) -> bool:
    """Whether a question asks which of two things it is; then also one document may hold both sides."""
    return _alternatives(question) is not None


def differing(question: str, one: str, other: str) -> tuple[Point, str, str] | None:
    """On what two sentences answer a question differently, with the words of each; None where they do not."""
    alternatives = _alternatives(question)
    if alternatives:
        return _differing_words(alternatives, one, other)
    kind = asked_for(question)
    if kind is None or not _same_thing(one, other):
        return None
    if kind.name in ("date", "year", "month"):
        return _differing_dates(question, one, other)
    return _differing_numbers(question, one, other) if kind.name in ("number", "money", "percentage") else None


def _differing_dates(question: str, one: str, other: str) -> tuple[Point, str, str] | None:
    known = list(_dates(question))
    mine, its = (
        [date for date in _dates(text) if not any(date.comparable(old) and date.agrees(old) for old in known)]
        for text in (one, other)
    )
    pairs = [(a, b) for a in mine for b in its if a.comparable(b)]
    if not pairs or any(a.agrees(b) for a, b in pairs):
        return None
    return "dates", pairs[0][0].words, pairs[0][1].words


def _dates(text: str) -> Iterator[_Date]:
    for match in _DATE.finditer(text):
        parts = {name.rstrip("12345"): value for name, value in match.groupdict().items() if value}
        month = parts.get("month", "")
        yield _Date(
            year=int(parts["year"]) if "year" in parts else None,
            month=(int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3].lower())) if month else None,
            day=int(parts["day"]) if "day" in parts else None,
            words=match.group().rstrip("."),
        )


def _differing_numbers(question: str, one: str, other: str) -> tuple[Point, str, str] | None:
    known = {value for value, _, _ in _numbers(question)}
    mine, its = ([found for found in _numbers(text) if found[0] not in known] for text in (one, other))
    if {value for value, _, _ in mine} & {value for value, _, _ in its}:
        return None
    pairs = [(a, b) for a in mine for b in its if a[1] & b[1]]
    return ("numbers", pairs[0][0][2], pairs[0][1][2]) if pairs else None


def _numbers(text: str) -> Iterator[tuple[float, Words, str]]:
    """The numbers of a text that are no dates: value, the words of what is counted, and both as they stand."""
    dated = [match.span() for match in _DATE.finditer(text)]
    for match in _NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in dated):
            continue
        counted = frozenset([match[3]]) if match[3] == "%" else _words(match[3] or "")
        yield float(match[1].replace(",", "") + (match[2] or "")), counted, match.group().strip()


def _alternatives(question: str) -> tuple[str, str] | None:
    """The two things of which a question asks which it is: “Fist of Brotherhood” or “Fraternal Fist”?"""
    found = _OR.search(question)
    if found is None:
        return None
    before, after = _QUOTED.findall(found["one"]), _QUOTED.findall(found["other"])
    if before and after:
        return before[-1], after[0]
    other = [word for word in _WORD.findall(found["other"]) if word.lower() not in _LINKS][:3]
    one = [word for word in _WORD.findall(found["one"]) if word.lower() not in _LINKS][-len(other) :]
    return (" ".join(one), " ".join(other)) if one and other else None


def _differing_words(alternatives: tuple[str, str], one: str, other: str) -> tuple[Point, str, str] | None:
    first, second = alternatives
    for mine, its in ((first, second), (second, first)):
        if _holds(one, mine) and not _holds(one, its) and _holds(other, its) and not _holds(other, mine):
            return ("dates" if list(_dates(mine)) and list(_dates(its)) else "words"), mine, its
    return None


def _holds(text: str, name: str) -> bool:
    """Whether a text has a name's words, or the date that it is, however it is written."""
    dates = list(_dates(name))
    if dates:
        return any(dates[0].comparable(date) and dates[0].agrees(date) for date in _dates(text))
    return _words(name) <= _words(text)


def _same_thing(one: str, other: str) -> bool:
    """Whether two sentences share many of their words, names and numbers left out of account."""
    mine, its = ({word for word in _words(text) if not word.isdigit()} for text in (one, other))
    return bool(mine and its) and len(mine & its) >= _ALIKE * min(len(mine), len(its))


def _words(text: str) -> Words:
    return frozenset(word for word in map(str.casefold, _WORD.findall(text)) if word not in _LINKS)
