"""An answer, or names of files ↔ the bytes that are kept of them. Pure."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from qa_bot.chats.texts import searchable, storable
from qa_bot.records import Answer

UNREADABLE = (
    "The answer was kept by another version of qa-bot and cannot be shown any more: ask this question again to get one."
)
"""What stands in the place of an answer that cannot be read."""

_ANSWERS = TypeAdapter(Answer)
_NAMES = TypeAdapter(tuple[str, ...])


def packed(answer: Answer) -> bytes:
    """An answer as JSON; :func:`unpacked` gives one that is equal to it."""
    return _written(_ANSWERS.dump_python(answer, mode="json"))


def unpacked(data: bytes) -> Answer | str:
    """The answer that was packed, or in one line that it cannot be read.

    A field that this version does not know is passed over, and one that ``data`` lacks has its default.
    """
    try:
        return _ANSWERS.validate_python(_read(data))
    except ValueError:  # also pydantic's, and JSON's
        return UNREADABLE


def columns(question: str, outcome: Answer | str) -> dict[str, str | bytes | None]:
    """What is kept of an outcome, by the columns of the table, and what a search looks through."""
    if isinstance(outcome, Answer):
        return {"failure": "", "answer": packed(outcome), "folded": searchable(question, outcome.text)}
    return {"failure": storable(outcome), "answer": None, "folded": searchable(question, outcome)}


def packed_names(names: Sequence[str]) -> bytes:
    """Names of files as JSON; :func:`unpacked_names` gives the same."""
    return _written(list(names))


def unpacked_names(data: bytes) -> tuple[str, ...]:
    """The names that were packed; none where they cannot be read."""
    try:
        return _NAMES.validate_python(_read(data))
    except ValueError:
        return ()


# Not pydantic's own JSON: it refuses lone surrogates, which names of files may hold, and turns infinity into nothing.
def _written(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _read(data: bytes) -> Any:
    return json.loads(data.decode("utf-8", "surrogatepass"))
