"""Whether the text of a page says anything: a font without a table of its letters gives signs at random. Pure."""

import re
import unicodedata
from collections import Counter

_FEWEST = 40
"""Letters; of less nothing can be said."""

_UNKNOWN = 0.25
"""The share of characters without a meaning (private, replaced, unassigned) from which on a page is not read."""

_PLAIN = 0.3
"""The share of plain Latin letters below which no language in Latin letters is."""

_LONE = re.compile(r"\(cid:\d+\)")
_MEANINGLESS = frozenset({"Co", "Cn", "Cs", "Cc"})
_VOWELS = "aeiouyæøœı"
_USUAL = "eainotrs"
"""The most frequent letters of the languages in Latin letters: half of a text and more."""

_FEWEST_OF_WORDS = 80
_VOWELS_SHARE = 0.27
_USUAL_SHARE = 0.38


def is_unreadable(text: str) -> bool:
    """Return whether a page's text is only signs: no person could read it in any language."""
    signs = [sign for sign in text if not sign.isspace()]
    if len(signs) < _FEWEST:
        return False
    unknown = sum(1 for sign in signs if sign == "\ufffd" or unicodedata.category(sign) in _MEANINGLESS)
    if unknown + 8 * len(_LONE.findall(text)) > _UNKNOWN * len(signs):
        return True
    return _is_shifted(signs) or _is_voiceless(text)


def _is_shifted(signs: list[str]) -> bool:
    """Whether next to all letters are of Latin's rare blocks, which every language mixes with plain letters."""
    letters = [sign for sign in signs if sign.isalpha()]
    latin = [sign for sign in letters if sign < "\u0250"]
    if len(latin) < max(_FEWEST // 2, 0.9 * len(letters)):
        return False
    return sum(1 for sign in latin if sign.isascii()) < _PLAIN * len(latin)


def _is_voiceless(text: str) -> bool:
    """Whether Latin letters come in proportions that no language has, as where each stands for its neighbour."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    letters = Counter(unicodedata.normalize("NFD", letter)[0] for word in words if word < "\u0250" for letter in word)
    total = letters.total()
    if total < max(_FEWEST_OF_WORDS, 0.6 * sum(map(str.isalpha, text))):
        return _is_of_signs(text)
    vowels, usual = (sum(letters[letter] for letter in kind) for kind in (_VOWELS, _USUAL))
    return vowels < _VOWELS_SHARE * total and usual < _USUAL_SHARE * total


def _is_of_signs(text: str) -> bool:
    """Whether signs that are neither letters nor digits make most of a text, of many kinds."""
    signs = Counter(sign for sign in text if not sign.isspace())
    total = signs.total()
    odd = {sign: count for sign, count in signs.items() if not sign.isalnum() and sign not in "._-–—…·•|=*/+☐☒□■"}
    letters = sum(count for sign, count in signs.items() if sign.isalpha())
    return sum(odd.values()) > 0.5 * total and len(odd) > 6 and letters < 0.4 * total
