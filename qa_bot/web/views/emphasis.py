"""Emphasize the words of a sentence that the question has, and the short answer. Pure."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from qa_bot.records import Span
from qa_bot.search.terms import rules_of, word_terms
from qa_bot.text.languages import ENGLISH, detect
from qa_bot.text.words import word_spans, words_of

Emphasis = Literal["", "match", "short"]
EmphasizedPiece = tuple[str, Emphasis]
"""A piece of text, and whether it has words of the question or is the short answer."""

_CACHED_QUESTIONS = 256


class AskedTerms(NamedTuple):
    """The terms of a question, and the language by whose rules they are made."""

    terms: frozenset[str]
    rules: str


@lru_cache(maxsize=_CACHED_QUESTIONS)
def asked_terms(question: str) -> AskedTerms:
    """Return the terms of a question's words, without stop words and words that ask."""
    language = detect(question, ENGLISH)
    skipped = language.stop_words | language.question_words
    words = (word for word in words_of(question) if word.casefold() not in skipped)
    rules = rules_of(language.code)
    return AskedTerms(frozenset(term for word in words for term in word_terms(word, rules)), rules)


def emphasized(text: str, asked: AskedTerms, short: Span | None = None) -> list[EmphasizedPiece]:
    """Return `text` in pieces: the words among the terms `asked`, the `short` answer, and what is between them.

    The joined pieces equal `text`. Words of the question with nothing but a space between them are one piece.
    """
    kinds: list[Emphasis] = ["" for _ in text]
    for span in _matches(text, asked):
        kinds[span.start : span.end] = ["match"] * len(span)
    if short:
        kinds[short.start : short.end] = ["short"] * len(short)
    edges = [at for at in range(1, len(text)) if kinds[at] != kinds[at - 1]]
    return [(text[left:right], kinds[left]) for left, right in pairwise([0, *edges, len(text)]) if left < right]


def _matches(text: str, asked: AskedTerms) -> Iterator[Span]:
    """Yield the words whose terms are all asked, with the space before one that follows another."""
    before = -1
    for word in word_spans(text):
        terms = word_terms(word.of(text), asked.rules)
        if terms and asked.terms.issuperset(terms):
            start = before if text[before : word.start] == " " else word.start
            yield Span(start, word.end)
            before = word.end


def place_in_line(line: str, quote: str, offset: int, words: str) -> Span | None:
    """Return where `words`, which begin at `offset` of `quote`, are in `line`, the quote on one line."""
    start = line.find(words, len(" ".join(quote[:offset].split())))
    return Span(start, start + len(words)) if start >= 0 else None
