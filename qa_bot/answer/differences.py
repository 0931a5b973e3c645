"""Quotes that answer a question differently: other dates, times or numbers for the same thing. Pure.

How often that is right, and how many are found, is measured on ``tests/golden/differences.jsonl`` (docs/evidence.md).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from qa_bot.answer.answer_types import expected_answer_type
from qa_bot.answer.dates import dates, times
from qa_bot.answer.quantities import Quantity, quantities
from qa_bot.answer.subjects import Quote, are_parallel, content_words, replaced_names, same_subject
from qa_bot.records import Citation, Difference, Passage, Point, Side
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english import CURRENCIES

_OR = re.compile(r"(?P<one>[^,;:?]+?)\s+or\s+(?P<other>[^,;:?]+)")
_QUOTED = re.compile(r"[“\"«„'‘]([^“”\"«»„‘’]{2,80})[”\"»“'’]")
_WORD = re.compile(r"\w+")
_READERS: Mapping[Point, Callable[[str], Iterator[Any]]] = {"dates": dates, "times": times, "numbers": quantities}
_POINTS: Mapping[str, Sequence[Point]] = {
    **dict.fromkeys(("date", "year", "month"), ("dates", "times")),
    **dict.fromkeys(("number", "money", "percentage"), ("numbers",)),
}
"""What is compared, by the kind of answer that is asked for."""
_DIMENSIONS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), frozenset(dimensions))
    for words, dimensions in (
        ("how long|length|duration|period", ("time", "length")),
        ("how old|age", ("time",)),
        ("how (?:far|high|tall|wide|deep)|distance|height|width|depth", ("length",)),
        ("weighs?|heavy|weight", ("weight",)),
        ("temperature|hot|warm|cold", ("temperature",)),
        ("percent(?:age)?|share|proportion|rate", ("share",)),
        ("costs?|price|pa(?:y|id)|fee|rent|fine|salary|budget|money|revenue|profit|total", CURRENCIES),
    )
)
"""What is measured, by words of the question."""

Found = tuple[Point, str, str]


def differences(
    question: str, citations: Iterable[Citation], passages: Collection[Passage] = ()
) -> tuple[Difference, ...]:
    """The points on which the quotes answer the question differently; at most one, the first that is found.

    ``passages`` are those that the quotes stand in, for what is said before them.
    """
    quotes = [(cited, Quote(cited.quote, cited.title, _before(cited, passages))) for cited in citations]
    for (one, quote), (other, its) in combinations(quotes, 2):
        found = differing(question, quote, its)
        if found and (one.document_id != other.document_id or names_two(question)):
            point, *words = found
            return (Difference(point, (Side(one.number, words[0]), Side(other.number, words[1]))),)
    return ()


def _before(citation: Citation, passages: Iterable[Passage]) -> str:
    """The sentence before a citation in its passage, "" where there is none."""
    for passage in passages:
        if passage.document_id == citation.document_id and passage.span.start < citation.span.start < passage.span.end:
            ended = [span for span in passage.sentences if span.end <= citation.span.start]
            return ended[-1].shifted(-passage.span.start).of(passage.text) if ended else ""
    return ""


def names_two(question: str) -> bool:
    """Whether a question asks which of two things it is; then also one document may hold both sides."""
    return _alternatives(question) is not None


def differing(question: str, one: Quote, other: Quote) -> Found | None:
    """On what two quotes answer a question differently, with the words of each; None where they do not."""
    alternatives = _alternatives(question)
    if alternatives:
        return _differing_words(alternatives, one.text, other.text)
    kind = expected_answer_type(question)
    is_parallel = are_parallel(one.text, other.text)
    if kind and kind.name in ("person", "place"):
        return _differing_names(question, one, other)
    if kind is None and not is_parallel:  # what is asked for is not known: only what stands in one place is compared
        return None
    points = _POINTS.get(kind.name, ()) if kind else ("numbers", "times")
    found = (_differing_values(point, question, one, other, is_parallel) for point in points)
    return next(filter(None, found), None)


def _differing_names(question: str, one: Quote, other: Quote) -> Found | None:
    found = replaced_names(one.text, other.text)
    if found is None:
        return None
    mine, its = (
        replace(quote, text=quote.text.replace(name, "_")) for quote, name in zip((one, other), found, strict=True)
    )
    return ("words", *found) if same_subject(question, mine, its) else None


def _differing_values(point: Point, question: str, one: Quote, other: Quote, is_parallel: bool) -> Found | None:
    read = _READERS[point]
    known = list(read(question))
    mine, its = (
        [value for value in read(quote.text) if not any(value.adds_nothing_to(old) for old in known)]
        for quote in (one, other)
    )
    pairs = _asked_for(question, [(a, b) for a in mine for b in its if a.comparable(b)])
    if not pairs or any(a.agrees(b) or _limits(question, a, b) for a, b in pairs):
        return None
    if not is_parallel and any(_is_count(a) for a, _ in pairs):  # too often one of them counts a part
        return None
    if not same_subject(question, one, other, is_dated=point != "numbers"):
        return None
    return point, pairs[0][0].words, pairs[0][1].words


def _is_count(value: object) -> bool:
    return isinstance(value, Quantity) and not value.dimension


def _asked_for(question: str, pairs: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Of pairs of quantities those that count or measure what the question asks for, as far as its words tell."""
    quantity_pairs = [(a, b) for a, b in pairs if isinstance(a, Quantity)]
    asked = content_words(question)
    counting = [(a, b) for a, b in quantity_pairs if a.counted & b.counted & asked]
    wanted = frozenset().union(*(found for words, found in _DIMENSIONS if words.search(question)))
    measuring = [(a, b) for a, b in quantity_pairs if a.dimension and (not wanted or a.dimension in wanted)]
    return counting or measuring or pairs


def _limits(question: str, one: Any, other: Any) -> bool:
    """Whether one of two counts is limited in a way that neither the question nor the other one is."""
    return isinstance(one, Quantity) and bool((one.scope ^ other.scope) - _words(question))


def _alternatives(question: str) -> tuple[str, str] | None:
    """The two things of which a question asks which it is: “Fist of Brotherhood” or “Fraternal Fist”?"""
    found = _OR.search(question)
    if found is None:
        return None
    before, after = _QUOTED.findall(found["one"]), _QUOTED.findall(found["other"])
    if before and after:
        return before[-1], after[0]
    other = [word for word in _WORD.findall(found["other"]) if word.lower() not in ENGLISH.function_words][:3]
    one = [word for word in _WORD.findall(found["one"]) if word.lower() not in ENGLISH.function_words][-len(other) :]
    return (" ".join(one), " ".join(other)) if one and other else None


def _differing_words(alternatives: tuple[str, str], one: str, other: str) -> Found | None:
    first, second = alternatives
    for mine, its in ((first, second), (second, first)):
        if _holds(one, mine) and not _holds(one, its) and _holds(other, its) and not _holds(other, mine):
            return ("dates" if list(dates(mine)) and list(dates(its)) else "words"), mine, its
    return None


def _holds(text: str, name: str) -> bool:
    """Whether a text has a name's words, or the date that it is, however it is written."""
    named = list(dates(name))
    if named:
        return any(named[0].comparable(date) and named[0].agrees(date) for date in dates(text))
    return _words(name) <= _words(text)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def lead_in(difference: Difference) -> str:
    """Return what introduces the sides of a difference: ``The sources give different dates:``."""
    return "The sources say both:" if difference.point == "words" else f"The sources give different {difference.point}:"
