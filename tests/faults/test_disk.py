"""A disk that is full at many different moments, and one that nothing can be written to."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.stage import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

SEEN = ["gen-000001", ["In Baku live 2300500 people."], []]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The JSON that :mod:`tests.faults.small_disk` prints."""
    able = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    if not able:
        pytest.skip("this machine does not let `unshare -rm` mount a disk")
    command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.small_disk", str(tmp_path_factory.mktemp("disk"))]
    ran = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_a_full_disk_is_reported_and_the_live_index_stays_intact(report: dict[str, Any]) -> None:
    assert report["before"] == SEEN
    assert len(report["full"]) > 5
    for trial in report["full"]:
        assert "No space left on device" in trial["problem"] or "no space left" in trial["problem"], trial
        assert "free space" in trial["problem"]
        assert trial["seen"] == trial["held"] == SEEN, trial


def test_the_next_run_succeeds_when_there_is_space_again(report: dict[str, Any]) -> None:
    assert report["room"] == ""
    assert report["after"] == ["gen-000002", SEEN[1], []]


def test_a_read_only_store_is_reported_and_answers(report: dict[str, Any]) -> None:
    assert "Read-only file system" in report["read_only"]["problem"]
    assert report["read_only"]["seen"] == ["gen-000002", SEEN[1], []]
    assert report["writable"] == ""
    assert report["end"] == ["gen-000003", ["In Baku live 2300501 people."], []]
    assert report["left"] == ["gen-000003"]
