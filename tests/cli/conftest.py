"""The command line in this process."""

import os
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.cli.commands import main
from tests.cli.contract import Command
from tests.processes import Result


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """The command in this process, in a folder of its own, with all that it or a library prints."""
    for name in [name for name in os.environ if name.startswith("QA_BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, **variables: str) -> Result:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        capfd.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Result(code, *capfd.readouterr())

    return call


@pytest.fixture
def store(seeds_bot: Bot) -> Path:
    return seeds_bot.settings.store
