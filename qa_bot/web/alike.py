"""Whether two texts say the same in the same words, or nearly. Pure.

What is shown once for two documents must be true of both. So the few words that one of them may have more than the
other must not bear a number, a date, a name or a denial, and no word may stand in another's place.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from qa_bot.answers.kinds import asked_for
from qa_bot.spellings import fold

_WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’][^\W_]+)*|(?<!\w)[-−](?=\d)|[%‰°$€£¥₺]")
"""A word, a number whole, or a sign that changes what a number says."""

_VALUES = tuple(kind.brings for asked in ("When?", "How many?") if (kind := asked_for(asked)))
_TURNING = frozenset(
    """not no non never none neither nor nobody nothing nowhere cannot without unless only except if hardly barely
    scarcely rarely seldom almost nearly partly allegedly reportedly false falsely untrue unlikely doubt doubts doubted
    doubtful deny denies denied denying refuse refuses refused reject rejects rejected fail fails failed lack lacks
    lacked
    """.split()
)
"""Words with which a sentence says the opposite, or less."""
_SHARE = 0.9
_KEPT_PAIRS, _KEPT_TEXTS = 4096, 256


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order, case, accents, punctuation and white space aside."""
    first, second = _folded(one), _folded(other)
    return first == second if first or second else one.split() == other.split()


@lru_cache(maxsize=_KEPT_PAIRS)
def alike(one: str, other: str) -> bool:
    """Whether two texts have the same words, or nine tenths of them in the same order and nothing more of weight.

    The share is twice the words in common by the words of both (Ratcliff and Obershelp's measure, as
    :class:`difflib.SequenceMatcher` has it). Answers are kept for the last few pairs: a page is drawn often.
    """
    first, second = _folded(one), _folded(other)
    if same_words(one, other) or not first:
        return same_words(one, other)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _SHARE or matcher.ratio() < _SHARE:
        return False
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    return all(
        tag != "replace" and not _weighs(_words(one), a, b) and not _weighs(_words(other), c, d)
        for tag, a, b, c, d in changes
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=_KEPT_TEXTS)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word).replace("’", "'") for word in _words(text))


def _weighs(words: Sequence[str], start: int, end: int) -> bool:
    """Whether any of the words from ``start`` to ``end`` changes what is said: a value, a name, a denial."""
    return any(
        not word.isalpha()  # a figure, a sign, or a word that is drawn together, such as "don't"
        or word.casefold() in _TURNING
        or (place > 0 and word[0].isupper())
        or any(values.search(word) for values in _VALUES)
        for place, word in enumerate(words[start:end], start)
    )
