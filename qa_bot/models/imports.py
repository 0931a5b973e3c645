"""Import what a setting names as ``package.module:name``."""

import importlib
from typing import Any

from qa_bot.errors import SettingUnusable


def imported(path: str, setting: str, instead: str = "") -> Any:
    """Return the object at an import path.

    Args:
        path: ``package.module:name``.
        setting: The variable that names it, for the message.
        instead: Other values of the setting, to be followed by the form of a path: ``e5 or minilm, or``.

    Raises:
        SettingUnusable: it cannot be imported.
    """
    module, _, attribute = path.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        written = f"{instead} package.module:name".strip()
        raise SettingUnusable(f"{setting}: {path!r} cannot be imported ({error}); write {written}.") from None
