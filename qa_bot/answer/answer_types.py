"""What kind of answer a question asks for, and whether words bring one. Pure.

English question words; a question in another language asks for no kind that is known here, and nothing changes for it.
"""

import re
from dataclasses import dataclass

from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import (
    CURRENCY_CODES,
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    RELATIVE_TIMES,
    TIME_WORDS,
    VAGUE_NUMBERS,
)

MONTH = alternation(ENGLISH.month_names)
YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_SPELLED = alternation(ENGLISH.number_words.keys() | VAGUE_NUMBERS)


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of answer: ``asks`` finds it in a question, ``brings`` in words that could answer it.

    ``exact`` kinds are values that can be told to be the same: dates and numbers of all sorts.
    """

    name: str
    asks: re.Pattern[str]
    brings: re.Pattern[str]
    exact: bool = True

    def is_found_in(self, text: str, question: str) -> bool:
        """Whether ``text`` brings an answer of this kind that the question does not hold already."""
        known = question.casefold()
        return any(match.group().casefold() not in known for match in self.brings.finditer(text))

    def values(self, text: str, question: str) -> frozenset[str]:
        """What ``text`` brings of this kind beyond the question, and its numbers with it; empty if it brings none."""
        if not self.is_found_in(text, question):
            return frozenset()
        found = (
            match.group().casefold() for match in re.finditer(rf"{self.brings.pattern}|\d+", text, self.brings.flags)
        )
        return frozenset(value for value in found if value not in question.casefold()) - RELATIVE_TIMES


def _kind(name: str, asks: str, brings: str, capitals: bool = False) -> AnswerType:
    flags = re.VERBOSE | re.IGNORECASE
    return AnswerType(
        name, re.compile(asks, flags), re.compile(brings, re.VERBOSE if capitals else flags), not capitals
    )


_NAMED = r"(?<![.!?…]\s) (?<!^) \b[A-Z\u00c0-\u00de\u0130][\w’'-]+"
"""A capitalised word that does not begin a sentence."""

_KINDS = (
    _kind(
        "percentage",
        r"\b(?:what|which)\s(?:percent(?:age)?|share|proportion|fraction)\b|\bhow\s(?:many|much)\spercent",
        r"\d\s?%|\bper\s?cent\b|\bpercentage|\b(?:half|third|quarter|majority)\b",
    ),
    _kind(
        "money",
        r"\bhow\smuch\b.*\b(?:costs?|worth|money|paid|pay|spen[dt]|prices?|earn\w*|invest\w*|funding|dollars|euros|fine\w*"
        r"|rent\w*|fees?|premium|salary|deposit|toll|ticket|(?:come|amount)s?\sto)\b"
        r"|\bwhat\s(?:do|does|did|will|would|has|have)\b.*\b(?:costs?|amount\sto|come\sto|charged?)\b"
        r"|\b(?:what|which)\s(?:is|was|are|were|will\sbe)\s(?:the|its|my|our|their)\s(?:[\w-]+\s){0,3}?"
        r"(?:prices?|costs?|value|rent|fees?|fines?|salary|wages?|budget|deposit|premium|revenue|turnover|profit|toll|fare"
        r"|total|bill|loss)\b(?!\s(?:number|period|length|time|area))"
        r"|\b(?:what|which)\s(?:price|fine|fee|rent|sum|amount|salary)\b",
        rf"[{CURRENCY_SIGNS}]|\b(?:{alternation(CURRENCY_CODES | CURRENCY_NAMES)}|(?:m|b|tr)illions?)\b",
    ),
    _kind("month", r"\b(?:what|which)\smonth\b", rf"\b(?:{MONTH})\b"),
    _kind("year", r"\b(?:what|which)\s(?:year|decade|century)\b", rf"\b{YEAR}s?\b|\bcentury\b"),
    _kind(
        "date",
        r"\bwhen\b|\b(?:what|which)\s(?:\w+\s)?(?:dates?|days?)\b|\b(?:what|kick-off|start(?:ing)?|opening|closing|check-out)\stime\b|\b(?:date|deadline)\b",
        rf"\b{YEAR}s?\b|\b(?:{MONTH}|{alternation(TIME_WORDS)})\b",
    ),
    _kind(
        "number",
        r"\bhow\s(?:many|much|long|old|far|large|big|tall|often|high|fast|deep|wide|heavy|few)\b|\bnumber\sof\b"
        r"|\bwhat\s(?:number|distance|height|length|population|size|area|age|dose|temperature|speed|weight|capacity)\b"
        r"|\bwhat\s(?:is|was|are|were)\sthe\s(?:[\w-]+\s){0,3}?(?:number|distance|height|length|population|size|area|age|dose"
        r"|temperature|speed|weight|capacity|width|depth|period|duration|limit)\b",
        rf"\d[\d.,]*|\b(?:{_SPELLED})\b",
    ),
    _kind("person", r"\b(?:who|whom|whose)\b", _NAMED, capitals=True),
    _kind(
        "place",
        r"\bwhere\b|\b(?:what|which)\s(?:\w+\s)?(?:city|country|place|town|state|region|province|university|college)\b",
        _NAMED,
        capitals=True,
    ),
)

_LIST = re.compile(
    r"""^(?:please\s)?(?:list|name|enumerate)\b
    |\b(?:what|which)\s(?:are|were)\b|\bwho\s(?:are|were)\b
    |\b(?:what|which)\s(?:\w+\s){0,3}?\w{2,}(?<![su])s\b(?!\s(?:is|was|has|does)\b)
    |\b(?:all|each|both|every|different|various)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def expected_answer_type(question: str) -> AnswerType | None:
    """The kind of answer that a question asks for, where its words tell: the one that is asked for first.

    "How many were there when it sank?" asks for a number.
    """
    found = [(match.start(), place) for place, kind in enumerate(_KINDS) if (match := kind.asks.search(question))]
    return _KINDS[min(found)[1]] if found else None


def asks_for_many(question: str) -> bool:
    """Whether a question asks for a list, or for more than one thing."""
    return bool(_LIST.search(question))
