"""The line with a file's title, author and date, which answers only a question for one of them. Pure."""

import re

from qa_bot.records import Passage

_LINE = re.compile(r"(?:Title: (?P<title>.+?))?(?:(?:^|; )Author: (?P<author>.+?))?(?:; Date: [\d-]{4,10})?")
_QUESTION = re.compile(
    r"""\b(?:authors?|authored|wrote|writ(?:e|es|er|ers|ten)|(?:en)?titled?|dated|created|drafted|prepared|compiled
    |autor\w*|verfass\w*|schrieb\w*|geschrieben|schreef|geschreven|titel\w*|datiert|erstellt|yaz(?:ar|an|d|ıl|mış)\w*
    |başlı[kğ]\w*|hazırla\w*|auteur\w*|écri\w*|rédig\w*|titre\w*|escri\w*|título\w*|redact\w*|scri\w*|titolo\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def is_unasked_property(question: str, passage: Passage) -> bool:
    """Return whether ``passage`` is such a line and ``question`` neither asks for it nor names the author."""
    found = _LINE.fullmatch(passage.text) if len(passage.sentences) == 1 else None
    if not found or (found["title"] or passage.title) != passage.title:  # a row of a table may look like it
        return False
    if _QUESTION.search(question):
        return False
    names = {word.casefold() for word in _WORD.findall(found["author"] or "")}
    return names.isdisjoint(word.casefold() for word in _WORD.findall(question))
