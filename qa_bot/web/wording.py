"""Counts, times and changes in words. Pure."""

from collections.abc import Iterable
from datetime import datetime

from qa_bot.reports import Failure, IndexReport, Pending, Progress
from qa_bot.shown import time_left
from qa_bot.web.documents import View

_STEPS = {"reading": "Reading", "embedding": "Learning", "writing": "Writing"}


def counted(number: int, noun: str) -> str:
    """``1 document``, ``5 documents``, ``12,000 passages``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def folded(text: str) -> str:
    """``text`` with every run of white space as one space; the words stay as they are."""
    return " ".join(text.split())


def shortened(text: str, longest: int) -> str:
    """``text``, or its beginning up to a word's end and an ellipsis, in ``longest`` characters at most."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:–—-") + "…"


def duration(seconds: float) -> str:
    """``64 ms`` under a second, ``2.3 s`` from there on."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def ago(then: str, now: datetime) -> str:
    """How long ``then`` (ISO 8601) is before ``now`` (with a time zone): ``just now``, ``2 minutes ago``, a date."""
    moment = datetime.fromisoformat(then)
    seconds = (now - moment).total_seconds()
    if seconds < 60:
        return "just now"
    for length, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            whole = int(seconds // length)
            return f"{counted(whole, noun)} ago" if whole < 31 or noun != "day" else f"on {moment:%Y-%m-%d}"
    raise AssertionError("a minute or more has a noun")


def difference(pending: Pending) -> str:
    """How the folder differs: ``1 new, 1 changed in the folder``."""
    counts = _listed((pending.added, "new"), (pending.changed, "changed"), (pending.removed, "removed"))
    return f"{counts} in the folder"


def step(progress: Progress | None) -> str:
    """What an indexing run is doing: ``Reading · 2 of 5 files``."""
    if progress is None:
        return "Looking through the folder"
    if progress.step == "embedding":
        count = f" · {progress.passages:,} of {counted(progress.passages_total, 'passage')}"
    else:
        count = f" · {progress.files:,} of {counted(progress.files_total, 'file')}" if progress.files_total else ""
    return _STEPS[progress.step] + ("" if progress.step == "writing" else count)


def pace(progress: Progress | None) -> str:
    """How fast an indexing run goes, and until when: ``38 passages/s · 20 s left``; "" while that is not known."""
    if progress is None or not progress.rate:
        return ""
    return " · ".join(filter(None, [f"{progress.rate:,.0f} passages/s", time_left(progress.seconds_left)]))


def outcome(report: IndexReport) -> str:
    """What an indexing run did, in one line: ``1 new, 1 changed · 1.2 s``."""
    counts = _listed(
        (len(report.added), "new"),
        (len(report.changed), "changed"),
        (len(report.renamed), "renamed"),
        (len(report.removed), "removed"),
        (len(report.failed), "failed"),
    )
    return f"{counts or 'Nothing had changed'} · {duration(report.seconds)}"


def outcome_rows(report: IndexReport) -> list[View]:
    """What an indexing run did, a row for each file that differed, failures first."""
    rows = [{"label": report.rebuilt, "detail": "rebuilt from the folder"}] if report.rebuilt else []
    rows += failure_rows(report.failed)
    rows += [{"label": source, "detail": "new"} for source in report.added]
    rows += [{"label": source, "detail": "changed"} for source in report.changed]
    rows += [{"label": new, "detail": f"renamed, was {old}"} for old, new in report.renamed]
    rows += [{"label": source, "detail": "removed"} for source in report.removed]
    rows += [{"label": note.source, "detail": note.text} for note in report.notes]
    rows += [{"label": counted(report.unchanged, "file"), "detail": "unchanged"}] if report.unchanged else []
    return rows


def failure_rows(failures: Iterable[Failure]) -> list[View]:
    """A row for each file that could not be read, with the reason."""
    return [{"label": failure.source, "detail": f"failed: {failure.reason}", "style": "failed"} for failure in failures]


def _listed(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{number:,} {word}" for number, word in counts if number)
