"""Text → the title that it bears. Pure."""

import re
from collections import Counter

from qa_bot.text.wording import fold, shorten

LONGEST = 250
"""Characters; a longer line is the text itself."""

_LOOKED_AT = 4000
_LINES_LOOKED_AT = 24
_IMPRINT = re.compile(
    r"(?:editors?|authors?|published|updated|posted|date|from|to|subject)\s*:"  # not "From war to peace"
    r"|(?:edited\s+|written\s+)?by\s|(?:published|updated|posted)\s|copyright\b|©"
    r"|(?:issue|volume|vol\.?|no\.?|page|isbn|issn)\s*:?\s*\d",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{1,6}\s+(?P<title>.+?)\s*#*$")
_FRONT_MATTER = re.compile(r"---\s*\n.*?^title:\s*[\"']?(?P<title>[^\n\"']+)", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def find_title(text: str) -> str:
    """The first line that can be a title: not an editors' line, a date, a rule or a byline; "" where none is.

    A title comes before the text: where the first such line is long or ends in a period, the text has begun without
    one. Marks of Markdown are taken off. A title in capitals is set as its words are spelled in the rest of the text.
    """
    head = text[:_LOOKED_AT].lstrip()
    front_matter = _FRONT_MATTER.match(head)
    if front_matter:
        return front_matter["title"].strip()
    for line in [line.strip() for line in head.splitlines()][:_LINES_LOOKED_AT]:
        heading = _HEADING.match(line)
        title = heading["title"] if heading else line
        if _can_be_title(title):
            is_text = not heading and (len(title) > LONGEST or title.endswith((".", ":")))
            return "" if is_text else shorten(_set_down(title, text) if title.isupper() else title, LONGEST)
    return ""


def _can_be_title(line: str) -> bool:
    words = _WORD.findall(line)
    return bool(words) and any(word.isalpha() for word in words) and not _IMPRINT.match(line)


def _set_down(title: str, text: str) -> str:
    """A title in capitals, each word as the text mostly spells it, the first with a capital."""
    spellings: dict[str, Counter[str]] = {}
    for word in _WORD.findall(text):
        if not word.isupper():
            spellings.setdefault(fold(word), Counter())[word] += 1

    def spelled(match: re.Match[str]) -> str:
        known = spellings.get(fold(match.group()))
        return known.most_common(1)[0][0] if known else match.group().lower()

    lowered = _WORD.sub(spelled, title)
    return lowered[:1].upper() + lowered[1:]
