"""The timer of the worker process: its signal ends the process when the time for a file is over."""

import signal

PAGES = 250
"""Pages that are read in the time of one file; a PDF with more has more time, in proportion.

A dense page takes 0.03 to 0.06 s on one core, so that a minute leaves a slow or busy machine five times that.
"""


def start(seconds: float) -> None:
    """Start the timer, or stop it by 0."""
    signal.setitimer(signal.ITIMER_REAL, seconds)  # the signal's default action ends the process


def seconds_left() -> float:
    """Return the seconds left, 0 outside of the worker, where no timer runs."""
    return signal.getitimer(signal.ITIMER_REAL)[0]


def extend(seconds: float) -> None:
    """Add seconds to the timer if it runs."""
    if left := seconds_left():
        start(left + seconds)


def extend_for(pages: int) -> None:
    """Give a file with this number of pages, just begun, its time."""
    extend((time_for(pages) - 1) * seconds_left())


def time_for(pages: int) -> float:
    """Return the time for this number of pages, in times of one file."""
    return max(1.0, pages / PAGES)
