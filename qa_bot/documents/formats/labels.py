"""Values with their labels above or below, each in a paragraph of its own, as on cover pages. Pure."""

import re

_LONGEST_VALUE, _LONGEST_LABEL = 60, 80
_BRACKETED = re.compile(r"\([^()]*[^\W\d_][^()]*\)")
_NUMBER = re.compile(r"[^\w\s]{0,3}\s?\d[\d.,:/’'()\s–-]*(?:\s?[^\W\d_]{1,12}){0,2}\s?%?")
_ENDS = (".", "!", "?", ":", ";", ",")


def is_pair(first: str, second: str) -> bool:
    """Whether two paragraphs are a value and its label: ``AROP``, ``(trading symbol)``; ``Tax number:``, ``14-22``."""
    if not 0 < len(first) <= _LONGEST_LABEL or not 0 < len(second) <= _LONGEST_LABEL:
        return False
    if first.endswith(":"):
        return len(second) <= _LONGEST_VALUE and _NUMBER.fullmatch(second) is not None
    if len(first) > _LONGEST_VALUE or first.endswith(_ENDS):
        return False
    if _BRACKETED.fullmatch(second):
        return not _BRACKETED.fullmatch(first)
    return _NUMBER.fullmatch(first) is not None and second[0].islower() and not second.endswith(_ENDS)
