"""The progress bar of an indexing run."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn
from rich.progress import Progress as Bars

from qa_bot.store.progress_tracker import OnProgress
from qa_bot.store.reports import Progress
from qa_bot.text.wording import printable, time_left

_STEPS = {"reading": "Reading", "embedding": "Indexing", "writing": "Writing"}
_MAX_NAME = 40


@contextmanager
def progress_bar(console: Console | None = None) -> Iterator[OnProgress]:
    """Yield a function that draws progress on standard error, if that is a terminal."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = [
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[detail]}", markup=False),
    ]
    with Bars(*columns, console=console, transient=True) as bars:
        task = bars.add_task("Listing the folder", total=None, detail="")
        yield lambda progress: _draw(bars, task, progress)


def _draw(bars: Bars, task: TaskID, progress: Progress) -> None:
    total = None if progress.step == "writing" else 1.0
    bars.update(
        task, description=_STEPS[progress.step], total=total, completed=progress.share, detail=_detail(progress)
    )


def _detail(progress: Progress) -> str:
    """Return ``12 of 40 · 38 passages/s · 20 s left · report.pdf``, as far as known."""
    if progress.step == "writing":
        return ""
    is_reading = progress.step == "reading"
    done, total = (progress.files, progress.files_total) if is_reading else (progress.passages, progress.passages_total)
    name = printable(progress.source)
    parts = [
        f"{done:,} of {total:,}",
        f"{progress.rate:,.0f} passages/s" if progress.rate else "",
        time_left(progress.seconds_left),
        name if len(name) <= _MAX_NAME else f"…{name[1 - _MAX_NAME :]}",
    ]
    return " · ".join(filter(None, parts))
