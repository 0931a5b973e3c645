"""Describe counts, times, changes and indexing runs in words. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from qa_bot.chats.quotes import QuoteCount
from qa_bot.records import CitationStatus, Mode
from qa_bot.store.reports import Failure, IndexReport, Pending, Progress
from qa_bot.text.wording import counted, duration, one_line, printable, shorten, time_left
from qa_bot.web.views.document import View

_LONGEST_NAME = 60
_MOST_NAMES = 5
_SHORTEST_SECONDS = 0.1
_MODE_NOTES: Mapping[Mode, str] = {
    "extract": "quoted word for word, no model",
    "compose": "written by a model, each sentence checked",
}
_STATUS_NOTES: Mapping[CitationStatus, str] = {
    "unchanged": "",
    "changed": "the document has changed since",
    "gone": "no longer among the documents",
}
_NUMBERED = re.compile(r"(?P<kind>.*\b[a-z]+) (?P<number>\d{1,9})")
"""A place with a number: ``page 3``, ``section “Rent”, table 1, row 2``."""
_STEPS = {"reading": "Reading", "embedding": "Indexing", "writing": "Writing"}


QUOTED = "Quoted"
"""The choice of an answer without a language model."""


def written_by(model: str, seconds: float | None) -> str:
    """Return the choice of an answer by a model, with what it costs in time: ``Written by llama3.2 · about 12 s``."""
    cost = "takes longer" if seconds is None else f"about {max(1, round(seconds))} s"
    return f"Written by {shorten(printable(model), _LONGEST_NAME)} · {cost}"


def mode_note(mode: Mode) -> str:
    """Return how an answer was written: ``quoted word for word, no model``."""
    return _MODE_NOTES[mode]


def citation_status_note(status: CitationStatus) -> str:
    """Return what has changed about a citation's document: ``the document has changed since``, or ""."""
    return _STATUS_NOTES[status]


def ranked(ranks: Mapping[str, int]) -> str:
    """Return a passage's rank in each search: ``by words 3 · by meaning 1``, ``not by words · by meaning 1``."""
    return " · ".join(f"by {way} {ranks[way]}" if way in ranks else f"not by {way}" for way in ("words", "meaning"))


def joined_places(places: Iterable[str]) -> str:
    """Return places in a line, numbers of one kind together: ``pages 1 and 2``, ``paragraphs 3 to 6, page 9``."""
    kinds: dict[str, list[int]] = {}
    for place in places:
        found = _NUMBERED.fullmatch(place)
        numbers = kinds.setdefault(found["kind"] if found else place, [])
        numbers += [int(found["number"])] if found else []
    return ", ".join(_with_numbers(kind, sorted(set(numbers))) for kind, numbers in kinds.items())


def _with_numbers(kind: str, numbers: Sequence[int]) -> str:
    if len(numbers) < 2:
        return " ".join([kind, *map(str, numbers)])
    *others, last = numbers
    if len(numbers) > 2 and last - numbers[0] == len(others):
        return f"{kind}s {numbers[0]} to {last}"
    return f"{kind}s {', '.join(map(str, others))} and {last}"


def searched_in(names: Sequence[str]) -> str:
    """Return to which documents a question was limited: ``Searched only: a.txt, b.txt``, or ""."""
    if not names:
        return ""
    listed = ", ".join(shorten(one_line(name), _LONGEST_NAME) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"Searched only: {listed}" + (f" and {more:,} more" if more > 0 else "")


def seconds_taken(seconds: float) -> str:
    """Return a short time in words: ``0.1 s``, ``less than 0.1 s``."""
    return f"{seconds:.1f} s" if seconds >= _SHORTEST_SECONDS else f"less than {_SHORTEST_SECONDS} s"


def file_size(size: int) -> str:
    """Return a number of bytes in words: ``940 bytes``, ``12 kB``, ``3.4 MB``."""
    if size < 1_000:
        return counted(size, "byte")
    return f"{size / 1_000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def file_name(title: str, ending: str) -> str:
    """Return a file name made of the words of `title`, safe on every system."""
    words = re.findall(r"\w+", title)
    return (shorten(" ".join(words), _LONGEST_NAME).rstrip("…") or "chat") + ending


def ago(then: str, now: datetime) -> str:
    """Return how long ago `then` (ISO 8601) was: ``just now``, ``2 minutes ago``, or a date after a month."""
    moment = datetime.fromisoformat(then)
    seconds = (now - moment).total_seconds()
    if seconds < 60:
        return "just now"
    for length, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            whole = int(seconds // length)
            return f"{counted(whole, noun)} ago" if whole < 31 or noun != "day" else f"on {moment:%Y-%m-%d}"
    raise AssertionError("60 s or more are at least a minute")


def difference(pending: Pending) -> str:
    """Return how the folder differs from the index: ``1 new, 1 changed in the folder``."""
    counts = _listed((len(pending.added), "new"), (len(pending.changed), "changed"), (len(pending.removed), "removed"))
    return f"{counts} in the folder"


def erased_with_it(quoting: QuoteCount) -> str:
    """Return what is erased with a file: ``2 answers and 1 note in 1 chat quote it and will be erased too``."""
    verb = "quotes" if quoting.answers + quoting.notes == 1 else "quote"
    counts = [(quoting.answers, "answer"), (quoting.notes, "note")]
    parts = [counted(number, noun) for number, noun in counts if number] or [counted(0, "answer")]
    return f"{' and '.join(parts)} in {counted(quoting.chats, 'chat')} {verb} it and will be erased too"


def step(progress: Progress | None) -> str:
    """Return the current step of an indexing run: ``Reading · 2 of 5 files``."""
    if progress is None:
        return "Checking the folder"
    if progress.step == "embedding":
        count = f" · {progress.passages:,} of {counted(progress.passages_total, 'passage')}"
    else:
        count = f" · {progress.files:,} of {counted(progress.files_total, 'file')}" if progress.files_total else ""
    return _STEPS[progress.step] + ("" if progress.step == "writing" else count)


def speed(progress: Progress | None) -> str:
    """Return the speed of an indexing run and the time left: ``38 passages/s · 20 s left``; "" while unknown."""
    if progress is None or not progress.rate:
        return ""
    return " · ".join(filter(None, [f"{progress.rate:,.0f} passages/s", time_left(progress.seconds_left)]))


def outcome(report: IndexReport) -> str:
    """Return the outcome of an indexing run in one line: ``1 new, 1 changed · 1.2 s``."""
    counts = _listed(
        (len(report.added), "new"),
        (len(report.changed), "changed"),
        (len(report.renamed), "renamed"),
        (len(report.removed), "removed"),
        (len(report.failed), "failed"),
    )
    return f"{counts or report.rebuilt or 'No changes'} · {duration(report.seconds)}"


def outcome_rows(report: IndexReport) -> list[View]:
    """Return the outcome of an indexing run, a row per file that differed, failures first."""
    rows = [{"label": report.rebuilt, "detail": "the index was rebuilt"}] if report.rebuilt else []
    rows += failure_rows(report.failed)
    rows += [{"label": source, "detail": "new"} for source in report.added]
    rows += [{"label": source, "detail": "changed"} for source in report.changed]
    rows += [{"label": new, "detail": f"renamed, was {old}"} for old, new in report.renamed]
    rows += [{"label": source, "detail": "removed"} for source in report.removed]
    rows += [{"label": note.source, "detail": note.text} for note in report.notes]
    rows += [{"label": report.hint, "detail": ""}] if report.hint else []
    rows += [{"label": counted(report.unchanged, "file"), "detail": "unchanged"}] if report.unchanged else []
    return rows


def failure_rows(failures: Iterable[Failure]) -> list[View]:
    """Return a row for each file that could not be read, with the reason."""
    return [{"label": failure.source, "detail": f"failed: {failure.reason}", "style": "failed"} for failure in failures]


def _listed(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{number:,} {word}" for number, word in counts if number)
