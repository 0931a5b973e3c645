"""The type of answer that a question asks for: a date, a number, a person. Pure.

By the question words of the language that is detected; English ones alone are known yet, and apply where no language
is detected.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa_bot.text.languages import ENGLISH, Language, alternation, detect
from qa_bot.text.languages.english import (
    COLOURS,
    CURRENCY_CODES,
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    DEFINITE_MEASURES,
    DEFINITE_SUMS,
    MEASURED_ADJECTIVES,
    MEASURES,
    PLACE_NOUNS,
    RELATIVE_TIMES,
    SUMS,
    TIME_WORDS,
    VAGUE_NUMBERS,
)

_HOUR = alternation(ENGLISH.number_words.keys() | {"noon", "midnight"})
_CLOCK = (
    rf"\b\d{{1,2}}[:.]\d{{2}}\b(?!\d)|\b\d{{1,2}}\s?(?:am|pm|a\.m\.|p\.m\.|o['’]clock|h\b)"
    rf"|\b(?:at|by|until|till|before|after|from|to|past|and)\s(?:{_HOUR})\b"
)
"""A time of day: "9:30", "7 pm", "by eleven"."""
MONTH = alternation(ENGLISH.month_names)
YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_SPELLED = alternation(ENGLISH.number_words.keys() | VAGUE_NUMBERS)


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A type of answer.

    Attributes:
        name: "date", "number", "person", …
        question_pattern: Matches questions for it.
        answer_pattern: Matches answers of it.
        is_exact: Whether its answers are values that can be compared: dates and numbers.
        has_own_form: Whether only its answers have its form: a text without that form does not answer.
    """

    name: str
    question_pattern: re.Pattern[str]
    answer_pattern: re.Pattern[str]
    is_exact: bool = True
    has_own_form: bool = False

    def is_found_in(self, text: str, question: str) -> bool:
        """Return whether ``text`` holds an answer of this type that is not in the question."""
        known = question.casefold()
        return any(match.group().casefold() not in known for match in self.answer_pattern.finditer(text))

    def values(self, text: str, question: str) -> frozenset[str]:
        """Return the answers of this type in ``text`` beyond the question and, if there are any, its numbers too."""
        if not self.is_found_in(text, question):
            return frozenset()
        pattern = rf"{self.answer_pattern.pattern}|\d+"
        found = (match.group().casefold() for match in re.finditer(pattern, text, self.answer_pattern.flags))
        return frozenset(value for value in found if value not in question.casefold()) - RELATIVE_TIMES


def _exact(name: str, question_pattern: str, answer_pattern: str) -> AnswerType:
    flags = re.VERBOSE | re.IGNORECASE
    return AnswerType(name, re.compile(question_pattern, flags), re.compile(answer_pattern, flags))


def _formed(name: str, question_pattern: str, answer_pattern: str) -> AnswerType:
    return replace(_exact(name, question_pattern, answer_pattern), has_own_form=True)


def _named(name: str, question_pattern: str) -> AnswerType:
    pattern = re.compile(question_pattern, re.VERBOSE | re.IGNORECASE)
    return AnswerType(name, pattern, _CAPITALISED, is_exact=False)


_CAPITALISED = re.compile(r"(?<![.!?…]\s)(?<!^)\b[A-Z\u00c0-\u00de\u0130][\w’'-]+")
"""A capitalised word that does not begin a sentence."""

_ENGLISH_TYPES = (
    _exact(
        "percentage",
        r"\b(?:what|which)\s(?:percent(?:age)?|share|proportion|fraction)\b|\bhow\s(?:many|much)\spercent",
        r"\d\s?%|\bper\s?cent\b|\bpercentage|\b(?:half|third|quarter|majority)\b",
    ),
    _exact(
        "money",
        r"\bhow\smuch\b.*\b(?:costs?|worth|money|paid|pay|spen[dt]|prices?|earn\w*|invest\w*|funding|dollars|euros|fine\w*"
        r"|rent\w*|fees?|premium|salary|deposit|toll|ticket|(?:come|amount)s?\sto)\b"
        r"|\bwhat\s(?:do|does|did|will|would|has|have)\b.*\b(?:costs?|amount\sto|come\sto|charged?)\b"
        r"|\b(?:what|which)\s(?:is|was|are|were|will\sbe)\s(?:the|its|my|our|their)\s(?:[\w-]+\s){0,3}?"
        rf"(?:{alternation(DEFINITE_SUMS)})\b(?!\s(?:number|period|length|time|area))"
        rf"|\b(?:what|which)\s(?:{alternation(SUMS)})\b",
        rf"[{CURRENCY_SIGNS}]|\b(?:{alternation(CURRENCY_CODES | CURRENCY_NAMES)}|(?:m|b|tr)illions?)\b",
    ),
    _exact("month", r"\b(?:what|which)\smonth\b", rf"\b(?:{MONTH})\b"),
    _exact("year", r"\b(?:what|which)\s(?:year|decade|century)\b", rf"\b{YEAR}s?\b|\bcentury\b"),
    _exact(
        "date",
        r"\bwhen\b|\b(?:what|which)\s(?:\w+\s)?(?:dates?|days?)\b|\b(?:what|kick-off|start(?:ing)?|opening|closing|check-out)\stime\b|\b(?:date|deadline)\b",
        rf"\b{YEAR}s?\b|\b(?:{MONTH}|(?:{alternation(TIME_WORDS)})s?)\b|{_CLOCK}",
    ),
    _formed(
        "phone number",
        r"\b(?:tele)?(?:phone|fax|mobile)\b(?:\snumber)?|\bwhat\snumber\b.*\bcall\b",
        r"\+?\d[\d ()/.-]{4,}\d",
    ),
    _formed("e-mail address", r"\be-?mails?\b(?:\saddress)?", r"\S+@\S+\.\w+"),
    _formed(
        "web address",
        r"\b(?:web\s?(?:site|page|address)|url|link|homepage)\b",
        r"\bhttps?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|org|net|eu|io|\w\w)\b",
    ),
    _exact("colour", r"\b(?:what|which)\scolou?rs?\b|\bcolou?r\sof\b", rf"\b(?:{alternation(COLOURS)})(?:ish)?\b"),
    _exact(
        "number",
        rf"\bhow\s(?:{alternation(MEASURED_ADJECTIVES)})\b|\bnumber\sof\b|\bwhat\s(?:{alternation(MEASURES)})\b"
        rf"|\bwhat\s(?:is|was|are|were)\sthe\s(?:[\w-]+\s){{0,3}}?(?:{alternation(DEFINITE_MEASURES)})\b",
        rf"\d[\d.,]*|(?<![\w-])(?:{_SPELLED})(?![\w-])",  # not the "one" of "one-on-one"
    ),
    _named("person", r"\b(?:who|whom|whose)\b"),
    _named(
        "place",
        rf"\bwhere\b|\b(?:what|which)\s(?:\w+\s)?(?:{alternation(PLACE_NOUNS)})\b",
    ),
)

_ENGLISH_LIST = re.compile(
    r"""^(?:please\s)?(?:list|name|enumerate)\b
    |\b(?:what|which)\s(?:are|were)\b|\bwho\s(?:are|were)\b
    |\b(?:what|which)\s(?:\w+\s){0,3}?\w{2,}(?<![su])(?<!\bdoe)(?<!\bi)(?<!\bwa)(?<!\bha)s\b(?!\s(?:is|was|does)\b)
    |\b(?:all|each|both|every|different|various)\b""",
    re.VERBOSE | re.IGNORECASE,
)

_ANSWER_TYPES: Mapping[Language, Sequence[AnswerType]] = {ENGLISH: _ENGLISH_TYPES}
_LIST_PATTERNS: Mapping[Language, re.Pattern[str]] = {ENGLISH: _ENGLISH_LIST}
"""By the language of the question; a question of another language asks for no known type."""

_CACHED_QUESTIONS = 64  # the type is asked for with every sentence that is compared


@lru_cache(maxsize=_CACHED_QUESTIONS)
def expected_answer_type(question: str) -> AnswerType | None:
    """Return the type of answer that a question asks for, None if its words do not say.

    Of several, one with a form of its own, or else the first: "How many were there when it sank?" asks for a number.
    """
    answer_types = _ANSWER_TYPES.get(detect(question, default=ENGLISH), ())
    matches = ((one.question_pattern.search(question), one) for one in answer_types)
    found = [(match.start(), one) for match, one in matches if match]
    return min(found, key=lambda pair: (not pair[1].has_own_form, pair[0]))[1] if found else None


@lru_cache(maxsize=_CACHED_QUESTIONS)
def asks_for_many(question: str) -> bool:
    """Return whether a question asks for a list, or for more than one thing."""
    pattern = _LIST_PATTERNS.get(detect(question, default=ENGLISH))
    return pattern is not None and bool(pattern.search(question))
