"""Questions from a file of JSON lines, with what is known of their answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.errors import QaBotError
from qa_bot.records import Turn


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document that answer a question; ``start`` is their offset where it is known."""

    source: str
    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what a good answer rests on (both empty where nobody has said).

    ``kind`` "unanswerable" means that the documents do not answer it; a ``note`` with "hard" in it, that it is on the
    corpus's own topics all the same. ``all_needed``: only all of the evidence together answers it.
    """

    id: str | None
    question: str
    kind: str = ""
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    all_needed: bool = False
    history: tuple[Turn, ...] = ()
    note: str = ""


def read_questions(path: Path) -> list[Question]:
    """The questions of a file, one JSON object a line; blank lines are passed over.

    Raises:
        QaBotError: the file cannot be read, or a line is not a question; the line's number is told.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise QaBotError(f"The questions {path} cannot be read ({reason}): name a file of JSON lines.") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_question(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise QaBotError(
                    f'{path}, line {number} is no question: write one JSON object a line, {{"id": …, "question": …}}.'
                ) from None
    return found


def _question(plain: Mapping[str, Any]) -> Question:
    if not isinstance(plain["question"], str):
        raise TypeError("a question is text")
    return Question(
        id=plain.get("id"),
        question=plain["question"],
        kind=plain.get("kind", ""),
        answers=tuple(plain.get("answers", ())),
        evidence=tuple(Evidence(one["file"], one["text"], one.get("start")) for one in plain.get("evidence", ())),
        all_needed=bool(plain.get("all_needed")),
        history=tuple(Turn(turn["question"], turn["answer"]) for turn in plain.get("history") or ()),
        note=str(plain.get("note", "")),
    )
