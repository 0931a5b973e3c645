"""Split what a language model has written into sentences with their citation marks: "… in 2021 [1, 3]." Pure.

What is written is data: a fence, a line that poses as a system turn and a number of no source are text like any other.
Characters that readers cannot see are left out, so that nobody is shown less than what is checked.
"""

import re
from dataclasses import dataclass

from qa_bot.records import Span
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english_documents import CITED_NOUNS
from qa_bot.text.sentences import sentences
from qa_bot.text.wording import one_line

_NUMBERS = r"\d{1,4}(?:\s?(?:[,;–-]|and|&)\s?(?:(?:source|passage)s?\s)?\d{1,4})*"
_MARK = re.compile(
    rf"[ \t]*(?:\[\^?(?:(?:{alternation(CITED_NOUNS)})s?\s)?(?P<square>{_NUMBERS})\]"
    rf"|【(?P<wide>{_NUMBERS})[^】\n]*】)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s?[–-]\s?(\d+)")
_LONGEST_RANGE = 20
"""Sources; a longer range is read as its two ends."""
_BREAK = re.compile(
    r"""^[ \t]*(?:>[ \t]?)*(?:\#{1,6}|[-*+•]|\d{1,3}[.)])(?=[ \t]+\S)  # heading, list item
    |^[ \t]*(?:```|~~~).*$  # the fence of a code block""",
    re.VERBOSE | re.MULTILINE,
)
"""What begins a new paragraph, and is not said itself."""
_BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
"""A paragraph: what no blank line divides."""
_EMPHASIS = re.compile(
    r"(?<![\w*])(?:\*\*|__|\*|_)(?=\S)|(?<=\S)(?:\*\*|__|\*|_)(?![\w*])|`|^[ \t]*>[ \t]?", re.MULTILINE
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Characters without a width, controls of the writing direction, tags and variation selectors, lone surrogates."""


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence of a written text.

    Attributes:
        text: The sentence on one line, without marks, list markers, emphasis and invisible characters.
        span: Where it stands in the written text, with its marks.
        numbers: The numbers that its marks cite, in their order, each once; a number may be of no source.
    """

    text: str
    span: Span
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A citation mark: where its sentence ends in the cleaned text, and what it cites."""

    place: int
    numbers: tuple[int, ...]
    end: int


def visible(text: str) -> str:
    """Return ``text`` without the characters that readers cannot see."""
    return _INVISIBLE.sub("", text)


def written_sentences(text: str) -> list[WrittenSentence]:
    """Return the sentences of a written text in order, each with what it cites.

    A mark belongs to the sentence that it stands in or directly behind; one that begins a line, to what follows it.
    """
    plain, origins, marks = _cleaned(text)
    spans = [span.shifted(block.start()) for block in _BLOCK.finditer(plain) for span in sentences(block.group())]
    found = []
    for at, span in enumerate(spans):
        start = spans[at - 1].end + 1 if at else 0
        is_last = at == len(spans) - 1
        own = [mark for mark in marks if start <= mark.place and (is_last or mark.place <= span.end)]
        numbers = tuple(dict.fromkeys(number for mark in own for number in mark.numbers))
        end = max([origins[span.end - 1] + 1, *(mark.end for mark in own)])
        found.append(WrittenSentence(one_line(span.of(plain)), Span(origins[span.start], end), numbers))
    return found


def _cleaned(text: str) -> tuple[str, list[int], list[_Mark]]:
    """Return a text without marks and decoration, where each of its characters stood, and the marks."""
    kept: list[str] = []
    origins: list[int] = []
    marks: list[_Mark] = []
    at = 0
    for match in _removed(text):
        if match.start() < at:
            continue
        kept.append(text[at : match.start()])
        origins.extend(range(at, match.start()))
        at = match.end()
        if match.re is _MARK:
            marks.append(_Mark(_cited_place(text, match, kept, len(origins)), _numbers(match), at))
        elif match.re is _BREAK:
            kept.append("\n\n")
            origins.extend([match.start()] * 2)
    kept.append(text[at:])
    origins.extend(range(at, len(text)))
    return "".join(kept), origins, marks


def _removed(text: str) -> list[re.Match[str]]:
    """Return what is no part of a sentence, in order."""
    found = (match for pattern in (_MARK, _BREAK, _EMPHASIS, _INVISIBLE) for match in pattern.finditer(text))
    return sorted(found, key=lambda match: (match.start(), -match.end()))


def _cited_place(text: str, mark: re.Match[str], kept: list[str], length: int) -> int:
    """Return a place of the cleaned text within the sentence that a mark belongs to."""
    before = "".join(kept[-3:])
    begins_line = not before.strip(" \t") or before.rstrip(" \t").endswith("\n")
    is_followed = text[mark.end() :].partition("\n")[0].strip(" \t.:")
    return length + 1 if begins_line and is_followed else length - len(before) + len(before.rstrip())


def _numbers(mark: re.Match[str]) -> tuple[int, ...]:
    """Return the numbers of a mark, those between the ends of a range too."""
    found: list[int] = []
    for part in re.split(r"[,;&]|\band\b", mark["square"] or mark["wide"], flags=re.IGNORECASE):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        is_range = _RANGE.search(part) and ends[0] < ends[1] <= ends[0] + _LONGEST_RANGE
        found.extend(range(ends[0], ends[1] + 1) if is_range else ends)
    return tuple(found)
