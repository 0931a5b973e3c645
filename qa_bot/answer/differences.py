"""Find quotes that answer a question differently: other dates, times or numbers of the same thing. Pure.

Precision and recall are measured on ``tests/golden/differences.jsonl`` (docs/evidence.md).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from qa_bot.answer.answer_types import expected_answer_type
from qa_bot.answer.dates import dates, times
from qa_bot.answer.quantities import Quantity, quantities, wanted_dimensions
from qa_bot.answer.subjects import Quote, are_parallel, content_words, replaced_names, same_subject
from qa_bot.records import Citation, Difference, Passage, Point, Side
from qa_bot.text.languages import ENGLISH

_OR = re.compile(r"(?P<one>[^,;:?]+?)\s+or\s+(?P<other>[^,;:?]+)")
_QUOTED = re.compile(r"[“\"«„'‘]([^“”\"«»„‘’]{2,80})[”\"»“'’]")
_WORD = re.compile(r"\w+")
_PARSERS: Mapping[Point, Callable[[str], Iterator[Any]]] = {"dates": dates, "times": times, "numbers": quantities}
_VAGUE = (None, "moment", "figure")
"""Types by which only values in the same place are comparable: none, and those of questions beyond English."""
_POINTS: Mapping[str | None, Sequence[Point]] = {
    **dict.fromkeys(("date", "year", "month"), ("dates", "times")),
    **dict.fromkeys(("number", "money", "percentage"), ("numbers",)),
    **dict.fromkeys(_VAGUE, ("numbers", "times")),
}
"""What is compared, by the name of the expected answer type."""

Contrast = tuple[Point, str, str]
"""What two quotes differ in, and the words of each."""


def differences(
    question: str, citations: Iterable[Citation], passages: Collection[Passage] = ()
) -> tuple[Difference, ...]:
    """Return the first difference between the answers that the quotes give, if any.

    ``passages`` are those of the quotes: the sentence before a quote may name its subject.
    """
    quotes = [(cited, Quote(cited.quote, cited.title, _sentence_before(cited, passages))) for cited in citations]
    for (one, quote), (other, its) in combinations(quotes, 2):
        found = contrast(question, quote, its)
        if found and (one.document_id != other.document_id or offers_alternatives(question)):
            point, *words = found
            return (Difference(point, (Side(one.number, words[0]), Side(other.number, words[1]))),)
    return ()


def _sentence_before(citation: Citation, passages: Iterable[Passage]) -> str:
    """Return the sentence before a citation in its passage, "" if there is none."""
    for passage in passages:
        if passage.document_id == citation.document_id and passage.span.start < citation.span.start < passage.span.end:
            ended = [span for span in passage.sentences if span.end <= citation.span.start]
            return ended[-1].shifted(-passage.span.start).of(passage.text) if ended else ""
    return ""


def offers_alternatives(question: str) -> bool:
    """Return whether a question offers two alternatives; then one document may hold both sides."""
    return _alternatives(question) is not None


def contrast(question: str, one: Quote, other: Quote) -> Contrast | None:
    """Return what two quotes answer differently, with the words of each; None if they do not."""
    alternatives = _alternatives(question)
    if alternatives:
        return _differing_words(alternatives, one.text, other.text)
    answer_type = expected_answer_type(question)
    is_parallel = are_parallel(one.text, other.text)
    if answer_type and answer_type.name in ("person", "place"):
        return _differing_names(question, one, other)
    name = answer_type.name if answer_type else None
    if name in _VAGUE and not is_parallel:
        return None
    found = (_differing_values(point, question, one, other, is_parallel) for point in _POINTS.get(name, ()))
    return next(filter(None, found), None)


def _differing_names(question: str, one: Quote, other: Quote) -> Contrast | None:
    found = replaced_names(one.text, other.text)
    if found is None:
        return None
    first = replace(one, text=one.text.replace(found[0], "_"))
    second = replace(other, text=other.text.replace(found[1], "_"))
    return ("words", *found) if same_subject(question, first, second) else None


def _differing_values(point: Point, question: str, one: Quote, other: Quote, is_parallel: bool) -> Contrast | None:
    parse = _PARSERS[point]
    known = list(parse(question))
    first, second = (
        [value for value in parse(quote.text) if not any(value.is_implied_by(old) for old in known)]
        for quote in (one, other)
    )
    pairs = _relevant(question, [(a, b) for a in first for b in second if a.comparable(b)])
    if not pairs or any(a.agrees(b) or _differ_in_scope(question, a, b) for a, b in pairs):
        return None
    if not is_parallel and any(isinstance(a, Quantity) and not a.dimension for a, _ in pairs):
        return None  # one of two counts is often of a part
    if not same_subject(question, one, other, is_dated=point != "numbers"):
        return None
    return point, pairs[0][0].words, pairs[0][1].words


def _relevant(question: str, pairs: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Return the pairs that count or measure what the question asks for; all if its words do not say."""
    quantity_pairs = [(a, b) for a, b in pairs if isinstance(a, Quantity)]
    words = content_words(question)
    counting = [(a, b) for a, b in quantity_pairs if a.counted & b.counted & words]
    wanted = wanted_dimensions(question)
    measuring = [(a, b) for a, b in quantity_pairs if a.dimension and (not wanted or a.dimension in wanted)]
    return counting or measuring or pairs


def _differ_in_scope(question: str, one: Any, other: Any) -> bool:
    """Return whether one of two quantities has a restriction that neither the question nor the other has."""
    return isinstance(one, Quantity) and bool((one.scope ^ other.scope) - _words(question))


def _alternatives(question: str) -> tuple[str, str] | None:
    """Return the two alternatives that a question offers: “Fist of Brotherhood” or “Fraternal Fist”?"""
    found = _OR.search(question)
    if found is None:
        return None
    before, after = _QUOTED.findall(found["one"]), _QUOTED.findall(found["other"])
    if before and after:
        return before[-1], after[0]
    other = [word for word in _WORD.findall(found["other"]) if word.lower() not in ENGLISH.function_words][:3]
    one = [word for word in _WORD.findall(found["one"]) if word.lower() not in ENGLISH.function_words][-len(other) :]
    return (" ".join(one), " ".join(other)) if one and other else None


def _differing_words(alternatives: tuple[str, str], one: str, other: str) -> Contrast | None:
    first, second = alternatives
    point: Point = "dates" if list(dates(first)) and list(dates(second)) else "words"
    for a, b in ((first, second), (second, first)):
        if _holds(one, a) and not _holds(one, b) and _holds(other, b) and not _holds(other, a):
            return point, a, b
    return None


def _holds(text: str, name: str) -> bool:
    """Return whether a text has the words of ``name`` or, if that is a date, the date in any form."""
    for named in dates(name):
        return any(named.comparable(date) and named.agrees(date) for date in dates(text))
    return _words(name) <= _words(text)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def lead_in(difference: Difference) -> str:
    """Return the words before the sides of a difference: ``The sources give different dates:``."""
    return "The sources say both:" if difference.point == "words" else f"The sources give different {difference.point}:"
