"""Whether the sentences of the sources state the numbers and dates of a statement, in any form and language. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_bot.answer.dates import times
from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.roles import are_joined
from qa_bot.answer.proof.values import Day, Figure
from qa_bot.text.languages.english import ALONE_WORDS, UNCOUNTED_WORDS
from qa_bot.text.languages.english_proof import COUNTING_DETERMINERS

_ROUNDED = 0.1
"""How far a number that is stated as about, at least or at most may be from the source's, as a share."""
_CONVERTED = 0.02
"""How far two numbers with different units may be from each other, as a share."""


def unstated(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each number, date and time of a statement that no chosen sentence states."""
    known_days = [day for text in chosen for day in text.days]
    known = [figure for text in chosen for figure in text.figures]
    for day in statement.days:
        if not _is_dated(day, known_days, known):
            yield f"the date {statement.text[day.start : day.end]} stands in none of its sources"
    for figure in statement.figures:
        if figure.kind != "year":
            yield from _figure_reasons(statement, figure, known, chosen)
    known_times = [time for text in chosen for time in times(text.text)]
    for time in times(statement.text):
        if not any(time.agrees(other) for other in known_times):
            yield f"the time {time.words} stands in none of its sources"


def _is_dated(day: Day, known: Sequence[Day], figures: Sequence[Figure]) -> bool:
    """Return whether a date is stated, or its day and month are without a year and the year elsewhere."""
    if any(day.is_stated_by(other) for other in known):
        return True
    if day.year is None:
        return False
    has_year = any(float(day.year) in figure.readings for figure in figures)
    return has_year and any(other.year is None and day.without_year().is_stated_by(other) for other in known)


def _figure_reasons(statement: Text, figure: Figure, known: Sequence[Figure], chosen: Sequence[Text]) -> Iterator[str]:
    written = statement.text[figure.start : figure.end]
    same = [other for other in known if _is_same_number(figure, other)]
    if not same and _is_countable(statement, figure, chosen):
        return
    if not same:
        yield f"the number {written} stands in none of its sources"
        return
    measured = [other for other in same if _agree_in_unit(figure, other)]
    if not measured:
        yield f"the unit of {written} is another in its sources"
    elif not any(_agree_in_bound(figure, other) for other in measured):
        yield f"its sources do not say “{_bound_words(statement, figure)}{written}”"


def _bound_words(statement: Text, figure: Figure) -> str:
    before = statement.text[: figure.start].split()[-2:]
    return " ".join([*before, ""])


def _is_same_number(figure: Figure, other: Figure) -> bool:
    """Return whether two numbers are equal, with their units or without, or near enough for "about"."""
    if not _are_of_one_kind(figure, other):
        return False
    if figure.readings & other.readings or (figure.kind == "decade" != other.kind):
        return True
    tolerance = _ROUNDED if figure.bound in ("about", "least", "most") else 1e-9
    for one in figure.readings:
        for its in other.readings:
            if figure.dimension and figure.dimension == other.dimension:
                mine, theirs = one * figure.factor, its * other.factor
                allowed = max(tolerance, _CONVERTED if figure.factor != other.factor else 0.0)
            elif not figure.dimension and not other.dimension and figure.noun == other.noun:
                mine, theirs, allowed = one, its, tolerance
            else:
                continue
            if abs(mine - theirs) <= allowed * abs(theirs) and _is_on_side(figure.bound, mine, theirs):
                return True
    return False


def _is_on_side(bound: str, mine: float, theirs: float) -> bool:
    return not (bound == "least" and mine > theirs) and not (bound == "most" and mine < theirs)


def _are_of_one_kind(figure: Figure, other: Figure) -> bool:
    if figure.kind == "decade" or other.kind == "decade":
        decade, its = figure.readings, other.readings
        if figure.kind == "decade" and other.kind in ("cardinal", "year"):
            return any(0 <= year - start < 10 for start in decade for year in its)
        return figure.kind == other.kind
    return not (figure.kind == "cardinal" and other.kind == "ordinal")


def _agree_in_unit(figure: Figure, other: Figure) -> bool:
    if figure.dimension and other.dimension:
        same_value = any(
            abs(a * figure.factor - b * other.factor) <= _ROUNDED * abs(b * other.factor)
            for a in figure.readings
            for b in other.readings
        )
        return figure.dimension == other.dimension and (figure.factor == other.factor or same_value)
    is_year = other.kind == "year" or all(1000 <= reading <= 2100 for reading in other.readings)
    return not figure.dimension or (not is_year and (other.noun == "" or other.noun in UNCOUNTED_WORDS))


def _agree_in_bound(figure: Figure, other: Figure) -> bool:
    if figure.bound in ("", "about") or figure.bound == other.bound:
        return True
    if figure.bound == "exactly" or (figure.dimension == "time" and figure.bound == "least"):  # "over thirty years"
        return other.bound == ""
    differs = not figure.readings & other.readings
    return differs and other.bound == ""


def _is_countable(statement: Text, figure: Figure, chosen: Sequence[Text]) -> bool:
    """Return whether a small number counts what the sources name: "the two countries", "one of them"."""
    if figure.readings == {1.0}:
        return not statement.text[figure.start : figure.end].isdigit() or any(
            ALONE_WORDS & text.folded for text in chosen
        )
    if figure.kind == "decade":
        return False
    if any(figure.readings == {float(size)} for size in _list_sizes(statement)):
        return True
    before = statement.text[: figure.start].casefold().split()[-1:]
    few = figure.readings <= {2.0, 3.0} and before and before[0] in COUNTING_DETERMINERS
    return bool(few) and any(len({word.folded for word in text.names}) >= 2 for text in chosen)


def _list_sizes(statement: Text) -> Iterator[int]:
    """Yield how many names each list of a statement has: "Yosemite and Mount Rainier are two parks"."""
    size = 1
    for one, other in pairwise(statement.name_runs):
        size = size + 1 if are_joined(statement, one, other) else 1
        if size > 1:
            yield size
