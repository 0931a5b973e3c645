"""A store that nobody may write is read from a copy: one for each process, and none when no process reads."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.store.library import Library
from tests.store.test_library import publish, texts_found

ROOT = Path(__file__).parents[2]

STEPS = ["['One.'] 1", "['Two.'] 1", "['Three.'] 1", "['Four.'] 2", "['Four.'] 1", "closed 0", "['Four.'] 1"]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    able = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    if not able:
        pytest.skip("this machine does not let `unshare -rm` mount a disk")
    for name in ("store", "closed", "temporary"):
        (tmp_path / name).mkdir()
    return tmp_path / "temporary"


def run(temporary: Path, end: str) -> tuple[int, list[str]]:
    """What :mod:`tests.store.read_only` prints; ``end`` is how it ends."""
    places = [str(temporary.parent / name) for name in ("store", "closed")]
    command = ["unshare", "-rm", sys.executable, "-m", "tests.store.read_only", *places, end]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


def test_a_newer_generation_takes_the_place_of_the_copy_and_an_exit_leaves_none(temporary: Path) -> None:
    assert run(temporary, "exit") == (0, STEPS)
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_goes_when_another_opens_a_store(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, steps = run(temporary, "killed")
    assert (code, steps) == (-signal.SIGKILL, STEPS)
    assert len(list(temporary.glob("*/gen-*"))) == 1
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    library = Library(Settings(store=temporary.parent / "other"))
    publish(library, "One.")
    assert texts_found(library) == ["One."]
    library.close()
    assert list(temporary.iterdir()) == []
