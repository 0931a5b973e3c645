"""Detection of unreadable text: a font without a character map gives arbitrary characters. Pure."""

import re
import unicodedata
from collections import Counter

_FEWEST = 40
"""Characters; shorter text is taken as readable."""

_UNKNOWN = 0.25
"""Share of meaningless characters (private use, replaced, unassigned) from which a page is unreadable."""

_PLAIN = 0.3
"""Share of ASCII among Latin letters, below every language's in Latin script."""

_GLYPH_CODE = re.compile(r"\(cid:\d+\)")
_MEANINGLESS = frozenset({"Co", "Cn", "Cs", "Cc"})
_VOWELS = "aeiouyæøœı"
_USUAL = "eainotrs"
"""The most frequent letters of languages in Latin script: at least half of a text."""

_FEWEST_OF_WORDS = 80
_VOWELS_SHARE = 0.27
_USUAL_SHARE = 0.38


def is_unreadable(text: str) -> bool:
    """Return whether a page's text is readable in no language."""
    signs = Counter("".join(text.split()))
    if signs.total() < _FEWEST:
        return False
    unknown = sum(
        count for sign, count in signs.items() if sign == "\ufffd" or unicodedata.category(sign) in _MEANINGLESS
    )
    if unknown + 8 * len(_GLYPH_CODE.findall(text)) > _UNKNOWN * signs.total():
        return True
    return _is_shifted(signs) or _is_substituted(text)


def _is_shifted(signs: Counter[str]) -> bool:
    """Return whether nearly all letters are of Latin blocks that languages only mix with ASCII letters."""
    letters = {sign: count for sign, count in signs.items() if sign.isalpha()}
    latin = {sign: count for sign, count in letters.items() if sign < "\u0250"}
    total = sum(latin.values())
    if total < max(_FEWEST // 2, 0.9 * sum(letters.values())):
        return False
    return sum(count for sign, count in latin.items() if sign.isascii()) < _PLAIN * total


def _is_substituted(text: str) -> bool:
    """Return whether Latin letters have frequencies of no language, as when each replaces another."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    letters = Counter(unicodedata.normalize("NFD", letter)[0] for word in words if word < "\u0250" for letter in word)
    total = letters.total()
    if total < max(_FEWEST_OF_WORDS, 0.6 * sum(map(str.isalpha, text))):
        return _is_symbols(text)
    vowels, usual = (sum(letters[letter] for letter in kind) for kind in (_VOWELS, _USUAL))
    return vowels < _VOWELS_SHARE * total and usual < _USUAL_SHARE * total


def _is_symbols(text: str) -> bool:
    """Return whether most of a text is symbols of many kinds."""
    signs = Counter(sign for sign in text if not sign.isspace())
    total = signs.total()
    odd = {sign: count for sign, count in signs.items() if not sign.isalnum() and sign not in "._-–—…·•|=*/+☐☒□■"}
    letters = sum(count for sign, count in signs.items() if sign.isalpha())
    return sum(odd.values()) > 0.5 * total and len(odd) > 6 and letters < 0.4 * total
