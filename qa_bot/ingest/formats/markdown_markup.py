"""Markdown that is no sentence (comments, thematic breaks, link definitions, struck-out text), and tables.

The text is unchanged; these spans of it become places of the kind ``markup``.
"""

import re
from collections.abc import Iterator

from qa_bot.records import Place, Span
from qa_bot.text.paragraphs import TABLE_RULE

LINE = re.compile(r"[^\r\n]+(?:\r\n|[\r\n])?|\r\n|[\r\n]")

LONGEST_LINE = 2_000
"""Characters of a line that are searched for markup other than comments."""

LONGEST_TABLE = 800
"""Characters of a table that is quoted whole."""

_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}(?=[^`]*$)|~{3,})")
_CODE = re.compile(r"(?P<marks>(?<!`)`+(?!`)).*?(?<!`)(?P=marks)(?!`)")
_BEGIN = re.compile(r"<!--|(?<![~\\])~~(?=[^\s~])[^~\n]*[^\s~]~~(?!~)")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*\S+(?:[ \t]+[\"'(][^\n]*[\"')])?[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?P<mark>[-*_])[ \t]*(?:(?P=mark)[ \t]*){2,}|=+[ \t]*|-+[ \t]*)$")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_WHOLE = {"rule": _RULE, "definition": _DEFINITION}
_WHOLE_BEGINS = frozenset("-*_=[")


def markup(text: str, start: int) -> Iterator[Place]:
    """Yield the places of markup from ``start``, in order, named by their kind."""
    fence = ""
    header: Span | None = None  # the line before, where it may head a table
    table: Span | None = None
    end = start  # of the last comment
    for line in LINE.finditer(text, start):
        shown = line.group()[:LONGEST_LINE].rstrip("\r\n")
        if line.start() + len(shown) <= end or not shown:
            shown = ""
        was_code, fence = bool(fence), fence_after(fence, shown)
        is_code = was_code or bool(fence)
        is_row = "|" in shown and not is_code
        if table and not is_row:
            yield from _table_places(text, table)
            table = None
        span = Span(line.start(), line.start() + len(shown)) if is_row else None
        if span and (table or (header and TABLE_RULE.fullmatch(shown))):
            table, header = Span((table or header or span).start, span.end), None
            continue
        header = span
        for place in _in_line(text, line.start(), shown, end - line.start()) if not is_code else ():
            end = place.span.end
            yield place
    if table:
        yield from _table_places(text, table)


def _table_places(text: str, table: Span) -> Iterator[Place]:
    """Yield a table as one place, or the column names with their rule and each row of a longer one."""
    if len(table) <= LONGEST_TABLE:
        yield _place("table", table)
        return
    start = table.start
    for number, line in enumerate(LINE.finditer(text, table.start, table.end)):
        if number > 0:
            yield _place("table", Span(start, line.start() + len(line.group().rstrip("\r\n"))))
            start = line.end()


def fence_after(fence: str, line: str) -> str:
    """Return the fence of the code block that is open after ``line``, or ""; ``fence`` is the one open before."""
    if not fence:
        marks = _FENCE.match(line)
        return marks["marks"] if marks else ""
    closes = line.strip(" \t")
    is_closed = len(line) - len(line.lstrip(" ")) < 4 and len(closes) >= len(fence) and set(closes) == {fence[0]}
    return "" if is_closed else fence


def _in_line(text: str, start: int, shown: str, done: int) -> Iterator[Place]:
    """Yield the markup that begins in a line, from its character ``done``."""
    if "<!--" not in shown and "~~" not in shown and shown.lstrip(" ")[:1] not in _WHOLE_BEGINS:
        return
    whole = next((name for name, pattern in _WHOLE.items() if pattern.match(shown)), "")
    if whole:
        yield _place(whole, Span(start, start + len(shown)))
        return
    bare = _CODE.sub(lambda code: " " * len(code.group()), shown)
    at = max(0, done)
    while at < len(bare) and (found := _BEGIN.search(bare, at)):
        end = start + found.end()
        if found.group() == "<!--":
            close = text.find("-->", end)
            end = close + 3 if close >= 0 else len(text)  # one that is not closed hides the rest
            yield _place("comment", Span(start + found.start(), end))
        else:
            is_item = not bare[found.end() :].strip() and _BULLET.fullmatch(bare, 0, found.start())
            yield _place("struck", Span(start if is_item else start + found.start(), end))
        at = end - start


def _place(name: str, span: Span) -> Place:
    return Place("markup", name, 0, span)
