"""The installed command ``qa-bot``."""

import tomllib
from importlib.metadata import EntryPoint

from qa_bot.cli.commands import main
from tests.conftest import ROOT


def test_the_console_script_names_the_function_that_runs_a_command() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert EntryPoint("qa-bot", project["scripts"]["qa-bot"], "console_scripts").load() is main
