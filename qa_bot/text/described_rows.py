"""Rows of a Markdown or reStructuredText table as lines with their column names, for searching. Pure."""

import re
from collections.abc import Iterator

from qa_bot.records import Document, Place, Span
from qa_bot.text.paragraphs import is_table_head
from qa_bot.text.rst_tables import BORDER, head_of

_DIVIDER = re.compile(r"(?<!\\)\|")


def described_rows(document: Document) -> dict[Span, str]:
    """Return each row of a table that is divided into rows, by its span: ``Stations; Keeper: Lee; Opened: 1907``.

    The section's name precedes it, as the heading above a table does in other formats. The text itself stays as it is.
    """
    return dict(_described(document)) if any(place.name == "table" for place in document.places) else {}


def _described(document: Document) -> Iterator[tuple[Span, str]]:
    sections = [place for place in document.places if place.kind == "section"]
    heading, names, layout = "", list[str](), None
    for place in document.places:
        if place.kind != "markup" or place.name != "table":
            continue
        text = place.span.of(document.text)
        if is_table_head(text):
            heading, names, layout = _section(sections, place), _cells(text.splitlines()[0]), None
        elif head := head_of(document.text, place.span):
            heading, (names, layout) = _section(sections, place), head
        elif layout and not any(map(BORDER.match, text.splitlines())):
            yield place.span, _line(heading, names, layout.cells(document.text, place.span))
        elif len(text.splitlines()) > 1:
            names = []  # a table that is one passage has its column names in it
        elif names:
            yield place.span, _line(heading, names, _cells(text))


def _section(sections: list[Place], place: Place) -> str:
    """Return the heading of a place's section, ``section “Berths”``; ``sections`` loses those that end before it."""
    while sections and sections[0].span.end <= place.span.start:
        sections.pop(0)
    is_inside = bool(sections) and sections[0].span.contains(place.span)
    return sections[0].name.partition("“")[2].removesuffix("”") if is_inside else ""


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _DIVIDER.split(line.strip().removeprefix("|").removesuffix("|"))]


def _line(heading: str, names: list[str], cells: list[str]) -> str:
    names = names + [""] * (len(cells) - len(names))
    fields = [f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=False) if cell]
    return "; ".join(filter(None, [heading, *fields]))
