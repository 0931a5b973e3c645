"""Whether two texts say the same in the same words, or nearly. Pure.

One statement with two citations must be true of both sources. So the few words that one of them has more than the other
must not carry a number, a date, a name, a unit, a quantifier or a negation, and no word may replace another.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from qa_bot.answer.answer_types import expected_answer_type
from qa_bot.text.languages import ENGLISH
from qa_bot.text.wording import fold

_WORD = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+(?:['’][^\W_]+)*|(?<!\w)[-−](?=\d)|[%‰°$€£¥₺±≈≤≥<>~?]")
"""A word, a number whole, or a sign that changes what is said: a unit, a bound, a question."""

_VALUES = tuple(kind.brings for asked in ("When?", "How many?") if (kind := expected_answer_type(asked)))
_DECISIVE = ENGLISH.negations | ENGLISH.quantifiers | ENGLISH.modals | ENGLISH.hedges
"""Words with which a sentence says the opposite, of more or fewer, or less surely."""
_SHARE = 0.9
_CACHED_PAIRS, _CACHED_TEXTS = 4096, 256


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order, case, accents, punctuation and white space aside."""
    first, second = _folded(one), _folded(other)
    return first == second if first or second else one.split() == other.split()


@lru_cache(maxsize=_CACHED_PAIRS)
def near_duplicates(one: str, other: str) -> bool:
    """Whether two texts have the same words, or nine tenths of them in the same order and nothing decisive beside them.

    The share is twice the words in common by the words of both (Ratcliff and Obershelp's measure, as
    :class:`difflib.SequenceMatcher` has it). The last pairs are cached: a page is drawn often.
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
    left_out = {word for _, a, b, _, _ in changes for word in first[a:b]}
    if left_out & {word for _, _, _, c, d in changes for word in second[c:d]}:  # moved: "the dog bit the man"
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
    """Whether any of the words from ``start`` to ``end`` changes what is said: a value, a unit, a name, a negation."""
    return any(
        not word.isalpha()  # a figure, a sign, or a contraction such as "don't"
        or word.casefold() in _DECISIVE
        or (word[0].isupper() and (place > 0 or word.casefold() not in ENGLISH.sentence_starters))
        or _is_value(word)
        or (place > 0 and _is_value(words[place - 1]))  # a unit, or what is counted
        for place, word in enumerate(words[start:end], start)
    )


def _is_value(word: str) -> bool:
    return not word.isalpha() or any(values.search(word) for values in _VALUES)
