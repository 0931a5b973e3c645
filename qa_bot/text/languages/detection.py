"""Which language a text is in, by its stop words and the letters that only some languages have."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from qa_bot.text.languages.language import Language

_SAMPLE = 500
"""Characters that are read from the beginning and, as many, from the middle of a text."""
_LETTER = 0.2
"""What a letter counts for, against 1 for a stop word."""
_LEAST = 0.6
"""Three letters, or a word."""
_PLAIN, _PLAIN_SHARE = 3.0, 2.0
"""What the language of a part must score: so much, and so many times the score of the language of the whole."""
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“„«《「\"][^“”„«»《》「」\"]*[”“»》」\"]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def detect_among(text: str, languages: Sequence[Language]) -> Language | None:
    """Return the language that most stop words and letters of ``text`` belong to.

    A stop word of several languages counts for each in part. Return None where nothing or little belongs to any, or as
    much to another, unless the first is assumed then: Chinese characters alone are Chinese and not Japanese. In a short
    text, quoted words count only where there are no others.
    """
    unquoted = _QUOTED.sub(" ", text) if len(text) <= _SAMPLE else text
    scores = _scores(unquoted if _WORD.search(unquoted) else text, tuple(languages))
    most = max(scores.values())
    best, *rivals = (language for language in languages if scores[language.code] == most)
    return best if most >= _LEAST and (best.is_assumed or not rivals) else None


def detect_part_among(text: str, whole: Language, languages: Sequence[Language]) -> Language:
    """Return the language of a part of a longer text in the language ``whole``: another one only where that is plain.

    A few words of another language, as names are, are no plain sign.
    """
    scores = _scores(text, tuple(languages))
    best = max(languages, key=lambda one: scores[one.code])
    is_plain = scores[best.code] >= _PLAIN + _PLAIN_SHARE * scores.get(whole.code, 0.0)
    return best if is_plain and detect_among(text, languages) is best else whole


@lru_cache(maxsize=64)
def _scores(text: str, languages: tuple[Language, ...]) -> Mapping[str, float]:
    """Return how much of the beginning and the middle of a text belongs to each language, by its code."""
    shares, letters = _tables(languages)
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[len(text) // 2 :][:_SAMPLE]
    scores = dict.fromkeys((language.code for language in languages), 0.0)
    lowered = sample.replace("İ", "i").lower() if len(sample) <= _SAMPLE else sample  # enough words are in lower case
    for word, count in Counter(_WORD.findall(lowered)).items():
        for code, share in shares.get(word, ()):
            scores[code] += share * count
    for letter, count in Counter(_NOT_ASCII.findall(sample)).items():
        for code in letters[letter]:
            scores[code] += _LETTER * count
    return scores


class _Letters(dict[str, Sequence[str]]):
    """The codes of the languages that have a letter, looked up once each."""

    def __init__(self, languages: Sequence[Language]) -> None:
        super().__init__()
        self._patterns = [(one.code, re.compile(f"[{one.letters}]")) for one in languages if one.letters]

    def __missing__(self, letter: str) -> Sequence[str]:
        self[letter] = found = [code for code, pattern in self._patterns if pattern.match(letter)]
        return found


@lru_cache(maxsize=4)
def _tables(languages: tuple[Language, ...]) -> tuple[Mapping[str, Sequence[tuple[str, float]]], _Letters]:
    """Return for each stop word its languages, each with its share of the word, and the languages of each letter."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for language in languages:
        for word in language.stop_words | language.question_words:
            if len(word) > 1 or not word.isascii():  # "s" is a word of many: it's, s'il
                codes[word].append(language.code)
    return {word: [(code, 1 / len(found)) for code in found] for word, found in codes.items()}, _Letters(languages)
