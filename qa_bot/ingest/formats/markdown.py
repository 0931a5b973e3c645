"""Markdown: the source text unchanged, so that offsets count the file's own characters.

Headings are found by the rules of CommonMark in one pass over the lines. A parser of the whole language (markdown-it)
takes two seconds per megabyte for the same.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.markdown_markup import LINE, fence_after, markup
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.ingest.formats.runs import STRUCK_NOTE
from qa_bot.ingest.formats.sections import MOST, sections
from qa_bot.records import Place, Span
from qa_bot.text.wording import one_line

_LONGEST_HEADING = 500
"""Characters of a heading's line; a longer line is text."""

_HASHES = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<name>.*))?$")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?P<marks>=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"(?: {0,3}(?:>|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|\|)| {4}|\t)")
_RULE = re.compile(r" {0,3}(?P<mark>[-*_])[ \t]*(?:(?P=mark)[ \t]*){2,}$")
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?P<fields>(?:(?!---|\.\.\.)[^\n]*\n){0,200})(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
)
_TITLE_FIELD = re.compile(r"^title:[ \t]*(?P<title>[^\r\n]{1,500})", re.MULTILINE | re.IGNORECASE)

_PROPERTY = re.compile(r"^(?:title|authors?|date|creator)[ \t]*:", re.MULTILINE | re.IGNORECASE)

_LINK = re.compile(r"!?\[(?P<shown>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_NAME_MARKS = re.compile(r"<[^<>]*>|\{#[^{}]*\}\s*$|(?<!\\)[*`~]+|(?<![\w\\])_+|(?<!\\)_+(?!\w)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the offset of its line, its level (1 to 6) and its text without markup."""

    start: int
    level: int
    name: str


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the file's text unchanged, a section for each heading, and its markup.

    The title is that of the front matter, or else the first heading of the first level.

    Raises:
        FileUnreadable: the bytes are no text.
    """
    text, note = decoded(data)
    front_matter = _FRONT_MATTER.match(text)
    body = front_matter.end() if front_matter else 0
    marked = list(markup(text, body))
    found = list(islice(_visible(headings(text, body), marked), MOST + 1))
    title = _title_field(front_matter["fields"]) if front_matter else ""
    first = next((heading.name for heading in found if heading.level == 1), "")
    places = [*_front(front_matter), *sections(((each.start, each.name) for each in found), len(text)), *marked]
    places.sort(key=lambda place: place.kind == "markup")  # stable: both kinds remain in order
    is_struck = any(place.name == "struck" for place in marked)
    return Extraction(
        text, title or first, tuple(places), "; ".join(filter(None, [note, STRUCK_NOTE if is_struck else ""]))
    )


def _front(front_matter: re.Match[str] | None) -> Iterator[Place]:
    """Yield the places of front matter: a passage if it states title, author or date, else markup."""
    if front_matter and (fields := front_matter["fields"].rstrip()) and _PROPERTY.search(fields):
        start = front_matter.start("fields")
        end = start + len(fields)
        yield Place("row", "file properties", 1, Span(start, end))
        yield Place("markup", "rule", 0, Span(0, start))
        yield Place("markup", "rule", 0, Span(end, front_matter.end()))
    elif front_matter:
        yield Place("markup", "front matter", 0, Span(0, front_matter.end()))


def _visible(headings: Iterable[Heading], marked: Iterable[Place]) -> Iterator[Heading]:
    """Yield the headings outside of comments."""
    comments = [place.span for place in marked if place.name == "comment"]
    for heading in headings:
        while comments and comments[0].end <= heading.start:
            comments.pop(0)
        if not comments or heading.start < comments[0].start:
            yield heading


def headings(text: str, start: int = 0) -> Iterator[Heading]:
    """Yield the headings of ``text`` from ``start``: lines after ``#``, and single lines above ``===`` or ``---``.

    Fenced code blocks, quotations and lists hold none. An underlined paragraph of several lines is taken for text
    before a thematic break.
    """
    fence = ""
    before: re.Match[str] | None = None  # a paragraph's only line so far
    is_inside = False  # of a paragraph, a list or a quotation
    for line in LINE.finditer(text, start):
        shown = line.group()[:_LONGEST_HEADING].rstrip("\r\n")
        was_code, fence = bool(fence), fence_after(fence, shown)
        if was_code or fence:
            before, is_inside = None, False
            continue
        heading = _heading(line.start(), shown) or (before and _underlined(before, shown))
        if heading:
            yield heading
        continues = bool(shown.strip()) and not heading and not _RULE.match(shown)
        before = line if continues and not is_inside and not _NO_PARAGRAPH.match(shown) else None
        is_inside = continues


def _heading(start: int, line: str) -> Heading | None:
    found = _HASHES.match(line)
    if not found or len(line) == _LONGEST_HEADING:
        return None
    return Heading(start, len(found["marks"]), _unmarked(_CLOSING_HASHES.sub("", (found["name"] or "").rstrip())))


def _underlined(before: re.Match[str], line: str) -> Heading | None:
    found = _UNDERLINE.match(line)
    if not found or len(before.group()) > _LONGEST_HEADING:
        return None
    return Heading(before.start(), 1 if found["marks"].startswith("=") else 2, _unmarked(before.group()))


def _unmarked(name: str) -> str:
    """Return a heading's text: links by their text, without emphasis, code marks, tags and escapes."""
    bare = _NAME_MARKS.sub("", _LINK.sub(r"\g<shown>", name))
    return one_line(html.unescape(_ESCAPE.sub("", bare)))


def _title_field(fields: str) -> str:
    found = _TITLE_FIELD.search(fields)
    return one_line(found["title"].strip(" \t\"'")) if found else ""
