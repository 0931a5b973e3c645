"""The line with a file's title, author and date, which answers only a question for one of them. Pure."""

import re

from qa_bot.records import Passage
from qa_bot.text.languages import LANGUAGES, alternation

_LINE = re.compile(r"(?:Title: (?P<title>.+?))?(?:(?:^|; )Author: (?P<author>.+?))?(?:; Date: (?P<date>[\d-]{4,10}))?")
_QUESTION = re.compile(
    rf"\b(?:{alternation(word for language in LANGUAGES for word in language.property_words)})\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def asks_for_author(question: str) -> bool:
    """Return whether ``question`` asks for a title, an author or a date of writing."""
    return _QUESTION.search(question) is not None


def author_and_date(line: str) -> tuple[str, str]:
    """Return the author and the date that such a line names, each "" where it has none."""
    found = _LINE.fullmatch(line)
    return (found["author"] or "", found["date"] or "") if found else ("", "")


def is_unasked_property(question: str, passage: Passage) -> bool:
    """Return whether ``passage`` is such a line and ``question`` neither asks for it nor names the author."""
    found = _LINE.fullmatch(passage.text) if len(passage.sentences) == 1 else None
    if not found or (found["title"] or passage.title) != passage.title:  # a table row may have this form
        return False
    if asks_for_author(question):
        return False
    names = {word.casefold() for word in _WORD.findall(found["author"] or "")}
    return names.isdisjoint(word.casefold() for word in _WORD.findall(question))
