"""reStructuredText: the text as it is written, sections by its headings, with markup and comments marked as such."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.markdown_markup import LONGEST_TABLE
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.ingest.formats.sections import sections
from qa_bot.records import Place, Span
from qa_bot.text.rst_tables import BORDER, divided

_LINE = re.compile(r"[^\n]*\n?")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
_EXPLICIT = re.compile(r"(?P<indent>[ \t]*)\.\.(?=[ \t]|$)[ \t]*(?P<rest>.*)$")
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|[ \t]*)?(?P<name>[\w:+.-]+)::(?=[ \t]|$)[ \t]*")
_TARGET = re.compile(r"(?:__|_[^:\n]+):(?=[ \t]|$)")
_REFERENCE = re.compile(r"\[(?:\d+|[#*][\w-]*|[\w-]+)\](?=[ \t]|$)")
_OPTION = re.compile(r"[ \t]+:[\w -]+:(?=[ \t]|$)")
_WITHOUT_TEXT = frozenset(
    """image include literalinclude toctree raw index contents default-role role unicode replace highlight meta
    automodule autoclass autofunction automethod currentmodule module""".split()
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """The number of blanks before the text."""
        return len(self.text) - len(self.text.lstrip())


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text with a place for each section and for each stretch of markup; the first heading is the title.

    Raises:
        FileUnreadable: The file is not text.
    """
    del limits  # no pages and no archive
    source, note = decoded(data)
    text = cleaned(source)
    lines = [_Line(one.start(), one.end(), one.group().rstrip("\n")) for one in _LINE.finditer(text) if one.group()]
    hidden = [Place("markup", name, 0, span) for name, span in _hidden(lines)]
    tables = [Place("markup", "table", 0, span) for span in _tables(text, lines)]
    found = list(_headings(lines, {place.span.start for place in hidden}))
    places = (*sections(found, len(text)), *sorted([*hidden, *tables], key=lambda place: place.span.start))
    return Extraction(text, clean_line(found[0][1]) if found else "", places, note)


def _headings(lines: list[_Line], hidden: set[int]) -> Iterator[tuple[int, str]]:
    """Yield start and text of each line with an underline that is at least as long."""
    for number, (line, below) in enumerate(pairwise(lines)):
        name, mark = line.text.rstrip(), below.text.rstrip()
        if not _ADORNMENT.match(mark) or not name.strip() or _is_mark(name) or len(mark) < len(name):
            continue
        above = lines[number - 1].text.rstrip() if number else ""
        has_overline = above == mark
        if has_overline or (not above.strip() and not line.indent and line.start not in hidden):
            yield line.start + line.indent, name


def _tables(text: str, lines: list[_Line]) -> Iterator[Span]:
    """Yield the spans of tables, of long ones that of each row: lines without a blank one, with two borders or more."""
    for is_filled, group in groupby(lines, key=lambda line: bool(line.text.strip())):
        block = list(group)
        if is_filled and sum(bool(BORDER.match(line.text)) for line in block) > 1:
            table = _stripped(block[0], block[-1])
            yield from (len(table) > LONGEST_TABLE and divided(text, table)) or [table]


def _is_mark(text: str) -> bool:
    return bool(_ADORNMENT.match(text) or BORDER.match(text))


def _hidden(lines: list[_Line]) -> Iterator[tuple[str, Span]]:
    """Yield the name and span of markup: adornments, comments, directives, options and link targets."""
    number = 0
    while number < len(lines):
        line = lines[number]
        explicit = _EXPLICIT.match(line.text)
        last = number
        if _is_mark(line.text.rstrip()):
            yield "rule", _stripped(line, line)
        elif explicit and (name := _kind(explicit["rest"])) != "text":
            last = _block_end(lines, number)
            yield name, _stripped(line, lines[last])
        elif explicit and explicit["rest"]:
            marker = _DIRECTIVE.match(explicit["rest"]) or _REFERENCE.match(explicit["rest"])
            end = explicit.start("rest") + (marker.end() if marker else 0)
            yield "rule", Span(line.start + line.indent, line.start + end)
            while last + 1 < len(lines) and _OPTION.match(lines[last + 1].text):
                last += 1
                yield "rule", _stripped(lines[last], lines[last])
        number = last + 1


def _kind(rest: str) -> str:
    """Return ``rule`` or ``comment`` for an explicit block without text, and ``text`` for one with text."""
    directive = _DIRECTIVE.match(rest)
    if directive:
        return "rule" if directive["name"].rpartition(":")[2] in _WITHOUT_TEXT else "text"
    if _TARGET.match(rest):
        return "rule"
    return "text" if _REFERENCE.match(rest) else "comment"


def _block_end(lines: list[_Line], number: int) -> int:
    """Return the last line of the block that begins at a line: those that are indented further."""
    last = number
    for following in range(number + 1, len(lines)):
        line = lines[following]
        if line.text.strip():
            if line.indent <= lines[number].indent:
                break
            last = following
    return last


def _stripped(first: _Line, last: _Line) -> Span:
    return Span(first.start + first.indent, last.start + len(last.text.rstrip()))
