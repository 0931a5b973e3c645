"""What was asked of what, as a report tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Setup:
    """What was asked of what.

    Attributes:
        questions_file: The file of questions.
        folder: The folder of documents.
        documents: How many are indexed.
        passages: Into how many passages they are cut.
        generation: The live generation.
        model: What makes the vectors.
        threshold: The confidence below which the bot refuses.
        settings: The settings that an answer depends on, by name.
        asked_at: When, in UTC.
        warnings: A line for each piece of evidence that no document holds.
    """

    questions_file: str
    folder: str
    documents: int
    passages: int
    generation: str
    model: str
    threshold: float
    settings: Mapping[str, Any]
    asked_at: str
    warnings: tuple[str, ...] = ()
