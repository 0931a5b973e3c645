import signal
from collections.abc import Iterator

import pytest

from qa_bot.ingest import timer
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats import pdf
from tests.ingest.formats.made_pdf import pages_of

HOUR = 3600.0


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """Stop the timer that ends a test that hangs, and start it again."""
    left = timer.seconds_left()
    timer.start(0)
    yield
    timer.start(left)


def test_a_long_pdf_has_the_time_of_one_file_for_each_250_pages() -> None:
    timer.start(HOUR)
    pdf.read(pages_of(*["One."] * 3), Limits())
    assert HOUR - 60 < timer.seconds_left() <= HOUR
    pdf.read(pages_of(*["One."] * 500), Limits())
    assert 2 * HOUR - 600 < timer.seconds_left() <= 2 * HOUR


def test_outside_of_the_worker_no_timer_is_started() -> None:
    timer.extend(HOUR)
    timer.extend_for(10_000)
    assert timer.seconds_left() == signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_seconds_are_added_to_those_left() -> None:
    timer.start(HOUR)
    timer.extend(HOUR)
    assert HOUR < timer.seconds_left() <= 2 * HOUR
