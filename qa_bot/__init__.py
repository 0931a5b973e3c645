"""Ask your own documents, and see the exact quotes that support each answer."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa_bot.bot import Bot
    from qa_bot.records import Answer, Citation
    from qa_bot.settings import Settings

__all__ = ["Answer", "Bot", "Citation", "Settings"]

_MODULES = {"Answer": "records", "Bot": "bot", "Citation": "records", "Settings": "settings"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `qa_bot.bot` takes seconds to import, `qa-bot --help` must not."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
