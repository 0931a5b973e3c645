"""Parse the dates and clock times of a text, to be compared. Pure.

A date has the parts that are stated: a year alone agrees with a day of that year.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.dates import ENGLISH_DATE, ENGLISH_TIME, parts_of


@dataclass(frozen=True, slots=True)
class Date:
    """A date; a part that is not stated is None. ``words`` are those of the text."""

    year: int | None
    month: int | None
    day: int | None
    words: str

    def comparable(self, other: "Date") -> bool:
        """Return whether both state the year, the month or the day."""
        return any(one is not None and two is not None for one, two in self._parts_with(other))

    def agrees(self, other: "Date") -> bool:
        """Return whether no part that both state differs."""
        return all(one is None or two is None or one == two for one, two in self._parts_with(other))

    def is_implied_by(self, other: "Date") -> bool:
        """Return whether ``other`` states all parts that this states."""
        return all(one is None or one == two for one, two in self._parts_with(other))

    def _parts_with(self, other: "Date") -> list[tuple[int | None, int | None]]:
        return [(self.year, other.year), (self.month, other.month), (self.day, other.day)]


@dataclass(frozen=True, slots=True)
class Time:
    """A clock time in minutes since midnight; ``is_vague`` if it does not say whether it is before noon."""

    minutes: int
    is_vague: bool
    words: str

    def comparable(self, other: "Time") -> bool:
        """Return true for any two times: each states the hour."""
        return isinstance(other, Time)

    def is_implied_by(self, other: "Time") -> bool:
        """Return whether both can be the same time."""
        return self.agrees(other)

    def agrees(self, other: "Time") -> bool:
        """Return whether both can be the same time."""
        period = 12 * 60 if self.is_vague or other.is_vague else 24 * 60
        return self.minutes % period == other.minutes % period


def dates(text: str) -> Iterator[Date]:
    """Yield the dates of a text in order."""
    for match in ENGLISH_DATE.finditer(text):
        parts = parts_of(match)
        month = parts.get("month", "")
        yield Date(
            year=int(parts["year"]) if "year" in parts else None,
            month=(int(month) if month.isdigit() else ENGLISH.month_number(month)) if month else None,
            day=int(parts["day"]) if "day" in parts else None,
            words=match.group().rstrip("."),
        )


def times(text: str) -> Iterator[Time]:
    """Yield the clock times of a text in order."""
    for match in ENGLISH_TIME.finditer(text):
        if match["word"]:
            yield Time(0 if match["word"].lower() == "midnight" else 720, is_vague=False, words=match["word"])
            continue
        parts = parts_of(match)
        minutes, half = int(parts["hour"]) * 60 + int(parts.get("minute", 0)), parts.get("half", "").lower()
        if half[:1] in ("a", "p"):
            minutes = minutes % 720 + (720 if half[0] == "p" else 0)
        yield Time(minutes, is_vague=half.startswith("o"), words=match.group().strip())


def date_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each date and clock time of a text."""
    for pattern in (ENGLISH_DATE, ENGLISH_TIME):
        yield from (match.span() for match in pattern.finditer(text))
