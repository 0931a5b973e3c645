"""Splits text into paragraphs, also where line breaks are set within them. Pure."""

import re
from collections.abc import Iterator

from qa_bot.records import Span
from qa_bot.text.languages import detect
from qa_bot.text.sentence_ends import TERMINAL, SentenceRules, is_abbreviated, rules_for

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])[^\S\n\r]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])")
_BULLET = re.compile(r"[-*+•▪–—]\s")
# A number, a letter or a Roman numeral before its period; no short word, for a line may begin with a sentence's "end."
_LIST_ITEM = re.compile(r"(?:[-*+•▪–—]|\(?(?:\d{1,3}|[^\W\d_]|[ivx]{2,4}|[IVX]{2,4})[.)]|#{1,6}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s")
_LOG_TIME = re.compile(
    r"""(?:<\d{1,3}>|\S{1,60}\s\S{1,60}\s\S{1,60}\s(?=\[\d))?  # syslog; a web server
    [\[(]?(?:
        \d{4}[-/.]\d\d[-/.]\d\d[T\s_,]{1,2}\d\d:\d\d       # 2024-02-17 08:17
        |\d\d[-/.]\d\d[-/.]\d{4},?\s\d\d:\d\d            # 17.02.2024 08:17
        |\d\d[/-][^\W\d_]{3}[/-]\d{4}[:\s]\d\d:\d\d      # 17/Feb/2024:08:17
        |(?:[^\W\d_]{3}\s)?[^\W\d_]{3}\s{1,2}\d{1,2}\s(?:\d{4}\s)?\d\d:\d\d:\d\d  # Feb 17 08:17:00
        |\d{1,2}:\d\d:\d\d(?:[.,]\d+)?[\])\s]               # 08:17:00
        |(?<=[\[(])\d{1,2}:\d\d[\])]                       # [08:17]
        |1\d{9}(?:\d{3}|\.\d+)?[\])\s]                     # seconds or milliseconds since 1970
    )""",
    re.VERBOSE,
)
"""A time stamp at the beginning of a line of a log."""
TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
"""The line ``|---|---|`` below the column names of a Markdown table."""
_LABEL = re.compile(r"\([^()\n]{2,80}\)$")
_ROW = re.compile(r"[^\s:;][^:;\n]{0,80}: [^;\n]{1,200};")
_LONGEST_VALUE = 60
"""Characters of a value above its label in brackets."""
_WRAPPED = range(40, 121)
"""Characters of a line that is broken within a paragraph."""
_LOOKED_BACK, _LOOKED_AHEAD = 200, 80


def is_heading(text: str) -> bool:
    """Return whether a paragraph looks like a heading: it is short, no list item or log line, and ends no sentence."""
    return len(text) <= 120 and not (TERMINAL.search(text) or _BULLET.match(text) or is_log_line(text))


def is_row(text: str) -> bool:
    """Return whether a paragraph is a row of a table, each value after its column's name."""
    return _ROW.match(text) is not None


def is_table_head(text: str) -> bool:
    """Return whether a paragraph is the column names of a Markdown table and the rule below them."""
    names, _, rule = text.rstrip().rpartition("\n")
    return "|" in names and TABLE_RULE.fullmatch(rule) is not None


def is_log_line(text: str) -> bool:
    """Return whether a paragraph begins with the time stamp of a log."""
    return _LOG_TIME.match(text) is not None


def is_list_item(text: str) -> bool:
    """Return whether a paragraph begins with a bullet, or with a number or a letter and a period."""
    return _LIST_ITEM.match(text) is not None


def without_item_mark(text: str) -> str:
    """Return a paragraph without the bullet, number or letter that it begins with."""
    found = _LIST_ITEM.match(text)
    return text[found.end() :] if found else text


def split_paragraphs(text: str, rules: SentenceRules | None = None) -> Iterator[Span]:
    """Yield each paragraph, heading, list item and line of a log; a line break within a sentence ends none.

    Without ``rules``, those of the detected language apply.
    """
    rules = rules or rules_for(detect(text))
    start, end = -1, -1
    widest = 0
    for line in _lines(text):
        if start >= 0 and not _continues(text, Span(start, end), line, widest, rules):
            yield Span(start, end)
            start, widest = -1, 0
        start = line.start if start < 0 else start
        end, widest = line.end, max(widest, len(line))
    if start >= 0:
        yield Span(start, end)


def stripped(text: str, start: int, end: int) -> Span | None:
    """Return ``[start, end)`` without the white space around it; None where it is nothing else."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if left < right else None


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        if line := stripped(text, match.start(), match.end()):
            yield line


def _continues(text: str, before: Span, line: Span, widest: int, rules: SentenceRules) -> bool:
    """Return whether ``line`` continues the paragraph ``before`` in spite of the line break."""
    tail = text[max(before.start, before.end - _LOOKED_BACK) : before.end]
    head = text[line.start : line.start + _LOOKED_AHEAD]
    is_log = is_log_line(head) and (
        is_log_line(text[before.start : before.start + _LOOKED_BACK]) or not rules.dangling.search(tail)
    )
    if (
        is_log
        or (TERMINAL.search(tail) and not is_abbreviated(tail, rules))
        or _LIST_ITEM.match(head)
        or _ROW.match(head)
    ):
        return False
    if _LABEL.match(text, line.start, line.end) and len(before) <= _LONGEST_VALUE:
        return True
    if head[0].islower() or (rules.dangling.search(tail) and len(before) > _WRAPPED.start):
        return True
    is_blank_between = _BLANK_LINE.search(text, before.end, line.start)
    return not is_blank_between and _is_wrapped(tail, head, max(widest, len(line)))


def _is_wrapped(tail: str, head: str, widest: int) -> bool:
    """Return whether a line was broken because the next word did not fit.

    ``widest`` is the length of the widest line of the paragraph; text with fixed line breaks has no line of more than
    120 characters.
    """
    last = tail.splitlines()[-1]
    return len(last) in _WRAPPED and widest in _WRAPPED and len(last) + 1 + len(head.split(maxsplit=1)[0]) > widest
