"""Whether the sources support the words of quantity of a statement: all, most, only, never. Pure."""

import re
from collections.abc import Iterator, Sequence

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.words import Word
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english_proof import (
    ENTAILED_QUANTIFIERS,
    NO_QUANTIFIERS,
    QUANTIFIERS,
    STRICT_QUANTIFIERS,
    WEAK_QUANTIFIERS,
)

_NO_QUANTIFIER = re.compile(rf"\b(?:{alternation(NO_QUANTIFIERS)})\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\w{2,}est\b")


def unproven_quantifiers(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each word of quantity that the sources lack, and that follows from none of theirs."""
    known = frozenset().union(*(text.folded for text in chosen))
    harmless = [match.span() for match in _NO_QUANTIFIER.finditer(statement.text)]
    said = [word for word in statement.words if not any(start <= word.start < end for start, end in harmless)]
    for kind in STRICT_QUANTIFIERS:
        word = next((word for word in said if word.folded in QUANTIFIERS[kind]), None)
        if word is None or word.folded in WEAK_QUANTIFIERS or (kind == "only" and _is_before_number(statement, word)):
            continue
        kinds = {kind} | ENTAILED_QUANTIFIERS.get(kind, frozenset())
        is_superlative = kind == "most" and any(_SUPERLATIVE.search(text.text) for text in chosen)
        if kind != "none" and not is_superlative and not any(QUANTIFIERS[one] & known for one in kinds):
            yield f"its sources do not say “{word.text}”"


def _is_before_number(statement: Text, word: Word) -> bool:
    """Return whether a number follows: "only 12" claims no more than "12"."""
    return any(0 <= figure.start - word.end <= 1 for figure in statement.figures)
