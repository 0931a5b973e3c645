"""Regular expressions of English numbers with their units, bounds and rates."""

import re
from typing import Literal

from qa_bot.text.languages.english import (
    APPROXIMATE_PHRASES,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    ENGLISH,
    FURTHER_CURRENCY_CODES,
    LEADING_WORDS,
    LOWER_BOUND_PHRASES,
    UPPER_BOUND_PHRASES,
)
from qa_bot.text.languages.language import alternation, words

Bound = Literal["", "about", "least", "most", "exactly"]
"""How a number is bounded by the words before it."""

_DIGIT = alternation(ENGLISH.number_words)
_CODES = alternation(CURRENCY_CODES | FURTHER_CURRENCY_CODES)
_SPELLED_OUT = rf"(?:{_DIGIT})(?:[-\s](?:{_DIGIT}))?(?:\sand\sa\shalf)?"
QUANTITY = re.compile(
    rf"""(?<![\w.,])(?P<currency>[{CURRENCY_SIGNS}]|\b(?:{_CODES})\b)?\s?
    (?P<number>(?P<digits>\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+|\d+)(?P<fraction>\.\d+|,\d{{1,2}}(?!\d))?
            (?![\w.,]*\d|(?:st|nd|rd|th)\b)
        |(?P<half>half\s(?:an?\s)?)|(?P<spelled>\b(?:{_SPELLED_OUT}|an?(?=\s(?:dozen|hundred|thousand|million)))\b))
    (?:[\s-]?(?P<scale>dozen|hundred|thousand|(?:m|b|tr)illion|bn|m(?=\s(?:euros?|dollars?|pounds?)))\b)?
    (?:\s(?P<second>thousand|million|billion)\b)?
    [\s-]?(?P<unit>%|°\s?[CF]\b|[{CURRENCY_SIGNS}]|per\s?cent\b|[^\W\d_]+)?(?:\s(?P<noun>(?!(?:{_DIGIT})\b)[^\W\d_]+))?""",
    re.VERBOSE | re.IGNORECASE,
)
"""A number with its unit, or with the words that may be what it counts."""
WORDS_AFTER_HALF = words("of the")
PEOPLE = words("people persons")
"""What persons are counted as."""


def _bounds(article: str, *phrases: tuple[Bound, str]) -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    return tuple((bound, re.compile(rf"\b(?:{words})\s(?:{article})?$", re.IGNORECASE)) for bound, words in phrases)


BOUNDS = _bounds(
    r"the\s",
    ("most", r"not(?: \w+)? more than"),
    ("least", alternation(LOWER_BOUND_PHRASES)),
    ("most", alternation(UPPER_BOUND_PHRASES)),
    ("about", alternation(APPROXIMATE_PHRASES)),
)
"""What stands before a number that answers a question, by the bound that it states."""
STATED_BOUNDS = _bounds(
    r"the\s|a\s|an\s",
    ("most", r"not(?: \w+)? more than|no more than"),
    ("least", r"no fewer than|no less than|not fewer than"),
    ("least", alternation(set(LOWER_BOUND_PHRASES) - {"from"})),
    ("most", alternation(set(UPPER_BOUND_PHRASES) - {"within"})),
    ("about", alternation(APPROXIMATE_PHRASES)),
    ("exactly", "exactly|precisely"),
)
"""The same before a number of a statement that is compared with its sources: fewer words bound, and in more forms."""
_PHRASES = {*LOWER_BOUND_PHRASES, *UPPER_BOUND_PHRASES, *APPROXIMATE_PHRASES} - {"from"}
BOUND_BEFORE = re.compile(rf"\b(?:not\s\w+\smore\sthan|{alternation(_PHRASES)})\s(?:the\s)?$", re.IGNORECASE)
"""What belongs to a number before it: "more than"."""

COUNTED_SCOPE = re.compile(
    r"\s(?:\w+\s)??(?:aged|among|at|from|in|under|with|without)\s(?:the\s|an?\s|its\s)?(?P<words>\w+(?:\s\w+)?)"
)
"""What restricts a count after it: "volumes in Welsh"."""
COUNTED_PREDICATE = re.compile(r"(?:\s(?:of|in)(?:\s[\w'’-]+){1,3})?\s(?:are|were)\s(?P<words>\w+)")
"""What is said of what is counted: "members are sopranos"."""
COUNT_QUESTION = re.compile(
    rf"""\b(?:how\smany|number\sof)\s(?P<things>.+?)
    (?=\s(?:{alternation(ENGLISH.auxiliaries | LEADING_WORDS)})\b|[?.,]|$)""",
    re.VERBOSE | re.IGNORECASE,
)

_RATE_UNITS = words("second minute hour day week month quarter year decade century person")
_RATE_WORDS = alternation(words("every each per a an"))
ANY_RATE = re.compile(rf"(?:\s(?:{_RATE_WORDS})\s|/)[^\W\d_]+")
"""What a number is counted or paid by: "a month", "/kg"."""
RATE = re.compile(rf"\b(?:{_RATE_WORDS})\s({alternation(_RATE_UNITS)})\b", re.IGNORECASE)
"""The same with a unit of time, or per person."""
