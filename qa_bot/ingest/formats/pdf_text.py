"""Lines of a page → its text, hyphenated words joined, with each character's index within pdfium. Pure."""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa_bot.ingest.formats.pdf_glyphs import NOT_DRAWN
from qa_bot.ingest.formats.pdf_heads import CELL_LINE_END
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_paragraphs import separators
from qa_bot.text.languages.english import COMPOUND_PREFIXES

KeepsHyphen = Callable[[int, str, str], bool]
"""Whether a hyphen is kept, by its offset in the page's text and the parts of the word before and after it."""

_HYPHENS = ("-", "\u2010", "\xad", "–", "—")
_DIVIDED = re.compile(r"(?P<part>[^\W\d_]+|\w*\d)[-\u2010\xad–—]$")
_ADDRESS = re.compile(r"(?:://|www\.|@)\S*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_DIVIDED_IN_CELL = re.compile(rf"(?P<part>[^\W\d_]+|\w*\d)(?P<sign>[-\u2010\xad–—]){CELL_LINE_END}(?P<after>\w*)")
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text, with each character's index within pdfium (or ``NOT_DRAWN``) and the number of its line."""

    text: str
    indices: Sequence[int]
    lines: Sequence[int]


class Vocabulary:
    """The words of a document, which decide whether a hyphen at a line's end belongs to its word."""

    def __init__(self, pages: Iterable[Sequence[Line]]) -> None:
        """Collect the words of all lines but the hyphenated ones."""
        self._words: set[str] = set()
        is_divided = False
        for lines in pages:
            for line in lines:
                text = _DIVIDED_IN_CELL.sub("", line.text) if CELL_LINE_END in line.text else line.text
                words = _WORD.findall(text.casefold())
                was_divided, is_divided = is_divided, ends_inside_word(line.text)
                self._words.update(words[int(was_divided) : len(words) - int(is_divided)])

    def keeps(self, _: int, before: str, after: str) -> bool:
        """Return whether ``before-after`` is a word with a hyphen.

        It is if the document has it elsewhere, or has both halves and never the joined word, or if the second half is a
        name or a number; a hyphen between capitals is none.
        """
        first, second = before.casefold(), after.casefold()
        if f"{first}-{second}" in self._words or first + second in self._words:
            return first + second not in self._words
        if not before.isalpha() or not after.isalpha() or (after[0].isupper() and not before.isupper()):
            return True
        halves_are_words = min(len(first), len(second)) > 3 and {first, second} <= self._words
        return first in COMPOUND_PREFIXES or halves_are_words


def ends_inside_word(text: str) -> bool:
    """Return whether a text ends with a hyphen or dash right after a letter or digit."""
    return _divided(text) is not None


def _divided(text: str) -> re.Match[str] | None:
    return _DIVIDED.search(text) if text.endswith(_HYPHENS) else None  # most lines do not: the search is slow


def is_stored_as(text: str, stored: str) -> bool:
    """Return whether ``stored`` is a page's text, perhaps without the hyphen of a word that the next page continues."""
    return text == stored or (text[:-1] == stored and ends_inside_word(text))


def as_stored(text: str) -> KeepsHyphen:
    """Keep the hyphens of ``text``, the stored text of a page."""
    return lambda offset, _, __: text[offset : offset + 1] in ("-", "\u2010")


def page_text(lines: Sequence[Line], keeps: KeepsHyphen) -> PageText:
    """Return the page's text: paragraphs separated by blank lines, no white space at its ends."""
    pieces: list[str] = []
    indices, numbers = array("l"), array("l")
    between = [*separators(lines), ""]
    length = 0
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        text, drawn = _rejoined(line, length, keeps)
        cut, separator = joint(line, following, between[number], length, keeps)
        piece = text[: len(text) - cut] + separator
        pieces.append(piece)
        length += len(piece)
        indices.extend(drawn[: len(text) - cut])
        indices.extend([NOT_DRAWN] * len(separator))
        numbers.extend([number] * len(piece))
    return PageText("".join(pieces), indices, numbers)


def _rejoined(line: Line, start: int, keeps: KeepsHyphen) -> tuple[str, "array[int]"]:
    """Return a line's text and indices, the words rejoined that are divided within a table's cell.

    Args:
        line: A line.
        start: Its offset for ``keeps``.
        keeps: Decides on the hyphen of a divided word.
    """
    if CELL_LINE_END not in line.text:
        return line.text, line.indices
    text, indices = "", line.indices[:0]
    rest = 0
    for found in _DIVIDED_IN_CELL.finditer(line.text):
        hyphen = found.end("part")
        text += line.text[rest:hyphen]
        indices.extend(line.indices[rest:hyphen])
        if _is_kept(text + found["sign"], start, found["part"], found["after"], keeps):
            text += found["sign"]
            indices.append(line.indices[hyphen])
        rest = found.start("after")
    indices.extend(line.indices[rest:])
    return text + line.text[rest:], indices


def joint(line: Line, following: Line | None, between: str, start: int, keeps: KeepsHyphen) -> tuple[int, str]:
    """Return how many characters a line loses at its end, and the separator before the next line.

    Args:
        line: A line.
        following: The next line of its page or of the next page, if there is one.
        between: The separator of the two where no word is hyphenated.
        start: The line's offset for ``keeps``.
        keeps: Decides on the hyphen of a divided word.
    """
    divided = _divided(line.text)
    after = _FIRST_WORD.match(following.text) if following and divided else None
    if between != "\n" or not divided or not after:
        return 0, between
    is_kept = _is_kept(line.text, start, divided["part"], after.group(), keeps)
    return (0 if is_kept else 1), ""


def _is_kept(text: str, start: int, before: str, after: str, keeps: KeepsHyphen) -> bool:
    """Return whether the hyphen or dash at the end of ``text``, which begins at ``start``, is kept."""
    if text[-1] in "–—" or _ADDRESS.search(text):
        return True
    return text[-1] != "\xad" and keeps(start + len(text) - 1, before, after)
