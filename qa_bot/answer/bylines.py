"""The author and date in a line of its own below a document's title: "By Jane Doe", "Jane Doe, 3 May 2021". Pure."""

import re
from collections.abc import Iterator

from qa_bot.answer.dates import date_spans
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import IMPRINT_VERBS, NAME_PARTICLES
from qa_bot.text.languages.english_documents import ACADEMIC_TITLES, BYLINE_WORDS, NOT_AFTER_BY
from qa_bot.text.wording import fold, one_line

_HEAD = 2000
"""Characters of the beginning that are read."""
_MOST_LINES = 4
"""Lines below the title, or of the beginning where no line is the title."""
_LONGEST = 120
_NAME = (
    rf"(?:(?i:{alternation(ENGLISH.titles)})\.?\s)*(?:[^\W\d_a-z][\w’'-]*\.?|[^\W\d_]\.)"
    rf"(?:\s(?:(?:{alternation(NAME_PARTICLES)})\s)*[^\W\d_a-z][\w’'.-]*){{1,4}}"
)
_NAMES = re.compile(rf"{_NAME}(?:(?:,\s(?:and\s)?|\sand\s|\s&\s|;\s){_NAME})*")
_LABEL = re.compile(rf"(?i:{alternation(BYLINE_WORDS)})(?::\s?|\s)")
_TITLED = re.compile(rf"(?:{alternation(title.capitalize() for title in ACADEMIC_TITLES)})\.?\s")
_DATE_LABEL = re.compile(rf"(?i:(?:first\s)?(?:{alternation(IMPRINT_VERBS)}|date)(?:\son|:)?)\s")
_MARKS = re.compile(r"[*_#>\s]*(.*?)[*_\s]*")
_WORD = re.compile(r"\w{2,}")
_SEPARATORS = " ,;|·•–—-()"
_NOT_NAMES = ENGLISH.articles | ENGLISH.demonstratives | {*ENGLISH.weekdays} | NOT_AFTER_BY


def byline(text: str, title: str) -> tuple[str, str]:
    """Return the author and the date that the lines below a title state, each "" where it is not certain.

    A line of names alone counts only after "by" or the like, after an academic title, or before a date.
    """
    author = date = ""
    for line in _below(text, title):
        names, day = _parts(line)
        if not (names or day):
            break
        author, date = author or names, date or day
    return author, date


def _below(text: str, title: str) -> Iterator[str]:
    """Yield the short lines after the title, or the first ones of a text that does not begin with it."""
    lines = [one_line(_MARKS.fullmatch(line)[1]) for line in text[:_HEAD].splitlines() if line.strip()]  # type: ignore[index]
    at = next((at for at, line in enumerate(lines) if fold(line) == fold(one_line(title))), -1)
    yield from (line for line in lines[at + 1 :][:_MOST_LINES] if len(line) <= _LONGEST)


def _parts(line: str) -> tuple[str, str]:
    """Return the names and the date that are all of a line, else nothing."""
    span = next(iter(date_spans(line)), None) if any(character.isdigit() for character in line) else None
    day = line[span[0] : span[1]].strip(_SEPARATORS) if span else ""
    if span and line[span[1] :].strip(_SEPARATORS + "."):
        return "", ""
    rest = _DATE_LABEL.sub("", (line[: span[0]] if span else line) + " ", count=1).strip(_SEPARATORS)
    label = _LABEL.match(rest)
    names = rest[label.end() :] if label else rest
    if not rest:
        return "", day
    is_certain = bool(label or day or _TITLED.match(names))
    return (names, day) if is_certain and _are_names(names) else ("", "")


def _are_names(names: str) -> bool:
    """Return whether names of persons are all that is said, each of two words or more."""
    words = {fold(word) for word in _WORD.findall(names)} - {"and"} - NAME_PARTICLES
    return bool(_NAMES.fullmatch(names)) and words.isdisjoint(_NOT_NAMES)
