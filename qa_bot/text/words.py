"""The words of a text, where spaces separate them, or else pairs of characters. Pure.

Scripts without spaces, and Korean, whose particles stick to their words, are divided into pairs in a text of any
language (as Lucene's CJKAnalyzer does).
"""

import re
import unicodedata
from collections.abc import Iterator

from qa_bot.records import Span
from qa_bot.text.languages import detect

_INVISIBLE = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
_MARKS = "".join(mark for mark in map(chr, range(0x300, 0x1B00)) if unicodedata.category(mark).startswith("M"))
"""Vowel signs and the like, of which Python's expressions make no part of a word."""
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Japanese kana, Chinese characters
    "\U00020000-\U0003ffff\u1100-\u11ff\uac00-\ud7af"  # rarer Chinese characters, Korean
)
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def composed(text: str) -> str:
    """Return the text with letters and their marks composed, and without invisible characters.

    Separate marks, soft hyphens and zero-width spaces would split words.
    """
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def is_unspaced(character: str) -> bool:
    """Return whether a character is indexed in pairs with its neighbours."""
    return _IS_UNSPACED.match(character) is not None


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are written, or pairs of characters where no spaces separate words."""
    text = composed(text)
    return [span.of(text) for span in word_spans(text)] if _IS_UNSPACED.search(text) else _WORD.findall(text)


def without_stop_words(text: str) -> list[str]:
    """Return the words of a text without the stop words of its language, which other languages may not know as such."""
    ignored = detect(text).ignored_words
    return [word for word in words_of(text) if word.casefold() not in ignored]


def word_spans(text: str) -> Iterator[Span]:
    """Yield where the words of a text are; see :func:`words_of`."""
    for word in _WORD.finditer(text):
        for run in _RUNS.finditer(word[0]):
            start, end = word.start() + run.start(), word.start() + run.end()
            if is_unspaced(run[0]) and end - start > 2:
                yield from (Span(at, at + 2) for at in range(start, end - 1))
            else:
                yield Span(start, end)


def word_at(text: str, start: int, end: int) -> str:
    """Return the whole word that a part of a text is in; where no spaces separate words, the part."""
    while start > 0 and _is_in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _is_in_word(text[end]):
        end += 1
    return text[start:end]


def _is_in_word(character: str) -> bool:
    return character.isalnum() and not is_unspaced(character)
