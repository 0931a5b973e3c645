"""The outline of a document by its headings, and its opening sentences. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_bot.answer.sentence_roles import Role, roles_of
from qa_bot.records import Place, Span
from qa_bot.text.paragraphs import is_list_item, split_paragraphs
from qa_bot.text.titles import is_imprint
from qa_bot.text.wording import fold, one_line, shorten

_NAMED = re.compile("(?:section|chapter|slide) “(?P<name>.+)”", re.DOTALL)
_PARTS = ("section", "chapter", "slide")
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-Z])[.)]?\s+[^\W\d_a-z][^.;:!?]{2,70}")
"""A numbered line without an end: "5. Notice", "2.1 Term"."""
_HEADING_MARKS = re.compile(r"#{1,6}\s+|\*\*|__")
_LONGEST = 110
_MOST_HEADINGS = 200
_READ_CHARACTERS = 400_000
_OPENING = 420
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of a document and where it stands in the text."""

    text: str
    span: Span


def outline(text: str, places: Sequence[Place], title: str) -> list[OutlineEntry]:
    """Return the first headings of a document in order, without its title.

    They are the named parts of its format; where it has none, the paragraphs of its beginning that look like headings.
    """
    found = list(_named_parts(text, places)) or list(_heading_paragraphs(text))
    return [heading for heading in found if fold(heading.text) != fold(one_line(title))][:_MOST_HEADINGS]


def opening(text: str, title: str) -> str:
    """Return the first sentences of a document, without its title and other headings, in one line."""
    stated = [
        paragraph
        for _, paragraph, role in _paragraphs(text[: 10 * _OPENING])
        if role == "statement" and not is_imprint(paragraph) and fold(paragraph) != fold(one_line(title))
    ]
    return shorten(" ".join(stated), _OPENING)


def _named_parts(text: str, places: Sequence[Place]) -> Iterator[OutlineEntry]:
    for place in places:
        named = _NAMED.fullmatch(place.name) if place.kind in _PARTS else None
        if named:
            line = text[place.span.start : place.span.end].partition("\n")[0]
            yield OutlineEntry(named["name"], Span(place.span.start, place.span.start + max(1, len(line.rstrip()))))


def _heading_paragraphs(text: str) -> Iterator[OutlineEntry]:
    for span, paragraph, role in _paragraphs(text[:_READ_CHARACTERS]):
        name = _HEADING_MARKS.sub("", paragraph).strip()
        letters = sum(character.isalpha() for character in name)
        is_whole = letters >= _FEWEST_LETTERS and len(name) <= _LONGEST
        if role == "heading" and is_whole and (_stands_alone(name) or _NUMBERED.fullmatch(name)):
            yield OutlineEntry(name, span)


def _paragraphs(text: str) -> list[tuple[Span, str, Role]]:
    """Return the paragraphs of a text, each in one line, with what it is for."""
    spans = list(split_paragraphs(text))
    lines = [one_line(span.of(text)) for span in spans]
    roles = roles_of(lines) if lines else []
    for at, (before, line, after) in enumerate(zip(["", *lines], lines, lines[1:], strict=False)):
        if _NUMBERED.fullmatch(line) and not (is_list_item(before) or is_list_item(after)):  # no item of a list
            roles[at] = "heading"
    return list(zip(spans, lines, roles, strict=True))


def _stands_alone(name: str) -> bool:
    return not is_imprint(name) and not is_list_item(name)
