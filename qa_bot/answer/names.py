"""Find the names of a text: capitalised words, codes, ordinals, and numbered things ("plot 12"). Pure."""

import re
from collections.abc import Iterator

from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import CURRENCY_CODES, FURTHER_CURRENCY_CODES, NUMBERED_NOUNS
from qa_bot.text.wording import one_line

_WORD = re.compile(r"[^\W_][\w’'-]*")
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
        word.casefold().removesuffix("’s").removesuffix("'s")
        for word in _WORD.findall(text)
        if word[0].isupper() or word in ENGLISH.ordinals or (word[0].isdigit() and any(map(str.isalpha, word)))
    }
    numbered = {one_line(match.group().casefold()) for match in numbered_things(text)}
    return frozenset(found - _CALENDAR - ENGLISH.sentence_starters - ENGLISH.number_words.keys() | numbered)


def numbered_things(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of numbered things in a text; a date is none."""
    for match in _NUMBERED.finditer(text):
        first = match.group().split()[0].casefold()
        if first not in _CALENDAR and first not in ENGLISH.sentence_starters:
            yield match
