"""Where words stand, and when a quote meets them."""

from collections.abc import Callable, Sequence

from qa_bot.evaluation.gold import Evidence
from qa_bot.records import Span

Place = tuple[str, Span]
"""A file's name and a stretch of its document's text."""

TextOf = Callable[[str], str | None]
"""A file's name → its document's text, or None where no such file is indexed."""

_SHARED = 0.6


def place_of(evidence: Evidence, text_of: TextOf) -> Place | None:
    """Where evidence stands: where it says, else where its words come first; None where no document holds it."""
    text = text_of(evidence.source) or ""
    start = text.find(evidence.text) if evidence.start is None else evidence.start
    end = start + len(evidence.text)
    held = start >= 0 and (evidence.start is None or text[start:end] == evidence.text)
    return (evidence.source, Span(start, end)) if held else None


def meet(place: Place, other: Place) -> bool:
    """Whether two places are of one file and share at least 60 % of the shorter one."""
    shared = min(place[1].end, other[1].end) - max(place[1].start, other[1].start)
    return place[0] == other[0] and shared >= _SHARED * min(len(place[1]), len(other[1]))


def first_meeting(places: Sequence[Place], place: Place | None) -> int | None:
    """The number, from 1, of the first of the places that meets the one; None where none does."""
    meeting = (number for number, one in enumerate(places, start=1) if place and meet(one, place))
    return next(meeting, None)
