"""A folder, its trash, and a place on another file system."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.uploads.trash import Trash

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a file system of its own, on Linux


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> Settings:
    return Settings(seeds=folder, store=tmp_path / "store", exclude="draft-*")


@pytest.fixture
def trash(settings: Settings) -> Trash:
    return Trash(settings)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the folder of documents."""
    if not SHARED_MEMORY.is_dir() or SHARED_MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second file system to write on")
    made = Path(tempfile.mkdtemp(prefix="qa-bot-", dir=SHARED_MEMORY))
    yield made
    shutil.rmtree(made)
