"""Quotations within sentences: speech stays in one sentence with its speaker. Pure."""

import re

from qa_bot.text.sentence_ends import END_MARKS

_CLOSING_MARKS = {"“": "”", "«": "»", "„": "“”", "»": "«", '"': '"', "「": "」", "『": "』"}
_LONGEST_SPEECH = 400
"""Characters of a quotation that stays in one sentence."""
_FEWEST_WORDS = 4
"""A call of fewer words ends no sentence within a quotation."""


class Quotations:
    """Follows, mark by mark, whether a quotation is open, so that `"One army! One fist!"` stays in one sentence."""

    _MARK = re.compile('[“”«»"„「」『』]|(?<!\\w)‘|’(?!\\w)')

    def __init__(self, text: str, start: int, has_spaces: bool = True) -> None:
        """Begin at ``start``; ``has_spaces`` is whether white space separates the words."""
        self._text = text
        self._end = start
        self._open: int | None = None
        self._has_spaces = has_spaces

    def is_open(self, start: int, end: int) -> bool:
        """Return whether at ``end`` a short quotation is open, or one in which a call of few words ends there.

        Args:
            start: Where the sentence begins.
            end: Where it may end, not before the ``end`` of the last call.
        """
        for match in self._MARK.finditer(self._text, self._end, end):
            self._open = match.end() if self._opens(match) else None
        self._end = max(self._end, end)
        if self._open is None:
            return False
        if speech_end(self._text, self._open - 1) > end:
            return True
        called = re.split(r"[.!?…]\s", self._text[max(start, self._open, end - 200) : end])[-1]
        return self._has_spaces and len(called.split()) < _FEWEST_WORDS

    def _opens(self, match: re.Match[str]) -> bool:
        """Return whether a mark opens a quotation: “ and » do in some languages and close in others."""
        mark, before = match.group(), self._text[match.start() - 1 : match.start()]
        if mark == '"':
            return self._open is None
        if mark == "»":
            return self._open is None and not before.strip() and self._text[match.end() : match.end() + 1].strip() != ""
        if mark in "“«":
            return self._open is None or not before.strip()
        return mark in "„‘「『"


def is_followed_by_speech(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether speech without a speaker follows a sentence end, so that the sentence before names the speaker."""
    begin = match.end("space")
    end = speech_end(text, begin)
    if end < 0 or end - start > _LONGEST_SPEECH or "\n" in match["space"]:
        return False
    return text[end - 2] in END_MARKS and not text[end : end + 2].strip()[:1].islower()


def speech_end(text: str, begin: int) -> int:
    """Return the end of the quotation that opens at ``begin``; -1 where it is long, or none opens there."""
    closers = _CLOSING_MARKS.get(text[begin : begin + 1], "")
    speech = text[begin + 1 : begin + _LONGEST_SPEECH].partition("\n\n")[0] if closers else ""
    ends = [place for closer in closers if (place := speech.find(closer)) >= 0]
    return begin + 1 + min(ends) + 1 if ends else -1
