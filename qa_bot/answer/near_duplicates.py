"""Compare two texts that say the same in the same words, or nearly. Pure.

A statement with two citations must be true of both sources. So no word that only one of them has may be a number, date,
name, unit, quantifier or negation, and no word may replace another.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from qa_bot.answer.answer_types import expected_answer_type
from qa_bot.text.languages import ENGLISH
from qa_bot.text.wording import fold

_WORD = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+(?:['’][^\W_]+)*|(?<!\w)[-−](?=\d)|[%‰°$€£¥₺±≈≤≥<>~?]")
"""A word, a whole number, or a sign that changes the meaning: a unit, a bound, a question mark."""

_VALUE_PATTERNS = tuple(
    found.answer_pattern for question in ("When?", "How many?") if (found := expected_answer_type(question))
)
_DECISIVE = ENGLISH.negations | ENGLISH.quantifiers | ENGLISH.modals | ENGLISH.hedges
"""Words that negate a sentence, quantify it, or make it less certain."""
_SHARE = 0.9
_CACHED_PAIRS, _CACHED_TEXTS = 4096, 256


def same_words(one: str, other: str) -> bool:
    """Return whether two texts have the same words in order, ignoring case, accents, punctuation and white space."""
    first, second = _folded(one), _folded(other)
    return first == second if first or second else one.split() == other.split()


@lru_cache(maxsize=_CACHED_PAIRS)
def near_duplicates(one: str, other: str) -> bool:
    """Return whether two texts have the same words, or 90 % of them in order and no decisive word besides.

    The share is twice the number of common words by the number of words of both (Ratcliff and Obershelp, as in
    :class:`difflib.SequenceMatcher`). The last pairs are cached because a page is often drawn again.
    """
    first, second = _folded(one), _folded(other)
    if same_words(one, other) or not first:
        return same_words(one, other)
    if second < first:  # the matcher is not symmetric
        return near_duplicates(other, one)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _SHARE or matcher.ratio() < _SHARE:
        return False
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    removed = {word for _, a, b, _, _ in changes for word in first[a:b]}
    if removed & {word for _, _, _, c, d in changes for word in second[c:d]}:  # moved: "the dog bit the man"
        return False
    return all(
        tag != "replace" and not _is_decisive(_words(one), a, b) and not _is_decisive(_words(other), c, d)
        for tag, a, b, c, d in changes
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=_CACHED_TEXTS)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word).replace("’", "'") for word in _words(text))


def _is_decisive(words: Sequence[str], start: int, end: int) -> bool:
    """Return whether any word from ``start`` to ``end`` changes the meaning: a value, unit, name or negation."""
    return any(
        not word.isalpha()  # a figure, a sign, or a contraction such as "don't"
        or word.casefold() in _DECISIVE
        or (word[0].isupper() and (place > 0 or word.casefold() not in ENGLISH.sentence_starters))
        or _is_value(word)
        or (place > 0 and _is_value(words[place - 1]))  # a unit, or what is counted
        for place, word in enumerate(words[start:end], start)
    )


def _is_value(word: str) -> bool:
    return not word.isalpha() or any(pattern.search(word) for pattern in _VALUE_PATTERNS)
