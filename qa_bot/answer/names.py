"""Find the names of a text: capitalised words, codes, ordinals, and numbered things ("plot 12"). Pure."""

import re
from collections.abc import Iterator

from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import CURRENCY_CODES, FURTHER_CURRENCY_CODES, NUMBERED_NOUNS
from qa_bot.text.wording import one_line

_NAME = re.compile(r"[^\W_][\w’'-]*")
_CODES = alternation(code.upper() for code in CURRENCY_CODES | FURTHER_CURRENCY_CODES)
_NUMBERED = re.compile(
    rf"""\b(?i:{alternation(NUMBERED_NOUNS)})\.?\s\#?(?:\d+\w*|[A-Z]\b)
    |\b(?!(?:{_CODES})\b)[A-ZÀ-Þ][\w’'-]*
        \s(?!(?:1[0-9]|20)\d\d\b)\d+\b(?![.,]?\d|\s?(?:%|people|[mb]illion|thousand|[mgls]|[kcm]m|k?g|mg|ft|kr)\b)""",
    re.VERBOSE,
)
"""A thing named by a number: "plot 12", "in tank 3", "Boeing 747"."""
_CALENDAR = ENGLISH.month_names | {*ENGLISH.weekdays, "eur", "usd", "gbp", "i", "a.m", "p.m"}


def names(text: str) -> frozenset[str]:
    """Return the names of a text in lower case.

    The first word of a sentence counts unless it is a common first word; months and weekdays do not count.
    """
    found = {
        match.group().casefold().removesuffix("’s").removesuffix("'s")
        for match in _NAME.finditer(text)
        if match.group()[0].isupper() or match.group() in ENGLISH.ordinals or _is_code(match.group())
    }
    numbered = {one_line(match.group().casefold()) for match in numbered_things(text)}
    return frozenset(found - _CALENDAR - ENGLISH.sentence_starters - ENGLISH.number_words.keys() | numbered)


def numbered_things(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of numbered things in a text; a date is none."""
    for match in _NUMBERED.finditer(text):
        first = match.group().split()[0].casefold()
        if first not in _CALENDAR and first not in ENGLISH.sentence_starters:
            yield match


def _is_code(word: str) -> bool:
    return word[0].isdigit() and any(map(str.isalpha, word))
