"""Find the names of a text: capitalized words, codes, ordinals, and numbered things ("plot 12"). Pure."""

import re
from collections.abc import Iterator

from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english_terms import NO_NAMES, NUMBERED_THING
from qa_bot.text.wording import one_line

_WORD = re.compile(r"[^\W_][\w’'-]*")


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
    return frozenset(found - NO_NAMES - ENGLISH.sentence_starters - ENGLISH.number_words.keys() | numbered)


def numbered_things(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of numbered things in a text; a date is none."""
    for match in NUMBERED_THING.finditer(text):
        first = match.group().split()[0].casefold()
        if first not in NO_NAMES and first not in ENGLISH.sentence_starters:
            yield match
