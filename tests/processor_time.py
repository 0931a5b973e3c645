"""Processor time of running processes: unlike the clock, it hardly depends on what else the machine does."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(process_id: int) -> float:
    """Return the processor time of a process and of its ended children; 0 where the system does not say."""
    fields = _fields(process_id)
    return sum(map(int, fields[11:15])) / _TICKS


def seconds_of_descendants() -> float:
    """Return the processor time of all processes that this one has started, and those have."""
    return sum(map(seconds_of, _descendants(os.getpid())))


def _descendants(process_id: int) -> Iterator[int]:
    parents = {int(path.name): _fields(int(path.name))[1:2] for path in Path("/proc").glob("[0-9]*")}
    found = [process_id]
    for one in found:
        found += [child for child, parent in parents.items() if parent == [str(one)]]
    yield from found[1:]


def _fields(process_id: int) -> list[str]:
    """Return the fields of ``/proc/PID/stat`` from the state on (proc(5)); none if there is no such process."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []
