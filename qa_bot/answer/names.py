"""The names that a text has: capitalised words, codes, ordinals, and things that are told apart by a number. Pure."""

import re
from collections.abc import Iterator

from qa_bot.answer.answer_types import NUMBER_WORDS
from qa_bot.text.sentences import SENTENCE_STARTERS

_NAME = re.compile(r"[^\W_][\w’'-]*")
_NUMBERED = re.compile(
    r"""\b(?i:article|bay|berth|building|bus|case|chapter|class|contract|day|field|flight|floor|gate|grade|group|hall|house
        |invoice|item|lane|lesson|level|line|lot|model|no|number|nr|order|part|pen|phase|pier|plot|project|room|route|row
        |seat|section|shop|site|stage|table|tank|team|tier|track|unit|version|ward|week|year|zone)\.?\s\#?(?:\d+\w*|[A-Z]\b)
    |\b(?!(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|TRY|AZN|INR|JPY|CNY|Rs)\b)[A-ZÀ-Þ][\w’'-]*
        \s(?!(?:1[0-9]|20)\d\d\b)\d+\b(?![.,]?\d|\s?(?:%|people|[mb]illion|thousand|[mgls]|[kcm]m|k?g|mg|ft|kr)\b)""",
    re.VERBOSE,
)
"""A thing that is told from others by its number: "plot 12", "in tank 3", "Boeing 747"."""
_CALENDAR = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday eur usd gbp i a.m p.m""".split()
)


ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())


def names(text: str) -> frozenset[str]:
    """The names of a text in small letters: capitalised words, codes, ordinals, and numbered things ("plot 12").

    A word that begins a sentence counts unless it usually begins one; months and weekdays do not.
    """
    found = {
        match.group().casefold().removesuffix("’s").removesuffix("'s")
        for match in _NAME.finditer(text)
        if match.group()[0].isupper() or match.group() in ORDINALS or _is_code(match.group())
    }
    numbered = {" ".join(match.group().casefold().split()) for match in numbered_things(text)}
    return frozenset(found - _CALENDAR - SENTENCE_STARTERS - NUMBER_WORDS.keys() | numbered)


def numbered_things(text: str) -> Iterator[re.Match[str]]:
    """The things of a text that bear a number of their own; a month's or a day's number is none."""
    for match in _NUMBERED.finditer(text):
        first = match.group().split()[0].casefold()
        if first not in _CALENDAR and first not in SENTENCE_STARTERS:
            yield match


def _is_code(word: str) -> bool:
    return word[0].isdigit() and any(map(str.isalpha, word))
