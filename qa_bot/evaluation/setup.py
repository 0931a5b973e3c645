"""The set-up of an evaluation, as its report describes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.store.reports import Status

if TYPE_CHECKING:  # takes seconds to import
    from qa_bot.bot import Bot

_SETTINGS = ("threshold", "passage_characters", "candidates", "read", "hits")


@dataclass(frozen=True, slots=True)
class Setup:
    """What was asked of what.

    ``settings`` are those that an answer depends on, ``asked_at`` is in UTC, and ``warnings`` has a line for each piece
    of evidence that no document contains.
    """

    questions_file: str
    folder: str
    status: Status
    settings: Mapping[str, Any]
    asked_at: str
    warnings: tuple[str, ...] = ()


def setup_of(bot: "Bot", questions_file: Path, warnings: Sequence[str] = ()) -> Setup:
    """Return the present set-up of a bot."""
    settings = {name: getattr(bot.settings, name) for name in _SETTINGS}
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return Setup(
        str(questions_file), str(bot.settings.seeds), bot.status(compare_folder=False), settings, now, tuple(warnings)
    )
