"""The names of a statement, and whether a source has them. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence

from qa_bot.answer.proof.words import Word, are_same_word, shared_beginning
from qa_bot.text.languages import ENGLISH, LANGUAGES, Language
from qa_bot.text.languages.english_common import COMMON_ENDINGS, COMMON_WORDS
from qa_bot.text.languages.english_proof import UNABBREVIATED_WORDS
from qa_bot.text.languages.german import GERMAN
from qa_bot.text.languages.transliteration import transliterated
from qa_bot.text.wording import fold

_BEGINS = re.compile(r"(?:^|[.!?:;…]\s+|[“\"«„(\[]\s?|[-–—]\s)$")
_NO_NAMES = ENGLISH.sentence_starters | ENGLISH.stop_words | ENGLISH.number_words.keys() | ENGLISH.titles
_CALENDAR = frozenset(fold(name) for language in LANGUAGES for name in (*language.month_names, *language.weekdays))
_LEAST_SHARED = 4
_TRANSLATED = 0.6


def names(text: str, found: Sequence[Word], language: Language = ENGLISH) -> list[Word]:
    """Return the words of names: capitalized within a sentence, or first in it and no common word.

    In German every noun has a capital; there only words with a further capital are known to be names.
    """
    named = []
    for at, word in enumerate(found):
        if language is GERMAN and not any(letter.isupper() for letter in word.text[1:]):
            continue
        if (
            word.text.lower() in language.stop_words
            or not _is_capitalized(word)
            or word.folded in _NO_NAMES
            or word.folded in _CALENDAR
        ):
            continue
        if _BEGINS.search(text[: word.start]) and not word.text.isupper() and not _is_named_first(found, at, language):
            continue
        named.append(word)
    return named


def _is_capitalized(word: Word) -> bool:
    return word.text[0].isupper() or any(letter.isupper() for letter in word.text[1:])


def _is_named_first(found: Sequence[Word], at: int, language: Language) -> bool:
    """Return whether the first word of a sentence is a name, as far as the next word and its ending tell.

    Of other languages than English too few common words are known: only a capital in the next word tells.
    """
    word, after = found[at], found[at + 1] if at + 1 < len(found) else None
    if language is not ENGLISH and (after is None or not after.text[0].isupper()):
        return False
    if after is not None and after.text[0].isupper() and after.folded not in _CALENDAR:
        return True
    is_common = word.folded in COMMON_WORDS or word.folded.removesuffix("s") in COMMON_WORDS
    return not is_common and not word.folded.endswith(COMMON_ENDINGS)


def runs(text: str, found: Sequence[Word]) -> list[list[Word]]:
    """Return words of names that follow each other as one name."""
    together: list[list[Word]] = []
    for word in found:
        last = together[-1][-1] if together else None
        if last and not text[last.end : word.start].strip(" -&") and not last.text.endswith(("'s", "’s")):
            together[-1].append(word)
        else:
            together.append([word])
    return together


def has_name(name: Word, others: Iterable[str], is_translated: bool = False) -> bool:
    """Return whether any of a text's folded words is a name, in any form; one translated may be nearly the same."""
    for other in others:
        if are_same_word(name.folded, other):
            return True
        if is_translated and any(_begin_the_same(one, other) for one in {name.folded, fold(transliterated(name.text))}):
            return True
    return False


def _begin_the_same(one: str, other: str) -> bool:
    shared = shared_beginning(one, other)
    return shared >= min(_LEAST_SHARED, len(one)) and shared >= _TRANSLATED * min(len(one), len(other))


def is_named_in(run: Sequence[Word], others: Collection[str]) -> bool:
    """Return whether a text's folded words have all words of a name."""
    return all(has_name(word, others) for word in run)


def initials(found: Sequence[Word]) -> frozenset[str]:
    """Return the abbreviations that the capitalized words of a text spell: "ndu" for National Defense University."""
    runs: list[str] = []
    run = ""
    for word in found:
        if word.is_capitalized:
            run += word.folded[0]
        elif word.folded not in UNABBREVIATED_WORDS:
            runs.append(run)
            run = ""
    runs.append(run)
    return frozenset(
        run[start:end] for run in runs for start in range(len(run)) for end in range(start + 2, len(run) + 1)
    )
