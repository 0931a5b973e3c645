"""Pairs of a value and its label in paragraphs of their own, as on cover pages. Pure."""

import re

_LONGEST_VALUE, _LONGEST_LABEL = 60, 80
_BRACKETED = re.compile(r"\([^()]*[^\W\d_][^()]*\)")
_NUMBER = re.compile(r"[^\w\s]{0,3}\s?\d[\d.,:/’'()\s–-]*(?:\s?[^\W\d_]{1,12}){0,2}\s?%?")
_ITEM = re.compile(r"\d{1,3}[.)]\s\D*")
_ENDS = (".", "!", "?", ":", ";", ",")


def is_pair(first: str, second: str) -> bool:
    """Return whether two paragraphs are a value and its label: ``AROP``, ``(trading symbol)``; ``Tax:``, ``14``."""
    if not 0 < len(first) <= _LONGEST_LABEL or not 0 < len(second) <= _LONGEST_LABEL:
        return False
    if first.endswith(":"):
        return len(second) <= _LONGEST_VALUE and is_number(second)
    if len(first) > _LONGEST_VALUE or first.endswith(_ENDS):
        return False
    if _BRACKETED.fullmatch(second):
        return not _BRACKETED.fullmatch(first)
    return is_number(first) and second[0].islower() and not second.endswith(_ENDS)


def is_number(text: str) -> bool:
    """Return whether a text is a short value with digits: ``70 %``, ``2.5 kilograms``, ``+90 442 555``."""
    return len(text) <= _LONGEST_VALUE and _NUMBER.fullmatch(text) is not None and not _ITEM.fullmatch(text)


def tile(upper: str, lower: str) -> str:
    """Return a value and its label joined, ``70 % of the coal`` or ``Coal: 70 %``; "" for another pair."""
    if is_number(upper) and _is_label(lower):
        return f"{upper} {lower}"
    return f"{upper.removesuffix(':')}: {lower}" if _is_label(upper) and is_number(lower) else ""


def _is_label(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_LABEL and not is_number(text) and not text.endswith((".", "!", "?"))
