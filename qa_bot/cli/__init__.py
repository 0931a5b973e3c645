"""The command line, ``qa-bot …``."""

from qa_bot.cli.commands import main

__all__ = ["main"]
