"""Quotations within a statement: they must stand in a source word for word. Pure."""

import re
from collections.abc import Iterator, Sequence

from qa_bot.answer.proof.evidence import Text
from qa_bot.text.wording import shorten

_QUOTATION = re.compile(
    r"“([^“”]{2,})”|\"([^\"]{2,})\"|«([^«»]{2,})»|„([^„“”]{2,})[“”]|(?<!\w)‘([^‘’]{2,}(?:’\w[^‘’]*)*)’(?!\w)|「([^「」]{2,})」"
)
_LEFT_OUT = re.compile(r"\s*(?:\[?(?:\.{3}|…)\]?|\[[^\]]*\])\s*")
_WORD = re.compile(r"\w+(?:[.,:]\d+)*|[%$€£]")
_LONGEST = 60
"""Characters of a quotation that a reason repeats."""


def misquoted(stated: Text, sources: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each quotation of a statement that no source has word for word."""
    statement = stated.text
    if not _QUOTATION.search(statement):
        return
    texts = [
        _worded(" ".join(one.text for one in sources if one.passage == number))
        for number in {one.passage for one in sources}
    ]
    for match in _QUOTATION.finditer(statement):
        quotation = next(filter(None, match.groups()))
        pieces = [_worded(piece) for piece in _LEFT_OUT.split(quotation)]
        if not any(_has_in_order(text, pieces) for text in texts):
            yield f"the quotation “{shorten(quotation, _LONGEST)}” stands in none of its sources word for word"


def _worded(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _has_in_order(text: str, pieces: Sequence[str]) -> bool:
    at = 0
    for piece in pieces:
        if piece.strip():
            at = text.find(piece, at)
            if at < 0:
                return False
            at += len(piece) - 1
    return True
