"""A folder, its trash, and a place on another file system."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.uploads.trash import Trash

PLACES = (Path("/dev/shm"), Path(tempfile.gettempdir()))  # noqa: S108 - the first one is in memory, on Linux
"""Folders of which one is on another file system than pytest's."""


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> Settings:
    return Settings(seeds=folder, store=tmp_path / "store", exclude="draft-*")


@pytest.fixture
def trash(settings: Settings) -> Trash:
    return Trash(settings)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the folder of documents."""
    other = next((one for one in PLACES if one.is_dir() and one.stat().st_dev != tmp_path.stat().st_dev), None)
    if not other:
        pytest.skip("this machine has no second file system to write on")
    made = Path(tempfile.mkdtemp(prefix="qa-bot-", dir=other))
    yield made
    shutil.rmtree(made)
