"""Find the words of a sentence that have the type of answer which a question asks for. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qa_bot.answer.answer_types import AnswerType
from qa_bot.answer.dates import date_spans
from qa_bot.answer.quantities import Quantity, quantities, wanted_dimensions
from qa_bot.answer.subjects import content_words
from qa_bot.answer.typed_names import people, places
from qa_bot.records import Span
from qa_bot.text.languages import ENGLISH, alternation, detect
from qa_bot.text.languages.dates import RANGE, SAME_MOMENT, VAGUE_YEAR
from qa_bot.text.languages.english import CURRENCIES, DATE_BOUNDS, SCALES, SEASONS
from qa_bot.text.languages.english_quantities import ANY_RATE, BOUND_BEFORE, COUNT_QUESTION
from qa_bot.text.languages.english_questions import MONTH, YEAR
from qa_bot.text.languages.other_questions import DAY_OR_TIME

_DAY_OR_TIME = re.compile(DAY_OR_TIME, re.VERBOSE | re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{alternation(ENGLISH.weekdays)})s?\b", re.IGNORECASE)
_SEASON = re.compile(rf"\b(?:{alternation(SEASONS)})\s(?:of\s)?(?={YEAR})", re.IGNORECASE)
_DATE_BOUND = re.compile(rf"\b(?:{alternation(DATE_BOUNDS)})[\s-](?:the\s)?$", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<!\.m)\.$", re.IGNORECASE)
_YEARS = re.compile(rf"\b{YEAR}s?\b")
_MONTHS = re.compile(rf"\b(?:{MONTH})\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_AND = re.compile(r"\sand\s")
_NUMBER_ALONE = re.compile(rf"(?:[\s-](?!(?:{alternation(ENGLISH.number_words.keys() | SCALES.keys())})\b)[^\W\d_]+)+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLURAL = re.compile(r"[^\W\d_A-Z]s$")
_PART_OF_CODE = re.compile(r"\w[-–]$")
_BARE = re.compile(r"[\w+/].*[\w/]", re.DOTALL)

Finder = Callable[[str, str], Iterator[Span]]


def typed_spans(answer_type: AnswerType, question: str, text: str) -> list[Span]:
    """Return the words of ``text`` that have the type and are not in the question, in order, without overlap."""
    find = _FINDERS.get(answer_type.name)
    if find is None:
        found = [_bare(text, *match.span()) for match in answer_type.answer_pattern.finditer(text)]
    else:
        found = list(find(question, text))
    known = question.casefold()
    return [span for span in found if span.of(text).casefold() not in known]


def _bare(text: str, start: int, end: int) -> Span:
    """Return a span without the brackets, quotation marks and punctuation around an address."""
    found = _BARE.search(text, start, end)
    return Span(*found.span()) if found else Span(start, end)


def _dates(_: str, text: str) -> Iterator[Span]:
    """Yield the dates, clock times and weekdays, those of a range together, with what bounds them."""
    found = [
        *date_spans(text),
        *(match.span() for pattern in (_WEEKDAY, VAGUE_YEAR) for match in pattern.finditer(text)),
    ]
    for start, end in _joined(text, found, RANGE, SAME_MOMENT):
        season = next((match.start() for match in _SEASON.finditer(text) if match.end() == start), start)
        bound = _DATE_BOUND.search(text, 0, season)
        yield Span(bound.start() if bound else season, end - bool(_FULL_STOP.search(text, season, end)))


def _moments(question: str, text: str) -> Iterator[Span]:
    """Yield the days and times of a text; of a text that is not English, no years and weekdays: these may be a part."""
    if detect(text, ENGLISH) is ENGLISH:
        yield from _dates(question, text)
    else:
        found = [match.span() for match in _DAY_OR_TIME.finditer(text)]
        yield from (Span(*span) for span in _joined(text, found, RANGE, SAME_MOMENT))


def _joined(text: str, found: Iterable[tuple[int, int]], *gaps: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the spans in order, those joined that overlap or that only one of ``gaps`` separates."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        first, last = joined[-1] if joined else (0, -1)
        gap = text[max(last, 0) : start]
        is_between = bool(_AND.fullmatch(gap)) and bool(_BETWEEN.search(text, 0, first))
        if joined and (start < last or is_between or any(pattern.fullmatch(gap) for pattern in gaps)):
            joined[-1] = (first, max(last, end))
        else:
            joined.append((start, end))
    return joined


def _matches(pattern: re.Pattern[str]) -> Finder:
    """Return a function that yields the matches of a pattern, those of a range together."""

    def find(_: str, text: str) -> Iterator[Span]:
        found = [match.span() for match in pattern.finditer(text)]
        yield from (Span(*span) for span in _joined(text, found, RANGE))

    return find


def _numbers(question: str, text: str) -> Iterator[Span]:
    """Yield the quantities that count or measure what the question asks for, or numbers of nothing in particular."""
    found, things, wanted = _whole_quantities(text), _things_asked_for(question), _units_asked_for(question)
    fitting = [one for one in found if (one.dimension in wanted if wanted else one.counted & things)]
    if not fitting and not wanted and not any(one.counted for one in found):
        fitting = [one for one in found if not one.dimension and one.words.casefold() != "one"]
    yield from _quantity_spans(text, fitting, things)


def has_number_for(question: str, text: str) -> bool:
    """Return whether ``text`` has a number of a unit that is asked for, a count, or an amount of what is counted.

    Numbers of the question are left out. True for questions that name neither a unit nor what is counted.
    """
    units, known = _units_asked_for(question), question.casefold()
    if not units and not COUNT_QUESTION.search(question):
        return True
    found = [one for one in _whole_quantities(text) if one.words.casefold() not in known]
    if units:
        return any(one.dimension in units or not (one.dimension or one.counted) for one in found)
    is_named = bool(_things_asked_for(question) & content_words(text))
    return any(is_named or not one.dimension for one in found)


def _units_asked_for(question: str) -> frozenset[str]:
    """Return the dimensions of the units that a question names or its words ask for."""
    units = frozenset(ENGLISH.units[word][0] for word in _things_asked_for(question) if word in ENGLISH.units)
    return units or wanted_dimensions(question)


def _whole_quantities(text: str) -> list[Quantity]:
    return [one for one in quantities(text) if not _PART_OF_CODE.search(text, 0, one.start)]


def _things_asked_for(question: str) -> frozenset[str]:
    """Return the words after "how many" and "number of", up to the verb."""
    found = COUNT_QUESTION.search(question)
    return content_words(found["things"]) if found else frozenset()


def _of_dimensions(dimensions: frozenset[str]) -> Finder:
    def find(_: str, text: str) -> Iterator[Span]:
        found = [one for one in _whole_quantities(text) if one.dimension in dimensions]
        yield from _quantity_spans(text, found, frozenset())

    return find


def _quantity_spans(text: str, found: Sequence[Quantity], things: frozenset[str]) -> Iterator[Span]:
    """Yield each number with its unit or noun, its bound ("more than") and its rate ("a month"), or both of a range."""
    spans = [(one.start, _end(text, one, things)) for one in found]
    numbers = [(one.start, one.start + len(_NUMBER_ALONE.sub("", one.words))) for one in quantities(text)]
    for start, end in spans:
        ranges = [span for span in _joined(text, numbers, RANGE) if span[0] <= start < span[1]]
        first = min(span[0] for span in ranges) if ranges else start
        bound = BOUND_BEFORE.search(text, 0, first)
        yield Span(bound.start() if bound else first, max(end, *(span[1] for span in ranges), end))


def _end(text: str, quantity: Quantity, things: frozenset[str]) -> int:
    """Return where a number ends with its unit and rate, or with the noun that it counts as far as that is sure."""
    words = quantity.words
    if quantity.dimension:
        end = quantity.start + len(words)
        rate = ANY_RATE.match(text, end)
        return rate.end() if rate else end
    named = [match.end() for match in _LETTERS.finditer(words) if match.group().casefold().rstrip("s") in things]
    if named:
        return quantity.start + named[-1]
    return quantity.start + len(words if _PLURAL.search(words) else _NUMBER_ALONE.sub("", words) or words)


_FINDERS: Mapping[str, Finder] = {
    "date": _dates,
    "moment": _moments,
    "year": _matches(_YEARS),
    "month": _matches(_MONTHS),
    "number": _numbers,
    "percentage": _of_dimensions(frozenset(["share"])),
    "money": _of_dimensions(CURRENCIES),
    "person": people,
    "place": places,
}
"""By the name of the answer type; of the others every match of their pattern."""
