"""The registry of formats: each reader exists, and a new format is one new module and one line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import qa_bot
from qa_bot.ingest.formats import READERS, reader_of

NEW_MODULE = """
from qa_bot.ingest.extraction import Extraction, Limits

def read(data: bytes, limits: Limits) -> Extraction:
    return Extraction(data.decode().upper())
"""

READ = """
import sys
from pathlib import Path
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.scan import list_files
from qa_bot.ingest.bounds import Bounds
from qa_bot.ingest.worker import Worker

(file,) = list_files(Path(sys.argv[1]))
with Worker(Bounds()) as worker:
    print(worker.read(file.source, load(file, 1_000_000).data).text)
"""


@pytest.mark.parametrize("suffix", READERS)
def test_each_format_has_a_reader(suffix: str) -> None:
    assert callable(reader_of(suffix.upper()))


def test_a_new_format_is_one_module_and_one_line(tmp_path: Path) -> None:
    package = tmp_path / "code" / "qa_bot"
    shutil.copytree(Path(qa_bot.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    formats = package / "ingest" / "formats"
    (formats / "new.py").write_text(NEW_MODULE, encoding="utf-8")
    registry = (formats / "__init__.py").read_text(encoding="utf-8")
    line = '        ".txt": "plain_text",\n'
    (formats / "__init__.py").write_text(registry.replace(line, f'{line}        ".new": "new",\n'), encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.new").write_text("The army was trained.", encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, "-P", "-c", READ, str(tmp_path / "seeds")],
        env=os.environ | {"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "THE ARMY WAS TRAINED.\n"
