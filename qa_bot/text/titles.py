"""The title that a text begins with. Pure."""

import re
from collections import Counter

from qa_bot.text.languages import alternation
from qa_bot.text.languages.english import IMPRINT_LABELS, IMPRINT_VERBS, NUMBERED_IMPRINT_WORDS
from qa_bot.text.wording import fold, shorten

LONGEST = 250
"""Characters; a longer line belongs to the text."""

_MOST_CHARACTERS, _MOST_LINES = 4000, 24
_IMPRINT = re.compile(
    rf"(?:{alternation(IMPRINT_LABELS | IMPRINT_VERBS)})\s*:"  # not "From war to peace"
    rf"|(?:edited\s+|written\s+)?by\s|(?:{alternation(IMPRINT_VERBS)})\s|copyright\b|©"
    rf"|(?:{alternation(NUMBERED_IMPRINT_WORDS)})\.?\s*:?\s*\d",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{1,6}\s+(?P<title>.+?)\s*#*$")
_FRONT_MATTER = re.compile(r"---\s*\n.*?^title:\s*[\"']?(?P<title>[^\n\"']+)", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def find_title(text: str) -> str:
    """Return the first line that can be a title, "" without one.

    Lines of editors, dates, rules and bylines are skipped. If the first other line is long or ends in a period, the
    text has no title. Markdown's heading marks are removed. A title in capitals is lowered to the spelling of the text.
    """
    head = text[:_MOST_CHARACTERS].lstrip()
    front_matter = _FRONT_MATTER.match(head)
    if front_matter:
        return front_matter["title"].strip()
    for line in [line.strip() for line in head.splitlines()][:_MOST_LINES]:
        heading = _HEADING.match(line)
        title = heading["title"] if heading else line
        if _can_be_title(title):
            is_text = not heading and (len(title) > LONGEST or title.endswith((".", ":")))
            return "" if is_text else shorten(_lowered(title, text) if title.isupper() else title, LONGEST)
    return ""


def is_imprint(line: str) -> bool:
    """Return whether a line names editors, a date or an author: ``By Naghi Ahmadov``, ``Vol. 7``."""
    return _IMPRINT.match(line) is not None


def _can_be_title(line: str) -> bool:
    words = _WORD.findall(line)
    return bool(words) and any(word.isalpha() for word in words) and not is_imprint(line)


def _lowered(title: str, text: str) -> str:
    """Return a title in capitals with each word as the text mostly spells it, the first one capitalized."""
    spellings: dict[str, Counter[str]] = {}
    for word in _WORD.findall(text):
        if not word.isupper():
            spellings.setdefault(fold(word), Counter())[word] += 1

    def spelled(match: re.Match[str]) -> str:
        known = spellings.get(fold(match.group()))
        return known.most_common(1)[0][0] if known else match.group().lower()

    words = _WORD.sub(spelled, title)
    return words[:1].upper() + words[1:]
