"""JSON and JSON Lines: each object is a line of its members, ``name: Ada; born: 1815``, with a place, its path."""

import json
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.ingest.formats.rows import LONGEST_CAPTION, Lines, cell_of

_MOST_DEPTH = 100
_LONGEST_INLINED = 400
"""Characters of a nested value within the line of its object; a longer one has lines of its own."""

_MOST_INLINED = 3  # levels of nested values within a line

Members = list[tuple[str, Any]]
"""The members of an object in order, with duplicate names."""


class _Object(list[tuple[str, Any]]):
    """The members of an object, distinct from an array."""


def read(data: bytes, limits: Limits) -> Extraction:
    """Return a line for each object and each nested one, with numbers as they are written.

    Raises:
        FileUnreadable: The file is neither JSON nor JSON Lines, is nested too deeply, or has too many objects.
    """
    del limits  # no pages and no archive
    text, note = decoded(data)
    writer = _Writer()
    try:
        for prefix, value in _values(text):
            writer.add(value, _Position(prefix))
    except RecursionError:
        raise FileUnreadable("it is nested too deeply to be read") from None
    if not (text := writer.lines.text):
        raise FileUnreadable("it holds no text")
    return Extraction(text, places=writer.lines.places, note=note)


def _values(text: str) -> Iterator[tuple[str, Any]]:
    """Yield the value of a JSON file with an empty path, or those of a JSON Lines file with their line numbers."""
    try:
        yield "", _parsed(text)
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2:
            raise FileUnreadable(f"it is not JSON ({error})") from None
    else:
        return
    for number, line in lines:
        try:
            yield f"line {number}", _parsed(line)
        except ValueError as error:
            raise FileUnreadable(f"it is not JSON: line {number} ({error})") from None


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_Object, parse_float=str, parse_int=str, parse_constant=str)


@dataclass(frozen=True, slots=True)
class _Position:
    """Where a value is.

    Attributes:
        path: Its path, ``orders[2].address``.
        name: The name of the member that it belongs to.
        subject: The first member of the innermost array element around it.
        depth: The number of values around it.
    """

    path: str = ""
    name: str = ""
    subject: str = ""
    depth: int = 0


class _Writer:
    """Adds the lines of values to the text of one file."""

    def __init__(self) -> None:
        self.lines = Lines()
        self._count = 0

    def add(self, value: Any, at: _Position) -> None:
        """Add the lines of a value: of an object its plain members first, then its nested ones."""
        if at.depth > _MOST_DEPTH:
            raise FileUnreadable("it is nested too deeply to be read")
        if isinstance(value, _Object):
            plain, nested = _divided(value)
            members = [f"{key}: {text}" if key else text for key, text in plain]
            self._add_line(at, "; ".join(members))
            subject = members[0] if members and at.path.endswith(("]", *string.digits)) else at.subject
            for key, inner in nested:
                self.add(inner, _Position(f"{at.path}.{key}" if at.path else key, key, subject, at.depth + 1))
        elif isinstance(value, list) and len(value) > 1 and all(map(_is_plain_list, value)):
            rows = ([_text(cell) for cell in row] for row in value)
            self.lines.take(enumerate(rows, 1), at.path, "; ".join(filter(None, (at.subject, at.name))))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                self.add(inner, replace(at, path=f"{at.path}[{index}]", depth=at.depth + 1))
        else:
            self._add_line(at, _text(value))

    def _add_line(self, at: _Position, line: str) -> None:
        if line:
            self._count += 1
            captions = [caption for caption in (at.subject, cell_of(at.name)) if 0 < len(caption) <= LONGEST_CAPTION]
            self.lines.add("; ".join([*captions, line]), cell_of(at.path) or "top level", self._count)


def _divided(members: Members, depth: int = 0) -> tuple[list[tuple[str, str]], Members]:
    """Return an object's plain members with their text, short nested ones included, and the other nested ones."""
    plain: list[tuple[str, str]] = []
    nested: Members = []
    for key, value in members:
        if isinstance(value, list) and (found := _inlined(key, value, depth)) is None:
            nested.append((key, value))
        elif isinstance(value, list):
            plain += found or ()
        elif text := _text(value):
            plain.append((cell_of(key), text))
    return plain, nested


def _inlined(key: str, value: list[Any], depth: int) -> list[tuple[str, str]] | None:
    """Return a short nested value as plain members, ``address, city: Van`` or ``tags: a, b``; None for a long one."""
    if isinstance(value, _Object):
        plain, nested = _divided(value, depth + 1) if depth < _MOST_INLINED else ([], value)
        found = [(f"{cell_of(key)}, {name}", text) for name, text in plain]
        return found if not nested and sum(len(name) + len(text) for name, text in found) <= _LONGEST_INLINED else None
    if not _is_plain_list(value):
        return None
    joined = ", ".join(filter(None, map(_text, value)))
    return [(cell_of(key), joined)] * bool(joined) if len(joined) <= _LONGEST_INLINED else None


def _is_plain_list(value: Any) -> bool:
    is_list = isinstance(value, list) and not isinstance(value, _Object)
    return is_list and not any(isinstance(one, list) for one in value)


def _text(value: Any) -> str:
    return {True: "true", False: "false", None: ""}[value] if value in (True, False, None) else cell_of(str(value))
