"""Parts of a statement that its sources do not speak of. Pure."""

import re
from collections.abc import Iterator, Sequence

from qa_bot.answer.proof.evidence import Text, match
from qa_bot.answer.proof.words import Word
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english_proof import ADDED_CLAUSE_OPENERS
from qa_bot.text.wording import shorten

_CLAUSE = re.compile(rf"[,;:()—–]|\s(?:{alternation(ADDED_CLAUSE_OPENERS)})\s")
_LEAST_WORDS = 3
_LEAST_COVERED, _LEAST_COVERED_CLAUSE = 0.45, 0.3
_LONGEST = 60


def invented(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for a statement, or a clause of it, most words of which its sources lack."""
    scores = [(word, max((match(word, text) for text in chosen), default=0.0)) for word in statement.content]
    named = {word.start for word in statement.names}
    said = [score for word, score in scores if word.start not in named]
    if scores and (_share(scores) < _LEAST_COVERED or (len(said) > 1 and not any(said))):
        yield "its sources do not speak of it"
        return
    for start, end in _clauses(statement.text):
        inside = [(word, score) for word, score in scores if start <= word.start < end]
        if len(inside) >= _LEAST_WORDS and _share(inside) < _LEAST_COVERED_CLAUSE:
            yield f"its sources do not speak of “{shorten(statement.text[start:end].strip(), _LONGEST)}”"


def _share(scores: Sequence[tuple[Word, float]]) -> float:
    return sum(score for _, score in scores) / len(scores)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _CLAUSE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)
