"""Answers, file names and search texts as the columns of the database."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from qa_bot.records import Answer, Citation
from qa_bot.text.wording import fold

UNREADABLE = "The answer was stored by another version of qa-bot and cannot be read any more: ask this question again."
"""Replaces an answer that cannot be read."""

_ANSWERS = TypeAdapter(Answer)
_CITATIONS = TypeAdapter(Citation)
_NAMES = TypeAdapter(tuple[str, ...])


def answer_to_json(answer: Answer) -> bytes:
    """Return an answer as JSON; :func:`answer_from_json` returns an equal one."""
    return _dump(_ANSWERS.dump_python(answer, mode="json"))


def answer_from_json(data: bytes) -> Answer | str:
    """Return a stored answer, or one line that says why it cannot be read.

    Unknown fields are ignored, missing ones have their defaults.
    """
    try:
        return _ANSWERS.validate_python(_load(data))
    except ValueError:  # also pydantic's, and JSON's
        return UNREADABLE


def citation_to_json(citation: Citation) -> bytes:
    """Return a citation as JSON; :func:`citation_from_json` returns an equal one."""
    return _dump(_CITATIONS.dump_python(citation, mode="json"))


def citation_from_json(data: bytes) -> Citation | str:
    """Return a stored citation, or one line that says why it cannot be read."""
    try:
        return _CITATIONS.validate_python(_load(data))
    except ValueError:
        return UNREADABLE


def outcome_columns(question: str, outcome: Answer | str) -> dict[str, str | bytes | None]:
    """Return the columns of an exchange that depend on its outcome."""
    if isinstance(outcome, Answer):
        return {"failure": "", "answer": answer_to_json(outcome), "folded": searchable(question, outcome.text)}
    return {"failure": encodable(outcome), "answer": None, "folded": searchable(question, outcome)}


def names_to_json(names: Sequence[str]) -> bytes:
    """Return file names as JSON; :func:`names_from_json` returns the same."""
    return _dump(list(names))


def names_from_json(data: bytes) -> tuple[str, ...]:
    """Return stored file names; none where they cannot be read."""
    try:
        return _NAMES.validate_python(_load(data))
    except ValueError:
        return ()


def searchable(*texts: str) -> str:
    """Return ``texts`` folded for the search: ``Türkiye`` becomes ``turkiye``, ``İstanbul`` ``istanbul``."""
    # SQLite's own functions may take a NUL for the end of a text.
    return fold(encodable("\n".join(texts)).replace("\0", " "))


def encodable(text: str) -> str:
    """Return ``text`` with lone surrogates, which neither SQLite nor UTF-8 can store, written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


# Not pydantic's own JSON: it refuses lone surrogates, which file names may contain, and replaces infinity.
def _dump(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _load(data: bytes) -> Any:
    return json.loads(data.decode("utf-8", "surrogatepass"))
