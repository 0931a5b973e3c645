"""The growth of cost with the input, in process time, so that other load does not count."""

import time
from collections.abc import Callable, Sized
from typing import TypeVar

Input = TypeVar("Input", bound=Sized)

_MAX_RATIO = 10
"""The allowed ratio for four times the input: linear cost gives 4, quadratic 16."""

_MIN_SECONDS = 0.05
"""Shorter times count as this: the clock is coarse, and one-time costs would dominate."""


def assert_linear(work: Callable[[Input], object], quarter: Input, whole: Input) -> None:
    """Run ``work`` on both inputs; the second, four times as long, must cost about four times as much."""
    assert 3.9 * len(quarter) <= len(whole)
    short = _seconds(work, quarter)
    long = _seconds(work, whole)
    assert long <= _MAX_RATIO * max(short, _MIN_SECONDS), f"{short:.3f} s for a quarter, {long:.3f} s for the whole"


def _seconds(work: Callable[[Input], object], data: Input) -> float:
    started = time.process_time()
    work(data)
    return time.process_time() - started
