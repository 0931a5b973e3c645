import time

import pytest

from qa_bot.store.progress_tracker import ProgressTracker
from qa_bot.store.reports import Progress


def test_a_rate_counts_files_and_then_passages() -> None:
    steps: list[Progress] = []
    tracker = ProgressTracker(steps.append)
    tracker.reading("a.txt", 0, 2)
    tracker.reading("b.txt", 1, 2)
    tracker.embedding(10)
    tracker.embedded("a.txt", 4, made=0)
    tracker.writing()
    assert steps[:3] == [
        Progress("reading", "a.txt", 0, 2),
        Progress("reading", "b.txt", 1, 2),
        Progress("embedding", "", 2, 2, 0, 10),
    ]
    assert steps[3] == Progress("embedding", "a.txt", 2, 2, 4, 10)
    assert steps[4] == Progress("writing", "", 2, 2, 4, 10)
    assert [one.share for one in steps] == [0.0, 0.5, 0.0, 0.4, 0.4]


def test_rate_and_time_follow_from_computed_vectors_and_not_from_cached_ones() -> None:
    steps: list[Progress] = []
    tracker = ProgressTracker(steps.append)
    tracker.reading("a.txt", 0, 1)
    tracker.embedding(100)
    tracker.embedded("a.txt", 50, made=0)
    time.sleep(1.05)
    tracker.embedded("a.txt", 20, made=20)
    last = steps[-1]
    assert last.rate == pytest.approx(19, abs=3)
    assert last.seconds_left == pytest.approx(30 / last.rate)
