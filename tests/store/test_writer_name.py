"""Who holds the writer's lock, as those who wait are told."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from qa_bot.store.writer_name import read_name, write_name


def test_the_process_that_wrote_its_number_is_named(tmp_path: Path) -> None:
    write_name(tmp_path)
    assert read_name(tmp_path) == f"Process {os.getpid()}"


def test_a_number_of_a_process_that_has_ended_is_waited_out(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / "writer").write_text(str(ended.pid), encoding="utf-8")
    timer = threading.Timer(0.1, write_name, (tmp_path,))
    timer.start()
    assert read_name(tmp_path) == f"Process {os.getpid()}"
    timer.join()


def test_without_a_number_it_is_another_process(tmp_path: Path) -> None:
    assert read_name(tmp_path) == "Another process"
