"""The public names of the package."""

from pathlib import Path

import pytest

import qa_bot
from tests.processes import Begun

NAMES = ["Answer", "Bot", "Citation", "Settings"]


def test_the_package_gives_its_public_names() -> None:
    assert sorted(qa_bot.__all__) == NAMES
    assert [getattr(qa_bot, name).__name__ for name in NAMES] == NAMES
    with pytest.raises(AttributeError, match="Botanist"):
        qa_bot.Botanist  # noqa: B018


def test_importing_the_package_imports_none_of_its_modules(tmp_path: Path) -> None:
    code = "import sys, qa_bot; print([name for name in sys.modules if name.startswith('qa_bot.')])"
    assert Begun("-c", code, folder=tmp_path).result() == (0, "[]\n", "")
