"""Find what quotes of several documents differ in: dates, times, numbers, and words of like sentences. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import permutations
from typing import Any

from qa_bot.answer.dates import dates, times
from qa_bot.answer.quantities import quantities
from qa_bot.records import Span
from qa_bot.text.languages import ENGLISH

_TOKEN = re.compile(r"\w+(?:[.,'’/-]\w+)*|[%€$£]")
_PARSERS: tuple[Callable[[str], Iterator[Any]], ...] = (dates, times, quantities)
_LIKE = 0.5
"""Two quotes with at least this share of common words in order are one sentence with replacements."""
_UNMARKED = ENGLISH.function_words - ENGLISH.negations


def differing(quotes: Sequence[str]) -> list[tuple[Span, ...]]:
    """Return for each quote the spans that differ from the others, in order, without overlap.

    A date, time or number differs where another quote states one of the same kind, and none that agrees with it. In
    two quotes that are mostly the same words, the other words differ too, but for articles and the like.
    """
    found: list[list[Span]] = [[] for _ in quotes]
    for at, quote in enumerate(quotes):
        for other in (*quotes[:at], *quotes[at + 1 :]):
            found[at] += [*_values(quote, other), *_words(quote, other)]
    return [tuple(_merged(spans)) for spans in found]


def has_differing_values(quotes: Sequence[str]) -> bool:
    """Return whether a date, time or number of a quote differs from those of another."""
    return any(any(_values(one, other)) for one, other in permutations(quotes, 2))


def likeness(one: str, other: str) -> float:
    """Return the share of words that two sentences have in common and in order, from 0 to 1."""
    return _matcher(_tokens(one), _tokens(other)).ratio()


def _values(quote: str, other: str, agreeing: bool = False) -> Iterator[Span]:
    """Yield the values of a quote that no value of the other agrees with, where it has comparable ones.

    With ``agreeing``, yield those that one agrees with.
    """
    for parse in _PARSERS:
        values = list(parse(other))
        end = 0
        for value in parse(quote):
            words = value.words.rstrip(" .")  # a time may end in the full stop of "p.m."
            start = quote.find(words, end)
            comparable = [one for one in values if value.comparable(one)]
            if start < 0 or not words:
                continue
            end = start + len(words)
            if comparable and any(value.agrees(one) for one in comparable) == agreeing:
                yield Span(start, end)


def _words(quote: str, other: str) -> Iterator[Span]:
    """Yield the words of a quote that the other does not have in their place, if both are mostly the same words.

    Values on which both agree may be in other words: "4 May 1987", "May 4, 1987".
    """
    tokens, others = _tokens(quote), _tokens(other)
    matcher = _matcher(tokens, others)
    if matcher.ratio() < _LIKE:
        return
    agreed = list(_values(quote, other, agreeing=True))
    for kind, first, last, _, _ in matcher.get_opcodes():
        for token in tokens[first:last] if kind in ("replace", "delete") else ():
            span = Span(*token.span())
            if token.group().casefold() not in _UNMARKED and not any(span.overlaps(one) for one in agreed):
                yield span


def _tokens(text: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text))


def _matcher(tokens: Iterable[re.Match[str]], others: Iterable[re.Match[str]]) -> "SequenceMatcher[str]":
    one, other = ([token.group().casefold() for token in each] for each in (tokens, others))
    return SequenceMatcher(None, one, other, autojunk=False)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the union of spans."""
    last: Span | None = None
    for span in sorted(spans):
        if last and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
