"""What work costs as its input grows, by the process's own time: what else the machine does is not counted."""

import time
from collections.abc import Callable, Sized
from typing import TypeVar

Input = TypeVar("Input", bound=Sized)

_TIMES = 10
"""What four times the input may cost: four times as much where the cost is linear, sixteen where it is a square."""

_LEAST_SECONDS = 0.05
"""Less than this is taken for so much: the clock is too coarse, and what is done but once counts too much."""


def assert_linear(work: Callable[[Input], object], quarter: Input, whole: Input) -> None:
    """Do ``work`` on both, and require that the second, four times as long, costs about four times as much."""
    assert 3.9 * len(quarter) <= len(whole)
    few = _spent(work, quarter)
    many = _spent(work, whole)
    assert many <= _TIMES * max(few, _LEAST_SECONDS), f"{few:.3f} s for a quarter, {many:.3f} s for the whole"


def _spent(work: Callable[[Input], object], data: Input) -> float:
    started = time.process_time()
    work(data)
    return time.process_time() - started
