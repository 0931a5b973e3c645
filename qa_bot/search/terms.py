"""The terms of a text: its words as they are indexed, folded and stemmed by the rules of its language. Pure."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from qa_bot.text.languages import ENGLISH, LANGUAGES, Language
from qa_bot.text.wording import fold
from qa_bot.text.words import composed, words_of

ENGLISH_RULES = ENGLISH.code
"""The rules of texts in English, in a language without a stemmer, or in no known language."""

_LONGEST_WORD = 60
_WITHOUT_LIST = frozenset(("arabic", "greek", "romanian", "tamil", "turkish"))
"""The stemmers of tantivy for whose languages it has no list of stop words."""
_SHORTEST_STEM = 4
_CACHED_WORDS = 10_000


def rules_of(code: str) -> str:
    """Return the code of the language by whose rules texts in a language (code, "" for none) are indexed."""
    return code if code in _stemmed() else ENGLISH_RULES


def terms_of(text: str, rules: str) -> list[str]:
    """Return the terms of a text by the rules of a language (:func:`rules_of`), none of its stop words.

    Outside of English, each word is found by its stem and by its form without accents: some stemmers divide the forms
    of a word ("kütüphane" from "kütüphanede"), and most need the accents that many people do not type.
    """
    if rules == ENGLISH_RULES:
        return list(_analyzer(rules).analyze(" ".join(words_of(text))))
    language = _stemmed()[rules]
    words = " ".join(words_of(_lowered(composed(text), language)))
    stems, forms = (_analyzer(rules, has_stems=has_stems).analyze(words) for has_stems in (True, False))
    shortened = (_without(language.stem_remainder, stem) for stem in stems)
    return [term for pair in zip(shortened, forms, strict=True) for term in dict.fromkeys(pair)]


def _without(remainder: str, stem: str) -> str:
    return stem.removesuffix(remainder) if len(stem) > _SHORTEST_STEM else stem


@lru_cache(maxsize=_CACHED_WORDS)
def word_terms(word: str, rules: str) -> tuple[str, ...]:
    """Return the terms of a single word; see :func:`terms_of`."""
    return tuple(terms_of(word, rules))


def _lowered(text: str, language: Language) -> str:
    """Return a text in lower case, with spellings of one word unified."""
    text = text.replace("İ", "i")
    text = (text.replace("I", "ı") if language.has_dotless_i else text).lower()
    for pattern, replacement in language.spellings:
        text = re.sub(pattern, replacement, text)
    return text


@cache
def _stemmed() -> Mapping[str, Language]:
    """Return the languages with a stemmer, by their codes."""
    return {language.code: language for language in LANGUAGES if language.stemmer}


@cache
def _analyzer(rules: str, *, has_stems: bool = True) -> TextAnalyzer:
    """Return the analyzer of words that spaces separate.

    Of English, accents are removed before case: İ without its dot is I, whose lower case is i. Other stemmers need the
    accents.
    """
    builder = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(_LONGEST_WORD))
    stemmer = _stemmed()[rules].stemmer
    if rules == ENGLISH_RULES:
        builder = builder.filter(Filter.ascii_fold()).filter(Filter.lowercase())
        ignored = Filter.custom_stopword(sorted(ENGLISH.ignored_words))
        return builder.filter(ignored).filter(Filter.stemmer(stemmer)).build()
    if stemmer not in _WITHOUT_LIST:
        builder = builder.filter(Filter.stopword(stemmer))
    builder = builder.filter(Filter.custom_stopword(list(_stop_words(_stemmed()[rules]))))
    builder = builder.filter(Filter.stemmer(stemmer)) if has_stems else builder
    return builder.filter(Filter.ascii_fold()).build()


def _stop_words(language: Language) -> Iterator[str]:
    """Yield the words that are not indexed, also as they are typed without accents."""
    for word in language.ignored_words:
        yield from {_lowered(word, language), fold(word)}
