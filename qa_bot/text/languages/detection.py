"""Which language a text is in, by its frequent words and the letters that only some languages have."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from qa_bot.text.languages.language import Language

_SAMPLE = 2000
"""Characters that are read from the beginning and, as many, from the middle of a text."""
_LETTER = 0.2
"""What a letter counts for, against 1 for a frequent word."""
_LEAST = 0.6
"""Three letters, or a word."""
_WORD = re.compile(r"[^\W\d_]+")


def detect_among(text: str, languages: Sequence[Language]) -> Language | None:
    """Return the language that most of the frequent words and letters of ``text`` belong to; None where few do.

    A word that is frequent in several languages counts for each in part. Of languages with the same count the first
    is returned.
    """
    shares_of, letters = _tables(tuple(languages))
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[len(text) // 2 :][:_SAMPLE]
    scores: dict[str, float] = {language.code: 0.0 for language in languages}
    for word, count in Counter(_WORD.findall(sample.replace("İ", "i").lower())).items():
        for code, share in shares_of.get(word, ()):
            scores[code] += share * count
    for code, pattern in letters.items():
        scores[code] += _LETTER * len(pattern.findall(sample))
    best = max(languages, key=lambda language: scores[language.code])
    return best if scores[best.code] >= _LEAST else None


@lru_cache(maxsize=4)
def _tables(
    languages: tuple[Language, ...],
) -> tuple[Mapping[str, Sequence[tuple[str, float]]], Mapping[str, re.Pattern[str]]]:
    """Return for each frequent word its languages with the word's share, and for each language its letters."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for language in languages:
        for word in language.frequent_words:
            codes[word].append(language.code)
    shares = {word: [(code, 1 / len(found)) for code in found] for word, found in codes.items()}
    return shares, {one.code: re.compile(f"[{one.letters}]") for one in languages if one.letters}
