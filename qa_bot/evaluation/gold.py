"""Questions with known answers, read from a file of JSON lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.errors import QaBotError
from qa_bot.records import Turn

_FORMAT = 'write one JSON object a line, {"id": …, "question": …}.'


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document that answer a question; ``start`` is their offset, if known."""

    source: str
    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the expected answers and their evidence, both empty where unknown.

    The ``kind`` "unanswerable" means that the documents do not answer it; a ``note`` that contains "hard", that it is
    on the corpus's topics nevertheless. ``all_needed``: only all of the evidence together answers it.
    """

    id: str | int | None
    question: str
    kind: str = ""
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    all_needed: bool = False
    history: tuple[Turn, ...] = ()
    note: str = ""


def read_questions(path: Path) -> list[Question]:
    """Return the questions of a file with one JSON object a line; blank lines are ignored.

    Raises:
        QaBotError: the file cannot be read, or a line is not a question; the message has the line's number.
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
                raise QaBotError(f"{path}, line {number} is not a question: {_FORMAT}") from None
    return found


def read_some_questions(path: Path) -> list[Question]:
    """Return the questions of a file that must have at least one.

    Raises:
        QaBotError: as :func:`read_questions`, or the file has no question.
    """
    questions = read_questions(path)
    if not questions:
        raise QaBotError(f"{path} has no question: {_FORMAT}")
    return questions


def _question(plain: Mapping[str, Any]) -> Question:
    json.dumps(plain, ensure_ascii=False).encode("utf-8")  # a lone surrogate is a ValueError
    if not _text(plain["question"]).strip():
        raise ValueError("an empty question")
    return Question(
        id=plain.get("id"),
        question=plain["question"],
        kind=_text(plain.get("kind") or ""),
        answers=tuple(_text(one) for one in _list(plain.get("answers"))),
        evidence=tuple(_evidence(one) for one in _list(plain.get("evidence"))),
        all_needed=bool(plain.get("all_needed")),
        history=tuple(Turn(_text(turn["question"]), _text(turn["answer"])) for turn in _list(plain.get("history"))),
        note=str(plain.get("note") or ""),
    )


def _evidence(plain: Mapping[str, Any]) -> Evidence:
    start = plain.get("start")
    if not plain["text"] or not (start is None or (type(start) is int and start >= 0)):
        raise ValueError("empty evidence, or a negative offset")
    return Evidence(_text(plain["file"]), _text(plain["text"]), start)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _list(value: Any) -> list[Any]:
    """Return a list, empty for None; a string is not a list of its characters."""
    if not isinstance(value, list | None):
        raise TypeError("not a list")
    return value or []
